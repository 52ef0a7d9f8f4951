import type { Grid } from "../catalog/records.js";
import type { Given } from "../core/figure.js";

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
