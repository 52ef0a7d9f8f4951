import type { Given } from "../core/figure.js";
import type { Line } from "../core/line.js";
import type { Driver } from "../graph/ranges.js";
import type { EmbodiedStageInput } from "./embodied-input.js";
import type { Note } from "./note.js";
import type { PlaceInput } from "./place.js";

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

/** What every estimate that is made of phases shows beside numbers of its own. */
export interface PhasedEstimate extends PhaseTotals {
  /** Version of the data that cited records and defaults come from. */
  readonly dataVersion: string;
  readonly phases: readonly PhaseEstimate[];
  /** Totals with every input at the end of its range that makes them low, or high. */
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  /** Every step, each after the steps that it uses. */
  readonly lines: readonly Line[];
  /** What was left out, assumed, or looks odd. */
  readonly notes: readonly Note[];
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

/** Where something runs, on what, at what price: everything that phases of one estimate share where they say nothing else. */
export type Surroundings = PlaceInput & EmbodiedStageInput & PriceInput;

/** What a part says, before what the whole says. A server belongs to its accelerators: other ones do not stand in it. */
export function withPart<Whole extends Partial<Surroundings>, Part extends Partial<Surroundings>>(
  whole: Whole,
  part: Part,
): Whole & Omit<Part, keyof Whole> {
  if (part.accelerator === undefined || part.accelerator === whole.accelerator) return { ...whole, ...part };
  const { server, ...rest } = whole;
  return { ...(rest as Whole), ...part };
}

/** A number with its ends. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
