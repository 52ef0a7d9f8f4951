// A question with retrieval: what its parts take, and how an agent's context grows.

// #region question
import { estimateRag, type RagInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { embeddingModels } from "llm-footprint/catalog/embedding-models";
import { models } from "llm-footprint/catalog/models";

const question: RagInput = {
  model: models["llama-3.1-8b"],
  accelerator: accelerators["h100-sxm-80gb"],
  batch: 64,
  systemTokens: 100,
  questionTokens: 32,
  outputTokens: 300,
  retrieval: { chunks: 5, chunkTokens: 512 },
  encoder: { model: embeddingModels["bge-m3"] },
  rerank: { model: embeddingModels["bge-reranker-v2-m3"], candidates: 50 },
  index: { chunks: 1_000_000, refreshDays: 30 },
  requestsPerDay: 100_000,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const answer = estimateRag(question);
const joules = (kwh: number): string => `${Number((kwh * 3.6e6).toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 6 })} J`;
console.log(
  `a prompt of ${answer.promptTokens.value} tokens, ${joules(answer.energyKwh)} a question, ${answer.latencySeconds.value.toFixed(1)} s`,
);
for (const { name, energyKwh, share } of answer.phases)
  console.log(`  ${name}: ${joules(energyKwh)}, ${(share * 100).toFixed(1)} % of the emissions`);
console.log(
  `a refresh of the index: ${((answer.indexRefresh?.energyKwh ?? 0) * 1000).toFixed(0)} Wh; a month: ${answer.month?.energyKwh.toFixed(0) ?? ""} kWh`,
);
// #endregion question

// #region traffic
// The standing index is shared by the questions of a day: at low traffic it outweighs the answer.
for (const requestsPerDay of [100, 10_000, 1_000_000]) {
  const { phases, energyKwh } = estimateRag({ ...question, requestsPerDay });
  const standing = phases.find(({ name }) => name === "standingIndex")?.energyKwh ?? 0;
  console.log(`${requestsPerDay} questions a day: ${joules(standing)} of ${joules(energyKwh)} for the standing index`);
}
// #endregion traffic

// #region agent
const { retrieval, encoder, rerank, index, ...plain } = question;
for (const cacheHitShare of [1, 0.9, 0]) {
  const agent = estimateRag({ ...plain, questionTokens: 3900, agent: { turns: 20, turnTokens: 1500, cacheHitShare } });
  console.log(
    `an agent of 20 turns, ${cacheHitShare * 100} % of the context cached: ${Math.round(agent.uncachedTokens.value)} tokens read anew, ` +
      `${Math.round(agent.cachedTokens.value)} from the cache, ${joules(agent.energyKwh)}`,
  );
}
// #endregion agent
