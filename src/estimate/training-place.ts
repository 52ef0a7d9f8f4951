import { operationalEmissions } from "../emissions/operational.js";
import type { Quantity } from "../core/evaluator.js";
import { deliveredIntensity, facilityEnergy } from "../site/facility.js";
import { offSiteWater, onSiteWater } from "../site/water.js";
import type { Stage } from "./training-stage.js";

// V8 folds a constant of this module into the stages, but not an import from another chunk of the package (docs/adr/0003).
const equations = { deliveredIntensity, facilityEnergy, offSiteWater, onSiteWater, operationalEmissions };

/** The stages that depend on the place: energy of the facility, emissions of its electricity, water. */
export const placeStages: readonly Stage[] = [
  function facility(t, { pue }, work) {
    work.energyKwh = t.line("energyKwh", equations.facilityEnergy, { itEnergyKwh: work.itEnergyKwh, pue: t.input("pue", pue) });
  },

  function electricity(t, { grid, transmissionLossShare }, work) {
    const intensity = t.input("intensityGramsPerKwh", grid.intensityGramsPerKwh);
    work.operationalGramsCo2e = t.line("operationalGramsCo2e", equations.operationalEmissions, {
      energyKwh: work.energyKwh,
      intensityGramsPerKwh:
        transmissionLossShare === undefined
          ? intensity
          : t.line("deliveredGramsPerKwh", equations.deliveredIntensity, {
              generationGramsPerKwh: intensity,
              transmissionLossShare: t.input("transmissionLossShare", transmissionLossShare),
            }),
    });
    if (grid.marketIntensityGramsPerKwh === undefined) return;
    work.marketOperationalGramsCo2e = t.line("marketOperationalGramsCo2e", equations.operationalEmissions, {
      energyKwh: work.energyKwh,
      intensityGramsPerKwh: t.input("marketIntensityGramsPerKwh", grid.marketIntensityGramsPerKwh),
    });
  },

  function water(t, { wueLitresPerKwh, electricityWaterLitresPerKwh }, work) {
    const parts: Quantity<"L">[] = [];
    if (wueLitresPerKwh !== undefined) {
      parts.push(
        t.line("onSiteWaterLitres", equations.onSiteWater, {
          itEnergyKwh: work.itEnergyKwh,
          wueLitresPerKwh: t.input("wueLitresPerKwh", wueLitresPerKwh),
        }),
      );
    }
    if (electricityWaterLitresPerKwh !== undefined) {
      parts.push(
        t.line("offSiteWaterLitres", equations.offSiteWater, {
          energyKwh: work.energyKwh,
          electricityWaterLitresPerKwh: t.input("electricityWaterLitresPerKwh", electricityWaterLitresPerKwh),
        }),
      );
    }
    if (parts.length > 0) work.waterLitres = t.sum("waterLitres", parts);
  },
];
