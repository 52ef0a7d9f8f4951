import { operationalEmissions } from "../emissions/operational.js";
import type { Quantity } from "../core/evaluator.js";
import { deliveredIntensity, facilityEnergy } from "../site/facility.js";
import { offSiteWater, onSiteWater } from "../site/water.js";
import type { Grid } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Evaluator } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, nonNegative } from "../core/formula.js";

/** Where something runs: what turns its energy into emissions and water. */
export interface PlaceInput {
  /** Power usage effectiveness of the data centre (ratio, at least 1). Applied once. */
  readonly pue: Given;
  /** The electricity: `{ intensityGramsPerKwh: 429 }`, or `gridInYear(grids.usa, 2024)`. */
  readonly grid: Grid;
  /** Share of the generation that is lost before the meter (fraction), for an intensity that does not hold it. Not counted where left out. */
  readonly transmissionLossShare?: Given;
  /** Water usage effectiveness of the data centre: on-site water per IT energy (L/kWh). */
  readonly wueLitresPerKwh?: Given;
  /** Water that power plants consume per unit of electricity (L/kWh). */
  readonly electricityWaterLitresPerKwh?: Given;
}

/** What the stages of the place read and set. */
export interface PlaceWork {
  readonly itEnergyKwh: Quantity<"kWh">;
  energyKwh: Quantity<"kWh">;
  operationalGramsCo2e: Quantity<"gCO2e">;
  marketOperationalGramsCo2e?: Quantity<"gCO2e"> | undefined;
  waterLitres?: Quantity<"L"> | undefined;
}

/** A step that depends on the place alone. */
export type PlaceStage = (t: Evaluator, input: PlaceInput, work: PlaceWork) => void;

/**
 * Checks everything that {@link PlaceInput} may state.
 *
 * @throws `FootprintError` naming the field, the value and the bound
 */
export function checkPlace(where: string, input: PlaceInput): void {
  checkGiven(where, "pue", input.pue, atLeastOne);
  const { grid } = input;
  if (typeof grid !== "object" || grid === null) {
    throw new FootprintError("invalid-input", `${where}: grid is missing; give { intensityGramsPerKwh } or a grid of the catalogue`, {
      field: "grid",
    });
  }
  checkGiven(where, "grid.intensityGramsPerKwh", grid.intensityGramsPerKwh, nonNegative);
  if (grid.marketIntensityGramsPerKwh !== undefined) {
    checkGiven(where, "grid.marketIntensityGramsPerKwh", grid.marketIntensityGramsPerKwh, nonNegative);
  }
  if (input.transmissionLossShare !== undefined) checkGiven(where, "transmissionLossShare", input.transmissionLossShare, MOST_LOSS);
  if (input.wueLitresPerKwh !== undefined) checkGiven(where, "wueLitresPerKwh", input.wueLitresPerKwh, nonNegative);
  if (input.electricityWaterLitresPerKwh !== undefined) {
    checkGiven(where, "electricityWaterLitresPerKwh", input.electricityWaterLitresPerKwh, nonNegative);
  }
}

/** A grid that loses more than nine tenths of its generation is a slip. */
const MOST_LOSS = { min: 0, max: 0.9 };

// V8 folds a constant of this module into the stages, but not an import from another chunk of the package (docs/adr/0003).
const equations = { deliveredIntensity, facilityEnergy, offSiteWater, onSiteWater, operationalEmissions };

/** The stages that depend on the place: energy of the facility, emissions of its electricity, water. */
export const placeStages: readonly PlaceStage[] = [
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
