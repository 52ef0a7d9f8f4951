import { inferenceTotals, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { type ScoredRow, validate } from "llm-footprint/validation";
import { expect, it } from "vitest";
import { lineChartSvg, type Series } from "../helpers/line-chart.js";
import { regimeChartSvg } from "../helpers/regime-chart.js";
import { type Point, scatterSvg } from "../helpers/scatter.js";

const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const card = validate();
const scores = card.rows.flatMap((row): ScoredRow[] =>
  "skipped" in row || row.method !== undefined || row.name !== "inference-energy" ? [] : [row],
);

/** Predicted by a fit without the family, and measured, over the batch of one deployment. */
function deployment(name: string, hfId: string, gpu: string, count: string): Series {
  const pairs = scores.flatMap(({ level, groups, row, predicted, reported }) => {
    const [before, batch] = row.split(", lm-arena-chat, batch ");
    const isMeant = level === "left-out" && groups.includes("all") && row.startsWith(`${hfId} `);
    return isMeant && batch !== undefined && before?.endsWith(` on ${count} × ${gpu}`) === true
      ? [{ batch: Number(batch), predicted, reported }]
      : [];
  });
  pairs.sort((a, b) => a.batch - b.batch);
  return {
    name,
    line: pairs.map(({ batch, predicted }) => [batch, predicted] as const),
    points: pairs.map(({ batch, reported }) => [batch, reported] as const),
  };
}

const long: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  batch: 8,
  outputTokens: 500,
  ...place,
};
const lengths = [250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 100_000];
const byLength = lengths.map((inputTokens) => [inputTokens, inferenceTotals({ ...long, inputTokens })] as const);
const milliwattHours = (kwh = 0): number => kwh * 1e6;

const front = (name: string, change: Partial<InferenceInput>): Series => ({
  name,
  line: [1, 2, 4, 8, 16, 32, 64, 128, 256].map((batch) => {
    const { timePerOutputTokenSeconds, totalGramsPerMillionTokens } = inferenceTotals({
      model: models["llama-3.1-70b"],
      accelerator: accelerators["h100-sxm-80gb"],
      inputTokens: 800,
      outputTokens: 350,
      ...place,
      ...change,
      batch,
    });
    return [timePerOutputTokenSeconds * 1000, totalGramsPerMillionTokens] as const;
  }),
});

it.each([
  [
    "joules-per-token",
    [
      deployment("Llama-3.1-405B, 16 bit, 8 × B200", "meta-llama/Llama-3.1-405B-Instruct", "B200-SXM", "8"),
      deployment("Qwen3-235B-A22B, 8 bit, 8 × H100", "Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", "H100-SXM", "8"),
      deployment("Llama-3.1-70B, 16 bit, 4 × H100", "meta-llama/Llama-3.1-70B-Instruct", "H100-SXM", "4"),
      deployment("Qwen3-30B-A3B, 16 bit, 1 × B200", "Qwen/Qwen3-30B-A3B-Instruct-2507", "B200-SXM", "1"),
      deployment("Llama-3.1-8B, 16 bit, 1 × H100", "meta-llama/Llama-3.1-8B-Instruct", "H100-SXM", "1"),
    ],
    {
      title: "Energy of the accelerators: predicted without the family (lines), measured (dots)",
      x: "sequences that run at once",
      y: "J per output token",
    },
  ],
  [
    "phases-by-context",
    [
      { name: "reading the prompt", line: byLength.map(([at, { prefillEnergyKwh }]) => [at, milliwattHours(prefillEnergyKwh)] as const) },
      { name: "generating 500 tokens", line: byLength.map(([at, { decodeEnergyKwh }]) => [at, milliwattHours(decodeEnergyKwh)] as const) },
      {
        name: "hosts and waiting",
        line: byLength.map(([at, { hostEnergyKwh, idleEnergyKwh }]) => [at, milliwattHours(hostEnergyKwh + idleEnergyKwh)] as const),
      },
      { name: "facility", line: byLength.map(([at, { energyKwh }]) => [at, milliwattHours(energyKwh)] as const) },
    ],
    { title: "A request to Llama-3.1-70B on 8 H100, batch 8", x: "tokens of the prompt", y: "mWh" },
  ],
  [
    "serving-front",
    [
      front("8 × A100, 16 bit", { accelerator: accelerators["a100-sxm4-80gb"], acceleratorCount: 8 }),
      front("8 × H100, 16 bit", { acceleratorCount: 8 }),
      front("4 × H100, 8 bit", { acceleratorCount: 4, precision: "fp8" }),
      front("2 × B200, 8 bit", { accelerator: accelerators["b200-sxm-180gb"], acceleratorCount: 2, precision: "fp8" }),
    ],
    {
      title: "Llama-3.1-70B: time against emissions, batch 1 to 256",
      x: "ms per output token",
      y: "g CO2e per million tokens at 400 g/kWh",
    },
  ],
] as const)("docs/guide/img/%s.svg", async (name, series, labels) => {
  for (const { line } of series) expect(line.length).toBeGreaterThan(4);
  await expect(lineChartSvg(series, labels)).toMatchFileSnapshot(`../../docs/guide/img/${name}.svg`);
});

it("docs/guide/img/inference-left-out.svg", async () => {
  const series = ({ groups }: ScoredRow): string =>
    groups.includes("moe") ? "mixture of experts" : groups.includes("hybrid") ? "hybrid" : "dense";
  const points = scores
    .filter(({ level, groups }) => level === "left-out" && groups.includes("all"))
    .map((row): Point => ({ reported: row.reported, predicted: row.predicted, series: series(row), label: row.row }));
  expect(points.length).toBeGreaterThan(300);
  await expect(
    scatterSvg(points, { title: "J per output token, family of the model left out of the fit", unit: "J/token" }),
  ).toMatchFileSnapshot("../../docs/guide/img/inference-left-out.svg");
});

it.each([
  [
    "error-by-regime-energy",
    "inference-energy",
    { title: "Energy per token, left out of the fit", x: "median error, and share of the rows in the 90 % range (dots)", y: "" },
  ],
  [
    "error-by-regime-rate",
    "inference-throughput",
    { title: "Tokens per second, left out of the fit", x: "median error, and share of the rows in the 90 % range (dots)", y: "" },
  ],
] as const)("docs/guide/img/%s.svg", async (file, name, labels) => {
  const regimes = card.sets.flatMap(({ name: of, level, group, n, mdape, inRange }) => {
    const isShown = of === name && level === "left-out" && n >= 10 && !["scored", "family", "without-anomalies"].includes(group);
    return isShown && mdape !== null && inRange !== undefined ? [{ name: group.slice(0, 36), rows: n, error: mdape, inRange }] : [];
  });
  expect(regimes.length).toBeGreaterThan(8);
  await expect(regimeChartSvg(regimes, labels)).toMatchFileSnapshot(`../../docs/guide/img/${file}.svg`);
});
