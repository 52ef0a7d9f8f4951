import { formula, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { JOULES_PER_KWH } from "../core/units.js";

/**
 * Energy of the output tokens of a request before PUE by Epoch AI (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { epochRequestEnergy } from "llm-footprint/formulas";
 *
 * const server = { peakFlopPerSecond: 989e12, utilisation: 0.1, serverWatts: 1275, powerShare: 0.7 };
 * console.log((1000 * 1.2 * epochRequestEnergy({ activeParameters: 100e9, outputTokens: 500, ...server })).toFixed(6)); // 0.300809
 * ```
 */
export const epochRequestEnergy = formula(
  {
    id: "epoch.request-energy",
    equation: "E = 2·N_a·T/(F_pk·u)·P·s",
    unit: "kWh",
    source: {
      id: "epoch-2025",
      at: "text of the estimate of a query: 10 % utilisation, 1,275 W per GPU with its server, 70 % of it drawn",
    },
    domain: {
      activeParameters: positive,
      outputTokens: nonNegative,
      peakFlopPerSecond: positive,
      utilisation: positiveFraction,
      serverWatts: positive,
      powerShare: positiveFraction,
    },
  },
  ({ activeParameters, outputTokens, peakFlopPerSecond, utilisation, serverWatts, powerShare }) =>
    (((2 * activeParameters * outputTokens) / (peakFlopPerSecond * utilisation)) * serverWatts * powerShare) / JOULES_PER_KWH,
);
