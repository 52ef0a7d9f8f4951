import { partShare } from "../adaptation/break-even.js";
import {
  electricityCost,
  hardwareCost,
  repeatedCost,
  repeatedEmissions,
  repeatedEnergy,
  repeatedHours,
  repeatedWater,
} from "../adaptation/repeat.js";
import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { formatValue, nonNegative } from "../core/formula.js";
import { type Driver, propagateRanges } from "../core/range.js";
import type { Line, Trace } from "../core/trace.js";
import type { UnitOf } from "../core/units.js";
import { hardwareUsdPerHour } from "../serving/price.js";
import { definition } from "./definition.js";
import { type EmbodiedWork, embodiedStages, wireLifetimeShare } from "./embodied.js";
import type { EmbodiedStageInput } from "./embodied-input.js";
import { inputOr } from "./input-or.js";
import { type PlaceInput, placeStages, type PlaceWork } from "./place.js";
import type { Note } from "./note.js";

/** What a part of an estimate does, in the words of a ledger. */
export type LedgerPhase =
  | "alignment"
  | "distillation"
  | "embedding"
  | "end_of_life"
  | "evaluation"
  | "experimentation"
  | "fine_tuning"
  | "index_build"
  | "inference"
  | "pretraining"
  | "retrieval"
  | "storage";

/** Where a part of an estimate happens, in the words of a ledger. */
export type LedgerPlace = "cloud" | "edge" | "network";

/** The numbers of a part of an estimate. */
export interface PhaseTotals {
  /** Hours of all accelerators together (h), where there are any. */
  readonly deviceHours?: number;
  /** Energy of the equipment (kWh). */
  readonly itEnergyKwh: number;
  /** Energy with that of the data centre, PUE applied once; no PUE on networks and devices of users (kWh). */
  readonly energyKwh: number;
  /** Location-based emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture (gCO2e). */
  readonly embodiedGramsCo2e: number;
  readonly totalGramsCo2e: number;
  /** Market-based emissions of the electricity, beside the total (gCO2e); where every part knows them. */
  readonly marketOperationalGramsCo2e?: number;
  /** Water (L), where every part knows it. */
  readonly waterLitres?: number;
  /** Price of accelerators and electricity (USD), where one is given, of the parts that have it. */
  readonly costUsd?: number;
}

/** A part of an estimate with its range and its share of the emissions of the whole. */
export interface PhaseEstimate extends PhaseTotals {
  /** Name of the part, with which its lines begin. */
  readonly name: string;
  readonly phase: LedgerPhase;
  readonly place: LedgerPlace;
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  /** Share of the total emissions (fraction); 0 where nothing emits anything. */
  readonly share: number;
}

/** {@link PhaseTotals} on their way through an estimate. */
export type PhaseQuantities = {
  readonly [Key in keyof PhaseTotals]-?: Quantity<UnitOf<Key>> | (undefined extends PhaseTotals[Key] ? undefined : never);
};

/** A wired part of an estimate. */
export interface Phase {
  readonly name: string;
  readonly phase: LedgerPhase;
  readonly place: LedgerPlace;
  readonly quantities: PhaseQuantities;
}

/** What hardware and electricity cost. */
export interface PriceInput {
  /** Price of a rented accelerator (USD/h). */
  readonly acceleratorUsdPerHour?: Given;
  /** Price of a bought accelerator (USD), spread over the service life. Not together with a rent. */
  readonly acceleratorUsd?: Given;
  /** Price of electricity (USD/kWh). */
  readonly electricityUsdPerKwh?: Given;
}

/** The keys of {@link PhaseTotals}, in the order in which they are printed. */
const phaseKeys = [
  "deviceHours",
  "itEnergyKwh",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
  "marketOperationalGramsCo2e",
  "waterLitres",
  "costUsd",
] as const satisfies readonly (keyof PhaseTotals)[];

const NOT_COUNTED = definition(0, "no manufacture is counted for this part");

/**
 * Checks prices.
 *
 * @throws `FootprintError` naming the field, the value and the bound; `conflicting-input` for a rent beside a purchase
 */
export function checkPrices(where: string, { acceleratorUsdPerHour, acceleratorUsd, electricityUsdPerKwh }: PriceInput): void {
  for (const [field, given] of Object.entries({ acceleratorUsdPerHour, acceleratorUsd, electricityUsdPerKwh })) {
    if (given !== undefined) checkGiven(where, field, given, nonNegative);
  }
  if (acceleratorUsd !== undefined && acceleratorUsdPerHour !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      `${where}: acceleratorUsd and acceleratorUsdPerHour both price the accelerators; give one of them`,
      { field: "acceleratorUsd" },
    );
  }
}

