import type {
  Accelerator,
  AcceleratorRecord,
  Model,
  ServingConstant,
  ServingFit,
  ServingPrecision,
  ServingSoftware,
  ServingSoftwareFit,
  ServingSpread,
  ServingVariant,
} from "../catalog/records.js";
import { type Given, valueOf } from "../core/figure.js";
import { formatClassOf } from "./serving-format.js";

/** Software of which the constants are known; `unknown` for the range from the leanest host to a host in Python. */
export const servingSoftware = [
  "vllm-0.11",
  "vllm-0.16",
  "vllm-2024",
  "sglang",
  "tensorrt-llm",
  "lean-host",
  "gaudi",
  "llama.cpp",
  "transformers",
  "unknown",
] as const satisfies readonly (ServingSoftware | "unknown")[];

/** What the fit knows best, and what stands where nobody says what serves. */
export const USUAL = "vllm-0.11" satisfies ServingSoftware;
/** The ends of the range of software that is not known. */
const ENDS = ["lean-host", USUAL] as const satisfies readonly ServingSoftware[];

/** Software, device and format of an instance. */
export interface ServedBy {
  readonly software: ServingSoftware | "unknown" | undefined;
  readonly accelerator: Accelerator;
  readonly precision: ServingPrecision;
}

/** The record of software; that of the usual one for what is not known. */
export const softwareOf = (fit: ServingFit, software: ServedBy["software"] = USUAL): ServingSoftwareFit =>
  fit.software[software === "unknown" ? USUAL : software];

/** What is different of a device or a format, most particular first. */
function variantsOf({ accelerator, precision }: ServedBy): ServingVariant[] {
  const { vendor, memoryType } = accelerator as Partial<AcceleratorRecord>;
  return [
    ...(precision === "nf4" || precision === "int8" ? [precision] : []),
    ...(vendor === "apple" ? ["apple" as const] : []),
    ...(memoryType?.startsWith("hbm") === true ? ["hbm" as const] : []),
  ];
}

/** A constant of software that is known. */
function constantOf(fit: ServingFit, served: ServedBy, software: ServingSoftware, key: ServingConstant): Given {
  const own = fit.software[software];
  for (const variant of own.variants === undefined ? [] : variantsOf(served)) {
    const figure = own.variants?.[variant]?.[key];
    if (figure !== undefined) return figure;
  }
  return own[key] ?? (own.like === undefined ? undefined : fit.software[own.like][key]) ?? fit[key];
}

/** One figure a fit and constant, so that it moves once. */
const unknown = /* @__PURE__ */ new WeakMap<ServingFit, Map<ServingConstant, Given>>();

/** The range of a constant over the ends, with that of the usual software as its value. */
function ofUnknown(fit: ServingFit, served: ServedBy, key: ServingConstant): Given {
  const known = unknown.get(fit) ?? new Map<ServingConstant, Given>();
  unknown.set(fit, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const usual = constantOf(fit, served, USUAL, key);
  const values = ENDS.map((software) => valueOf(constantOf(fit, served, software, key)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const figure: Given =
    low === high
      ? usual
      : {
          value: valueOf(usual),
          low,
          high,
          source: "llm-footprint",
          at: `data/serving-fit.json: the software is not known, so its range is from ${ENDS.join(" to ")}`,
          basis: "estimated",
        };
  known.set(key, figure);
  return figure;
}

/** A constant of a fit for the software that serves, on a device and in a format. */
export function servingConstant(fit: ServingFit, served: ServedBy, key: ServingConstant): Given {
  const { software = USUAL } = served;
  return software === "unknown" ? ofUnknown(fit, served, key) : constantOf(fit, served, software, key);
}

/** Kinds of models of which the spread is known: a hybrid holds states in place of some attention. */
export const servedKindOf = ({ kind, architecture }: Model): Exclude<ServingSpread, "unfitted"> =>
  architecture?.stateLayers === undefined ? kind : "hybrid";

const USER_SOFTWARE: readonly unknown[] = ["llama.cpp", "transformers"] satisfies ServingSoftware[];

/** Fewer rows than this say little of how far others stray. */
const LEAST_ROWS = 4;

/** What has a spread of its own. */
type Spread = keyof ServingFit["fitted"];

/**
 * What rows of measurements have in common with an instance: software, device, bits of a weight, kind of model. Times of devices with one chip stand
 * together (an H100, an H200 and an H800 differ in memory and links, which the form counts): each predicts the others. Of energies no row shows that.
 */
export const fittedAs = (spread: Spread, { software = USUAL, accelerator, precision }: ServedBy, model: Model): string =>
  [
    software,
    (spread === "time" ? accelerator.trainingGroup : undefined) ?? accelerator.name,
    formatClassOf(precision),
    servedKindOf(model),
  ].join("; ");

/**
 * Which spread holds: that of the kind of model where software, device, format and kind were fitted together, else that of what was not.
 *
 * @param fit - the constants, with what was fitted together
 * @param spread - of times or of energies
 * @param served - software, device and format
 * @param model - the model
 */
export const spreadClassOf = (fit: ServingFit, spread: Spread, served: ServedBy, model: Model): ServingSpread =>
  (fit.fitted[spread][fittedAs(spread, served, model)] ?? 0) >= LEAST_ROWS ? servedKindOf(model) : "unfitted";

/** The spread of time: what serves one user has one of its own. */
export const timeSpreadOf = (fit: ServingFit, served: ServedBy, model: Model): Given =>
  fit.timeSpread[USER_SOFTWARE.includes(served.software) ? "single-user" : spreadClassOf(fit, "time", served, model)];

/** The spread of energy. */
export const energySpreadOf = (fit: ServingFit, served: ServedBy, model: Model): Given =>
  fit.energySpread[spreadClassOf(fit, "energy", served, model)];

/** Which of times and energies have the spread of what was not fitted together. */
export const unfittedOf = (fit: ServingFit, served: ServedBy, model: Model): readonly string[] =>
  USER_SOFTWARE.includes(served.software)
    ? []
    : [
        ...(spreadClassOf(fit, "time", served, model) === "unfitted" ? ["times"] : []),
        ...(spreadClassOf(fit, "energy", served, model) === "unfitted" ? ["energies"] : []),
      ];
