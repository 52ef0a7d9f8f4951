import { describe, expect, it } from "vitest";
import { fuzz as fuzzFiles } from "../../scripts/fuzz/files.js";
import { fuzz, laws } from "../../scripts/fuzz/scenarios.js";

// The seeds are printed with what they found: `node scripts/fuzz/scenarios.js 1 <seed>` runs one again. Long runs are `npm run fuzz`.
describe("S1: random inputs of every kind of estimate", () => {
  it("hold finite numbers, ranges around their values, and the laws of their kinds, or are refused with a reason", () => {
    // Held by the tests of the equations of latency (S2).
    const without = ["latency rises with output tokens"];
    expect(Object.keys(laws)).toEqual(expect.arrayContaining(without));
    const { faults, refused, count } = fuzz({ count: 400, seed: 1, without });
    expect(faults).toEqual([]);
    expect(refused).toBeLessThan(count * 0.7);
  });

  it("files of every kind are estimated, or refused with a reason", () => {
    const { faults, refused, count } = fuzzFiles({ count: 200, seed: 1 });
    expect(faults).toEqual([]);
    expect(refused).toBeLessThan(count);
  });
});
