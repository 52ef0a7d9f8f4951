import type { EmbodiedStageInput, PlaceInput, PriceInput } from "./generated/inputs.js";
import type { PhaseTotals } from "./generated/totals.js";

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

/** Where something runs, on what, at what price: everything that phases of one estimate share where they say nothing else. */
export type Surroundings = PlaceInput & EmbodiedStageInput & PriceInput;

/** What belongs to a record, so that it does not go with another one: a server to its accelerators, an intensity to its grid. */
const belonging = { accelerator: ["server"], grid: ["intensityGramsPerKwh", "marketIntensityGramsPerKwh"] } as const;

/** What a part says, before what the whole says. */
export function withPart<Whole extends Partial<Surroundings>, Part extends Partial<Surroundings>>(
  whole: Whole,
  part: Part,
): Whole & Omit<Part, keyof Whole> {
  const others = (["accelerator", "grid"] as const).filter((key) => part[key] !== undefined && part[key] !== whole[key]);
  const lost: readonly string[] = others.flatMap((key) => belonging[key]);
  if (lost.length === 0) return { ...whole, ...part };
  return { ...(Object.fromEntries(Object.entries(whole).filter(([key]) => !lost.includes(key))) as Whole), ...part };
}

/** A number with its ends. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
