import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { checkArgument, isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import { lazily } from "../core/lazily.js";
import type { Line } from "../core/line.js";
import { unknownKey } from "../core/near-matches.js";
import { type Answer, answerOf, dayOf } from "./answer.js";
import { checkCounts, requestsOf, tokenFields } from "./counts.js";
import { callTokens, isCounted } from "./call-tokens.js";
import { explainCall } from "./explain.js";
import { featuresOf, linearCost } from "./features.js";
import { type EstimatorOptions, settingsOf } from "./settings.js";
import { usdOf } from "./token-prices.js";
import { trainingShareOf } from "./training-share.js";
import type { FootprintTotals, UsageFootprint, UsageMatch, UsageRecord } from "./usage-record.js";

/**
 * Estimates calls; made by {@link createEstimator}.
 *
 * @param record - what is known of a call
 * @returns its numbers, or null and the reason
 * @throws `FootprintError` for counts that are none, and keys that a record does not have
 */
export type Estimator = (record: UsageRecord) => UsageFootprint;

const WHERE = "usage";

/** What a record says in words. */
const textFields = [
  "model",
  "responseModel",
  "provider",
  "host",
  "region",
  "timestamp",
  "id",
  "serviceTier",
] as const satisfies readonly (keyof UsageRecord)[];

const recordKeys: ReadonlySet<string> = new Set<keyof UsageRecord>([
  ...textFields,
  ...tokenFields,
  "durationSeconds",
  "timeToFirstTokenSeconds",
  "requests",
  "measuredEnergyKwh",
]);

/** The result of a call; beside its numbers it knows how they came about, which only {@link explain} and totals of logs ask for. */
class CallFootprint implements UsageFootprint {
  readonly energyKwh: number | null = null;
  readonly operationalGramsCo2e: number | null = null;
  readonly embodiedGramsCo2e: number | null = null;
  readonly totalGramsCo2e: number | null = null;
  readonly waterLitres: number | null = null;
  readonly low: FootprintTotals | null = null;
  readonly high: FootprintTotals | null = null;
  declare readonly costUsd?: number;
  readonly model: string | null;
  readonly match: UsageMatch;
  declare readonly preset?: string;
  readonly assumed: readonly string[];
  declare readonly reason?: string;
  declare readonly candidates?: readonly string[];
  declare readonly training?: UsageFootprint["training"];
  readonly dataVersion = dataVersion;
  readonly #answer: Answer;
  readonly #record: UsageRecord;

  constructor(answer: Answer, record: UsageRecord, requests: number, reason: string | undefined, options: EstimatorOptions) {
    this.#answer = answer;
    this.#record = record;
    this.model = answer.model;
    const { compiled } = answer;
    const measured = record.measuredEnergyKwh ?? undefined;
    const missing =
      (typeof record.cacheReadTokens === "number" ? 0 : 1) +
      (typeof record.cacheWriteTokens === "number" ? 0 : 2) +
      (record.requests === null ? 4 : 0);
    this.assumed = answer.assumed[missing] as readonly string[];
    if (answer.presetId !== undefined) this.preset = answer.presetId;
    if (compiled === undefined || reason !== undefined) {
      this.match = "none";
      this.reason = reason ?? (answer.reason as string);
      if (answer.candidates !== undefined && answer.candidates.length > 0) this.candidates = answer.candidates;
      return;
    }
    this.match = measured === undefined ? answer.match : "measured";
    const { inputTokens, outputTokens } = record;
    const cached = record.cacheReadTokens ?? 0;
    const written = record.cacheWriteTokens ?? 0;
    const generated = answer.isEmbedding ? 0 : (outputTokens ?? 0);
    const { low, central, high } = compiled;
    const tokens = callTokens(record, answer, requests);
    const of = featuresOf(tokens);
    const energy = measured ?? linearCost(central.energyKwh, of);
    const lowEnergy = measured ?? linearCost(low.energyKwh, of);
    const highEnergy = measured ?? linearCost(high.energyKwh, of);
    const embodied = linearCost(central.embodiedGramsCo2e, of);
    const lowEmbodied = linearCost(low.embodiedGramsCo2e, of);
    const highEmbodied = linearCost(high.embodiedGramsCo2e, of);
    const operational = energy * central.gramsPerKwh;
    const lowOperational = lowEnergy * low.gramsPerKwh;
    const highOperational = highEnergy * high.gramsPerKwh;
    this.energyKwh = energy;
    this.operationalGramsCo2e = operational;
    this.embodiedGramsCo2e = embodied;
    this.totalGramsCo2e = operational + embodied;
    this.waterLitres = energy * central.litresPerKwh;
    this.low = {
      energyKwh: lowEnergy,
      operationalGramsCo2e: lowOperational,
      embodiedGramsCo2e: lowEmbodied,
      totalGramsCo2e: lowOperational + lowEmbodied,
      waterLitres: lowEnergy * low.litresPerKwh,
    };
    this.high = {
      energyKwh: highEnergy,
      operationalGramsCo2e: highOperational,
      embodiedGramsCo2e: highEmbodied,
      totalGramsCo2e: highOperational + highEmbodied,
      waterLitres: highEnergy * high.litresPerKwh,
    };
    const { prices } = answer;
    if (prices !== undefined && isCounted(record, answer))
      this.costUsd = usdOf(
        prices,
        { inputTokens: inputTokens as number, cacheReadTokens: cached, cacheWriteTokens: written, outputTokens: generated },
        Math.max(1, requests),
      );
    if (options.training !== undefined)
      this.training = trainingShareOf(options.training, (inputTokens ?? 0) + written + cached + generated, requests);
  }

  static answerOf(footprint: CallFootprint): Answer {
    return footprint.#answer;
  }

  static recordOf(footprint: CallFootprint): UsageRecord {
    return footprint.#record;
  }
}

/** What stands behind a result of an estimator; nothing for an object that is none. */
export function behind(footprint: UsageFootprint): { readonly answer: Answer; readonly record: UsageRecord } | undefined {
  return footprint instanceof CallFootprint
    ? { answer: CallFootprint.answerOf(footprint), record: CallFootprint.recordOf(footprint) }
    : undefined;
}

/** Why a record has no numbers though its model is known. */
function unknownCounts(record: UsageRecord, answer: Answer): string | undefined {
  if (isCounted(record, answer) || typeof record.measuredEnergyKwh === "number") return undefined;
  const unknown = [
    ...(typeof record.inputTokens === "number" ? [] : ["inputTokens"]),
    ...(typeof record.outputTokens === "number" || answer.isEmbedding ? [] : ["outputTokens"]),
  ];
  return `${unknown.join(" and ")} not known`;
}

/**
 * Makes a function that estimates calls to language models from what clients, gateways and logs tell: the name of the model and the tokens. What
 * nobody tells comes from a preset of the provider, in which devices, batch, utilisation and size are drawn together; every assumption is named in
 * the result, and every option takes the place of one. A name that is not known has no numbers and a reason.
 *
 * @param options - what holds for all calls
 * @returns a function from a record to its footprint
 * @throws `FootprintError` `invalid-input` or `out-of-domain` for options, `unknown-id` for names with near matches, all that is missing in one error
 *
 * @example
 * ```ts
 * import { createEstimator } from "llm-footprint/usage";
 *
 * const footprint = createEstimator({ region: "aws:us-east-1" });
 * const { model, energyKwh, low } = footprint({ model: "azure/gpt-4o-2024-08-06", inputTokens: 1000, cacheReadTokens: 500, outputTokens: 350 });
 * console.log(model, low !== null && energyKwh !== null && low.energyKwh < energyKwh); // closedModels/gpt-4o true
 * ```
 */
export function createEstimator(options: EstimatorOptions = {}): Estimator {
  const settings = settingsOf(options);
  const answers = new Map<string, Map<string, Answer>>();
  const find = (record: UsageRecord): Answer => {
    const { model = "", responseModel, provider, host, region, serviceTier, timestamp, measuredEnergyKwh } = record;
    let ofModel = answers.get(model);
    if (ofModel === undefined) answers.set(model, (ofModel = new Map<string, Answer>()));
    const rest =
      responseModel === undefined &&
      provider === undefined &&
      host === undefined &&
      region === undefined &&
      serviceTier === undefined &&
      timestamp === undefined &&
      measuredEnergyKwh === undefined
        ? ""
        : [responseModel, provider, host, region, serviceTier, typeof measuredEnergyKwh, dayOf(record, settings)].join("\n");
    let answer = ofModel.get(rest);
    if (answer === undefined) ofModel.set(rest, (answer = answerOf(record, settings)));
    return answer;
  };
  return (record) => {
    checkRecord(record);
    const requests = requestsOf(record);
    checkCounts(record, requests);
    const answer = find(record);
    const reason = answer.compiled === undefined ? answer.reason : unknownCounts(record, answer);
    return new CallFootprint(answer, record, requests, reason, options);
  };
}

const isText = (value: unknown): boolean => value === undefined || typeof value === "string";

function checkRecord(record: UsageRecord): void {
  if (typeof record !== "object" || (record as unknown) === null || Array.isArray(record))
    checkArgument(WHERE, "the record", record, "an object");
  for (const key in record) if (!recordKeys.has(key)) throw unknownKey(WHERE, key, key, [...recordKeys]);
  const { model, responseModel, provider, host, region, timestamp, id, serviceTier, measuredEnergyKwh } = record;
  // Asked of each record, so written out: a list of the fields takes as long as all the rest.
  if (
    !isText(model) ||
    !isText(responseModel) ||
    !isText(provider) ||
    !isText(host) ||
    !isText(region) ||
    !isText(timestamp) ||
    !isText(id) ||
    !isText(serviceTier)
  )
    for (const field of textFields) if (!isText(record[field])) checkArgument(WHERE, field, record[field], "text");
  if (measuredEnergyKwh !== undefined && measuredEnergyKwh !== null && !isInDomain(measuredEnergyKwh, nonNegative))
    throw outOfDomain(WHERE, "measuredEnergyKwh", measuredEnergyKwh, nonNegative);
}

const shared = /* @__PURE__ */ lazily(() => createEstimator());

/**
 * The footprint of one call; {@link createEstimator} is for many.
 *
 * @param record - what is known of the call
 * @param options - as for `createEstimator`
 * @throws `FootprintError` as `createEstimator` and its function do
 *
 * @example
 * ```ts
 * import { footprintOf } from "llm-footprint/usage";
 *
 * const { match, totalGramsCo2e, reason } = footprintOf({ model: "nobody/knows-this-1", inputTokens: 10, outputTokens: 10 });
 * console.log(match, totalGramsCo2e, reason); // none null not in the catalogue
 * ```
 */
export const footprintOf = (record: UsageRecord, options?: EstimatorOptions): UsageFootprint =>
  (options === undefined ? shared() : createEstimator(options))(record);

/**
 * How the numbers of a result came about: equations with their inputs and sources, the evidence of the model's size, of the preset, of the place.
 *
 * @param footprint - a result of an estimator
 * @throws `FootprintError` `invalid-input` for an object that no estimator made
 *
 * @example
 * ```ts
 * import { explain, footprintOf } from "llm-footprint/usage";
 *
 * const lines = explain(footprintOf({ model: "gpt-4o", inputTokens: 1000, outputTokens: 300 }));
 * console.log(lines.map(({ key }) => key).slice(0, 2)); // [ 'energyKwh', 'operationalGramsCo2e' ]
 * ```
 */
export function explain(footprint: UsageFootprint): readonly Line[] {
  const known = behind(footprint);
  if (known === undefined)
    throw new FootprintError("invalid-input", `${WHERE}: explain takes a result of an estimator, and not a copy of one`, {
      field: "footprint",
    });
  return explainCall(footprint, known.answer, known.record);
}
