import { formula, nonNegative } from "../core/formula.js";

/**
 * Water that the data centre evaporates for cooling (L). Water usage effectiveness is per IT energy, so PUE does not enter.
 *
 * @function
 *
 * @example
 * ```ts
 * import { onSiteWater } from "llm-footprint/formulas";
 *
 * console.log(onSiteWater({ itEnergyKwh: 1000, wueLitresPerKwh: 0.3 })); // 300
 * ```
 */
export const onSiteWater = formula(
  {
    id: "site.on-site-water",
    equation: "V_on = E_it·WUE",
    unit: "L",
    source: { id: "greengrid-2011", at: "definition of WUE" },
    domain: { itEnergyKwh: nonNegative, wueLitresPerKwh: nonNegative },
  },
  ({ itEnergyKwh, wueLitresPerKwh }) => itEnergyKwh * wueLitresPerKwh,
);

/**
 * Water that the power plants consume for the electricity of the facility (L).
 *
 * @function
 *
 * @example
 * ```ts
 * import { offSiteWater } from "llm-footprint/formulas";
 *
 * console.log(offSiteWater({ energyKwh: 1200, electricityWaterLitresPerKwh: 1.8 })); // 2160
 * ```
 */
export const offSiteWater = formula(
  {
    id: "site.off-site-water",
    equation: "V_off = E_fac·WF",
    unit: "L",
    source: { id: "li-2023", at: "§3, off-site water" },
    domain: { energyKwh: nonNegative, electricityWaterLitresPerKwh: nonNegative },
  },
  ({ energyKwh, electricityWaterLitresPerKwh }) => energyKwh * electricityWaterLitresPerKwh,
);