/**
 * Refuses what is no whole number.
 *
 * @throws `FootprintError` `out-of-domain`
 */
export function checkWhole(where: string, field: string, value: number): void {
  if (Number.isInteger(value)) return;
  throw new FootprintError("out-of-domain", `${where}: ${field} = ${formatValue(value)} is not a whole number`, { field, value });
}

/** Where something runs, on what, at what price: everything that phases of one estimate share where they say nothing else. */
export type Surroundings = PlaceInput & EmbodiedStageInput & PriceInput;

const surroundings = [
  "pue",
  "grid",
  "transmissionLossShare",
  "wueLitresPerKwh",
  "electricityWaterLitresPerKwh",
  "accelerator",
  "server",
  "embodiedMethod",
  "lifetimeYears",
  "lifetimeUtilisation",
  "rackGramsCo2e",
  "networkGramsCo2e",
  "storageGramsCo2e",
  "coolingGramsCo2e",
  "buildingGramsCo2e",
  "endOfLifeFraction",
  "acceleratorUsdPerHour",
  "acceleratorUsd",
  "electricityUsdPerKwh",
] as const satisfies readonly (keyof Surroundings)[];

/** The {@link Surroundings} of an input that says more. */
export function surroundingsOf(input: Surroundings): Surroundings {
  return Object.fromEntries(
    surroundings.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])),
  ) as unknown as Surroundings;
}

/** What a part says, before what the whole says. A server belongs to its accelerators: other ones do not stand in it. */
export function withPart<Whole extends Partial<Surroundings>, Part extends Partial<Surroundings>>(
  whole: Whole,
  part: Part,
): Whole & Omit<Part, keyof Whole> {
  if (part.accelerator === undefined || part.accelerator === whole.accelerator) return { ...whole, ...part };
  const { server, ...rest } = whole;
  return { ...(rest as Whole), ...part };
}

/** Steps that led to the intensities of grids, each grid once; they come before the lines of an estimate. */
export function gridLines(places: readonly (Partial<Pick<PlaceInput, "grid">> | undefined)[]): Line[] {
  return [...new Set(places.flatMap((place) => place?.grid?.lines ?? []))];
}

/** What must be said of the grids of an estimate, each once. */
export function gridNotes(places: readonly (Partial<Pick<PlaceInput, "grid">> | undefined)[]): Note[] {
  return [...new Set(places.flatMap((place) => place?.grid?.notes ?? []))].map((message) => ({ code: "grid", message }));
}

/** The price of hardware by the hour and of electricity; `undefined` where nothing says it. */
function wireCost(
  t: Evaluator,
  { acceleratorUsdPerHour, acceleratorUsd, electricityUsdPerKwh, lifetimeYears }: PriceInput & Pick<EmbodiedStageInput, "lifetimeYears">,
  energyKwh: Quantity<"kWh">,
  deviceHours: Quantity<"h"> | undefined,
): Quantity<"USD"> | undefined {
  const parts: Quantity<"USD">[] = [];
  if (deviceHours !== undefined && (acceleratorUsdPerHour !== undefined || acceleratorUsd !== undefined)) {
    parts.push(
      t.line("hardwareUsd", hardwareCost, {
        deviceHours,
        acceleratorUsdPerHour:
          acceleratorUsdPerHour === undefined
            ? t.line("acceleratorUsdPerHour", hardwareUsdPerHour, {
                acceleratorUsd: t.input("acceleratorUsd", acceleratorUsd as Given),
                lifetimeYears: inputOr(t, "lifetimeYears", lifetimeYears, defaults.lifetimeYears),
              })
            : t.input("acceleratorUsdPerHour", acceleratorUsdPerHour),
      }),
    );
  }
  if (electricityUsdPerKwh !== undefined) {
    parts.push(
      t.line("electricityUsd", electricityCost, { energyKwh, electricityUsdPerKwh: t.input("electricityUsdPerKwh", electricityUsdPerKwh) }),
    );
  }
  return parts.length === 0 ? undefined : t.sum("costUsd", parts);
}

/** Work whose energy is known, at a place, on hardware whose manufacture counts by the hour. */
export interface Work {
  readonly place: PlaceInput;
  readonly itEnergyKwh: Quantity<"kWh">;
  /** The hardware and its hours; `undefined` where no manufacture is counted. */
  readonly hardware:
    { readonly input: EmbodiedStageInput; readonly deviceHours: Quantity<"h">; readonly utilisation: Quantity<"1"> } | undefined;
  readonly prices: PriceInput;
  /** Manufacture that is counted in another way (gCO2e). */
  readonly otherEmbodied?: Quantity<"gCO2e"> | undefined;
}

