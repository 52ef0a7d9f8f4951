import { atLeastOne, formula, nonNegative, positive } from "../core/formula.js";

/**
 * Power of host, network and fans per accelerator of a server (W): processors and memory that stand ready for an accelerator of this size, fans and
 * losses that follow what it draws.
 *
 * @function
 *
 * @example
 * ```ts
 * import { hostPower } from "llm-footprint/formulas";
 *
 * const law = { hostBaseWatts: 40, hostTdpShare: 0.215, hostLoadShare: 0.165, hostPowerFactor: 1 };
 * // eight H200 held at 500 W, with their host, at the plug
 * console.log(8 * (500 + hostPower({ ...law, tdpWatts: 700, powerWatts: 500 }))); // 6184
 * ```
 */
export const hostPower = formula(
  {
    id: "hardware.host-power",
    equation: "P_host = f·(P_0 + a·TDP + b·P)",
    unit: "W",
    source: { id: "mlperf-inference-v4.1", at: "8 × H200 at the plug at two caps; the part that follows the TDP: docs/guide/inference.md" },
    domain: {
      hostBaseWatts: nonNegative,
      hostTdpShare: nonNegative,
      tdpWatts: positive,
      hostLoadShare: nonNegative,
      powerWatts: nonNegative,
      hostPowerFactor: positive,
    },
  },
  ({ hostBaseWatts, hostTdpShare, tdpWatts, hostLoadShare, powerWatts, hostPowerFactor }) =>
    hostPowerFactor * (hostBaseWatts + hostTdpShare * tdpWatts + hostLoadShare * powerWatts),
);

/**
 * Power of a server without its accelerators, shared by them (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { hostPowerShare } from "llm-footprint/formulas";
 *
 * // a machine of eight TPU v6e
 * console.log(hostPowerShare({ serverHostWatts: 949, acceleratorsPerServer: 8 })); // 118.625
 * ```
 */
export const hostPowerShare = formula(
  {
    id: "hardware.host-power-share",
    equation: "P_host = P_server/n_server",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a server is shared by its accelerators" },
    domain: { serverHostWatts: nonNegative, acceleratorsPerServer: atLeastOne },
  },
  ({ serverHostWatts, acceleratorsPerServer }) => serverHostWatts / acceleratorsPerServer,
);

/**
 * Power at the plug per accelerator of a server that holds a model and waits for requests, the accelerator included (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { waitingPower } from "llm-footprint/formulas";
 *
 * console.log(waitingPower({ idleWatts: 80, hostWatts: 204, waitingFactor: 1.05 }).toFixed(1)); // 298.2
 * ```
 */
export const waitingPower = formula(
  {
    id: "hardware.waiting-power",
    equation: "P_wait = f_w·(P_idle + P_host)",
    unit: "W",
    source: { id: "mlperf-inference-v4.1", at: "8 × H200 at the plug before a run: 2.37 to 2.41 kW" },
    domain: { idleWatts: nonNegative, hostWatts: nonNegative, waitingFactor: positive },
  },
  ({ idleWatts, hostWatts, waitingFactor }) => waitingFactor * (idleWatts + hostWatts),
);
