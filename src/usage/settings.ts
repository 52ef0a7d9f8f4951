import { accelerators } from "../catalog/accelerators.js";
import type { Tables } from "../catalog/find.js";
import { idsNamed, nearestIn } from "../catalog/names.js";
import { jointDrawFigures } from "../catalog/joint-draw-figures.js";
import type { Accelerator, LoadKind, ServingPrecision } from "../catalog/records.js";
import { readDay } from "../core/dates.js";
import { FootprintError } from "../core/errors.js";
import {
  atLeastOne,
  checkArgument,
  type Domain,
  formatValue,
  isInDomain,
  nonNegative,
  outOfDomain,
  positive,
  positiveFraction,
} from "../core/formula.js";
import { oneOf, unknownKey } from "../core/near-matches.js";
import { servingPrecisions } from "../estimate/serving-format.js";
import { type Place, placeNamed } from "./named-place.js";
import { isLocal, type KnownDeployment } from "./service.js";
import { checkTraining, type TrainingVolume } from "./training-share.js";

/** What holds for all calls of an estimator; each takes the place of an assumption. */
export interface EstimatorOptions {
  /** Where the calls are served: a cloud region (`aws:us-east-1`), a grid (`deu`), or a site. */
  readonly region?: string;
  /** Carbon intensity of the electricity (gCO2e/kWh), in the place of that of a region. */
  readonly intensityGramsPerKwh?: number;
  /** PUE of the data centre (ratio). */
  readonly pue?: number;
  /** Water that the data centre evaporates per energy of its IT equipment (L/kWh). */
  readonly wueLitresPerKwh?: number;
  /** Who serves, where a record does not say; `self-hosted` for a deployment of one's own. */
  readonly provider?: string;
  /** Day of the calls (`2026-11-30`), where a record has no time; that of the data where left out. */
  readonly date?: string;
  /** `class` answers names of closed models that nobody knows yet with their class. */
  readonly unknown?: "class";
  /** Kind of load; `interactive-api` where left out, `batch-job` for calls whose service tier says so. */
  readonly load?: LoadKind;
  /** Accelerator of the deployment, by its name. */
  readonly accelerator?: string;
  /** Accelerators of an instance. */
  readonly acceleratorCount?: number;
  /** Format of the weights. */
  readonly precision?: ServingPrecision;
  /** Sequences that run at once on an instance. */
  readonly batch?: number;
  /** Requests that arrive at one instance per day, in the place of a batch. */
  readonly dailyRequests?: number;
  /** Share of the time in which the instance serves (fraction). */
  readonly servingShare?: number;
  /** Rate at which one user receives tokens, as measured (token/s). */
  readonly tokensPerSecond?: number;
  /** A share of the training for each call, shown apart: for models whose volume of calls is known or assumed. */
  readonly training?: TrainingVolume;
}

const WHERE = "usage";
const optionDomains: Readonly<Partial<Record<keyof EstimatorOptions, Domain>>> = {
  intensityGramsPerKwh: nonNegative,
  pue: atLeastOne,
  wueLitresPerKwh: nonNegative,
  acceleratorCount: atLeastOne,
  batch: atLeastOne,
  dailyRequests: positive,
  servingShare: positiveFraction,
  tokensPerSecond: positive,
};
const optionTexts = ["region", "provider", "date", "unknown", "load", "accelerator", "precision"] as const;
const optionKeys: readonly string[] = [...Object.keys(optionDomains), ...optionTexts, "training"];
/** What only a deployment of one's own has. */
const ownKeys = ["accelerator", "acceleratorCount", "precision", "batch", "dailyRequests", "servingShare"] as const;

/** Options that were checked, with their names looked up. */
export interface Settings {
  readonly options: EstimatorOptions;
  readonly place: Place | undefined;
  readonly known: KnownDeployment;
  /** Whether a deployment of one's own takes the place of that of a provider. */
  readonly isOwn: boolean;
}

