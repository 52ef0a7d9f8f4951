import { closedModels } from "../catalog/closed-models.js";
import { models } from "../catalog/models.js";
import type { ClosedModelRecord, LoadKind, ModelRecord } from "../catalog/records.js";
import { resolveModel, type ResolvedModel } from "../catalog/resolve.js";
import { dataVersion } from "../catalog/version.js";
import { type CompiledKernel, compileKernel, type PlaceFactors } from "./compiled-kernel.js";
import { kernelOf } from "./kernel-table.js";
import { placeTold } from "./named-place.js";
import type { ServiceKernel } from "./quantile-kernel.js";
import { exactly, rangedOf } from "./ranged.js";
import { evidenceText, type ModelLabel, presetKeyOf, presetOf, pricesOf } from "./service.js";
import { localProviders, type Settings } from "./settings.js";
import { tokenPrices, type TokenPricesOfCall } from "./token-prices.js";
import type { UsageMatch, UsageRecord } from "./usage-record.js";

/** What answers all calls with one name, provider, place and service. */
export interface Answer {
  readonly match: UsageMatch;
  readonly model: string | null;
  readonly presetId?: string;
  readonly service?: ServiceKernel;
  readonly compiled?: CompiledKernel;
  readonly place?: PlaceFactors;
  /** Where the coefficients come from, in words. */
  readonly evidence?: string;
  readonly prices?: TokenPricesOfCall;
  /** By which cache classes the record leaves out. */
  readonly assumed: readonly (readonly string[])[];
  readonly reason?: string;
  readonly candidates?: readonly string[];
  readonly isEmbedding: boolean;
  /** With whom the size and the deployment of a call are shared. */
  readonly sizeKey: string;
  readonly placeKey: string;
}

const cacheNotes = [
  [],
  ["cacheReadTokens: none stated"],
  ["cacheWriteTokens: none stated"],
  ["cacheReadTokens, cacheWriteTokens: none stated"],
] as const;

const withCacheNotes = (assumed: readonly string[]): readonly (readonly string[])[] => cacheNotes.map((notes) => [...assumed, ...notes]);

/** The day of a call. */
export function dayOf({ timestamp }: UsageRecord, { options }: Settings): string {
  if (typeof timestamp === "string" && /^\d{4}-\d{2}-\d{2}/u.test(timestamp)) return timestamp.slice(0, 10);
  return options.date ?? latestDay;
}

/** The day of the data, `2026-11-30` for 2026.11.5: calls are of its month where nothing tells. */
const latestDay = dataVersion.replace(/^(\d+)\.(\d+)\..*$/u, (_, year: string, month: string) => `${year}-${month.padStart(2, "0")}-28`);

const isBatch = (tier: string | undefined): boolean => tier !== undefined && /^(?:batch|flex)$/iu.test(tier);

/** The developer of a record, as a name of a provider. */
function developerOf({ table, id }: ResolvedModel): string | undefined {
  const rows = (table === "closedModels" ? closedModels : table === "models" ? models : {}) as Readonly<
    Record<string, ClosedModelRecord | ModelRecord>
  >;
  return rows[id as string]?.developer?.toLowerCase();
}

/** Who serves a model: where nothing tells, or a router or a host passes a closed one on, its developer. */
function servedBy(
  record: UsageRecord,
  resolved: ResolvedModel,
  { options }: Settings,
): { readonly name: string | undefined; readonly key: string } {
  const name = record.host ?? record.provider ?? options.provider ?? resolved.provider;
  const key = name === undefined ? undefined : presetKeyOf(name);
  const developer = developerOf(resolved);
  const ofDeveloper = developer === undefined ? undefined : presetKeyOf(developer);
  if (resolved.table !== "closedModels" && resolved.table !== "modelClasses") {
    const open = key ?? ofDeveloper ?? "unknown";
    return { name, key: sellersOfClosedAlone.has(open) ? "unknown" : open };
  }
  return { name, key: key !== undefined && cloudsOfClosed.has(key) ? key : (ofDeveloper ?? key ?? "unknown") };
}

/** Developers who publish weights, and sell calls of others alone. */
const sellersOfClosedAlone = new Set(["openai", "anthropic"]);
/** Presets of those who serve closed models, their own or others'. */
const cloudsOfClosed = new Set(["openai", "azure", "anthropic", "google", "xai", "amazon", "mistral"]);

function noAnswer(resolved: ResolvedModel | undefined, reason: string): Answer {
  return {
    match: "none",
    model: null,
    reason,
    candidates: resolved?.candidates ?? [],
    assumed: cacheNotes.map(() => []),
    isEmbedding: false,
    sizeKey: "",
    placeKey: "",
  };
}

