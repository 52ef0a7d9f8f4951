import { bare, graph, quantity } from "../../graph/rows.js";
import { sum, whole } from "../../graph/ways.js";
import { repeated } from "./price.js";

type Goals<Names extends string, Goal extends string> = readonly `${Names}.${Goal}`[];
const inAll = <Names extends string, Goal extends string>(parts: readonly Names[], goal: Goal): Goals<Names, Goal> =>
  parts.map((part) => `${part}.${goal}` as const);

/**
 * The numbers of a whole from those of its parts, which have the rows of `repeated`. A number that one of the parts does not know is not known of the
 * whole; hours and prices are those of the parts that have accelerators.
 */
export const totalsOf = <const Names extends string>(...parts: readonly Names[]) => ({
  deviceHours: quantity("Accelerator-hours", sum(...inAll(parts, "allDeviceHours?"))),
  itEnergyKwh: quantity("Energy of the equipment", whole(...inAll(parts, "allItEnergyKwh"))),
  energyKwh: quantity(
    "Energy of the data centres, PUE applied once; of networks and devices as it is",
    whole(...inAll(parts, "allEnergyKwh")),
  ),
  operationalGramsCo2e: quantity("Location-based emissions of the electricity", whole(...inAll(parts, "allOperationalGramsCo2e"))),
  embodiedGramsCo2e: quantity("Share of the manufacture of the hardware", whole(...inAll(parts, "allEmbodiedGramsCo2e"))),
  totalGramsCo2e: quantity("Location-based emissions and the share of the manufacture", whole(...inAll(parts, "allTotalGramsCo2e"))),
  marketOperationalGramsCo2e: quantity(
    "Market-based emissions of the electricity, beside the total; where every part knows them",
    whole(...inAll(parts, "allMarketOperationalGramsCo2e")),
  ),
  waterLitres: quantity("Water, where every part knows it", whole(...inAll(parts, "allWaterLitres"))),
  costUsd: quantity("Price of accelerators and electricity, of the parts that have one", sum(...inAll(parts, "allCostUsd?"))),
});

/** The numbers of several parts together that others are made from. */
export function countedOf<const Names extends string>(...parts: readonly Names[]) {
  const { totalGramsCo2e, ...counted } = totalsOf(...parts);
  return counted;
}

/** Several parts together, so many times: their numbers are for the outer graph to give. */
export const again = graph<object>()({ ...bare(countedOf()), ...repeated });
