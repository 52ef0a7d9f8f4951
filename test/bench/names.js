// Names: `npm run bench`. A resolved name against a look-up of the raw string in a Map, which is what a program without rules does.
import { resolveModel } from "llm-footprint/catalog/resolve";
import { alternate } from "./alternate.js";

const hits = {
  "exact id": "gpt-4o",
  alias: "meta-llama/Llama-3.1-70B-Instruct",
  "after rules": "bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0",
  miss: "some-lab/some-model-7b-instruct",
};
const raw = new Map(Object.values(hits).map((text) => [text, resolveModel(text)]));
const sides = Object.fromEntries(Object.entries(hits).map(([name, text]) => [name, () => resolveModel(text)]));
const { "a Map": base, ...times } = alternate({ "a Map": () => raw.get(hits["after rules"]), ...sides });
console.log("names: time of one call, and how many look-ups of the raw string in a Map it takes");
for (const [name, time] of Object.entries(times))
  console.log(`  ${name.padEnd(12)} ${(time / 1e3).toFixed(2)} µs  ${(time / base).toFixed(0)} ×`);