/** Kinds that the tokens of a text say too little about. */
const textKinds = new Set(["embedding", "rerank", "omni"]);

/** Finds what answers a name; slow, and done once for each. */
export function answerOf(record: UsageRecord, settings: Settings): Answer {
  const { options, place, known, isOwn } = settings;
  const text = record.responseModel ?? record.model;
  if (text === undefined || text === "") return noAnswer(undefined, "no name of a model");
  const date = dayOf(record, settings);
  const providerTold = record.host ?? record.provider ?? options.provider;
  const asked = (name: string): ResolvedModel =>
    resolveModel(name, {
      date,
      ...(options.unknown === undefined ? {} : { unknown: options.unknown }),
      ...(providerTold === undefined ? {} : { provider: providerTold }),
    });
  let resolved = asked(text);
  if (resolved.id === undefined && record.responseModel !== undefined && record.model !== undefined) resolved = asked(record.model);
  if (resolved.id === undefined || resolved.table === undefined) return noAnswer(resolved, resolved.reason ?? "not in the catalogue");
  if (resolved.kind !== undefined && resolved.table !== "embeddingModels" && !textKinds.has(resolved.kind))
    return noAnswer(resolved, `a model of another kind: ${resolved.kind}`);
  const label: ModelLabel = { table: resolved.table, id: resolved.id };
  const { name, key } = servedBy(record, resolved, settings);
  if (!isOwn && name !== undefined && localProviders.has(name.toLowerCase()))
    return noAnswer(
      resolved,
      'a model on a machine of its user: give createEstimator provider: "self-hosted", accelerator, region and pue',
    );
  const { id: presetId, preset } = presetOf(isOwn ? "unknown" : key, Number(date.slice(0, 4)));
  const load: LoadKind = known.load ?? (isBatch(record.serviceTier) ? "batch-job" : "interactive-api");
  const told = place ?? placeTold(record.region) ?? placeTold(resolved.region);
  const presetPue = rangedOf(preset.pue);
  const pue = options.pue ?? told?.pue ?? presetPue.value;
  const factors: PlaceFactors = {
    pue,
    presetPue: isOwn ? pue : presetPue.value,
    intensityGramsPerKwh:
      options.intensityGramsPerKwh === undefined
        ? (told?.intensityGramsPerKwh ?? rangedOf(preset.intensityGramsPerKwh))
        : exactly(options.intensityGramsPerKwh),
    wueLitresPerKwh:
      options.wueLitresPerKwh === undefined
        ? (told?.wueLitresPerKwh ?? rangedOf(preset.wueLitresPerKwh))
        : exactly(options.wueLitresPerKwh),
  };
  const service = kernelOf(label, presetId, load, isOwn ? { ...known, pue: exactly(pue) } : known);
  const prices = isOwn ? undefined : tokenPrices(pricesOf(label, key), text, name ?? key);
  const from = isOwn ? "given" : presetId;
  return {
    match: resolved.match === "none" ? "rule" : resolved.match,
    model: `${label.table}/${label.id}`,
    presetId: from,
    service,
    evidence: evidenceText(label, preset, presetId, load, known),
    place: factors,
    compiled: compileKernel(service, factors, preset.widerBy?.value),
    ...(prices === undefined ? {} : { prices }),
    assumed: withCacheNotes(
      [
        ...(label.table === "closedModels" || label.table === "modelClasses" ? ["size: interval of a class"] : []),
        ...(isOwn ? [] : [`deployment: preset ${presetId}`]),
        `load: ${load}`,
        ...(options.pue === undefined && told?.pue === undefined ? [`pue: ${pue} of ${presetId}`] : []),
        options.intensityGramsPerKwh !== undefined
          ? []
          : told?.intensityGramsPerKwh === undefined
            ? [`grid: ${preset.intensityGramsPerKwh.value} g/kWh of ${presetId}`]
            : place === undefined
              ? [`grid: that of ${told.name}, told by the ${placeTold(record.region) === undefined ? "name of the model" : "record"}`]
              : [],
        "water: on site alone",
        ...(resolved.rules.length === 0 ? [] : [`model: ${resolved.rules.join(", ")}`]),
        ...(record.timestamp === undefined && options.date === undefined ? [`date: ${date}`] : []),
      ].flat(),
    ),
    isEmbedding: label.table === "embeddingModels",
    sizeKey: label.table === "closedModels" || label.table === "modelClasses" ? "closed" : `${label.table}/${label.id}`,
    placeKey: `${from}/${told?.name ?? ""}`,
  };
}
