import type { SourceReference } from "./formula.js";
import type { Unit } from "./units.js";

/** Where the input of a line comes from. */
export type Origin =
  /** The caller gave the number. */
  | { readonly kind: "given" }
  /** The caller chose a cited record. */
  | { readonly kind: "source"; readonly source: string; readonly at: string }
  /** The caller gave nothing, so the library used a cited record. */
  | { readonly kind: "default"; readonly source: string; readonly at: string }
  /** The number was solved for, so that an estimate meets a reference. */
  | { readonly kind: "calibration"; readonly reference: string }
  /** An earlier line of the same trace. */
  | { readonly kind: "line"; readonly line: string };

/** One input of a line: its value, unit, origin, and range where it has one. */
export interface LineInput {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly origin: Origin;
  readonly low?: number;
  readonly high?: number;
}

/** One step of an estimate: an equation, what went in and what came out. */
export interface Line {
  /** Unique in the trace; ends in the suffix of its unit. */
  readonly key: string;
  readonly value: number;
  readonly unit: Unit;
  /** Id of the equation, or `core.sum`. */
  readonly formula: string;
  readonly equation: string;
  readonly source: SourceReference;
  readonly inputs: readonly LineInput[];
  /** The first sum that this line is an addend of. */
  readonly partOf?: string;
}
