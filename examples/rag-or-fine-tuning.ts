// Retrieval or fine-tuning: where the curves cross, and how well that is known.

// #region compare
import { type AdaptationInput, compareAdaptation } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const common = {
  model: models["llama-3.1-8b"],
  accelerator: accelerators["h100-sxm-80gb"],
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const both: AdaptationInput = {
  rag: { ...common, batch: 64, systemTokens: 100, outputTokens: 300, retrieval: { chunks: 5 }, index: { chunks: 1_000_000 } },
  fineTuning: [
    {
      ...common,
      method: "teacher-student",
      examples: 52_000,
      promptTokens: 200,
      answerTokens: 300,
      epochs: 3,
      adapter: {},
      teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 64 },
    },
  ],
  requests: 100_000,
};
const { breakEven, drivers } = compareAdaptation(both);
const { requests, quantiles, shares } = breakEven.emissions;
const thousands = (count = 0): string => `${Math.round(count / 1000)} thousand`;
console.log(
  `emissions: ${breakEven.emissions.case} ${thousands(requests ?? 0)} requests a month ` +
    `(5 to 95 %: ${thousands(quantiles?.p5)} to ${thousands(quantiles?.p95)}; ${(shares["fine-tuning-above"] * 100).toFixed(0)} % of the draws cross so)`,
);
console.log(
  `moved most by ${drivers
    .slice(0, 3)
    .map(({ input }) => input)
    .join(", ")}`,
);
// #endregion compare

// #region curve
for (const count of [10_000, 100_000, Math.round(requests ?? 0), 1_000_000]) {
  const { rag, fineTuning } = compareAdaptation({ ...both, requests: count });
  console.log(
    `${count} requests: retrieval ${(rag.totalGramsCo2e / 1000).toFixed(2)} kg, fine-tuning ${(fineTuning.totalGramsCo2e / 1000).toFixed(2)} kg`,
  );
}
// #endregion curve
