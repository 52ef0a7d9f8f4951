import { lazily } from "../../core/lazily.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { by, same, sum } from "../../graph/ways.js";

/** Prices of hardware and electricity, and what they come to. */
export const price = lazily(() => ({
  acceleratorUsd: quantity("Price of a bought accelerator, spread over its service life", {
    isExact: true,
    as: "purchasePrice",
    example: "30000",
  }),
  acceleratorUsdPerHour: quantity(
    "Price of a rented accelerator",
    { isExact: true, as: "acceleratorPrice", example: "2.5" },
    by(F.hardwareUsdPerHour),
  ),
  electricityUsdPerKwh: quantity("Price of electricity", { isExact: true, as: "electricityPrice", example: "0.1" }),
  hardwareUsd: quantity("Price of the accelerators", by(F.hardwareCost)),
  electricityUsd: quantity("Price of the electricity", by(F.electricityCost)),
  costUsd: quantity("Price of accelerators and electricity, as far as one is given", sum("hardwareUsd?", "electricityUsd?")),
}));

/** A number of like pieces of work: so many times where something says how often, else once. */
export const repeated = lazily(() => ({
  repetitions: quantity("How often it is done"),
  allDeviceHours: quantity("Accelerator-hours in all", by(F.repeatedHours), same("deviceHours")),
  allItEnergyKwh: quantity("Energy of the equipment in all", by(F.repeatedEnergy, { energyKwh: "itEnergyKwh" }), same("itEnergyKwh")),
  allEnergyKwh: quantity("Energy of the data centre in all", by(F.repeatedEnergy), same("energyKwh")),
  allOperationalGramsCo2e: quantity(
    "Location-based emissions of the electricity in all",
    by(F.repeatedEmissions, { onceGramsCo2e: "operationalGramsCo2e" }),
    same("operationalGramsCo2e"),
  ),
  allEmbodiedGramsCo2e: quantity(
    "Share of the manufacture in all",
    by(F.repeatedEmissions, { onceGramsCo2e: "embodiedGramsCo2e" }),
    same("embodiedGramsCo2e"),
  ),
  allTotalGramsCo2e: quantity("Emissions in all", by(F.repeatedEmissions, { onceGramsCo2e: "totalGramsCo2e" }), same("totalGramsCo2e")),
  allMarketOperationalGramsCo2e: quantity(
    "Market-based emissions of the electricity in all",
    by(F.repeatedEmissions, { onceGramsCo2e: "marketOperationalGramsCo2e" }),
    same("marketOperationalGramsCo2e"),
  ),
  allWaterLitres: quantity("Water in all", by(F.repeatedWater, { onceLitres: "waterLitres" }), same("waterLitres")),
  allCostUsd: quantity("Price in all", by(F.repeatedCost, { onceUsd: "costUsd" }), same("costUsd")),
}));

/** The same for work that is done once. */
export const single = lazily(() => ({
  ...repeated(),
  allTotalGramsCo2e: quantity(repeated().allTotalGramsCo2e.words, same("totalGramsCo2e")),
}));
