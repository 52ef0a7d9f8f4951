import { atLeastOne, formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";

/**
 * How far a run loads its accelerators: its efficiency over the best of the device, at most 1, and at least what devices that wait for each other
 * draw power for (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { deviceLoad } from "llm-footprint/formulas";
 *
 * console.log(deviceLoad({ efficiency: 0.3, efficiencyCeiling: 0.4, leastDeviceLoad: 0.6 }).toFixed(2)); // 0.75
 * console.log(deviceLoad({ efficiency: 0.1, efficiencyCeiling: 0.4, leastDeviceLoad: 0.6 })); // 0.6
 * ```
 */
export const deviceLoad = formula(
  {
    id: "hardware.device-load",
    equation: "l = min(1, max(l_0, MFU/A))",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: { efficiency: nonNegative, efficiencyCeiling: positiveFraction, leastDeviceLoad: fraction },
  },
  ({ efficiency, efficiencyCeiling, leastDeviceLoad }) => Math.min(1, Math.max(leastDeviceLoad, efficiency / efficiencyCeiling)),
);

/**
 * The least load of devices over which a fixed, small batch is spread: with less to do for each they wait longer than their collectives last
 * (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { spreadLeastLoad } from "llm-footprint/formulas";
 *
 * console.log(spreadLeastLoad({ waitingLoad: 0.6, batchFactor: 0.8 }).toFixed(2)); // 0.48
 * ```
 */
export const spreadLeastLoad = formula(
  {
    id: "hardware.spread-least-load",
    equation: "l_0 = l_w·q_n",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: power of LoRA on 64 and 512 devices (mlperf-training-v4.0)" },
    domain: { waitingLoad: fraction, batchFactor: positiveFraction },
  },
  ({ waitingLoad, batchFactor }) => waitingLoad * batchFactor,
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
 * Average power of the accelerators alone, without host, network and fans (W): what their own counters read. It hardly follows the load, and is never
 * more than nine tenths of what the server without fans draws.
 *
 * @function
 *
 * @example
 * ```ts
 * import { acceleratorPower } from "llm-footprint/formulas";
 *
 * const shares = { restingShare: 0.7, workingShare: 0.2, greatestShare: 0.95, acceleratorPowerShare: 0.9 };
 * console.log(acceleratorPower({ tdpWatts: 700, deviceLoad: 1, serverPowerWatts: 875, ...shares }).toFixed(1)); // 630.0
 * console.log(acceleratorPower({ tdpWatts: 700, deviceLoad: 0.6, serverPowerWatts: 665, ...shares }).toFixed(1)); // 574.0
 * ```
 */
export const acceleratorPower = formula(
  {
    id: "hardware.accelerator-power",
    equation: "W_acc = min(TDP·s_max, TDP·(s_0 + s_1·l), s_acc·W_server)",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: Olmo 3, a run of 6.1e9 parameters on A100, fine-tunings on A100 and A40" },
    domain: {
      tdpWatts: positive,
      deviceLoad: fraction,
      serverPowerWatts: nonNegative,
      restingShare: nonNegative,
      workingShare: nonNegative,
      greatestShare: positive,
      acceleratorPowerShare: positiveFraction,
    },
  },
  (inputs) =>
    Math.min(
      inputs.tdpWatts * inputs.greatestShare,
      inputs.tdpWatts * (inputs.restingShare + inputs.workingShare * inputs.deviceLoad),
      inputs.acceleratorPowerShare * inputs.serverPowerWatts,
    ),
);

/**
 * 1 where a model is too small to fill an accelerator, else 0: what it draws then hardly has to do with its load.
 *
 * @function
 *
 * @example
 * ```ts
 * import { isTinyModel } from "llm-footprint/formulas";
 *
 * console.log(isTinyModel({ activeParameters: 0.06e9, tinyModelParameters: 0.3e9 })); // 1
 * ```
 */
export const isTinyModel = formula(
  {
    id: "hardware.is-tiny-model",
    equation: "t = 1 where N < N_0, else 0",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: power of models below 0.3e9 parameters" },
    domain: { activeParameters: positive, tinyModelParameters: positive },
  },
  ({ activeParameters, tinyModelParameters }) => (activeParameters < tinyModelParameters ? 1 : 0),
);

/**
 * A share of the thermal design power (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tdpSharePower } from "llm-footprint/formulas";
 *
 * console.log(tdpSharePower({ tdpWatts: 700, powerShare: 0.6 })); // 420
 * ```
 */
export const tdpSharePower = formula(
  {
    id: "hardware.tdp-share-power",
    equation: "W = s·TDP",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: power of models below 0.3e9 parameters" },
    domain: { tdpWatts: positive, powerShare: nonNegative },
  },
  ({ tdpWatts, powerShare }) => tdpWatts * powerShare,
);

/**
 * A predicted power with what measured ones are of theirs (W). `powerSpread` is 1 and carries their range.
 *
 * @function
 *
 * @example
 * ```ts
 * import { spreadPower } from "llm-footprint/formulas";
 *
 * console.log(spreadPower({ predictedPowerWatts: 800, powerSpread: 1.25 })); // 1000
 * ```
 */
export const spreadPower = formula(
  {
    id: "hardware.spread-power",
    equation: "W = W_pred·ε",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: measured over predicted power" },
    domain: { predictedPowerWatts: nonNegative, powerSpread: positive },
  },
  ({ predictedPowerWatts, powerSpread }) => predictedPowerWatts * powerSpread,
);