/** The accelerator of a name. */
function acceleratorNamed(name: string): { readonly id: string; readonly accelerator: Accelerator } {
  const tables = { accelerators } as unknown as Tables;
  const ids = idsNamed(tables["accelerators"] as Tables[string], name);
  const [id, another] = ids;
  if (id !== undefined && another === undefined) {
    const accelerator = (accelerators as Readonly<Record<string, Accelerator>>)[id] as Accelerator;
    if (accelerator.tdpWatts !== undefined && accelerator.memoryBytes !== undefined) return { id, accelerator };
    throw new FootprintError(
      "unsupported",
      `${WHERE}: accelerator = ${formatValue(name)}: its power or its memory is not known; take one like it, or the energy that you measured`,
      { field: "accelerator", value: name },
    );
  }
  const nearest = another === undefined ? nearestIn(tables, ["accelerators"], name, 5).map((one) => one.id) : ids;
  throw new FootprintError(
    another === undefined ? "unknown-id" : "ambiguous-id",
    `${WHERE}: accelerator = ${formatValue(name)} is ${another === undefined ? "in no table; nearest" : "the name of several"}: ${nearest.join(", ")}`,
    { field: "accelerator", value: name, nearest },
  );
}

/** Checks options, all faults of a kind in one error. */
export function settingsOf(options: EstimatorOptions): Settings {
  checkArgument(WHERE, "options", options, "an object");
  for (const key of Object.keys(options)) if (!optionKeys.includes(key)) throw unknownKey(WHERE, key, key, optionKeys);
  for (const [key, domain] of Object.entries(optionDomains)) {
    const value = options[key as keyof EstimatorOptions];
    if (value !== undefined && !isInDomain(value, domain)) throw outOfDomain(WHERE, key, value, domain);
  }
  const { acceleratorCount } = options;
  if (acceleratorCount !== undefined && !Number.isInteger(acceleratorCount))
    throw new FootprintError("out-of-domain", `${WHERE}: acceleratorCount = ${acceleratorCount} is no whole number`, {
      field: "acceleratorCount",
      value: acceleratorCount,
    });
  for (const key of optionTexts) if (options[key] !== undefined) checkArgument(WHERE, key, options[key], "text");
  if (options.date !== undefined) readDay(WHERE, "date", options.date);
  const choices = {
    unknown: ["class"],
    load: Object.keys(jointDrawFigures.sequencesPer80Gigabytes),
    precision: servingPrecisions,
  } as const;
  for (const [key, known] of Object.entries(choices)) {
    const value = options[key as keyof typeof choices];
    if (value === undefined || (known as readonly string[]).includes(value)) continue;
    const { expected, nearest } = oneOf(value, known);
    throw new FootprintError("invalid-input", `${WHERE}: ${key} = ${formatValue(value)} is not ${expected}`, {
      field: key,
      value,
      nearest,
    });
  }
  const { provider, region, accelerator, batch, dailyRequests } = options;
  const isOwn = (provider !== undefined && isLocal(provider)) || ownKeys.some((key) => options[key] !== undefined);
  if (batch !== undefined && dailyRequests !== undefined)
    throw new FootprintError(
      "conflicting-input",
      `${WHERE}: batch and dailyRequests both say how many requests run at once; leave one out`,
      { field: "batch" },
    );
  const place = region === undefined ? undefined : placeNamed(region);
  if (options.training !== undefined) checkTraining(options.training);
  if (isOwn) requireOwn(options, place);
  return {
    options,
    place,
    isOwn,
    known: {
      ...(options.load === undefined ? (isOwn ? { load: "private" as const } : {}) : { load: options.load }),
      ...(accelerator === undefined ? {} : acceleratorNamed(accelerator)),
      ...pick(options, ["acceleratorCount", "precision", "batch", "dailyRequests", "servingShare", "tokensPerSecond"]),
    },
  };
}

function pick<T extends object, Key extends keyof T & string>(from: T, keys: readonly Key[]): Partial<Pick<T, Key>> {
  return Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]))) as Partial<Pick<T, Key>>;
}

/** What a deployment of one's own must tell, because no preset knows it. */
function requireOwn({ accelerator, intensityGramsPerKwh, pue }: EstimatorOptions, place: Place | undefined): void {
  const missing = [
    ...(accelerator === undefined ? ["accelerator (h100-sxm-80gb)"] : []),
    ...(intensityGramsPerKwh === undefined && place?.intensityGramsPerKwh === undefined
      ? ["region (deu) or intensityGramsPerKwh (380)"]
      : []),
    ...(pue === undefined && place?.pue === undefined ? ["pue (1.2)"] : []),
  ];
  if (missing.length === 0) return;
  throw new FootprintError("invalid-input", `${WHERE}: a deployment of one's own needs ${missing.join(", ")}`, {
    field: (missing[0] as string).split(" ")[0] as string,
    issues: missing.map((one) => ({ field: one.split(" ")[0] as string, message: `${one} is missing` })),
  });
}
