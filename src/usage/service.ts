import { accelerators } from "../catalog/accelerators.js";
import { type ApiPriceRecord, apiPrices, priceOfCall } from "../catalog/api-prices.js";
import { closedModels } from "../catalog/closed-models.js";
import { sizesOf } from "../catalog/closed-model.js";
import { embeddingModels } from "../catalog/embedding-models.js";
import { modelClasses } from "../catalog/model-classes.js";
import { models } from "../catalog/models.js";
import { providerPresets } from "../catalog/provider-presets.js";
import { providerSpeeds } from "../catalog/provider-speeds.js";
import type {
  Accelerator,
  ClosedModelRecord,
  EmbeddingModelRecord,
  LoadKind,
  Model,
  ModelClassRecord,
  ProviderPresetRecord,
  ProviderSpeedRecord,
} from "../catalog/records.js";
import { resolveModel } from "../catalog/resolve.js";
import type { ModelTable } from "../catalog/resolver.js";
import { lazily } from "../core/lazily.js";
import { jointDrawFigures as jointDraw } from "../catalog/joint-draw-figures.js";
import {
  type DrawCount,
  drawServices,
  type KeptDraw,
  type Layouts,
  pricedCall,
  type ServedSize,
  type ServiceDeployment,
  type ServiceEvidence,
} from "./service-draw.js";
import { type Band, bandOf, type Ranged, rangedOf } from "./ranged.js";
import { type ServiceKernel, serviceKernel } from "./quantile-kernel.js";

/** A record that a name was read as. */
export interface ModelLabel {
  readonly table: ModelTable;
  readonly id: string;
}

/** What a caller knows of a deployment: it takes the place of what the preset assumes. */
export interface KnownDeployment {
  readonly load?: LoadKind;
  readonly accelerator?: Accelerator;
  /** Its id in the catalogue. */
  readonly id?: string;
  readonly acceleratorCount?: number;
  readonly precision?: keyof ServiceDeployment["precisionShares"];
  readonly batch?: number;
  readonly dailyRequests?: number;
  readonly servingShare?: number;
  readonly pue?: Ranged;
  /** Tokens per second and user, as measured. */
  readonly tokensPerSecond?: number;
}

type Rows<T> = Readonly<Record<string, T>>;

/** Years up to which a class belongs to the time of the earlier margins. */
const EARLY = 2024;

const isEarly = (classes: readonly string[]): boolean =>
  classes.every((id) => ((modelClasses as Rows<ModelClassRecord>)[id]?.lastYear ?? EARLY + 1) <= EARLY);

/** The size of a record, as a draw takes it. */
function sizeOf({ table, id }: ModelLabel): ServedSize {
  if (table === "models") return { model: (models as Rows<Model>)[id] as Model };
  if (table === "embeddingModels") {
    const { name, parameters, lookupParameters } = (embeddingModels as Rows<EmbeddingModelRecord>)[id] as EmbeddingModelRecord;
    return { model: { kind: "dense", name, parameters: parameters.value - (lookupParameters?.value ?? 0) } };
  }
  const record = (
    table === "closedModels" ? (closedModels as Rows<ClosedModelRecord>)[id] : (modelClasses as Rows<ModelClassRecord>)[id]
  ) as ClosedModelRecord | ModelClassRecord;
  const { activeParameters, parameters, totalOverActive } = sizesOf(record);
  return { activeParameters, ...(totalOverActive === undefined ? { parameters } : { totalOverActive }) };
}

/** Prices by record, as `table/id`. */
const pricesByRecord = /* @__PURE__ */ lazily(() => {
  const found = new Map<string, ApiPriceRecord[]>();
  for (const [key, record] of Object.entries(apiPrices as Rows<ApiPriceRecord>)) {
    const { table, id } = resolveModel(key.slice(key.indexOf(":") + 1), { provider: record.provider, date: record.asOf });
    if (id === undefined) continue;
    const label = `${table as string}/${id}`;
    found.set(label, [...(found.get(label) ?? []), record]);
  }
  return found;
});

/** The prices of a model, those of a provider first. */
export function pricesOf({ table, id }: ModelLabel, provider: string): readonly ApiPriceRecord[] {
  const all = pricesByRecord().get(`${table}/${id}`) ?? [];
  return all.filter((record) => presetKeyOf(record.provider) === provider);
}

