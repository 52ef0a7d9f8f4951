import { closedModels } from "../catalog/closed-models.js";
import { models } from "../catalog/models.js";
import type { ApiPriceRecord, ClosedModelRecord, LoadKind, ModelRecord, ProviderPresetRecord } from "../catalog/records.js";
import { resolveModel, type ResolvedModel } from "../catalog/resolve.js";
import { dataVersion } from "../catalog/version.js";
import { type CompiledKernel, compileKernel, type PlaceFactors } from "./compiled-kernel.js";
import { kernelOf } from "./kernel-table.js";
import { placeTold } from "./named-place.js";
import type { ServiceKernel } from "./quantile-kernel.js";
import { usualTokens } from "./counts.js";
import { exactly, rangedOf } from "./ranged.js";
import { evidenceText, isLocal, type ModelLabel, presetKeyOf, presetOf, pricesOf, sells } from "./service.js";
import type { Settings } from "./settings.js";
import { pricesNamed } from "./token-prices.js";
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
  readonly prices?: ApiPriceRecord;
  /** By which cache classes the record leaves out. */
  readonly assumed: readonly (readonly string[])[];
  readonly reason?: string;
  readonly candidates?: readonly string[];
  readonly isEmbedding: boolean;
  /** With whom the size and the deployment of a call are shared. */
  readonly sizeKey: string;
  readonly placeKey: string;
  /** Calls of one key move together as a whole. */
  readonly groupKey: string;
}

const ofRequests = `requests: not known, as many as have ${usualTokens} tokens each`;
/** What a record may leave out, by bits: cache reads 1, cache writes 2, the number of calls 4. */
const cacheNotes = [[], [ofRequests]].flatMap((more) => [
  [...more],
  ["cacheReadTokens: none stated", ...more],
  ["cacheWriteTokens: none stated", ...more],
  ["cacheReadTokens, cacheWriteTokens: none stated", ...more],
]);

const withCacheNotes = (assumed: readonly string[]): readonly (readonly string[])[] => cacheNotes.map((notes) => [...assumed, ...notes]);

/** The day of a call. */
export function dayOf({ timestamp }: UsageRecord, { options }: Settings): string {
  if (typeof timestamp === "string" && /^\d{4}-\d{2}-\d{2}/u.test(timestamp)) return timestamp.slice(0, 10);
  return options.date ?? latestDay;
}

/** A day in the month of the data, `2026-11-28` for 2026.11.5: calls are of it where nothing tells. */
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
    return { name, key: sells(open, "open") ? open : "unknown" };
  }
  return { name, key: key !== undefined && sells(key, "closed") ? key : (ofDeveloper ?? key ?? "unknown") };
}

function noAnswer(resolved: ResolvedModel, reason: string): Answer {
  return {
    match: "none",
    model: null,
    reason,
    candidates: resolved.candidates,
    assumed: cacheNotes.map(() => []),
    isEmbedding: false,
    sizeKey: "",
    placeKey: "",
    groupKey: "",
  };
}

/** Kinds whose tokens are those of a text. */
const textKinds = new Set(["embedding", "rerank", "omni"]);

/** The record that a call names, or why it names none. */
function named(record: UsageRecord, date: string, { options, isOwn }: Settings): ResolvedModel {
  const provider = record.host ?? record.provider ?? options.provider;
  const ask = (text: string): ResolvedModel =>
    resolveModel(text, {
      date,
      ...(options.unknown === undefined ? {} : { unknown: options.unknown }),
      ...(provider === undefined ? {} : { provider }),
    });
  const refused = (resolved: ResolvedModel, reason: string): ResolvedModel => {
    const { id: _, table: __, ...rest } = resolved;
    return { ...rest, match: "none", reason };
  };
  const { model, responseModel } = record;
  const text = responseModel ?? model ?? "";
  const first = ask(text);
  const resolved = first.id === undefined && responseModel !== undefined && model !== undefined ? ask(model) : first;
  if (text === "") return refused(resolved, "no name of a model");
  if (resolved.id === undefined) return resolved;
  if (resolved.kind !== undefined && resolved.table !== "embeddingModels" && !textKinds.has(resolved.kind))
    return refused(resolved, `a model of another kind: ${resolved.kind}`);
  const server = record.host ?? record.provider ?? options.provider ?? resolved.provider;
  return !isOwn && server !== undefined && isLocal(server)
    ? refused(resolved, 'a model on a machine of its user: give createEstimator provider: "self-hosted", accelerator, region and pue')
    : resolved;
}

