// Names as gateways write them, and what is known of closed models.
// #region resolve
import { resolveModel } from "llm-footprint/catalog/resolve";

for (const name of ["bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0", "llama3.1:8b-instruct-q4_K_M", "deepseek-chat", "gpt-image-1"]) {
  const { id, match, reason, region, release, precision } = resolveModel(name);
  const told = [region, release, precision].filter((part) => part !== undefined).join(", ");
  console.log(`${name}: ${id ?? "none"} (${match}) ${reason ?? told}`);
}
console.log(resolveModel("deepseek-chat", { date: "2026-01-15" }).id, resolveModel("gpt-6.2-mini", { unknown: "class" }).id);
// #endregion resolve

// #region closed
import { estimateInference } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { closedModels, modelFromIntervals } from "llm-footprint/catalog/closed-models";

const model = modelFromIntervals(closedModels["gpt-5.4-mini"], closedModels);
const [accelerator, grid] = [accelerators["h200-sxm-141gb"], { intensityGramsPerKwh: 400 }];
const estimate = estimateInference({ model, accelerator, acceleratorCount: 8, inputTokens: 1_000, outputTokens: 300, pue: 1.2, grid });
const wattHours = ({ energyKwh }: { readonly energyKwh: number }) => `${(energyKwh * 1000).toPrecision(2)} Wh`;
console.log(`${wattHours(estimate)} (${wattHours(estimate.low)} to ${wattHours(estimate.high)})`);
console.log(model.note);
// #endregion closed
