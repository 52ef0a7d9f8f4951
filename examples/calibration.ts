// Which value of one input would make the estimate meet a reference? Two references for GPT-3, four inputs.

// #region calibrate
import type { TrainingInput } from "llm-footprint";
import { calibrate } from "llm-footprint/calibration";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const scenario: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
};
const references = [
  { value: 552.1e6, source: "patterson-2021" }, // table 4: the primary source
  { value: 536.69e6, source: "dong-2024" }, // section VI: in no primary source
];

for (const reference of references) {
  console.log(`${(reference.value / 1e6).toFixed(2)} t CO2e (${reference.source})`);
  for (const parameter of ["efficiency", "averagePowerWatts", "intensityGramsPerKwh", "pue"] as const) {
    const { before, value, estimateBefore, withinBounds } = calibrate({ scenario, parameter, reference });
    const delta = ((estimateBefore / reference.value - 1) * 100).toFixed(2);
    console.log(
      `  ${parameter.padEnd(20)}  ${Number(before.toPrecision(8))} -> ${value.toFixed(6)}  (was ${delta} % above, physical: ${withinBounds ? "yes" : "no"})`,
    );
  }
}
// #endregion calibrate

// #region use
// The solved number keeps its origin: the trace of the next estimate says that it was calibrated.
import { estimateTraining } from "llm-footprint";

const { figure } = calibrate({ scenario, parameter: "efficiency", reference: { value: 536.69e6, source: "dong-2024" } });
const calibrated = estimateTraining({ ...scenario, efficiency: figure });
const used = calibrated.lines.flatMap(({ inputs }) => inputs).find(({ name }) => name === "efficiency");
console.log(`${(calibrated.operationalGramsCo2e / 1e6).toFixed(2)} t CO2e with efficiency from ${JSON.stringify(used?.origin)}`);
// #endregion use

// #region ratios
// Where 536.69 may come from: the printed estimate, the two references, and the printed difference read in two ways.
const printed = 553.87; // t CO2e, the estimate that LLMCarbon prints for GPT-3
console.log(`printed estimate over 552.1:   ${(printed / 552.1).toFixed(4)}`);
console.log(`printed estimate over 536.69:  ${(printed / 536.69).toFixed(4)}`);
console.log(`printed estimate over 1.0032:  ${(printed / 1.0032).toFixed(2)} t CO2e`);
console.log(`printed estimate over 1.032:   ${(printed / 1.032).toFixed(2)} t CO2e`);
console.log(`552.1 without its PUE of 1.1:  ${(552.1 / 1.1).toFixed(1)} t CO2e`);
// #endregion ratios

// #region achieved
const achieved = estimateTraining({ ...scenario, efficiency: 24.6 / 125 });
console.log(`with 24.6/125 unrounded:       ${(achieved.operationalGramsCo2e / 1e6).toFixed(2)} t CO2e`);
// #endregion achieved
