import { formula, nonNegative, positive } from "../core/formula.js";

/**
 * Energy of a number of like pieces of work: requests, episodes, refreshes (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repeatedEnergy } from "llm-footprint/formulas";
 *
 * // a million requests
 * console.log(repeatedEnergy({ repetitions: 1000000, energyKwh: 0.0003 })); // 300
 * ```
 */
export const repeatedEnergy = formula(
  {
    id: "adaptation.repeated-energy",
    equation: "E_all = k·E",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, energyKwh: nonNegative },
  },
  ({ repetitions, energyKwh }) => repetitions * energyKwh,
);

/**
 * Emissions of a number of like pieces of work (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repeatedEmissions } from "llm-footprint/formulas";
 *
 * // a million requests
 * console.log(repeatedEmissions({ repetitions: 1000000, onceGramsCo2e: 0.12 })); // 120000
 * ```
 */
export const repeatedEmissions = formula(
  {
    id: "adaptation.repeated-emissions",
    equation: "C_all = k·C",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, onceGramsCo2e: nonNegative },
  },
  ({ repetitions, onceGramsCo2e }) => repetitions * onceGramsCo2e,
);

/**
 * Device-hours of a number of like pieces of work (h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repeatedHours } from "llm-footprint/formulas";
 *
 * // ten thousand episodes
 * console.log(repeatedHours({ repetitions: 10000, deviceHours: 0.002 })); // 20
 * ```
 */
export const repeatedHours = formula(
  {
    id: "adaptation.repeated-hours",
    equation: "h_all = k·h",
    unit: "h",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, deviceHours: nonNegative },
  },
  ({ repetitions, deviceHours }) => repetitions * deviceHours,
);

/**
 * Water of a number of like pieces of work (L).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repeatedWater } from "llm-footprint/formulas";
 *
 * // ten thousand episodes
 * console.log(repeatedWater({ repetitions: 10000, onceLitres: 0.002 })); // 20
 * ```
 */
export const repeatedWater = formula(
  {
    id: "adaptation.repeated-water",
    equation: "V_all = k·V",
    unit: "L",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, onceLitres: nonNegative },
  },
  ({ repetitions, onceLitres }) => repetitions * onceLitres,
);

/**
 * Price of a number of like pieces of work (USD).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repeatedCost } from "llm-footprint/formulas";
 *
 * // ten thousand episodes
 * console.log(repeatedCost({ repetitions: 10000, onceUsd: 0.005 })); // 50
 * ```
 */
export const repeatedCost = formula(
  {
    id: "adaptation.repeated-cost",
    equation: "p_all = k·p",
    unit: "USD",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, onceUsd: nonNegative },
  },
  ({ repetitions, onceUsd }) => repetitions * onceUsd,
);

/**
 * Time of a number of like pieces of work that follow each other (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repeatedSeconds } from "llm-footprint/formulas";
 *
 * console.log(repeatedSeconds({ repetitions: 19, onceSeconds: 4 })); // 76
 * ```
 */
export const repeatedSeconds = formula(
  {
    id: "adaptation.repeated-seconds",
    equation: "t_all = k·t",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work, one after the other" },
    domain: { repetitions: nonNegative, onceSeconds: nonNegative },
  },
  ({ repetitions, onceSeconds }) => repetitions * onceSeconds,
);

/**
 * Requests of a period (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { periodRequests } from "llm-footprint/formulas";
 *
 * console.log(periodRequests({ requestsPerDay: 100000, periodDays: 30 })); // 3000000
 * ```
 */
export const periodRequests = formula(
  {
    id: "adaptation.period-requests",
    equation: "N = n_day·d",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: requests of a number of days" },
    domain: { requestsPerDay: nonNegative, periodDays: nonNegative },
  },
  ({ requestsPerDay, periodDays }) => requestsPerDay * periodDays,
);

/**
 * What one request bears of something that happens some times for all of them (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { perRequest } from "llm-footprint/formulas";
 *
 * // one rebuild of an index in a month of 100,000 requests a day
 * console.log(perRequest({ occurrences: 1, requests: 3000000 }).toExponential(3)); // 3.333e-7
 * ```
 */
export const perRequest = formula(
  {
    id: "adaptation.per-request",
    equation: "k = n/N",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: what happens once is shared by the requests that it serves" },
    domain: { occurrences: nonNegative, requests: positive },
  },
  ({ occurrences, requests }) => occurrences / requests,
);

/**
 * Price of accelerators by the hour (USD).
 *
 * @function
 *
 * @example
 * ```ts
 * import { hardwareCost } from "llm-footprint/formulas";
 *
 * // eight accelerators for half a day
 * console.log(hardwareCost({ deviceHours: 96, acceleratorUsdPerHour: 2.5 })); // 240
 * ```
 */
export const hardwareCost = formula(
  {
    id: "adaptation.hardware-cost",
    equation: "p = h·p_h",
    unit: "USD",
    source: { id: "dong-2024", at: "§4, tokenomics: rented hardware" },
    domain: { deviceHours: nonNegative, acceleratorUsdPerHour: nonNegative },
  },
  ({ deviceHours, acceleratorUsdPerHour }) => deviceHours * acceleratorUsdPerHour,
);

/**
 * Price of electricity (USD).
 *
 * @function
 *
 * @example
 * ```ts
 * import { electricityCost } from "llm-footprint/formulas";
 *
 * console.log(electricityCost({ energyKwh: 120, electricityUsdPerKwh: 0.1 })); // 12
 * ```
 */
export const electricityCost = formula(
  {
    id: "adaptation.electricity-cost",
    equation: "p = E·p_kWh",
    unit: "USD",
    source: { id: "dong-2024", at: "§4, tokenomics: electricity" },
    domain: { energyKwh: nonNegative, electricityUsdPerKwh: nonNegative },
  },
  ({ energyKwh, electricityUsdPerKwh }) => energyKwh * electricityUsdPerKwh,
);

/**
 * How often a piece of work is done that each pass of a whole does some times (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { repetitionsInPasses } from "llm-footprint/formulas";
 *
 * // 19 later turns of an agent, and every fifth question is asked again
 * console.log(repetitionsInPasses({ repetitionsPerPass: 19, passes: 1.2 }).toFixed(1)); // 22.8
 * ```
 */
export const repetitionsInPasses = formula(
  {
    id: "adaptation.repetitions-in-passes",
    equation: "k_all = k·p",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: everything is done once in each pass" },
    domain: { repetitionsPerPass: nonNegative, passes: nonNegative },
  },
  ({ repetitionsPerPass, passes }) => repetitionsPerPass * passes,
);

/**
 * Refreshes of an index in a period (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { periodRefreshes } from "llm-footprint/formulas";
 *
 * console.log(periodRefreshes({ periodDays: 30, refreshDays: 7.5 })); // 4
 * ```
 */
export const periodRefreshes = formula(
  {
    id: "adaptation.period-refreshes",
    equation: "k = d/d_r",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: an index is refreshed every so many days" },
    domain: { periodDays: nonNegative, refreshDays: positive },
  },
  ({ periodDays, refreshDays }) => periodDays / refreshDays,
);
