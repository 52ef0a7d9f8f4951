import { formula, nonNegative, positive } from "../core/formula.js";
import { SECONDS_PER_HOUR, WATTS_PER_KILOWATT } from "../core/units.js";

/**
 * Energy of the classic calculator: every device at its thermal design power all the time, no host, no PUE (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { mlco2Energy } from "llm-footprint/formulas";
 *
 * console.log(mlco2Energy({ tdpWatts: 300, deviceHours: 3552000 })); // 1065600
 * ```
 */
export const mlco2Energy = formula(
  {
    id: "method.mlco2.energy",
    equation: "E = TDP·t",
    unit: "kWh",
    source: { id: "lacoste-2019", at: "§3" },
    domain: { tdpWatts: nonNegative, deviceHours: nonNegative },
  },
  ({ tdpWatts, deviceHours }) => (tdpWatts * deviceHours) / WATTS_PER_KILOWATT,
);

/**
 * Emissions of the classic calculator (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { mlco2Carbon } from "llm-footprint/formulas";
 *
 * console.log(mlco2Carbon({ energyKwh: 1065600, intensityGramsPerKwh: 429 })); // 457142400
 * ```
 */
export const mlco2Carbon = formula(
  {
    id: "method.mlco2.carbon",
    equation: "M = E·I",
    unit: "gCO2e",
    source: { id: "lacoste-2019", at: "§3" },
    domain: { energyKwh: nonNegative, intensityGramsPerKwh: nonNegative },
  },
  ({ energyKwh, intensityGramsPerKwh }) => energyKwh * intensityGramsPerKwh,
);

/**
 * Device-hours if every device ran at its peak rate all the time (h): the reading "peak power at peak throughput" of the survey
 * arXiv 2405.17147.
 *
 * @function
 *
 * @example
 * ```ts
 * import { mlco2PeakDeviceHours } from "llm-footprint/formulas";
 *
 * console.log(mlco2PeakDeviceHours({ computeFlop: 3.15e23, peakFlopPerSecond: 125e12 })); // 700000
 * ```
 */
export const mlco2PeakDeviceHours = formula(
  {
    id: "method.mlco2.peak-device-hours",
    equation: "t = C / F",
    unit: "h",
    source: { id: "dong-2024", at: "§VI" },
    domain: { computeFlop: nonNegative, peakFlopPerSecond: positive },
  },
  ({ computeFlop, peakFlopPerSecond }) => computeFlop / peakFlopPerSecond / SECONDS_PER_HOUR,
);
