import fc from "fast-check";
import * as exported from "llm-footprint/formulas";
import type { Formula } from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";
import * as generated from "../../src/generated/kernels.js";
import { type Numbers, physicalInputs } from "../helpers/generators.js";

const formulas = exported as unknown as Readonly<Record<string, Formula<Numbers>>>;
const kernels = generated as unknown as Readonly<Record<string, Formula<Numbers>>>;

/** An array with the inputs in some order among other numbers, and the places of the inputs in the order of the card. */
function shuffled(inputs: Numbers, keys: readonly string[]): fc.Arbitrary<{ values: Float64Array; from: Uint32Array }> {
  const places = Array.from({ length: keys.length + 3 }, (_, place) => place);
  return fc.shuffledSubarray(places, { minLength: keys.length, maxLength: keys.length }).map((from) => {
    const values = new Float64Array(places.length).fill(Number.NaN);
    keys.forEach((key, index) => (values[from[index] as number] = inputs[key] as number));
    return { values, from: Uint32Array.from(from) };
  });
}

describe("kernels", () => {
  it("are the exported equations themselves", () => {
    // The sum of any parts is no equation over fixed inputs.
    expect([...Object.keys(kernels), "sumOfParts"].sort()).toEqual(Object.keys(formulas).sort());
    for (const [name, kernel] of Object.entries(kernels)) expect(kernel, name).toBe(formulas[name]);
  });

  it.each(Object.entries(kernels))("%s gives at places of an array what it gives for an object, bit for bit", (_, kernel) => {
    const keys = Object.keys(kernel.card.domain);
    fc.assert(
      fc.property(
        physicalInputs(kernel).chain((inputs) => shuffled(inputs, keys).map((at) => ({ inputs, ...at }))),
        ({ inputs, values, from }) => {
          expect(kernel.at?.(values, from)).toBe(kernel.raw(inputs));
        },
      ),
    );
  });
});
