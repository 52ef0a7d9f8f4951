import { estimateTraining, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { testGolden } from "../helpers/golden.js";
import answers from "./training/known-answers.json" with { type: "json" };

testGolden<Record<string, unknown>>(answers, ({ parameters, intensityGramsPerKwh, ...rest }) => {
  const estimate = estimateTraining({
    model: { kind: "dense", parameters },
    accelerator: accelerators["a100-sxm4-80gb"],
    grid: { intensityGramsPerKwh },
    attentionFlop: "none",
    ...rest,
  } as unknown as TrainingInput);
  const lines = Object.fromEntries(estimate.lines.map(({ key, value }) => [key, value]));
  const peak = 312e12;
  const { deviceHours, days, itEnergyKwh, energyKwh, operationalGramsCo2e, waterLitres } = estimate;
  const results = { deviceHours, days, itEnergyKwh, energyKwh, operationalGramsCo2e, waterLitres };
  return { ...lines, ...results, impliedEfficiency: estimate.trainingFlop / (estimate.deviceHours * 3600 * peak) };
});
