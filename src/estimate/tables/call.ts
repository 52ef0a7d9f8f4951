import { lazily } from "../../core/lazily.js";
import * as F from "../../generated/kernels.js";
import { bare, bareOf, graph, isPart, links, part, quantity, type Table } from "../../graph/rows.js";
import { assume, between, by, type Cited, noted, type Say, same, sum } from "../../graph/ways.js";
import { valueOf } from "../../core/figure.js";
import { definition } from "../definition.js";
import { demandOf, tellsLoad } from "../inference-input.js";
import { withPart } from "../phases.js";
import { embodied, footprint, shares, usualUtilisation } from "./embodied.js";
import { model } from "./model.js";
import { place } from "./place.js";
import { price, repeated } from "./price.js";
import { calibrated, request, tokenClasses as tokens } from "./request.js";
import { capacity, decoding, instance } from "./serving.js";
import type { InferenceInput } from "../generated/inputs.js";

const once = lazily(() => ({
  ...model(),
  ...capacity(),
  ...instance(),
  ...decoding(),
  ...request(),
  ...place(),
  ...embodied(),
  ...footprint(),
}));

/** What the request at a measured point takes from the whole whatever is given there: the same tokens and accelerators at its own batch. */
const ofPoint = lazily(() => ({
  ...links(tokens()),
  acceleratorCount: [same("acceleratorCount")],
  batch: [same("calibrationBatch")],
}));
/** What is given of the load of a request holds at its batch alone: what tells the batch, and all that follows from it. */
const ofBatchAlone = lazily((): ReadonlySet<string> => {
  const table = once() as Table;
  // Drafts run at the batch too.
  const found = new Set<string>(["calibration", "draft", "demandedTokensPerSecond", ...tellsLoad]);
  const follows = (name: string): boolean => {
    const row = table[name] as Table[string];
    return !isPart(row) && row.ways.some(({ needs }) => needs.some((need) => found.has(/^\w+/u.exec(need)?.[0] ?? "")));
  };
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const name of Object.keys(table)) if (!(name in ofPoint()) && follows(name)) found.add(name);
  }
  return found;
});
/** The same request at the batch of a measured point. */
const measuredPoint = (input: InferenceInput): object | undefined =>
  input.calibration && Object.fromEntries(Object.entries(input).filter(([name]) => !ofBatchAlone().has(name)));
const measuredAt = ({ calibration }: InferenceInput): Cited | undefined =>
  calibration && {
    calibratedTo: `${valueOf(calibration.acceleratorJoulesPerToken)} J/token measured at a batch of ${valueOf(calibration.batch)}`,
  };

/** A request to a served model, from its tokens to its emissions; with the level of a measured point where there is one. */
export const requested = lazily(() => ({
  ...once(),
  ...calibrated(),
  calibration: part(graph<InferenceInput>()(once()), measuredPoint, ofPoint()),
  calibratedFactor: quantity(
    "Factor on the energy of decoding with which a measured point is met",
    by(F.calibratedSpread, {
      measuredEnergyKwh: "calibrationEnergyKwh",
      prefillEnergyKwh: "calibration.prefillEnergyKwh",
      cacheReadEnergyKwh: "calibration.cacheReadEnergyKwh",
      decodeEnergyKwh: "calibration.decodeEnergyKwh",
    }),
  ),
  energySpread: quantity(
    once().energySpread.words,
    noted(
      "predicted",
      between("lowFactor", "calibratedFactor", "highFactor", measuredAt),
      "The energy of decoding is set to the measured point; other batches follow the prediction from there.",
    ),
    ...once().energySpread.ways,
  ),
}));

/** Prices of providers in 2024: outside them, a slip is more likely than a service (dong-2024 §4). */
const PROVIDER_USD_PER_MILLION = { low: 0.02, high: 200 };
const ofOddPrice: Say<unknown> = (_, _records, price) =>
  price >= PROVIDER_USD_PER_MILLION.low && price <= PROVIDER_USD_PER_MILLION.high
    ? undefined
    : `${price.toPrecision(3)} USD per million tokens is far from what providers asked in 2024 (0.2 to 1): check price per hour, batch and time.`;

/** What electricity costs anywhere: a slip of the unit lies outside. */
const ELECTRICITY_USD_PER_KWH = { low: 0.005, high: 2 };
const ofOddElectricity: Say<unknown> = (read) => {
  const price = read("electricityUsdPerKwh") as number;
  return price === 0 || (price >= ELECTRICITY_USD_PER_KWH.low && price <= ELECTRICITY_USD_PER_KWH.high)
    ? undefined
    : `electricityUsdPerKwh = ${price} USD/kWh is far from what electricity costs: check its unit (120 USD/MWh are 0.12).`;
};

/** A multiple of what stands beside it would contradict that, given. */
const restated = { isOfParts: true } as const;

