import type { Accelerator, Model, ModelRecord, Precision, ServingPrecision } from "../catalog/records.js";
import { bytesOfBits } from "../architecture/memory.js";
import { defaults } from "../catalog/defaults.js";
import { type Given, valueOf } from "../core/figure.js";
import { checkChoice, refuse } from "./refuse.js";

/** What a format of the weights means for a device. */
interface FormatRule {
  /** Rates at which it may be computed, the first that the device has. */
  readonly rates: readonly Precision[];
  /** Whether these operations count as narrow wherever they run. */
  readonly isNarrow: boolean;
  /** Whether only the routed experts have it, the rest of a mixture of experts having 16 bit. */
  readonly isForExpertsOnly?: boolean;
}

const SIXTEEN_BIT = ["bf16", "fp16"] as const satisfies readonly Precision[];
/** Weights of 4 bit are widened before the product. */
const WIDENED: FormatRule = { rates: SIXTEEN_BIT, isNarrow: false };
/** With narrow arithmetic for MXFP4, operations run at the 8-bit rate; those of NVFP4 at the 4-bit rate of devices that have one. */
const rules: Readonly<Record<ServingPrecision, FormatRule>> = {
  fp32: { rates: ["fp32"], isNarrow: false },
  bf16: { rates: SIXTEEN_BIT, isNarrow: false },
  fp16: { rates: ["fp16", "bf16"], isNarrow: false },
  fp8: { rates: ["fp8", ...SIXTEEN_BIT], isNarrow: true },
  int8: { rates: ["int8", ...SIXTEEN_BIT], isNarrow: true },
  int4: WIDENED,
  "int4-experts": { ...WIDENED, isForExpertsOnly: true },
  w4a16: WIDENED,
  awq: WIDENED,
  gptq: WIDENED,
  nf4: WIDENED,
  mxfp4: { rates: SIXTEEN_BIT, isNarrow: true, isForExpertsOnly: true },
  nvfp4: { rates: ["fp4", ...SIXTEEN_BIT], isNarrow: true },
  q2_k: WIDENED,
  q3_k_s: WIDENED,
  q3_k_m: WIDENED,
  q3_k_l: WIDENED,
  iq4_xs: WIDENED,
  iq4_nl: WIDENED,
  q4_0: WIDENED,
  q4_1: WIDENED,
  q4_k_s: WIDENED,
  q4_k_m: WIDENED,
  q5_0: WIDENED,
  q5_1: WIDENED,
  q5_k_s: WIDENED,
  q5_k_m: WIDENED,
  q6_k: WIDENED,
  q8_0: WIDENED,
};

/** Formats in which models are served. */
export const servingPrecisions = /* @__PURE__ */ Object.keys(rules) as readonly ServingPrecision[];
/** Least size of a weight of each class but the last (B): formats with scales are a little above 8 bit, and files of 6 bit are in the last. */
const LEAST_BYTES = { "32 bit": 2.5, "16 bit": 1.25, "8 bit": 0.875 } as const;
/** Weights by their bits, as rows of measurements tell them apart: as they are kept, whatever the format in which they compute. */
export function formatClassOf(precision: ServingPrecision, weightBits?: Given): keyof typeof LEAST_BYTES | "4 bit" {
  const bytes =
    weightBits === undefined ? valueOf(defaults.weightBytesPerParameter[precision]) : bytesOfBits.raw({ weightBits: valueOf(weightBits) });
  if (bytes >= LEAST_BYTES["32 bit"]) return "32 bit";
  if (bytes >= LEAST_BYTES["16 bit"]) return "16 bit";
  return bytes >= LEAST_BYTES["8 bit"] ? "8 bit" : "4 bit";
}

const classOf = (served: Served): ReturnType<typeof formatClassOf> => formatClassOf(servingPrecisionOf(served), served.weightBits);
/** Whether weights are kept in fewer than 16 bit. */
export const hasNarrowWeights = (served: Served): boolean => !["32 bit", "16 bit"].includes(classOf(served));
/** Whether weights have fewer than 16 bit and are widened before the product, whatever the device: by their format, or by bits that are not those of it. */
export function isUnpacked(served: Served): boolean {
  const precision = servingPrecisionOf(served);
  return rules[precision] === WIDENED || precision === "int8" || (hasNarrowWeights(served) && classOf(served) !== formatClassOf(precision));
}
/** Formats of keys and values in a cache. */
export const cachePrecisions = ["bf16", "fp8"] as const;

