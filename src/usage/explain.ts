import type { Formula } from "../core/formula.js";
import type { Line, LineInput, Origin } from "../core/line.js";
import { sumOfParts } from "../core/sum.js";
import { unitOf } from "../core/units.js";
import { operationalEmissions } from "../emissions/operational.js";
import { priceOfCall } from "../catalog/call-price.js";
import { onSiteWater } from "../site/water.js";
import { callEmbodied, callEnergy } from "../serving/call-cost.js";
import type { CompiledKernel } from "./compiled-kernel.js";
import { callTokens } from "./call-tokens.js";
import { requestsOf } from "./counts.js";
import type { Answer } from "./answer.js";
import { features } from "./features.js";
import type { UsageFootprint, UsageRecord } from "./usage-record.js";

/** An input of a line with its origin, and its ends where it has some. */
const input = (name: string, value: number, origin: Origin, ends: { readonly low?: number; readonly high?: number } = {}): LineInput => ({
  name,
  value,
  unit: unitOf(name),
  origin,
  ...(ends.low === undefined || ends.high === undefined || ends.low === ends.high ? {} : { low: ends.low, high: ends.high }),
});

function line<Inputs>(key: string, of: Formula<Inputs>, inputs: readonly LineInput[], value: number): Line {
  const { id, equation, unit, source } = of.card;
  return { key, value, unit, formula: id, equation, source, inputs };
}

/** Coefficients of one cost as inputs of its equation, from the draw that they come from. */
function coefficients({ low, central, high }: CompiledKernel, cost: "energyKwh" | "embodiedGramsCo2e", origin: Origin): LineInput[] {
  const suffix = cost === "energyKwh" ? "Kwh" : "GramsCo2e";
  return features.map((feature, index) =>
    input(`${feature}${suffix}`, central[cost][index] as number, origin, {
      low: low[cost][index] as number,
      high: high[cost][index] as number,
    }),
  );
}

/** The lines of a result: each number with its equation, its inputs and where they come from. */
export function explainCall(footprint: UsageFootprint, answer: Answer, record: UsageRecord): readonly Line[] {
  const { compiled, place, evidence } = answer;
  const { energyKwh, operationalGramsCo2e, embodiedGramsCo2e, totalGramsCo2e, waterLitres } = footprint;
  if (compiled === undefined || place === undefined || energyKwh === null) return [];
  const given: Origin = { kind: "given" };
  const drawn: Origin = { kind: "source", source: "llm-footprint", at: evidence ?? "" };
  const of = (name: string): Origin => ({ kind: "line", line: name });
  const { requests = 1, ...counts } = callTokens(record, answer, requestsOf(record));
  const tokens = Object.entries({ ...counts, requests }).map(([name, value]) => input(name, value, given));
  const preset: Origin = { kind: "source", source: "llm-footprint", at: answer.placeKey };
  const isMeasured = footprint.match === "measured";
  const energy: Line = isMeasured
    ? { ...line("energyKwh", sumOfParts, [input("measuredEnergyKwh", energyKwh, given)], energyKwh), unit: "kWh" }
    : line("energyKwh", callEnergy, [...tokens, ...coefficients(compiled, "energyKwh", drawn)], energyKwh);
  const itEnergyKwh = energyKwh / place.pue;
  const grams = { ...sumOfParts.card, unit: "gCO2e" as const };
  const lines: Line[] = [
    energy,
    line(
      "operationalGramsCo2e",
      operationalEmissions,
      [
        input("energyKwh", energyKwh, of("energyKwh")),
        input("intensityGramsPerKwh", place.intensityGramsPerKwh.value, preset, place.intensityGramsPerKwh),
      ],
      operationalGramsCo2e as number,
    ),
    line(
      "embodiedGramsCo2e",
      callEmbodied,
      [...tokens, ...coefficients(compiled, "embodiedGramsCo2e", drawn)],
      embodiedGramsCo2e as number,
    ),
    {
      key: "totalGramsCo2e",
      value: totalGramsCo2e as number,
      unit: grams.unit,
      formula: grams.id,
      equation: grams.equation,
      source: grams.source,
      inputs: [
        input("operationalGramsCo2e", operationalGramsCo2e as number, of("operationalGramsCo2e")),
        input("embodiedGramsCo2e", embodiedGramsCo2e as number, of("embodiedGramsCo2e")),
      ],
    },
    {
      ...line(
        "waterLitres",
        onSiteWater,
        [
          input("itEnergyKwh", itEnergyKwh, of("energyKwh")),
          input("wueLitresPerKwh", place.wueLitresPerKwh.value, preset, place.wueLitresPerKwh),
        ],
        waterLitres as number,
      ),
    },
  ];
  const { prices } = answer;
  if (prices === undefined || footprint.costUsd === undefined) return lines;
  const priced = priceOfCall(prices, {
    inputTokens: record.inputTokens ?? 0,
    cacheReadTokens: record.cacheReadTokens ?? 0,
    cacheWriteTokens: record.cacheWriteTokens ?? 0,
    outputTokens: answer.isEmbedding ? 0 : (record.outputTokens ?? 0),
  });
  return [...lines, ...priced.lines.map((one) => ({ ...one, key: "costUsd", value: footprint.costUsd as number }))];
}
