import type { Dimension } from "../core/conversion.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY } from "../core/units.js";

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
    description: "Accelerators that work at once; sets the days, not the energy",
  },
  {
    name: "efficiency",
    apiName: "efficiency",
    dimension: "fraction",
    unit: "fraction",
    example: "19.7%",
    description: "Model FLOP utilisation; the accelerator's published one where left out; not together with deviceHours",
  },
  {
    name: "deviceHours",
    apiName: "deviceHours",
    dimension: "duration",
    unit: "h",
    example: "3552000 h",
    description: "Measured or billed accelerator-hours; not together with efficiency",
  },
  {
    name: "power",
    apiName: "averagePowerWatts",
    dimension: "power",
    unit: "W",
    example: "330W",
    description: "Average system power per accelerator, with its share of host, memory, network and fans",
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
