// What calls to models cost, from names and tokens.
// #region call
import { createEstimator } from "llm-footprint/usage";

const footprint = createEstimator();
const call = footprint({ model: "gpt-4o", inputTokens: 1000, outputTokens: 300 });
// #endregion call

// #region print
const digits = (value: number) => Number(value.toPrecision(2));
const { energyKwh, totalGramsCo2e, low, high } = call;
if (energyKwh !== null && totalGramsCo2e !== null && low !== null && high !== null) {
  console.log(`${digits(energyKwh * 1000)} Wh (${digits(low.energyKwh * 1000)} to ${digits(high.energyKwh * 1000)})`);
  console.log(`${digits(totalGramsCo2e)} gCO2e (${digits(low.totalGramsCo2e)} to ${digits(high.totalGramsCo2e)})`);
}
// #endregion print

// #region result
console.log(JSON.stringify(call, (_, value: unknown) => (typeof value === "number" ? digits(value) : value), 1));
// #endregion result

// #region totals
import { createUsageTotals } from "llm-footprint/usage";

const sums = createUsageTotals();
for (const model of ["gpt-4o", "claude-sonnet-4-6", "openrouter/meta-llama/llama-3.3-70b-instruct", "deepseek-v3.2"]) {
  const record = { model, inputTokens: 1_000_000, outputTokens: 300_000, requests: 1000 };
  const result = footprint(record);
  sums.add(result);
  if (result.low !== null && result.high !== null)
    console.log(`${model}: ${digits(result.high.totalGramsCo2e / result.low.totalGramsCo2e)} wide`);
}
const totals = sums.totals();
if (totals.low !== null && totals.high !== null) {
  console.log(`all: ${digits(totals.high.totalGramsCo2e / totals.low.totalGramsCo2e)} wide`);
}
// #endregion totals

// #region equivalents
import { everydayEquivalents } from "llm-footprint/usage";

for (const { text, source } of everydayEquivalents(totals)) console.log(`${text} [${source}]`);
// #endregion equivalents

// #region explain
import { explain } from "llm-footprint/usage";

for (const { key, value, unit, equation } of explain(call)) console.log(`${key}: ${digits(value)} ${unit}, ${equation}`);
const [{ inputs } = { inputs: [] }] = explain(call);
for (const { name, value, low, high, unit } of inputs) {
  console.log(
    `  ${name} = ${digits(value)}${low === undefined || high === undefined ? "" : ` (${digits(low)} to ${digits(high)})`} ${unit}`,
  );
}
// #endregion explain

// #region unknown
for (const model of ["gpt-6.2-mini", "deepseek-chat", "gpt-image-1", "ollama/llama3.1:8b"]) {
  const { match, reason } = footprint({ model, inputTokens: 1000, outputTokens: 300 });
  console.log(`${model}: ${match}, ${reason ?? ""}`);
}
console.log(createEstimator({ unknown: "class" })({ model: "gpt-6.2-mini", inputTokens: 1000, outputTokens: 300 }).model);
// #endregion unknown

// #region self-hosted
const own = createEstimator({
  provider: "self-hosted",
  accelerator: "h100-sxm-80gb",
  acceleratorCount: 2,
  precision: "fp8",
  batch: 16,
  region: "deu",
  pue: 1.2,
});
console.log(own({ model: "meta-llama/Llama-3.3-70B-Instruct", inputTokens: 1000, outputTokens: 300 }).assumed.join("; "));
// #endregion self-hosted

// #region errors
import { isFootprintError } from "llm-footprint";

const attempts = [
  () => createEstimator({ provider: "self-hosted" }),
  () => createEstimator({ region: "aws:us-est-1" }),
  () => footprint({ model: "gpt-4o", inputTokens: -1, outputTokens: 300 }),
];
for (const attempt of attempts) {
  try {
    attempt();
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    console.log(`[${error.code}] ${error.message}`);
  }
}
// #endregion errors

// #region training
const training = { energyKwh: 1.287e6, totalGramsCo2e: 552e6, lifetimeRequests: 1e10 };
const share = createEstimator({ training })({ model: "gpt-4o", inputTokens: 1000, outputTokens: 300 }).training;
console.log(share === undefined ? "" : `${digits(share.energyKwh * 1000)} Wh and ${digits(share.totalGramsCo2e)} gCO2e of the training`);
// #endregion training
