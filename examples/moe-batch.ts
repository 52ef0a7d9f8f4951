// A mixture of experts reads few weights for one user and nearly all for many: what its sparsity saves depends on the batch.

// #region moe
import { inferenceTotals } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const request = { accelerator: accelerators["b200-sxm-180gb"], acceleratorCount: 4, inputTokens: 200, outputTokens: 800, ...place };
for (const batch of [1, 16, 256, 1024]) {
  const mixture = inferenceTotals({ ...request, model: models["qwen3-235b-a22b"], expertParallelism: 4, batch });
  const dense = inferenceTotals({ ...request, model: models["llama-3.1-70b"], batch });
  console.log(
    `batch ${batch}: 235B with 22B active ${mixture.acceleratorJoulesPerToken.toFixed(2)} J/token, dense 70B ${dense.acceleratorJoulesPerToken.toFixed(2)} J/token`,
  );
}
// #endregion moe
