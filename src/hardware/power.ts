import { atLeastOne, formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";

/**
 * How far a run loads its accelerators: its efficiency over the best of the device, at most 1 (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { deviceLoad } from "llm-footprint/formulas";
 *
 * console.log(deviceLoad({ efficiency: 0.2, efficiencyCeiling: 0.4 })); // 0.5
 * ```
 */
export const deviceLoad = formula(
  {
    id: "hardware.device-load",
    equation: "l = min(1, MFU/A)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: { efficiency: nonNegative, efficiencyCeiling: positiveFraction },
  },
  ({ efficiency, efficiencyCeiling }) => Math.min(1, efficiency / efficiencyCeiling),
);

/**
 * Average power of a server per accelerator, from its thermal design power and how far the run loads it (W): host, memory, network interface,
 * fans and conversion are inside.
 *
 * @function
 *
 * @example
 * ```ts
 * import { serverPower } from "llm-footprint/formulas";
 *
 * // a fully loaded, liquid-cooled H100 server
 * console.log(serverPower({ tdpWatts: 700, idlePowerShare: 0.5, loadPowerShare: 0.75, deviceLoad: 1, fanPowerShare: 0 })); // 875
 * ```
 */
export const serverPower = formula(
  {
    id: "hardware.server-power",
    equation: "W = TDP·(p_0 + p_1·l + p_fan)",
    unit: "W",
    source: { id: "mlperf-training-v4.0", at: "power of H100 servers in training; form fitted on it (docs/guide/accuracy.md)" },
    domain: {
      tdpWatts: positive,
      idlePowerShare: nonNegative,
      loadPowerShare: nonNegative,
      deviceLoad: fraction,
      fanPowerShare: nonNegative,
    },
  },
  ({ tdpWatts, idlePowerShare, loadPowerShare, deviceLoad: load, fanPowerShare }) =>
    tdpWatts * (idlePowerShare + loadPowerShare * load + fanPowerShare),
);

/**
 * Average power per accelerator with its share of the network between the servers (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { clusterPower } from "llm-footprint/formulas";
 *
 * console.log(clusterPower({ serverPowerWatts: 800, networkPowerFactor: 1.02 })); // 816
 * ```
 */
export const clusterPower = formula(
  {
    id: "hardware.cluster-power",
    equation: "W = W_server·f_net",
    unit: "W",
    source: { id: "jouppi-2023", at: "abstract: optical switches below 3 % of the power of the system" },
    domain: { serverPowerWatts: nonNegative, networkPowerFactor: atLeastOne },
  },
  ({ serverPowerWatts, networkPowerFactor }) => serverPowerWatts * networkPowerFactor,
);

/**
 * Average power of the accelerators alone, without host, network and fans (W): what their own counters read.
 *
 * @function
 *
 * @example
 * ```ts
 * import { acceleratorPower } from "llm-footprint/formulas";
 *
 * console.log(acceleratorPower({ serverPowerWatts: 800, acceleratorPowerShare: 0.75 })); // 600
 * ```
 */
export const acceleratorPower = formula(
  {
    id: "hardware.accelerator-power",
    equation: "W_acc = W_server·s_acc",
    unit: "W",
    source: { id: "elsworth-2025", at: "§4, energy of accelerators, host and idle machines" },
    domain: { serverPowerWatts: nonNegative, acceleratorPowerShare: positiveFraction },
  },
  ({ serverPowerWatts, acceleratorPowerShare }) => serverPowerWatts * acceleratorPowerShare,
);
