import type { Dimension } from "../core/conversion.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR } from "../core/units.js";

/** A number of a training scenario: how it is written in files and flags, and where it goes in the API. */
export interface QuantityField {
  /** Name in scenario files, and in kebab case as a flag. Its value carries the unit. */
  readonly name: string;
  /** Name in the API, whose suffix carries the unit; scenario files may use it instead. */
  readonly apiName: string;
  readonly dimension: Dimension;
  /** Unit of a bare number. */
  readonly unit: string;
  /** Units of the dimension per unit of the API where they differ (hours per year). */
  readonly perUnit?: number;
  readonly example: string;
  readonly description: string;
}

/** Every number of a training scenario, once: the schema, the flags, the help and the docs are made from this table. */
export const quantityFields = [
  {
    name: "tokens",
    apiName: "tokens",
    dimension: "tokens",
    unit: "tokens",
    example: "300B",
    description: "Tokens that the model is trained on",
  },
  {
    name: "acceleratorCount",
    apiName: "acceleratorCount",
    dimension: "number",
    unit: "devices",
    example: "10000",
    description: "Accelerators that work at once; sets the days, not the energy; the fewest that hold the model where left out",
  },
  {
    name: "sequenceTokens",
    apiName: "sequenceTokens",
    dimension: "tokens",
    unit: "tokens",
    example: "4096",
    description: "Tokens of one sequence, with which attention is counted; those of the model's record where left out",
  },
  {
    name: "efficiency",
    apiName: "efficiency",
    dimension: "fraction",
    unit: "fraction",
    example: "19.7%",
    description: "Model FLOP utilisation; predicted where nothing tells the time of the run",
  },
  {
    name: "deviceHours",
    apiName: "deviceHours",
    dimension: "duration",
    unit: "h",
    example: "3552000 h",
    description: "Measured or billed accelerator-hours; not together with another statement of the time",
  },
  {
    name: "wallClock",
    apiName: "wallClockDays",
    dimension: "duration",
    unit: "days",
    perUnit: HOURS_PER_DAY,
    example: "21 days",
    description: "Wall-clock time of the run, with acceleratorCount",
  },
  {
    name: "throughput",
    apiName: "deviceTokensPerSecond",
    dimension: "token-rate",
    unit: "tokens/s",
    example: "376.8 tokens/s",
    description: "Tokens that one accelerator trains on per second",
  },
  {
    name: "stepTime",
    apiName: "stepSeconds",
    dimension: "duration",
    unit: "s",
    perUnit: 1 / SECONDS_PER_HOUR,
    example: "3.6 s",
    description: "Time of one optimizer step, with stepTokens and acceleratorCount",
  },
  {
    name: "stepTokens",
    apiName: "stepTokens",
    dimension: "tokens",
    unit: "tokens",
    example: "4M",
    description: "Tokens of one optimizer step over all accelerators",
  },
  {
    name: "goodput",
    apiName: "goodput",
    dimension: "fraction",
    unit: "fraction",
    example: "90%",
    description: "Share of the time that makes progress; the rest goes to failures, restarts, checkpoints and evaluation",
  },
  {
    name: "energy",
    apiName: "itEnergyKwh",
    dimension: "energy",
    unit: "kWh",
    example: "1172 MWh",
    description: "Measured energy of the IT equipment of the run, before PUE; takes the place of power times hours",
  },
  {
    name: "power",
    apiName: "averagePowerWatts",
    dimension: "power",
    unit: "W",
    example: "330W",
    description: "Average system power per accelerator, with its share of host, memory, network and fans; predicted where left out",
  },
  {
    name: "pue",
    apiName: "pue",
    dimension: "number",
    unit: "ratio",
    example: "1.1",
    description: "Power usage effectiveness of the data centre, at least 1; applied once",
  },
  {
    name: "intensity",
    apiName: "intensityGramsPerKwh",
    dimension: "intensity",
    unit: "g/kWh",
    example: "429g/kWh",
    description: "Carbon intensity of the electricity; not together with grid",
  },
  {
    name: "marketIntensity",
    apiName: "marketIntensityGramsPerKwh",
    dimension: "intensity",
    unit: "g/kWh",
    example: "0g/kWh",
    description: "Carbon intensity under contracts and certificates; its emissions stand beside the location-based ones and in no total",
  },
  {
    name: "transmissionLoss",
    apiName: "transmissionLossShare",
    dimension: "fraction",
    unit: "fraction",
    example: "5%",
    description: "Share of the generation that is lost before the meter, for an intensity that does not hold it",
  },
  {
    name: "wue",
    apiName: "wueLitresPerKwh",
    dimension: "water-intensity",
    unit: "L/kWh",
    example: "0.3 L/kWh",
    description: "Water usage effectiveness: on-site water per IT energy; that of the site or region where it is known",
  },
  {
    name: "electricityWater",
    apiName: "electricityWaterLitresPerKwh",
    dimension: "water-intensity",
    unit: "L/kWh",
    example: "1.8 L/kWh",
    description: "Water that power plants consume per unit of electricity",
  },
  {
    name: "lifetime",
    apiName: "lifetimeYears",
    dimension: "duration",
    unit: "years",
    perUnit: HOURS_PER_DAY * DAYS_PER_YEAR,
    example: "5 years",
    description: "Service life of the hardware, in years of 365 days",
  },
  {
    name: "lifetimeUtilisation",
    apiName: "lifetimeUtilisation",
    dimension: "fraction",
    unit: "fraction",
    example: "85%",
    description: "Share of its life that the hardware works",
  },
  {
    name: "embodiedRack",
    apiName: "rackGramsCo2e",
    dimension: "mass",
    unit: "g",
    example: "40 kg",
    description: "Manufacture of the racks per accelerator; missing where left out",
  },
  {
    name: "embodiedNetwork",
    apiName: "networkGramsCo2e",
    dimension: "mass",
    unit: "g",
    example: "50 kg",
    description: "Manufacture of the network between the servers per accelerator; missing where left out",
  },
  {
    name: "embodiedStorage",
    apiName: "storageGramsCo2e",
    dimension: "mass",
    unit: "g",
    example: "30 kg",
    description: "Manufacture of the storage outside the servers per accelerator; missing where left out",
  },
  {
    name: "embodiedCooling",
    apiName: "coolingGramsCo2e",
    dimension: "mass",
    unit: "g",
    example: "20 kg",
    description: "Manufacture of the cooling plant per accelerator, over the accelerator's life; missing where left out",
  },
  {
    name: "embodiedBuilding",
    apiName: "buildingGramsCo2e",
    dimension: "mass",
    unit: "g",
    example: "109 kg",
    description: "Construction of the building per accelerator, over the accelerator's life; missing where left out",
  },
  {
    name: "endOfLife",
    apiName: "endOfLifeFraction",
    dimension: "fraction",
    unit: "fraction",
    example: "5%",
    description: "End of life as a share of the manufacture; missing where left out",
  },
] as const satisfies readonly QuantityField[];

/** Name of a number in scenario files. */
export type QuantityName = (typeof quantityFields)[number]["name"];

/** Numbers of a place: where the electricity and the water come from. */
export const placeNames = [
  "pue",
  "intensity",
  "marketIntensity",
  "transmissionLoss",
  "wue",
  "electricityWater",
] as const satisfies readonly QuantityName[];

/** Numbers of the hardware beside its record: life and parts of the manufacture. */
export const hardwareNames = [
  "lifetime",
  "lifetimeUtilisation",
  "embodiedRack",
  "embodiedNetwork",
  "embodiedStorage",
  "embodiedCooling",
  "embodiedBuilding",
  "endOfLife",
] as const satisfies readonly QuantityName[];
