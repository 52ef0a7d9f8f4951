// One example of every error code. Nothing falls back: the message says what, the value, the bound and the fix.
import { estimateTraining, isFootprintError, type TrainingInput } from "llm-footprint";
import { calibrate } from "llm-footprint/calibration";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { find } from "llm-footprint/catalog/find";
import { models } from "llm-footprint/catalog/models";
import { llmcarbonPredict } from "llm-footprint/methods";
import { parseQuantity } from "llm-footprint/units";

const run: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
};

const slips: Record<string, () => unknown> = {
  "no active parameters": () => estimateTraining({ ...run, model: { kind: "mixture-of-experts", parameters: 1500e9 } }),
  "PUE below one": () => estimateTraining({ ...run, pue: 0.5 }),
  "kW where kWh is meant": () => parseQuantity("330 kW", "energy"),
  "unknown model": () => find(models, "gpt3-157b", "model"),
  "a name that fits two cards": () => find(accelerators, "A100", "accelerator"),
  "two lengths of one run": () => estimateTraining({ ...run, efficiency: 0.2, deviceHours: 3.5e6 }),
  "a total below its fixed part": () =>
    calibrate({ scenario: run, parameter: "pue", reference: { quantity: "totalGramsCo2e", value: 1e6, source: "example" } }),
  "constants that are not public": () => llmcarbonPredict({ parameters: 175e9, memoryBytes: 80e9, deviceCount: 1024 }),
};

// #region catch
for (const [slip, make] of Object.entries(slips)) {
  try {
    make();
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    console.log(`${slip}\n  ${error.code}: ${error.message}`);
  }
}
// #endregion catch