/** Wires energy into the numbers of a phase: facility, emissions of its electricity, water, manufacture, price. */
export function wireWork(t: Evaluator, { place, itEnergyKwh, hardware, prices, otherEmbodied }: Work): PhaseQuantities {
  const unset = 0 as unknown as Quantity<never>;
  const at: { -readonly [Key in keyof PlaceWork]: PlaceWork[Key] } = { itEnergyKwh, energyKwh: unset, operationalGramsCo2e: unset };
  for (const stage of placeStages) stage(t, place, at);
  const embodied: EmbodiedWork = {
    lifetimeShare: unset,
    embodiedParts: otherEmbodied === undefined ? [] : [otherEmbodied],
    deviceParts: undefined,
  };
  if (hardware !== undefined) {
    wireLifetimeShare(t, hardware.input, embodied, hardware.deviceHours, hardware.utilisation);
    for (const stage of embodiedStages) stage(t, hardware.input, embodied);
  }
  const embodiedGramsCo2e =
    embodied.embodiedParts.length === 0 ? t.fallback("embodiedGramsCo2e", NOT_COUNTED) : t.sum("embodiedGramsCo2e", embodied.embodiedParts);
  const deviceHours = hardware?.deviceHours;
  return {
    deviceHours,
    itEnergyKwh,
    energyKwh: at.energyKwh,
    operationalGramsCo2e: at.operationalGramsCo2e,
    embodiedGramsCo2e,
    totalGramsCo2e: t.sum("totalGramsCo2e", [at.operationalGramsCo2e, embodiedGramsCo2e]),
    marketOperationalGramsCo2e: at.marketOperationalGramsCo2e,
    waterLitres: at.waterLitres,
    costUsd: wireCost(t, { ...prices, ...lifetimeOf(hardware?.input) }, at.energyKwh, deviceHours),
  };
}

function lifetimeOf(input: EmbodiedStageInput | undefined): Pick<EmbodiedStageInput, "lifetimeYears"> {
  return input?.lifetimeYears === undefined ? {} : { lifetimeYears: input.lifetimeYears };
}

/** Wires a number of like pieces of work. */
export function wireRepeated(t: Evaluator, once: PhaseQuantities, repetitions: Quantity<"1">): PhaseQuantities {
  const grams = <Key extends "operationalGramsCo2e" | "embodiedGramsCo2e" | "marketOperationalGramsCo2e">(key: Key): Quantity<"gCO2e"> =>
    t.line(`all${key.charAt(0).toUpperCase()}${key.slice(1)}` as "allGramsCo2e", repeatedEmissions, {
      repetitions,
      onceGramsCo2e: once[key] as Quantity<"gCO2e">,
    });
  const operationalGramsCo2e = grams("operationalGramsCo2e");
  const embodiedGramsCo2e = grams("embodiedGramsCo2e");
  return {
    deviceHours:
      once.deviceHours === undefined ? undefined : t.line("allDeviceHours", repeatedHours, { repetitions, deviceHours: once.deviceHours }),
    itEnergyKwh: t.line("allItEnergyKwh", repeatedEnergy, { repetitions, energyKwh: once.itEnergyKwh }),
    energyKwh: t.line("allEnergyKwh", repeatedEnergy, { repetitions, energyKwh: once.energyKwh }),
    operationalGramsCo2e,
    embodiedGramsCo2e,
    totalGramsCo2e: t.sum("allTotalGramsCo2e", [operationalGramsCo2e, embodiedGramsCo2e]),
    marketOperationalGramsCo2e: once.marketOperationalGramsCo2e === undefined ? undefined : grams("marketOperationalGramsCo2e"),
    waterLitres:
      once.waterLitres === undefined ? undefined : t.line("allWaterLitres", repeatedWater, { repetitions, onceLitres: once.waterLitres }),
    costUsd: once.costUsd === undefined ? undefined : t.line("allCostUsd", repeatedCost, { repetitions, onceUsd: once.costUsd }),
  };
}

