// What calls to models cost, from names and tokens.
// #region call
import { createEstimator } from "llm-footprint/usage";

const footprint = createEstimator({ region: "aws:us-east-1" });
const call = footprint({ model: "azure/gpt-4o-2024-08-06", inputTokens: 1000, cacheReadTokens: 500, outputTokens: 350 });
// #endregion call
console.log(JSON.stringify(call, null, 1));
