// BLOOM's published life cycle, rebuilt: 24.7 t of dynamic energy, 14.6 t of idle, 11.2 t of manufacture.

// #region bloom
import { estimateTraining, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const reported: TrainingInput = {
  model: models["bloom-176b"],
  tokens: 366e9,
  accelerator: {
    ...accelerators["a100-sxm4-80gb"],
    productFootprintGramsCo2e: { value: 150e3, source: "luccioni-2022", at: "§4.1", basis: "published" },
  },
  acceleratorCount: 384,
  deviceHours: { value: 1082990, source: "luccioni-2022", at: "§4.2", basis: "published" },
  pue: 1,
  grid: { intensityGramsPerKwh: { value: 57, source: "luccioni-2022", at: "§4.2", basis: "published" } },
  server: {
    name: "server of BLOOM",
    acceleratorsPerServer: 8,
    hostGramsCo2e: { value: 2500e3, source: "luccioni-2022", at: "§4.1", basis: "published" },
  },
  lifetimeYears: 6,
  lifetimeUtilisation: 0.85,
};
const power = { value: 400, source: "luccioni-2022", at: "§4.2", basis: "published" } as const;
const run = estimateTraining({ ...reported, averagePowerWatts: power });
// What the idle infrastructure drew beside it was measured: the same run with that energy alone.
const idle = estimateTraining({ ...reported, itEnergyKwh: 256646 });

const tonnes = (grams: number): string => `${(grams / 1e6).toFixed(1).padStart(5)} t`;
console.log(`dynamic, ${Math.round(run.itEnergyKwh).toLocaleString("en-US")} kWh  ${tonnes(run.operationalGramsCo2e)}   published 24.69`);
console.log(`idle, ${Math.round(idle.itEnergyKwh).toLocaleString("en-US")} kWh     ${tonnes(idle.operationalGramsCo2e)}   published 14.6`);
console.log(`manufacture            ${tonnes(run.embodiedGramsCo2e)}   published 11.2`);
console.log(`whole                  ${tonnes(run.totalGramsCo2e + idle.operationalGramsCo2e)}   published 50.5`);
// #endregion bloom
