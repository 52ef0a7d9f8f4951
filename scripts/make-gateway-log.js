// Writes the example logs of the usage command: `node scripts/make-gateway-log.js`. Seed 1, so that every run writes the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { readCsv } from "./lib/csv.js";
import { bundled } from "./lib/from-source.js";

const file = (path) => new URL(`../${path}`, import.meta.url);

const { seededRandom } = await import(await bundled("make-gateway-log", 'export { seededRandom } from "./src/core/random.ts";'));
const random = seededRandom(1);
/** A standard normal number (twelve uniform ones less six): no function that engines round differently. */
const normal = () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, 0) - 6;
/** Log-normal tokens by their median and the standard deviation of their logarithm; assumed, not measured. */
const tokens = ({ median, sigma, most }) => Math.min(most, Math.max(1, Math.round(median * Math.exp(sigma * normal()))));
const prompt = { median: 1200, sigma: 1.1, most: 30_000 };
const answer = { median: 250, sigma: 0.9, most: 8_000 };

const start = Date.UTC(2026, 10, 2);
const monthMilliseconds = 28 * 24 * 3600e3;
const hex = (digits) => Array.from({ length: digits }, () => Math.floor(16 * random()).toString(16)).join("");
const time = (milliseconds) => new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "");

/** Calls in the order of time: model, when, tokens, how long. */
function calls(models) {
  const times = models.map(() => start + Math.floor(monthMilliseconds * random())).sort((one, other) => one - other);
  return models.map((model, at) => {
    const [input, output] = [tokens(prompt), tokens(answer)];
    const milliseconds = Math.round(400 + 15 * output * (0.5 + random()));
    return {
      ...model,
      from: times[at],
      input,
      output,
      milliseconds,
      id: `chatcmpl-${hex(24)}`,
      key: `team-${1 + Math.floor(5 * random())}`,
    };
  });
}

/** A list in an order that the seed draws. */
function shuffled(list) {
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor((at + 1) * random());
    [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
  }
  return mixed;
}

const cell = (value) => (/[",\n]/u.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
const columns =
  "request_id,call_type,api_key,startTime,endTime,request_duration_ms,model,model_group,custom_llm_provider,prompt_tokens,completion_tokens,total_tokens,cache_hit,status";

/** A call in the columns of LiteLLM's spend logs. */
const spendRow = ({ id, key, from, milliseconds, name, provider, input, output }) => [
  id,
  "acompletion",
  key,
  time(from),
  time(from + milliseconds),
  milliseconds,
  name,
  name,
  provider,
  input,
  output,
  input + output,
  "False",
  "success",
];

const listed = readCsv(readFileSync(file("test/data/gateway-model-names.csv"), "utf8")).map((row) => ({
  name: row.model_id,
  provider: row.provider,
}));
const again = Array.from({ length: 1000 - listed.length }, () => listed[Math.floor(listed.length * random())]);
mkdirSync(file("examples/usage/"), { recursive: true });
const gateway = calls(shuffled([...listed, ...again]));
writeFileSync(
  file("examples/usage/gateway.csv"),
  [columns, ...gateway.map((call) => spendRow(call).map(cell).join(","))].join("\n") + "\n",
);

// What a user calls who has chosen ten current models.
const ten = [
  ["gpt-5.2", "openai"],
  ["gpt-5-mini", "openai"],
  ["claude-sonnet-4-5-20250929", "anthropic"],
  ["claude-haiku-4-5-20251001", "anthropic"],
  ["gemini-2.5-pro", "gemini"],
  ["gemini-2.5-flash", "gemini"],
  ["mistral-large-2512", "mistral"],
  ["deepseek-v3.2", "deepseek"],
  ["llama-3.3-70b-instruct", "together_ai"],
  ["gpt-oss-120b", "groq"],
].map(([name, provider]) => ({ name, provider }));
const chosen = calls(shuffled(Array.from({ length: 200 }, (_, at) => ten[at % ten.length])));
const line = ({ id, from, name, provider, input, output }) =>
  JSON.stringify({
    id,
    timestamp: new Date(from).toISOString(),
    provider,
    model: name,
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output, prompt_tokens_details: { cached_tokens: 0 } },
  });
writeFileSync(file("examples/usage/ten-models.jsonl"), chosen.map((call) => `${line(call)}\n`).join(""));