/** The place of a call: of the caller, of the record, of the name, in this order; what none of them tells is the preset's. */
function placed(
  record: UsageRecord,
  resolved: ResolvedModel,
  { options, place, isOwn }: Settings,
  presetId: string,
  preset: ProviderPresetRecord,
): { readonly factors: PlaceFactors; readonly name: string; readonly assumed: readonly string[] } {
  const ofRecord = placeTold(record.region);
  const told = place ?? ofRecord ?? placeTold(resolved.region);
  const presetPue = rangedOf(preset.pue).value;
  const pue = options.pue ?? told?.pue ?? presetPue;
  const { intensityGramsPerKwh, wueLitresPerKwh } = options;
  const gridTold = told?.intensityGramsPerKwh;
  return {
    name: told?.name ?? "",
    factors: {
      pue,
      // What was drawn for one's own deployment has the PUE in it that was given.
      presetPue: isOwn ? pue : presetPue,
      intensityGramsPerKwh:
        intensityGramsPerKwh === undefined ? (gridTold ?? rangedOf(preset.intensityGramsPerKwh)) : exactly(intensityGramsPerKwh),
      wueLitresPerKwh:
        wueLitresPerKwh === undefined ? (told?.wueLitresPerKwh ?? rangedOf(preset.wueLitresPerKwh)) : exactly(wueLitresPerKwh),
    },
    assumed: [
      ...(options.pue === undefined && told?.pue === undefined ? [`pue: ${pue} of ${presetId}`] : []),
      ...(intensityGramsPerKwh !== undefined
        ? []
        : gridTold === undefined
          ? [`grid: ${preset.intensityGramsPerKwh.value} g/kWh of ${presetId}`]
          : place === undefined
            ? [`grid: ${told?.name ?? ""}, told by the ${ofRecord === undefined ? "name of the model" : "record"}`]
            : []),
      ...(record.region !== undefined && place === undefined && ofRecord === undefined
        ? [`region ${JSON.stringify(record.region)}: not known`]
        : []),
      "water: on site alone",
    ],
  };
}

/** The classes of closed models, which have one size between them; open models have their own. */
function sizeKeyOf({ table, id }: ModelLabel): string {
  return table === "closedModels" ? ((closedModels as Readonly<Record<string, ClosedModelRecord>>)[id]?.classes.join("+") ?? id) : id;
}

/** The model of a call whose energy is measured, and whose model nobody knows: its manufacture is in proportion to the energy. */
const unknownModel: ModelLabel = { table: "modelClasses", id: "unknown" };

/** Finds what answers a name; slow, and done once for each. */
export function answerOf(record: UsageRecord, settings: Settings): Answer {
  const { options, known, isOwn } = settings;
  const date = dayOf(record, settings);
  const resolved = named(record, date, settings);
  const { id, table } = resolved;
  const isKnown = id !== undefined && table !== undefined;
  if (!isKnown && typeof record.measuredEnergyKwh !== "number") return noAnswer(resolved, resolved.reason ?? "not in the catalogue");
  const label: ModelLabel = isKnown ? { table, id } : unknownModel;
  const { name, key } = servedBy(record, resolved, settings);
  const { id: presetId, preset } = presetOf(isOwn ? "unknown" : key, Number(date.slice(0, 4)));
  const load: LoadKind = known.load ?? (isBatch(record.serviceTier) ? "batch-job" : "interactive-api");
  const place = placed(record, resolved, settings, presetId, preset);
  const service = kernelOf(label, presetId, load, isOwn ? { ...known, pue: exactly(place.factors.pue) } : known);
  // What a batch costs the lists here do not say.
  const prices =
    isOwn || !isKnown || isBatch(record.serviceTier)
      ? undefined
      : pricesNamed(pricesOf(label, key), record.responseModel ?? record.model ?? "", name ?? key);
  const from = isOwn ? "given" : presetId;
  const multiple =
    table === "closedModels" ? (closedModels as Readonly<Record<string, ClosedModelRecord>>)[id as string]?.computeMultiple : undefined;
  const isClosed = table === "closedModels" || table === "modelClasses";
  return {
    match: isKnown ? resolved.match : "measured",
    model: isKnown ? `${table}/${id}` : null,
    presetId: from,
    service,
    evidence: evidenceText(label, preset, presetId, load, known),
    place: place.factors,
    compiled: compileKernel(service, place.factors, preset.widerBy?.value, multiple === undefined ? undefined : rangedOf(multiple)),
    ...(prices === undefined ? {} : { prices }),
    assumed: withCacheNotes([
      ...(isKnown ? [] : [`model: ${resolved.reason ?? "not in the catalogue"}`]),
      ...(isClosed ? [`size: interval of ${sizeKeyOf(label)}`] : []),
      ...(multiple === undefined
        ? []
        : [
            `computing: ${multiple.value} (${multiple.low ?? multiple.value} to ${multiple.high ?? multiple.value}) times for a token that is seen`,
          ]),
      ...(isOwn ? [] : [`deployment: preset ${presetId}`]),
      `load: ${load}`,
      ...place.assumed,
      ...(isKnown && resolved.rules.length > 0 ? [`model: ${resolved.rules.join(", ")}`] : []),
      ...(record.timestamp === undefined && options.date === undefined ? [`date: ${date}`] : []),
    ]),
    isEmbedding: table === "embeddingModels",
    sizeKey: sizeKeyOf(label),
    placeKey: place.name === "" ? from : `${from}, ${place.name}`,
    groupKey: [label.table, label.id, from, place.name, load].join("/"),
  };
}