/** The sum of phases; a number that one of them does not know is not known of the whole. */
export function wireSum(t: Evaluator, phases: readonly PhaseQuantities[]): PhaseQuantities {
  const all = <Key extends keyof PhaseQuantities>(key: Key): Quantity<UnitOf<Key>>[] =>
    phases.flatMap((phase) => (phase[key] === undefined ? [] : [phase[key] as Quantity<UnitOf<Key>>]));
  const whole = <Key extends keyof PhaseQuantities>(key: Key): Quantity<UnitOf<Key>> => t.sum(key, all(key));
  const known = <Key extends keyof PhaseQuantities>(key: Key): Quantity<UnitOf<Key>> | undefined =>
    all(key).length === phases.length ? whole(key) : undefined;
  return {
    // Networks and processors have none; those of all accelerators are meant.
    deviceHours: all("deviceHours").length === 0 ? undefined : whole("deviceHours"),
    itEnergyKwh: whole("itEnergyKwh"),
    energyKwh: whole("energyKwh"),
    operationalGramsCo2e: whole("operationalGramsCo2e"),
    embodiedGramsCo2e: whole("embodiedGramsCo2e"),
    totalGramsCo2e: whole("totalGramsCo2e"),
    marketOperationalGramsCo2e: known("marketOperationalGramsCo2e"),
    waterLitres: known("waterLitres"),
    // Processors are not rented by the hour of an accelerator: the price is that of the parts that have one.
    costUsd: all("costUsd").length === 0 ? undefined : whole("costUsd"),
  };
}

/** The quantities of a wiring that has them under these names, with its price. */
export function phaseOf(
  t: Evaluator,
  work: Pick<PhaseQuantities, "itEnergyKwh" | "energyKwh" | "operationalGramsCo2e" | "embodiedGramsCo2e" | "totalGramsCo2e"> &
    Partial<Pick<PhaseQuantities, "marketOperationalGramsCo2e" | "waterLitres">>,
  deviceHours: Quantity<"h">,
  prices: PriceInput & Pick<EmbodiedStageInput, "lifetimeYears">,
): PhaseQuantities {
  return {
    deviceHours,
    itEnergyKwh: work.itEnergyKwh,
    energyKwh: work.energyKwh,
    operationalGramsCo2e: work.operationalGramsCo2e,
    embodiedGramsCo2e: work.embodiedGramsCo2e,
    totalGramsCo2e: work.totalGramsCo2e,
    marketOperationalGramsCo2e: work.marketOperationalGramsCo2e,
    waterLitres: work.waterLitres,
    costUsd: wireCost(t, prices, work.energyKwh, deviceHours),
  };
}

/** The numbers, ranges and drivers of an estimate of phases. */
export interface PhasedNumbers<Extra extends string> {
  readonly totals: PhaseTotals;
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  readonly phases: readonly PhaseEstimate[];
  /** Numbers of this kind of estimate alone, with their ends. */
  readonly extra: Readonly<Record<Extra, Ranged>>;
  readonly drivers: readonly Driver[];
}

/** A number with its ends. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const TOTAL = "total";

/** Reads the numbers of wired phases with their ranges, all from one walk over the ranged inputs. */
export function numbersOf<Extra extends string = never>(
  t: Evaluator,
  trace: Trace,
  total: PhaseQuantities,
  phases: readonly Phase[],
  extra: Readonly<Record<Extra, Quantity>> = {} as Readonly<Record<Extra, Quantity>>,
): PhasedNumbers<Extra> {
  const quantities: Record<string, Quantity> = {};
  const note = (name: string, of: PhaseQuantities): void => {
    for (const key of phaseKeys) if (of[key] !== undefined) quantities[`${name}/${key}`] = of[key];
  };
  note(TOTAL, total);
  for (const { name, quantities: of } of phases) note(name, of);
  for (const key of Object.keys(extra) as Extra[]) quantities[`/${key}`] = extra[key];
  const central = Object.fromEntries(Object.entries(quantities).map(([key, quantity]) => [key, t.value(quantity)]));
  const ranges = propagateRanges(trace, central, quantities, `${TOTAL}/totalGramsCo2e`);
  const pick = (numbers: Readonly<Record<string, number>>, name: string): PhaseTotals =>
    Object.fromEntries(
      phaseKeys.flatMap((key) => {
        const value = numbers[`${name}/${key}`];
        return value === undefined ? [] : [[key, value]];
      }),
    ) as unknown as PhaseTotals;
  const totals = pick(central, TOTAL);
  return {
    totals,
    low: pick(ranges.low, TOTAL),
    high: pick(ranges.high, TOTAL),
    phases: phases.map(({ name, phase, place }) => {
      const own = pick(central, name);
      return {
        name,
        phase,
        place,
        ...own,
        low: pick(ranges.low, name),
        high: pick(ranges.high, name),
        share:
          totals.totalGramsCo2e === 0 ? 0 : partShare.raw({ partGramsCo2e: own.totalGramsCo2e, wholeGramsCo2e: totals.totalGramsCo2e }),
      };
    }),
    extra: Object.fromEntries(
      (Object.keys(extra) as Extra[]).map((key) => [
        key,
        { value: central[`/${key}`], low: ranges.low[`/${key}`], high: ranges.high[`/${key}`] },
      ]),
    ) as Record<Extra, Ranged>,
    drivers: ranges.drivers,
  };
}