/** A request with what it comes to per million tokens, and for many of its kind. */
export const scaled = lazily(() => ({
  energyKwhPerMillionTokens: quantity("Energy of a million generated tokens", restated, by(F.energyPerMillion)),
  operationalGramsPerMillionTokens: quantity(
    "Emissions of the electricity of a million generated tokens",
    restated,
    by(F.emissionsPerMillion, { requestGramsCo2e: "operationalGramsCo2e" }),
  ),
  embodiedGramsPerMillionTokens: quantity(
    "Share of the manufacture of a million generated tokens",
    restated,
    by(F.emissionsPerMillion, { requestGramsCo2e: "embodiedGramsCo2e" }),
  ),
  totalGramsPerMillionTokens: quantity(
    "Emissions of a million generated tokens",
    restated,
    sum("operationalGramsPerMillionTokens", "embodiedGramsPerMillionTokens"),
  ),
  hardwareUsdPerMillionTokens: quantity(
    "Price of rented or bought accelerators for a million generated tokens",
    noted("magnitude", by(F.rentPerMillion, { timePerOutputTokenSeconds: "cycleSeconds", servingShare: "busyShare" }), ofOddPrice),
  ),
  electricityUsdPerMillionTokens: quantity(
    "Price of the electricity of a million generated tokens",
    noted("magnitude", by(F.electricityPerMillion), ofOddElectricity),
  ),
  requests: quantity("Requests of this kind, for the totals of a fleet", { isExact: true, example: "1000000" }),
  fleetEnergyKwh: quantity("Energy of all these requests", restated, by(F.repeatedEnergy, { repetitions: "requests" })),
  fleetOperationalGramsCo2e: quantity(
    "Emissions of the electricity of all these requests",
    restated,
    by(F.repeatedEmissions, { repetitions: "requests", onceGramsCo2e: "operationalGramsCo2e" }),
  ),
  fleetEmbodiedGramsCo2e: quantity(
    "Share of the manufacture of all these requests",
    restated,
    by(F.repeatedEmissions, { repetitions: "requests", onceGramsCo2e: "embodiedGramsCo2e" }),
  ),
  fleetTotalGramsCo2e: quantity("Emissions of all these requests", restated, sum("fleetOperationalGramsCo2e", "fleetEmbodiedGramsCo2e")),
  fleetWaterLitres: quantity(
    "Water of all these requests",
    restated,
    by(F.repeatedWater, { repetitions: "requests", onceLitres: "waterLitres" }),
  ),
  fleetCostUsd: quantity(
    "Price of accelerators and electricity of all these requests, as far as one is given",
    restated,
    by(F.repeatedCost, { repetitions: "requests", onceUsd: "costUsd" }),
  ),
}));

/** What a request is paid for. */
export const paid = lazily(() => ({
  ...price(),
  callTimeFactor: quantity("What lengthens a call", assume(definition(1, "nothing lengthens it"))),
  // Accelerators that wait for requests are there, and paid for, too.
  deviceHours: quantity(
    "Accelerator-hours of a call, with those of waiting",
    by(F.lengthenedDeviceHours, { productiveDeviceHours: "instanceHours", timeFactor: "callTimeFactor", goodput: "busyShare" }),
  ),
}));

/** A call to a model as a part of another estimate: a request with its hours and its price, so many times. */
export const called = lazily(() => ({
  ...requested(),
  ...paid(),
  ...repeated(),
}));

/** A call as a graph. */
export const call = lazily(() => graph<InferenceInput>()(called()));

/** Numbers of a place, its hardware and its prices, which a whole hands on to its parts: they are written once and stand in each of them. */
export const surroundings = lazily(() => ({
  ...bareOf(place(), "pue", "intensityGramsPerKwh", "transmissionLossShare", "marketIntensityGramsPerKwh"),
  ...bareOf(place(), "wueLitresPerKwh", "electricityWaterLitresPerKwh"),
  ...bareOf(embodied(), "lifetimeYears"),
  ...bare({ ...usualUtilisation(), ...shares() }),
  ...bareOf(price(), "acceleratorUsd", "acceleratorUsdPerHour", "electricityUsdPerKwh"),
}));
/** The same with records and choices: everything that phases of one estimate share where they say nothing else. */
export const surroundingNames = lazily(() => ["grid", "accelerator", "server", "embodiedMethod", ...Object.keys(surroundings())]);

/** The same of a deployment and its load. */
export const deployment = lazily(() => ({
  ...surroundings(),
  ...bareOf(instance(), "acceleratorCount", "dataParallelism", "expertParallelism"),
  ...bareOf(capacity(), "memoryShare", "weightBits"),
  ...bareOf(
    request(),
    "batch",
    "requestsPerSecond",
    "dailyRequests",
    "publishedTokensPerSecond",
    "systemTokensPerSecond",
    "measuredJoulesPerToken",
    "queueSeconds",
    "fixedFirstTokenSeconds",
    "powerCapWatts",
  ),
  ...bareOf(request(), "hostWatts", "idleServerWatts", "servingShare", "prefillEfficiency", "prefillLoad", "cacheReadShare"),
  ...bareOf(request(), "cacheRetentionSeconds"),
}));
/** Records and choices of a deployment. */
export const deploymentChoices = [
  "model",
  "accelerator",
  "server",
  "grid",
  "precision",
  "cachePrecision",
  "software",
  "load",
  "embodiedMethod",
  "servingFit",
] as const satisfies readonly (keyof InferenceInput)[];

/** Groups of numbers of a deployment, which its calls read themselves. */
export const deploymentGroups = ["servingBand", "speculation", "calibration"] as const satisfies readonly (keyof InferenceInput)[];

/** What an input says of some names. */
export const only = (input: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== undefined && names.includes(name)));

/** The fields of a deployment where a part says them in a group of its own. */
export const deploymentIn = (group: string): string[] => deploymentNames().map((name) => `${group}.${name}`);

const deploymentNames = lazily(() => [...deploymentChoices, ...deploymentGroups, ...Object.keys(deployment())]);
/** A call as a part of a whole: as the whole is deployed, where the part says nothing else. */
export const callIn = (whole: object, own: object): InferenceInput =>
  demandOf(withPart(only(whole, deploymentNames()) as InferenceInput, only(own, Object.keys(own)) as InferenceInput));