/** The preset that stands for each name of a provider. */
const presetKeys = /* @__PURE__ */ lazily(
  () =>
    new Map(
      Object.values(providerPresets as Rows<ProviderPresetRecord>).flatMap(({ provider, serves }) =>
        [provider, ...serves].map((name) => [name, provider] as const),
      ),
    ),
);

/** The provider whose preset stands for a name, as clients or records of developers write it (`Mistral AI`); nothing where none does. */
export function presetKeyOf(name: string): string | undefined {
  const written = name.toLowerCase();
  return presetKeys().get(written) ?? presetKeys().get(written.replace(/[\s-](?:ai|api)$/u, ""));
}

/** Whether a provider sells calls of closed models, or of open weights. */
export const sells = (provider: string, what: "closed" | "open"): boolean =>
  Object.values(providerPresets as Rows<ProviderPresetRecord>).some(
    (preset) => preset.provider === provider && preset.sells.includes(what),
  );

/** Whether a name of a provider stands for machines of the user. */
export const isLocal = (name: string): boolean => jointDraw.localProviders.includes(name.toLowerCase());

/** The preset of a provider in a year: the latest that began by then, else the first. */
export function presetOf(provider: string, year: number): { readonly id: string; readonly preset: ProviderPresetRecord } {
  const own = Object.entries(providerPresets as Rows<ProviderPresetRecord>).filter(([, preset]) => preset.provider === provider);
  const sorted = own.sort(([, a], [, b]) => (a.firstYear ?? 0) - (b.firstYear ?? 0));
  const [id, preset] = (sorted.findLast(([, { firstYear }]) => (firstYear ?? 0) <= year) ?? sorted[0]) as (typeof own)[number];
  return { id, preset };
}

/** A speed band of a model: of all readings, wider by what readings of one model differ by; of its classes where there is none. */
function speedOf({ table, id }: ModelLabel, provider: string): Band | undefined {
  const readings = Object.values(providerSpeeds as Rows<ProviderSpeedRecord>).filter(
    (reading) => reading.model === id && reading.measure === "after the first token" && presetKeyOf(reading.provider) === provider,
  );
  if (readings.length > 0) {
    const speeds = readings.flatMap(({ tokensPerSecond: { value, low = value, high = value } }) => [low, high]);
    const { value } = jointDraw.speedSpread;
    return { low: Math.min(...speeds) / value, high: Math.max(...speeds) * value };
  }
  const classes = classesOf({ table, id }).map((name) => (modelClasses as Rows<ModelClassRecord>)[name]?.tokensPerSecond);
  const bands = classes.filter((band) => band !== undefined);
  if (bands.length > 0) return { low: Math.min(...bands.map(({ low }) => low)), high: Math.max(...bands.map(({ high }) => high)) };
  return bandOf(jointDraw.userTokensPerSecond);
}

/** The classes that a record of a closed model belongs to. */
function classesOf({ table, id }: ModelLabel): readonly string[] {
  if (table === "modelClasses") return [id];
  return table === "closedModels" ? ((closedModels as Rows<ClosedModelRecord>)[id]?.classes ?? []) : [];
}

/** Revenue of the priced call (USD): by the list, else by the middle of the prices of its class. */
function revenueOf(label: ModelLabel, provider: string): number | undefined {
  const [price] = pricesOf(label, provider);
  if (price !== undefined && price.outputUsdPerMillionTokens > 0) return priceOfCall(price, pricedCall).usd;
  const bands = classesOf(label).flatMap((name) => (modelClasses as Rows<ModelClassRecord>)[name]?.priceUsdPerMillionOutputTokens ?? []);
  if (bands.length === 0) return undefined;
  const out = Math.sqrt(Math.min(...bands.map(({ low }) => low)) * Math.max(...bands.map(({ high }) => high)));
  const { inputOverOutput, cachedOverInput } = jointDraw.usualPrices;
  const { inputTokens, cacheReadTokens, outputTokens } = pricedCall;
  return (out * (outputTokens + inputOverOutput.value * (inputTokens + cachedOverInput.value * cacheReadTokens))) / 1e6;
}

