import { formula, nonNegative, positive, positiveFraction } from "../core/formula.js";

/**
 * Power of an accelerator that holds a model and does nothing (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { idlePower } from "llm-footprint/formulas";
 *
 * console.log(idlePower({ tdpWatts: 700, deviceIdleShare: 0.115 })); // 80.5
 * ```
 */
export const idlePower = formula(
  {
    id: "hardware.idle-power",
    equation: "P_idle = s·TDP",
    unit: "W",
    source: { id: "serialalice-2026", at: "H200 SXM: 80.3 W idle of 700 W; the share is used where no idle power is known" },
    domain: { tdpWatts: positive, deviceIdleShare: positiveFraction },
  },
  ({ tdpWatts, deviceIdleShare }) => tdpWatts * deviceIdleShare,
);

/**
 * Mean power of one accelerator over a decoding step (W): a floor while it is kept busy, operations, work of the host, and an energy for
 * each byte that its memory moves.
 *
 * @function
 *
 * @example
 * ```ts
 * import { decodePower } from "llm-footprint/formulas";
 *
 * const load = { baseLoad: 0.33, computeLoad: 0.7, hostLoad: 0.12, memoryJoulesPerByte: 7.5e-11 };
 * const step = { memorySeconds: 0.012, routingSeconds: 0, computeSeconds: 0.003, sequenceSeconds: 0.003, stepSeconds: 0.026 };
 * console.log(decodePower({ tdpWatts: 700, idleWatts: 80, memoryBytesPerSecond: 3.35e12, ...load, ...step }).toFixed(1)); // 459.2
 * ```
 */
export const decodePower = formula(
  {
    id: "hardware.decode-power",
    equation: "P = P_idle + (TDP − P_idle)·(w_b + (w_c·t_f + w_s·t_s)/t) + e·BW·(t_m + t_r)/t",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: {
      tdpWatts: positive,
      idleWatts: nonNegative,
      baseLoad: nonNegative,
      computeLoad: nonNegative,
      hostLoad: nonNegative,
      memoryJoulesPerByte: nonNegative,
      memoryBytesPerSecond: positive,
      memorySeconds: nonNegative,
      routingSeconds: nonNegative,
      computeSeconds: nonNegative,
      sequenceSeconds: nonNegative,
      stepSeconds: positive,
    },
  },
  ({
    tdpWatts,
    idleWatts,
    baseLoad,
    computeLoad,
    hostLoad,
    memoryJoulesPerByte,
    memoryBytesPerSecond,
    memorySeconds,
    routingSeconds,
    computeSeconds,
    sequenceSeconds,
    stepSeconds,
  }) =>
    idleWatts +
    (tdpWatts - idleWatts) * (baseLoad + (computeLoad * computeSeconds + hostLoad * sequenceSeconds) / stepSeconds) +
    (memoryJoulesPerByte * memoryBytesPerSecond * (memorySeconds + routingSeconds)) / stepSeconds,
);

/**
 * Power of an accelerator that reads a prompt (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { prefillPower } from "llm-footprint/formulas";
 *
 * console.log(prefillPower({ tdpWatts: 700, prefillLoad: 0.95 })); // 665
 * ```
 */
export const prefillPower = formula(
  {
    id: "hardware.prefill-power",
    equation: "P = s·TDP",
    unit: "W",
    source: { id: "patel-2023", at: "§4: prompt processing near the TDP; the share is an assumption" },
    domain: { tdpWatts: positive, prefillLoad: positiveFraction },
  },
  ({ tdpWatts, prefillLoad }) => tdpWatts * prefillLoad,
);

/**
 * Power under a cap (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { cappedPower } from "llm-footprint/formulas";
 *
 * console.log(cappedPower({ powerWatts: 650, powerCapWatts: 500 })); // 500
 * ```
 */
export const cappedPower = formula(
  {
    id: "hardware.capped-power",
    equation: "P = min(P, P_cap)",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a cap bounds the power; the time it costs is not modelled" },
    domain: { powerWatts: nonNegative, powerCapWatts: positive },
  },
  ({ powerWatts, powerCapWatts }) => Math.min(powerWatts, powerCapWatts),
);
