import { FootprintError } from "./errors.js";
import type { Unit } from "./units.js";

/** The numbers for which an equation or an input means something; `openMin` leaves out the lower bound itself. */
export interface Domain {
  readonly min: number;
  readonly max: number;
  readonly openMin?: boolean;
}

/** Zero and above: energies, masses, intensities. */
export const nonNegative: Domain = { min: 0, max: Number.POSITIVE_INFINITY };
/** Above zero: what is divided by, and what must exist. */
export const positive: Domain = { min: 0, max: Number.POSITIVE_INFINITY, openMin: true };
/** Zero to one: shares. */
export const fraction: Domain = { min: 0, max: 1 };
/** Above zero up to one: efficiencies, yields, utilisations. */
export const positiveFraction: Domain = { min: 0, max: 1, openMin: true };
/** One and above: PUE, counts of parts. */
export const atLeastOne: Domain = { min: 1, max: Number.POSITIVE_INFINITY };
/** Zero and below: exponents of what falls. */
export const notPositive: Domain = { min: Number.NEGATIVE_INFINITY, max: 0 };
/** Any finite number: coefficients of a fit. */
export const anyNumber: Domain = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

/** Where an equation or a figure is printed: an id of `sources.json` and the place in it. */
export interface SourceReference {
  readonly id: string;
  readonly at: string;
}

/** What the paper says about an equation. */
export interface FormulaCard<Inputs, U extends Unit> {
  /** Stable name, `<folder>.<quantity>`. */
  readonly id: string;
  /** The equation in the letters of its source. */
  readonly equation: string;
  /** Unit of the result. */
  readonly unit: U;
  readonly source: SourceReference;
  /** Every input, and the numbers for which the equation means something. */
  readonly domain: { readonly [Key in keyof Inputs]: Domain };
  /** Whether the result is what is left of something, so that near zero a small change is many times the result. */
  readonly isDifference?: boolean;
  /** Whether the result comes near a bound and never passes it, so that ends joined of several inputs could. */
  readonly isBounded?: boolean;
}

/** An equation as a function of one object of unit-suffixed numbers, with its card. */
export interface Formula<Inputs, U extends Unit = Unit> {
  /**
   * Checks every input against the card, then evaluates.
   *
   * @throws `FootprintError` `out-of-domain` naming the equation, the input, its value and the bound
   */
  (inputs: Inputs): number;
  readonly card: FormulaCard<Inputs, U>;
  /** The bare equation, for kernels that evaluate millions of rows of numbers known to be inside the domain. */
  readonly raw: (inputs: Inputs) => number;
  /**
   * The equation over places of an array of values: `from` holds the place of each input, in the order of the card's domain. No guard either, and
   * no object of inputs; there once a module takes the equation from the generated kernels.
   */
  readonly at?: (values: ArrayLike<number>, from: ArrayLike<number>) => number;
}

/** Writes a domain as people do: `[1, ∞)`, `(0, 1]`. */
export function formatDomain({ min, max, openMin }: Domain): string {
  const low = Number.isFinite(min) ? `${openMin === true ? "(" : "["}${min}` : "(-∞";
  const high = Number.isFinite(max) ? `${max}]` : "∞)";
  return `${low}, ${high}`;
}

/** Whether a value is a finite number inside a domain; strings, `NaN` and `undefined` are not. */
export function isInDomain(value: unknown, { min, max, openMin }: Domain): value is number {
  return Number.isFinite(value) && (value as number) <= max && ((value as number) > min || (value === min && openMin !== true));
}

/** Letters of a refused text that a message shows. */
const MOST_LETTERS = 60;

/** Prints a refused value: strings in quotes, long ones by their beginning, `undefined` as missing. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return JSON.stringify(value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS)}…` : value);
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (ArrayBuffer.isView(value)) return "binary data";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return `${value as number | bigint | boolean | null}`;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Kinds of arguments by their names in messages. */
const kinds: Readonly<Record<"an object" | "a list" | "a list of objects" | "text", (value: unknown) => boolean>> = {
  "an object": (value) => isObject(value) && !Array.isArray(value),
  "a list": (value) => Array.isArray(value),
  "a list of objects": (value) => Array.isArray(value) && value.every(isObject),
  text: (value) => typeof value === "string",
};

/**
 * Refuses an argument of another kind than a function takes: types say so to callers in TypeScript alone.
 *
 * @throws `FootprintError` `invalid-input` naming the argument, the value and the kind
 */
export function checkArgument(where: string, field: string, value: unknown, kind: keyof typeof kinds): void {
  if (kinds[kind](value)) return;
  throw new FootprintError("invalid-input", `${where}: ${field} is ${formatValue(value)}; give ${kind}`, { field, value });
}

/** The error for a number outside its domain: what, the value, the bound. */
export function outOfDomain(where: string, field: string, value: unknown, domain: Domain): FootprintError {
  const bound = formatDomain(domain);
  return new FootprintError(
    "out-of-domain",
    value === undefined
      ? `${where}: ${field} is missing; give a number in ${bound}`
      : `${where}: ${field} = ${formatValue(value)} is outside ${bound}`,
    { field, value, bound },
  );
}

/**
 * Makes an equation from its card and the bare arithmetic. The domain of the card says each input once: the inputs of the function are its keys.
 * The guard (finite, inside the domain) is written here, once.
 *
 * @param card - what the source says
 * @param raw - the equation and nothing else
 *
 * @example
 * ```ts
 * import { facilityEnergy } from "llm-footprint/formulas";
 *
 * console.log(facilityEnergy({ itEnergyKwh: 100, pue: 1.1 })); // 110.00000000000001
 * console.log(facilityEnergy.card.equation); // E_fac = E_it · PUE
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function formula<Inputs, U extends Unit>(
  card: FormulaCard<Inputs, U>,
  raw: (inputs: { readonly [Key in keyof Inputs]: number }) => number,
): Formula<{ readonly [Key in keyof Inputs]: number }, U> {
  const domains = Object.entries(card.domain) as [keyof Inputs & string, Domain][];
  const guarded = (inputs: { readonly [Key in keyof Inputs]: number }): number => {
    checkArgument(card.id, "the input", inputs, "an object");
    for (const [key, domain] of domains) {
      const value: unknown = inputs[key];
      if (!isInDomain(value, domain)) throw outOfDomain(card.id, key, value, domain);
    }
    const result = raw(inputs);
    if (!Number.isFinite(result)) {
      throw new FootprintError(
        "out-of-domain",
        `${card.id}: the result is ${result}; the inputs are too large or too small for this equation`,
        {
          field: card.id,
          value: result,
        },
      );
    }
    return result;
  };
  return Object.assign(guarded, { card, raw });
}

/**
 * Gives an equation its kernel, and returns that same equation.
 *
 * @param of - the equation
 * @param at - its arithmetic over places of an array
 */
export function withKernel<Inputs, U extends Unit>(
  of: Formula<Inputs, U>,
  at: (values: ArrayLike<number>, from: ArrayLike<number>) => number,
): Formula<Inputs, U> {
  return Object.assign(of, { at });
}
