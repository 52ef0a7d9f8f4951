import fc from "fast-check";
import type { Formula } from "llm-footprint/formulas";
import { expect } from "vitest";
import { physicalInputs, physicalValue } from "./generators.js";

/** A law of one equation: which, over which inputs, and the check on many samples. */
export interface Law {
  readonly name: string;
  readonly formula: string;
  readonly keys: readonly string[];
  readonly check: () => void;
}

/** A dozen rounded operations of relative error 1.1e-16 each, with room. */
const RELATIVE_TOLERANCE = 1e-12;

/** Two numbers are the same up to rounding, measured against the largest number that took part. */
export function expectSame(actual: number, expected: number, ...magnitudes: readonly number[]): void {
  const largest = Math.max(Math.abs(actual), Math.abs(expected), ...magnitudes.map(Math.abs));
  expect(Math.abs(actual - expected), `${actual} and ${expected}`).toBeLessThanOrEqual(RELATIVE_TOLERANCE * largest);
}

type Key<Inputs> = keyof Inputs & string;

function law<Inputs>(name: string, { card }: Formula<Inputs>, keys: readonly Key<Inputs>[], check: () => void): Law {
  return { name: `${card.id} ${name}`, formula: card.id, keys, check };
}

function pairs<Inputs>(formula: Formula<Inputs>, key: Key<Inputs>): fc.Arbitrary<[Inputs, Inputs]> {
  return fc.tuple(physicalInputs(formula), physicalValue(formula, key)).map(([inputs, other]) => [inputs, { ...inputs, [key]: other }]);
}

/** Proportional: f(x) : f(y) = x : y. */
export function isLinearIn<Inputs>(formula: Formula<Inputs>, key: Key<Inputs>): Law {
  return law(`is linear in ${key}`, formula, [key], () => {
    fc.assert(
      fc.property(pairs(formula, key), ([a, b]) => {
        expectSame(formula(a) * (b[key] as number), formula(b) * (a[key] as number));
      }),
    );
  });
}

/** Parts add up: f(x + y) + f(0) = f(x) + f(y), where f(0) is what does not depend on the key. */
export function isAdditiveOver<Inputs>(formula: Formula<Inputs>, key: Key<Inputs>): Law {
  return law(`is additive over ${key}`, formula, [key], () => {
    fc.assert(
      fc.property(pairs(formula, key), ([a, b]) => {
        // The bare equation, because zero and the sum may lie outside the domain of the card.
        const at = (value: number): number => formula.raw({ ...a, [key]: value });
        const [x, y] = [a[key] as number, b[key] as number];
        expectSame(at(x + y) + at(0), at(x) + at(y), at(x), at(y), at(0), at(x + y));
      }),
    );
  });
}

/** Never falls (or never rises) when the key grows, and is not constant. */
export function isMonotoneIn<Inputs>(formula: Formula<Inputs>, key: Key<Inputs>, direction: "rising" | "falling"): Law {
  return law(`is ${direction} in ${key}`, formula, [key], () => {
    let moved = 0;
    fc.assert(
      fc.property(pairs(formula, key), ([a, b]) => {
        const [lower, upper] = (a[key] as number) <= (b[key] as number) ? [formula(a), formula(b)] : [formula(b), formula(a)];
        const [first, last] = direction === "rising" ? [lower, upper] : [upper, lower];
        expect(first).toBeLessThanOrEqual(last * (1 + RELATIVE_TOLERANCE));
        if (first < last) moved++;
      }),
    );
    expect(moved, "samples in which the result moved").toBeGreaterThan(0);
  });
}

/**
 * Scaling keys together scales the result: f(s^p·x) = s^degree·f(x). Degree 0 is a ratio, for which only proportions count.
 *
 * @param powers - by key, how many times the scale is applied to it
 */
export function isScaleFree<Inputs>(formula: Formula<Inputs>, powers: Partial<Record<Key<Inputs>, number>>, degree = 0): Law {
  const keys = Object.keys(powers) as Key<Inputs>[];
  const written = keys.map((key) => `${key}^${powers[key] ?? 0}`).join(", ");
  return law(`scales with degree ${degree} in ${written}`, formula, keys, () => {
    fc.assert(
      fc.property(physicalInputs(formula), fc.integer({ min: -6, max: 6 }), (inputs, exponent) => {
        // A power of two, so that scaling itself rounds nothing and no ceiling flips.
        const scale = 2 ** exponent;
        const scaled = {
          ...inputs,
          ...Object.fromEntries(keys.map((key) => [key, (inputs[key] as number) * scale ** (powers[key] ?? 0)])),
        };
        expectSame(formula.raw(scaled), scale ** degree * formula(inputs));
      }),
    );
  });
}

/** With neutral values the equation returns one of its inputs, or another plain quantity, unchanged. */
export function hasIdentity<Inputs>(formula: Formula<Inputs>, neutral: Partial<Inputs>, unchanged: (inputs: Inputs) => number): Law {
  const keys = Object.keys(neutral) as Key<Inputs>[];
  return law(`has the identity ${JSON.stringify(neutral)}`, formula, keys, () => {
    fc.assert(
      fc.property(physicalInputs(formula), (inputs) => {
        const neutralised = { ...inputs, ...neutral };
        expectSame(formula(neutralised), unchanged(neutralised));
      }),
    );
  });
}

/** The result stays between two bounds that depend on the inputs. */
export function isBoundedBy<Inputs>(
  formula: Formula<Inputs>,
  keys: readonly Key<Inputs>[],
  bounds: (inputs: Inputs) => readonly [number, number],
): Law {
  return law(`is bounded by ${keys.join(", ")}`, formula, keys, () => {
    fc.assert(
      fc.property(physicalInputs(formula), (inputs) => {
        const [low, high] = bounds(inputs);
        const result = formula(inputs);
        expect(result).toBeGreaterThanOrEqual(low - RELATIVE_TOLERANCE * Math.abs(low));
        expect(result).toBeLessThanOrEqual(high + RELATIVE_TOLERANCE * Math.abs(high));
      }),
    );
  });
}

/** Two ways to the same number. */
export function agreesWith<Inputs>(formula: Formula<Inputs>, name: string, other: (inputs: Inputs) => number): Law {
  return law(`agrees with ${name}`, formula, Object.keys(formula.card.domain) as Key<Inputs>[], () => {
    fc.assert(
      fc.property(physicalInputs(formula), (inputs) => {
        expectSame(formula(inputs), other(inputs));
      }),
    );
  });
}
