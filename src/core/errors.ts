/** What went wrong, as a closed list that a program can switch on. */
export type FootprintErrorCode =
  /** A field is missing, has the wrong type, or is not known. */
  | "invalid-input"
  /** A number lies outside the range in which an equation means something. */
  | "out-of-domain"
  /** A number carries a unit of another dimension, or one that is not known. */
  | "unit-mismatch"
  /** A name is in no catalogue table. */
  | "unknown-id"
  /** A name fits several records. */
  | "ambiguous-id"
  /** Two fields say different things about one quantity. */
  | "conflicting-input"
  /** No value of the asked parameter meets the reference. */
  | "no-solution"
  /** The method is published without the constants that it needs. */
  | "unsupported";

/** Plain data about a `FootprintError`: which field, which value, which bound, which near matches. */
export interface FootprintErrorDetails {
  /** Path of the field, for example `pue` or `grid.intensityGramsPerKwh`. */
  readonly field?: string;
  /** The value that was refused. */
  readonly value?: unknown;
  /** The bound that was broken, as text, for example `[1, ∞)`. */
  readonly bound?: string;
  /** The nearest known names. */
  readonly nearest?: readonly string[];
  /** One entry per fault where several were found. */
  readonly issues?: readonly { readonly field: string; readonly message: string }[];
}

// Two copies of the package (ESM beside CJS, two versions) must recognise each other's errors, which `instanceof` cannot do.
const marker = /* @__PURE__ */ Symbol.for("llm-footprint.error");

/**
 * The one error class of the library: a message that says what, the value, the bound and the fix, and the same as data.
 *
 * @example
 * ```ts
 * import { FootprintError } from "llm-footprint";
 *
 * const error = new FootprintError("out-of-domain", "pue = 0.5 is outside [1, ∞)", { field: "pue", value: 0.5 });
 * console.log(error.code, error.details.field); // out-of-domain pue
 * ```
 */
export class FootprintError extends Error {
  // Bundlers rename classes in CJS, so the name is a field and not `constructor.name`.
  override readonly name = "FootprintError";
  readonly code: FootprintErrorCode;
  readonly details: FootprintErrorDetails;

  /**
   * @param code - what kind of fault it is
   * @param message - what, the value, the bound, and how to mend it
   * @param details - the same as plain data
   * @param options - the error that caused this one
   */
  constructor(code: FootprintErrorCode, message: string, details: FootprintErrorDetails = {}, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.details = details;
    Object.defineProperty(this, marker, { value: true });
  }
}

/**
 * Tells whether a caught value is a `FootprintError`, also one thrown by another copy of the package.
 *
 * @param value - anything that was caught
 *
 * @example
 * ```ts
 * import { estimateTraining, isFootprintError } from "llm-footprint";
 *
 * try {
 *   estimateTraining({} as never);
 * } catch (error) {
 *   console.log(isFootprintError(error)); // true
 * }
 * ```
 */
export function isFootprintError(value: unknown): value is FootprintError {
  return typeof value === "object" && value !== null && marker in value;
}

/** The error for a field whose value cannot be meant: the most frequent one. */
export const invalid = (field: string, message: string, more: Omit<FootprintErrorDetails, "field"> = {}): FootprintError =>
  new FootprintError("invalid-input", message, { field, ...more });

/** The error for two fields that say different things about one quantity. */
export const conflicting = (field: string, message: string, more: Omit<FootprintErrorDetails, "field"> = {}): FootprintError =>
  new FootprintError("conflicting-input", message, { field, ...more });