/** Formats in which models are published, as their files name them. */
const publishedFormats: Readonly<Record<string, ServingPrecision>> = {
  bfloat16: "bf16",
  float16: "fp16",
  fp8: "fp8",
  mxfp4: "mxfp4",
  "int4-experts": "int4-experts",
};

/** A model as it is served. */
export interface Served {
  readonly model: Model;
  /** Format of the weights; that in which the model is published where left out, else 16 bit. */
  readonly precision?: ServingPrecision;
  /** Bits of a weight as it is kept, where they are not those of the format. */
  readonly weightBits?: Given;
}

/** A served model with its accelerator. */
export interface ServedOn extends Served {
  readonly accelerator: Accelerator;
}

/** Whether a word is a format of weights, in capitals or not. */
const isServingPrecision = (word: unknown): boolean =>
  typeof word === "string" && (servingPrecisions as readonly string[]).includes(word.toLowerCase());

/** The format in which the weights are served. */
export function servingPrecisionOf({ precision, model }: Served): ServingPrecision {
  if (precision !== undefined) return precision.toLowerCase() as ServingPrecision;
  const { weightFormat } = model as Partial<ModelRecord>;
  return (weightFormat === undefined ? undefined : publishedFormats[weightFormat]) ?? "bf16";
}

/** The rate at which a device computes a format, and its name; `undefined` where the device has none of the rates. */
export function computeRateOf(
  { peakFlopPerSecond }: Accelerator,
  precision: ServingPrecision,
): { readonly precision: Precision; readonly peak: Given } | undefined {
  const rates = precision === "mxfp4" && peakFlopPerSecond.fp4 !== undefined ? (["fp8", ...SIXTEEN_BIT] as const) : rules[precision].rates;
  for (const rate of rates) {
    const peak = peakFlopPerSecond[rate];
    if (peak !== undefined) return { precision: rate, peak };
  }
  return undefined;
}

/** The peak in 16 bit, by which generations are compared; `undefined` where it is not known. */
export const sixteenBitPeakOf = ({ accelerator: { peakFlopPerSecond } }: ServedOn): Given | undefined =>
  peakFlopPerSecond.bf16 ?? peakFlopPerSecond.fp16;

/** Whether weights of 8 bit are widened to 16 bit before they are multiplied. */
export function isWidened(served: ServedOn): boolean {
  const precision = servingPrecisionOf(served);
  return (precision === "fp8" || precision === "int8") && !isNarrow(served);
}

/** Whether operations run in a format narrower than 16 bit. */
export function isNarrow(served: ServedOn): boolean {
  const precision = servingPrecisionOf(served);
  if (!rules[precision].isNarrow) return false;
  const rate = computeRateOf(served.accelerator, precision)?.precision;
  return precision === "mxfp4" || (rate !== undefined && !(SIXTEEN_BIT as readonly Precision[]).includes(rate));
}

/** Whether weights have 8 bit, so that block scales, where the model has them, are in use. */
export const isEightBit = (served: Served): boolean => servingPrecisionOf(served) === "fp8";

/** Whether routed experts have block scales that products fill: where 8-bit weights are widened, no product has blocks. */
export const isBlockScaled = (served: ServedOn): boolean =>
  isNarrow(served) &&
  served.model.kind === "mixture-of-experts" &&
  served.model.architecture?.experts.blockScaled === true &&
  isEightBit(served);

/** Whether only routed experts have the format of the weights. */
export const isForExpertsOnly = (served: Served): boolean =>
  rules[servingPrecisionOf(served)].isForExpertsOnly === true && served.model.kind === "mixture-of-experts";

/** Says that nothing tells which weights keep 16 bit in a format of routed experts. */
export const ofUnknownRouted = (_: unknown, served: Served): string | undefined =>
  isForExpertsOnly(served) && served.model.architecture === undefined
    ? `The dimensions of the model are not known, so neither is what it holds beside routed experts: all weights count in ${servingPrecisionOf(served)}, which is too little memory.`
    : undefined;

/**
 * Refuses what is no format of the weights, and a format of routed experts for a model that has none.
 *
 * @throws `FootprintError` `invalid-input` with the formats
 */
export function checkFormat(where: string, served: Served): void {
  checkChoice(where, "precision", served.precision, servingPrecisions, isServingPrecision);
  const precision = servingPrecisionOf(served);
  const { name = "a dense model", kind } = served.model;
  if (precision !== "int4-experts" || kind !== "dense") return;
  throw refuse(where, "precision", `= ${precision} is for routed experts, and ${name} has none; give int4 or another format`, precision, [
    "int4",
    "bf16",
  ]);
}
