import { describe, expect, it } from "vitest";
import { fuzz as fuzzFiles } from "../../scripts/fuzz/files.js";
import { fuzz as fuzzScenarios } from "../../scripts/fuzz/scenarios.js";

// Faults name their seed: `npm run fuzz -- scenarios --runs 1 --seed <seed>` runs one again. Long runs are `npm run fuzz`.
function tried(fuzz: typeof fuzzFiles, runs: number): { readonly faults: readonly string[]; readonly refused: number } {
  const faults: string[] = [];
  let refused = 0;
  fuzz({
    runs,
    seed: 1,
    report: (fault) => faults.push(fault),
    countRefused: () => {
      refused++;
    },
  });
  return { faults, refused };
}

describe("S1: random inputs of every kind of estimate", () => {
  it("hold finite numbers, ranges around their values, and the laws of their kinds, or are refused with a reason", () => {
    const { faults, refused } = tried(fuzzScenarios, 400);
    expect(faults).toEqual([]);
    expect(refused).toBeLessThan(400 * 0.7);
  });

  it("files of every kind are estimated, or refused with a reason", () => {
    const { faults, refused } = tried(fuzzFiles, 200);
    expect(faults).toEqual([]);
    expect(refused).toBeLessThan(200);
  });
});
