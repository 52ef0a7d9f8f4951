// Two ways to say how sure an estimate is: low and high in closed form, and quantiles from random draws.

// #region inputs
import { estimateTraining, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { gridInYear, grids } from "llm-footprint/catalog/grids";
import { models } from "llm-footprint/catalog/models";
import { trainingDistribution } from "llm-footprint/uncertainty";

// Efficiency and power are left out, so the records of the accelerator stand in, with their ranges.
const input: TrainingInput = {
  model: models["llama-3.1-8b"],
  tokens: 15e12,
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 1024,
  pue: { value: 1.15, low: 1.08, high: 1.3 },
  grid: gridInYear(grids.usa, 2024),
};
// #endregion inputs

// #region closed
const { totalGramsCo2e, low, high, drivers } = estimateTraining(input);
const tonnes = (grams: number) => (grams / 1e6).toFixed(0);
console.log(`closed form: ${tonnes(totalGramsCo2e)} t CO2e, ${tonnes(low.totalGramsCo2e)} to ${tonnes(high.totalGramsCo2e)}`);
for (const driver of drivers.slice(0, 4)) {
  console.log(`  ${driver.input}: ${tonnes(driver.atLow)} to ${tonnes(driver.atHigh)}`);
}
// #endregion closed

// #region draws
const { draws, seed, quantiles } = trainingDistribution(input, { draws: 20_000, seed: 7 });
const { p5, p50, p95 } = quantiles.totalGramsCo2e;
console.log(`${draws} draws, seed ${seed}: median ${tonnes(p50)} t CO2e, 5 to 95 %: ${tonnes(p5)} to ${tonnes(p95)}`);
// #endregion draws
