import { formula, nonNegative, positive } from "../core/formula.js";

/** Inputs of {@link quickDeviceCount}. */
export interface QuickDeviceCountInputs {
  readonly parameters: number;
  readonly memoryBytes: number;
}

/**
 * Devices whose memory holds the weights, gradients and optimizer states of a model (count): the quick rule, 18 bytes per parameter in 80 % of
 * the memory.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { quickDeviceCount } from "llm-footprint/formulas";
 *
 * console.log(quickDeviceCount({ parameters: 65285660672, memoryBytes: 80e9 })); // 19
 * ```
 */
export const quickDeviceCount = formula(
  {
    id: "hardware.quick-device-count",
    equation: "n = ⌈18·N / (0.8·M)⌉",
    unit: "1",
    source: { id: "rajbhandari-2019", at: "§3.1: 16 to 18 bytes per parameter with mixed-precision Adam" },
    domain: { parameters: nonNegative, memoryBytes: positive },
  },
  ({ parameters, memoryBytes }: QuickDeviceCountInputs) => Math.max(1, Math.ceil((18 * parameters) / (0.8 * memoryBytes))),
);