/** What speed and price tell of a service. */
function evidenceOf(label: ModelLabel, provider: string, load: LoadKind, known: KnownDeployment): ServiceEvidence {
  const spread = jointDraw.speedSpread.value;
  const { tokensPerSecond } = known;
  const measured = tokensPerSecond === undefined ? undefined : { low: tokensPerSecond / spread, high: tokensPerSecond * spread };
  // Nobody waits for a batch, and what one's own accelerators cost no list tells.
  if (load !== "interactive-api" || known.batch !== undefined || known.dailyRequests !== undefined || label.table === "embeddingModels")
    return measured === undefined ? {} : { tokensPerSecond: measured };
  const speed = measured ?? speedOf(label, provider);
  const revenueUsd = revenueOf(label, provider);
  const classes = classesOf(label);
  const seller =
    classes.length === 0 ? (provider === "host" ? "open-host" : "open-developer") : isEarly(classes) ? "closed-to-2024" : "closed";
  return {
    ...(speed === undefined ? {} : { tokensPerSecond: speed }),
    ...(revenueUsd === undefined ? {} : { costShare: bandOf(jointDraw.costShare[seller]), revenueUsd }),
  };
}

const valuesOf = (figures: Rows<{ readonly value: number }>): Rows<number> =>
  Object.fromEntries(Object.entries(figures).map(([key, { value }]) => [key, value]));

/** How a preset serves, with what is known in the place of its assumptions. */
function deploymentOf(preset: ProviderPresetRecord, load: LoadKind, known: KnownDeployment): ServiceDeployment {
  const { accelerator, id = "own", precision } = known;
  const servingShare = preset.servingShare !== undefined && load === "interactive-api" ? preset.servingShare : jointDraw.servingShare[load];
  return {
    fleet:
      accelerator === undefined
        ? Object.entries(valuesOf(preset.accelerators)).map(([id, share]) => ({
            id,
            accelerator: (accelerators as Rows<Accelerator>)[id] as Accelerator,
            share,
          }))
        : [{ id, accelerator, share: 1 }],
    precisionShares: precision === undefined ? valuesOf(preset.precisionShares ?? jointDraw.precisionShares) : { [precision]: 1 },
    sequencesPer80Gigabytes: rangedOf(jointDraw.sequencesPer80Gigabytes[load]),
    servingShare: known.servingShare === undefined ? rangedOf(servingShare) : rangedOf({ value: known.servingShare }),
    pue: known.pue ?? rangedOf(preset.pue),
    ...(known.batch === undefined ? {} : { batch: known.batch }),
    ...(known.dailyRequests === undefined ? {} : { dailyRequests: known.dailyRequests }),
    ...(known.acceleratorCount === undefined ? {} : { acceleratorCount: known.acceleratorCount }),
  };
}

/** Draws, and those of them that are kept: more where the size is drawn too, because the ends of the range rest on few of them. */
const countOf = (size: ServedSize): DrawCount => ("model" in size ? { draws: 6144, kept: 1024 } : { draws: 20_000, kept: 2048 });

/** Draws of a model with a provider: size, deployment and evidence of the tables, with what is known in the place of assumptions. */
export function servicesOf(
  label: ModelLabel,
  preset: ProviderPresetRecord,
  load: LoadKind = "interactive-api",
  known: KnownDeployment = {},
  layouts?: Layouts,
  size: ServedSize = sizeOf(label),
): KeptDraw[] {
  const evidence = evidenceOf(label, preset.provider, load, known);
  return drawServices(size, deploymentOf(preset, load, known), evidence, countOf(size), layouts);
}

/** The kernel of a model with a provider: drawn here, which takes half a second; those of presets are drawn before (`data/usage-kernels.json`). */
export const drawnKernel = (...of: Parameters<typeof servicesOf>): ServiceKernel => serviceKernel(servicesOf(...of));

/** In words what the kernel of a service hangs on. */
export function evidenceText(
  label: ModelLabel,
  preset: ProviderPresetRecord,
  presetId: string,
  load: LoadKind,
  known: KnownDeployment,
): string {
  const { tokensPerSecond, costShare, revenueUsd } = evidenceOf(label, preset.provider, load, known);
  const number = (value: number): string => `${Number(value.toPrecision(3))}`;
  const between = ({ low, high }: Band): string => `${number(low)} to ${number(high)}`;
  return [
    `${label.table}/${label.id} with ${known.accelerator === undefined ? presetId : known.accelerator.name}, ${load}: joint draw of size, devices, format, batch and utilisation`,
    ...(tokensPerSecond === undefined ? [] : [`weighed by ${between(tokensPerSecond)} tokens per second and user`]),
    ...(costShare === undefined || revenueUsd === undefined
      ? []
      : [
          `by accelerators that cost ${between(costShare)} of ${number(revenueUsd)} USD, the list price of 1,500 fresh, 2,000 cached and 1,000 generated tokens`,
        ]),
  ].join(", ");
}
