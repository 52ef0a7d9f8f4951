import type { Accelerator, Model, ModelRecord, Precision, ServingPrecision } from "../catalog/records.js";
import type { Given } from "../core/figure.js";

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
/** Weights of 4 bit are widened before the product; with narrow arithmetic for them (MXFP4), operations run at the 8-bit rate. */
const rules: Readonly<Record<ServingPrecision, FormatRule>> = {
  fp32: { rates: ["fp32"], isNarrow: false },
  bf16: { rates: SIXTEEN_BIT, isNarrow: false },
  fp16: { rates: ["fp16", "bf16"], isNarrow: false },
  fp8: { rates: ["fp8", ...SIXTEEN_BIT], isNarrow: true },
  int8: { rates: ["int8", ...SIXTEEN_BIT], isNarrow: true },
  int4: { rates: SIXTEEN_BIT, isNarrow: false },
  nf4: { rates: SIXTEEN_BIT, isNarrow: false },
  mxfp4: { rates: SIXTEEN_BIT, isNarrow: true, isForExpertsOnly: true },
};

/** Formats in which models are served. */
export const servingPrecisions = /* @__PURE__ */ Object.keys(rules) as readonly ServingPrecision[];
/** Formats of keys and values in a cache. */
export const cachePrecisions = ["bf16", "fp8"] as const;

/** Formats in which models are published, as their files name them. */
const publishedFormats: Readonly<Record<string, ServingPrecision>> = {
  bfloat16: "bf16",
  float16: "fp16",
  fp8: "fp8",
  mxfp4: "mxfp4",
};

/** A model as it is served. */
export interface Served {
  readonly model: Model;
  /** Format of the weights; that in which the model is published where left out, else 16 bit. */
  readonly precision?: ServingPrecision;
}

/** A served model with its accelerator. */
export interface ServedOn extends Served {
  readonly accelerator: Accelerator;
}

/** The format in which the weights are served. */
export function servingPrecisionOf({ precision, model }: Served): ServingPrecision {
  if (precision !== undefined) return precision;
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

/** Whether operations run in a format narrower than 16 bit. */
export function isNarrow(served: ServedOn): boolean {
  const precision = servingPrecisionOf(served);
  if (!rules[precision].isNarrow) return false;
  const rate = computeRateOf(served.accelerator, precision)?.precision;
  return precision === "mxfp4" || (rate !== undefined && !(SIXTEEN_BIT as readonly Precision[]).includes(rate));
}

/** Whether weights have 8 bit, so that block scales, where the model has them, are in use. */
export const isEightBit = (served: Served): boolean => servingPrecisionOf(served) === "fp8";

/** Whether routed experts have block scales. */
export const isBlockScaled = (served: Served): boolean =>
  served.model.kind === "mixture-of-experts" && served.model.architecture?.experts.blockScaled === true && isEightBit(served);

/** Whether only routed experts have the format of the weights. */
export const isForExpertsOnly = (served: Served): boolean =>
  rules[servingPrecisionOf(served)].isForExpertsOnly === true && served.model.kind === "mixture-of-experts";
