// GPT-3 by four methods: this library, LLMCarbon as its reference code computes it, and the classic calculator in two readings.

// #region compare
import { estimateTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { llmcarbonReference, mlco2, mlco2Peak } from "llm-footprint/methods";

const library = estimateTraining({
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
});
const llmcarbon = llmcarbonReference({
  baseParameters: 175e9,
  tokens: 300e9,
  peakFlopPerSecond: 125e12,
  efficiency: 0.197,
  powerWatts: 330,
  deviceCount: 10_000,
  pue: 1.1,
  intensityGramsPerKwh: 429,
});
// 10,000 GPUs for 14.8 days, as Patterson et al. report them.
const classic = mlco2({ tdpWatts: 300, deviceHours: 10_000 * 14.8 * 24, intensityGramsPerKwh: 429 });
const peak = mlco2Peak({ tdpWatts: 300, computeFlop: library.trainingFlop, peakFlopPerSecond: 125e12, intensityGramsPerKwh: 429 });

const published = 552.1; // t CO2e, Patterson et al. 2021, table 4
for (const [name, { operationalGramsCo2e }] of Object.entries({ library, llmcarbon, mlco2: classic, "mlco2-peak": peak })) {
  const tonnes = operationalGramsCo2e / 1e6;
  console.log(`${name.padEnd(10)}  ${tonnes.toFixed(2).padStart(6)} t CO2e  ${((tonnes / published - 1) * 100).toFixed(2).padStart(6)} %`);
}
// #endregion compare

// #region literal
// LLMCarbon's hardware energy as it is printed: the efficiency cancels, so a slow run costs no more than a fast one.
const literal = llmcarbonReference({
  baseParameters: 175e9,
  tokens: 300e9,
  peakFlopPerSecond: 125e12,
  efficiency: 0.197,
  powerWatts: 300,
  deviceCount: 10_000,
  pue: 1.1,
  intensityGramsPerKwh: 429,
  hardwareEnergy: "literal",
});
console.log(`printed form: ${(literal.operationalGramsCo2e / 1e6).toFixed(3)} t CO2e`);
console.log(literal.notes.join("\n"));
// #endregion literal
