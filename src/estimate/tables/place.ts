import { lazily } from "../../core/lazily.js";
import { atLeastOne, type Domain } from "../../core/formula.js";
import { defaults } from "../../catalog/defaults.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { by, from, same, sum } from "../../graph/ways.js";
import type { PlaceInput } from "../generated/inputs.js";

const of = from<Partial<Pick<PlaceInput, "grid">>>();

/** No fuel emits more, however badly it is burnt. */
const possibleIntensity: Domain = { min: 0, max: defaults.plausibleRanges.possibleGramsPerKwh.high };

/** Where something runs: what turns its energy into emissions and water. */
export const place = lazily(() => ({
  pue: quantity("Power usage effectiveness of the data centre, at least 1; applied once", { domain: atLeastOne, example: "1.1" }),
  energyKwh: quantity("Energy of the data centre, PUE applied once", by(F.facilityEnergy)),
  intensityGramsPerKwh: quantity(
    "Carbon intensity of the electricity",
    { domain: possibleIntensity, as: "intensity", example: "429 g/kWh" },
    of("grid", "intensityGramsPerKwh"),
  ),
  transmissionLossShare: quantity("Share of the generation that is lost before the meter, for an intensity that does not hold it", {
    as: "transmissionLoss",
    example: "5%",
  }),
  deliveredGramsPerKwh: quantity(
    "Carbon intensity at the meter",
    by(F.deliveredIntensity, { generationGramsPerKwh: "intensityGramsPerKwh" }),
    same("intensityGramsPerKwh"),
  ),
  operationalGramsCo2e: quantity(
    "Location-based emissions of the electricity",
    by(F.operationalEmissions, { intensityGramsPerKwh: "deliveredGramsPerKwh" }),
  ),
  marketIntensityGramsPerKwh: quantity(
    "Carbon intensity under contracts and certificates; its emissions stand beside the location-based ones and in no total",
    { domain: possibleIntensity, as: "marketIntensity", example: "0 g/kWh" },
    of("grid", "marketIntensityGramsPerKwh"),
  ),
  marketOperationalGramsCo2e: quantity(
    "Market-based emissions of the electricity, beside the total",
    by(F.operationalEmissions, { intensityGramsPerKwh: "marketIntensityGramsPerKwh" }),
  ),
  wueLitresPerKwh: quantity("Water usage effectiveness: on-site water per IT energy", { as: "wue", example: "0.3 L/kWh" }),
  electricityWaterLitresPerKwh: quantity("Water that power plants consume per unit of electricity", {
    as: "electricityWater",
    example: "1.8 L/kWh",
  }),
  onSiteWaterLitres: quantity("Water on site", by(F.onSiteWater)),
  offSiteWaterLitres: quantity("Water of power plants", by(F.offSiteWater)),
  waterLitres: quantity("Water, as far as its factors are given", sum("onSiteWaterLitres?", "offSiteWaterLitres?")),
}));
