import { anyNumber, formula, nonNegative, positive } from "../core/formula.js";

/**
 * Requests per period at which retrieval and fine-tuning take the same; the inputs are all in one unit, of energy, emissions or price
 * (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { breakEvenRequests } from "llm-footprint/formulas";
 *
 * // joules of an adapter with data of a teacher
 * const inputs = { fineTuningOnce: 32549404.8, retrievalOnce: 4253258.6, retrievalPerRequest: 319.5978, tunedPerRequest: 52.1654301 };
 * console.log(breakEvenRequests(inputs).toFixed(0)); // 105807
 * ```
 */
export const breakEvenRequests = formula(
  {
    id: "adaptation.break-even-requests",
    equation: "N* = (F − R)/(e_R − e_F)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: both sides take the same over a period" },
    domain: { fineTuningOnce: nonNegative, retrievalOnce: nonNegative, retrievalPerRequest: positive, tunedPerRequest: positive },
  },
  ({ fineTuningOnce, retrievalOnce, retrievalPerRequest, tunedPerRequest }) =>
    (fineTuningOnce - retrievalOnce) / (retrievalPerRequest - tunedPerRequest),
);

/**
 * What one unit of service bears of an energy that was spent once (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { amortisedEnergy } from "llm-footprint/formulas";
 *
 * console.log(amortisedEnergy({ onceKwh: 4900000, lifetimeUnits: 1e11 })); // 0.000049
 * ```
 */
export const amortisedEnergy = formula(
  {
    id: "adaptation.amortised-energy",
    equation: "e = E/N",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: spread over the requests or tokens of a stated life" },
    domain: { onceKwh: nonNegative, lifetimeUnits: positive },
  },
  ({ onceKwh, lifetimeUnits }) => onceKwh / lifetimeUnits,
);

/**
 * What one unit of service bears of emissions that happened once (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { amortisedEmissions } from "llm-footprint/formulas";
 *
 * console.log(amortisedEmissions({ onceGramsCo2e: 5.5e8, lifetimeUnits: 1e11 })); // 0.0055
 * ```
 */
export const amortisedEmissions = formula(
  {
    id: "adaptation.amortised-emissions",
    equation: "c = C/N",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: spread over the requests or tokens of a stated life" },
    domain: { onceGramsCo2e: nonNegative, lifetimeUnits: positive },
  },
  ({ onceGramsCo2e, lifetimeUnits }) => onceGramsCo2e / lifetimeUnits,
);

/**
 * Requests after which serving a model has taken as much energy as making it (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { overtakingRequests } from "llm-footprint/formulas";
 *
 * console.log(overtakingRequests({ onceKwh: 4900000, requestKwh: 0.000294280072 }).toExponential(4)); // 1.6651e+10
 * ```
 */
export const overtakingRequests = formula(
  {
    id: "adaptation.overtaking-requests",
    equation: "N* = E_once/e",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: serving has taken as much as making" },
    domain: { onceKwh: nonNegative, requestKwh: positive },
  },
  ({ onceKwh, requestKwh }) => onceKwh / requestKwh,
);

/**
 * Emissions of one way less those of another (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { gramsDifference } from "llm-footprint/formulas";
 *
 * console.log(gramsDifference({ firstGramsCo2e: 100, secondGramsCo2e: 130 })); // -30
 * ```
 */
export const gramsDifference = formula(
  {
    id: "adaptation.grams-difference",
    equation: "Δ = C_1 − C_2",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: one way less another" },
    domain: { firstGramsCo2e: anyNumber, secondGramsCo2e: anyNumber },
  },
  ({ firstGramsCo2e, secondGramsCo2e }) => firstGramsCo2e - secondGramsCo2e,
);

/**
 * Mean energy of a request over all that a life serves (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { requestEnergy } from "llm-footprint/formulas";
 *
 * console.log(requestEnergy({ servedKwh: 12000, requests: 4e7 })); // 0.0003
 * ```
 */
export const requestEnergy = formula(
  {
    id: "adaptation.request-energy",
    equation: "e = ΣE/R",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: mean of all requests of a life" },
    domain: { servedKwh: nonNegative, requests: positive },
  },
  ({ servedKwh, requests }) => servedKwh / requests,
);

/**
 * Tokens in units of so many, a million where prices and footprints are stated (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokenMillions } from "llm-footprint/formulas";
 *
 * console.log(tokenMillions({ tokens: 8.3e12, unitTokens: 1000000 })); // 8300000
 * ```
 */
export const tokenMillions = formula(
  {
    id: "adaptation.token-millions",
    equation: "n = T/T_1",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: tokens in units of so many" },
    domain: { tokens: nonNegative, unitTokens: positive },
  },
  ({ tokens, unitTokens }) => tokens / unitTokens,
);

/**
 * Share of a phase in the emissions of a whole (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { partShare } from "llm-footprint/formulas";
 *
 * console.log(partShare({ partGramsCo2e: 20, wholeGramsCo2e: 80 })); // 0.25
 * ```
 */
export const partShare = formula(
  {
    id: "adaptation.part-share",
    equation: "s = x/Σx",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a part over its whole" },
    domain: { partGramsCo2e: nonNegative, wholeGramsCo2e: positive },
  },
  ({ partGramsCo2e, wholeGramsCo2e }) => partGramsCo2e / wholeGramsCo2e,
);
