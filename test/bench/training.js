// Training estimates beside the same arithmetic written flat by hand, alternating in one process, on the built package: `npm run bench`.
import { defaults, estimateTraining, trainingTotals } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { compare } from "./alternate.js";

const accelerator = accelerators["v100-sxm2-32gb"];
const inputs = Array.from({ length: 1024 }, (_, index) => ({
  model: models["gpt-3-175b"],
  tokens: 300e9 + index,
  accelerator,
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
}));
let next = 0;
const input = () => inputs[next++ & 1023];

/** The same products and sums by hand: no checks, no records, no range. */
function flat({ model, tokens, acceleratorCount, efficiency, averagePowerWatts, pue, grid }) {
  const parameters = model.parameters.value;
  const trainingFlop = defaults.flopPerParameterToken.value * parameters * tokens;
  const deviceHours = trainingFlop / (accelerator.peakFlopPerSecond.fp16.value * efficiency * 3600);
  const itEnergyKwh = (averagePowerWatts * deviceHours) / 1000;
  const energyKwh = itEnergyKwh * pue;
  const operationalGramsCo2e = energyKwh * grid.intensityGramsPerKwh;
  const share = deviceHours / (defaults.lifetimeYears.value * 365 * 24 * defaults.lifetimeUtilisation.value);
  const embodiedGramsCo2e =
    accelerator.dieAreaSquareCentimetres.value * defaults.carbonPerAreaGramsPerSquareCentimetre["14nm"].value * share +
    (accelerator.memoryBytes.value / 1e9) * defaults.memoryGramsPerGigabyte.value * share +
    defaults.moduleGramsCo2e.value * share +
    (defaults.server.hostGramsCo2e.value / defaults.server.acceleratorsPerServer) * share;
  return {
    parameters,
    activeParameters: parameters,
    trainingFlop,
    deviceHours,
    days: deviceHours / acceleratorCount / 24,
    itEnergyKwh,
    energyKwh,
    operationalGramsCo2e,
    embodiedGramsCo2e,
    totalGramsCo2e: operationalGramsCo2e + embodiedGramsCo2e,
  };
}

const expected = trainingTotals(inputs[0]);
for (const [key, value] of Object.entries(flat(inputs[0]))) {
  if (Math.abs(value / expected[key] - 1) > 1e-12) throw new Error(`the flat arithmetic differs in ${key}: it is not the same any more`);
}

compare("A training run (goal: one total 150)", {
  "numbers, unchecked (trainingTotals.raw)": () => trainingTotals.raw(input()),
  "numbers, checked (trainingTotals)": () => trainingTotals(input()),
  "estimate, one total read": () => estimateTraining(input()).totalGramsCo2e,
  "estimate, low, high and drivers read": () => {
    const { totalGramsCo2e, low, high, drivers } = estimateTraining(input());
    return [totalGramsCo2e, low, high, drivers];
  },
  "estimate, everything read": () => ({ ...estimateTraining(input()) }),
  "flat by hand": () => flat(input()),
});
