import { defaults } from "../catalog/defaults.js";
import type { Accelerator, Precision, ServingPrecision } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Evaluator } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { idlePower } from "../hardware/serving-power.js";
import type { ServedDevice } from "./decode-step.js";

/** What a format of the weights means for a device. */
interface FormatRule {
  /** Rates at which it may be computed, the first that the device has. */
  readonly rates: readonly Precision[];
  /** Whether these operations count as narrow wherever they run. */
  readonly isNarrow: boolean;
  /** Whether only the routed experts have it, the rest of a mixture of experts having 16 bit. */
  readonly isForExpertsOnly?: boolean;
}

const SIXTEEN_BIT = ["bf16", "fp16"] as const;
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

/** What an instance is made of, as far as its accelerators go. */
export interface ServedDeviceInput {
  readonly accelerator: Accelerator;
  readonly precision: ServingPrecision;
  readonly acceleratorCount: number;
  readonly dataParallelism: number;
  readonly expertParallelism: number;
  readonly isMixtureOfExperts: boolean;
}

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = { idlePower };

function missing(field: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `inference: accelerator.${field} is missing; ${fix}`, { field: `accelerator.${field}` });
}

/** Size of a weight outside the routed experts and inside, in the format of a model. */
export function servedBytesOf(
  t: Evaluator,
  precision: ServingPrecision,
  isMixtureOfExperts: boolean,
): Pick<ServedDevice, "sharedBytesPerParameter" | "routedBytesPerParameter"> {
  const routedBytesPerParameter = t.fallback("routedBytesPerParameter", defaults.weightBytesPerParameter[precision]);
  return {
    sharedBytesPerParameter:
      rules[precision].isForExpertsOnly === true && isMixtureOfExperts
        ? t.fallback("sharedBytesPerParameter", defaults.weightBytesPerParameter.bf16)
        : routedBytesPerParameter,
    routedBytesPerParameter,
  };
}

/** Wires the accelerators of an instance. */
export function wireServedDevice(t: Evaluator, input: ServedDeviceInput): ServedDevice {
  const { accelerator, precision, acceleratorCount } = input;
  const { tdpWatts, memoryBandwidthBytesPerSecond, idlePowerWatts } = accelerator;
  const rate = computeRateOf(accelerator, precision);
  if (rate === undefined) {
    throw missing(`peakFlopPerSecond.${rules[precision].rates[0] as string}`, `${accelerator.name} cannot serve ${precision} without it`);
  }
  if (memoryBandwidthBytesPerSecond === undefined) throw missing("memoryBandwidthBytesPerSecond", "decoding is bound by it");
  if (tdpWatts === undefined) throw missing("tdpWatts", "the power of serving is predicted from it");
  const rule = rules[precision];
  const tdp = t.input("tdpWatts", tdpWatts);
  const { sharedBytesPerParameter, routedBytesPerParameter } = servedBytesOf(t, precision, input.isMixtureOfExperts);
  return {
    acceleratorCount: t.input("acceleratorCount", acceleratorCount),
    isParallel: acceleratorCount > 1,
    dataParallelism: t.input("dataParallelism", input.dataParallelism),
    expertParallelism: t.input("expertParallelism", input.expertParallelism),
    memoryBytesPerSecond: t.input("memoryBytesPerSecond", memoryBandwidthBytesPerSecond),
    peakFlopPerSecond: t.input("peakFlopPerSecond", rate.peak),
    tdpWatts: tdp,
    idleWatts:
      idlePowerWatts === undefined
        ? t.line("idleWatts", equations.idlePower, {
            tdpWatts: tdp,
            deviceIdleShare: t.fallback("deviceIdleShare", defaults.deviceIdleShare),
          })
        : t.input("idleWatts", idlePowerWatts),
    sharedBytesPerParameter,
    routedBytesPerParameter,
    isNarrow: rule.isNarrow && (precision === "mxfp4" || !(SIXTEEN_BIT as readonly string[]).includes(rate.precision)),
    isEightBit: precision === "fp8",
  };
}
