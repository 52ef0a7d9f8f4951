import { quantity } from "../../graph/rows.js";
import { same, sum, whole } from "../../graph/ways.js";

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

/** The numbers of a whole that are those of one of its parts. */
export const totalsLike = <const Name extends string>(name: Name) => ({
  deviceHours: quantity("Accelerator-hours", same(`${name}.deviceHours`)),
  itEnergyKwh: quantity("Energy of the equipment", same(`${name}.itEnergyKwh`)),
  energyKwh: quantity("Energy of the data centres, PUE applied once; of networks and devices as it is", same(`${name}.energyKwh`)),
  operationalGramsCo2e: quantity("Location-based emissions of the electricity", same(`${name}.operationalGramsCo2e`)),
  embodiedGramsCo2e: quantity("Share of the manufacture of the hardware", same(`${name}.embodiedGramsCo2e`)),
  totalGramsCo2e: quantity("Location-based emissions and the share of the manufacture", same(`${name}.totalGramsCo2e`)),
  marketOperationalGramsCo2e: quantity(
    "Market-based emissions of the electricity, beside the total; where every part knows them",
    same(`${name}.marketOperationalGramsCo2e`),
  ),
  waterLitres: quantity("Water, where every part knows it", same(`${name}.waterLitres`)),
  costUsd: quantity("Price of accelerators and electricity, of the parts that have one", same(`${name}.costUsd`)),
});
