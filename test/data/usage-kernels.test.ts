import { describe, expect, it } from "vitest";
import { usageKernels } from "../../src/catalog/usage-kernels.js";
import { keptPairs } from "../../src/usage/kernel-list.js";
import { kept } from "../../src/usage/kernel-table.js";
import { weightedQuantiles } from "../../src/usage/quantile-kernel.js";
import { featuresOf, linearCost } from "../../src/usage/features.js";
import { costOf } from "../../src/usage/service-draw.js";
import { drawnKernel, servicesOf } from "../../src/usage/service.js";

const pairs = keptPairs();
const named = ({ label, presetId }: (typeof pairs)[number]): string => `${label.table}/${label.id} with ${presetId}`;

describe("data/usage-kernels.json", () => {
  it("holds every model with its presets, and nothing else", () => {
    const held = Object.entries(usageKernels()).flatMap(([name, kernels]) =>
      Object.keys(kernels).map((preset) => `${name} with ${preset}`),
    );
    expect(held.sort()).toEqual(pairs.map(named).sort());
  });

  it("holds numbers in order", () => {
    const typical = featuresOf({ inputTokens: 1000, cacheReadTokens: 0, outputTokens: 300 });
    for (const [name, kernels] of Object.entries(usageKernels())) {
      for (const [preset, lists] of Object.entries(kernels)) {
        const [lowE, e, highE, lowM, m, highM, shares] = lists.map((list) => (list.length === 5 ? linearCost(list as never, typical) : 0));
        const where = `${name} with ${preset}`;
        for (const [low, middle, high] of [
          [lowE, e, highE],
          [lowM, m, highM],
        ] as [number, number, number][]) {
          expect(low, where).toBeGreaterThan(0);
          expect(low, where).toBeLessThan(middle);
          expect(middle, where).toBeLessThan(high);
        }
        expect(shares).toBe(0);
      }
    }
  });

  // `npm run build:kernels -- --check=1` compares all of them, in many minutes.
  it.each(pairs.filter((_, index) => index % 281 === 3).map((pair) => [named(pair), pair] as const))(
    "is what the tables and the equations of today draw for %s",
    (_, { label, presetId, preset }) => {
      expect(kept(drawnKernel(label, preset))).toEqual(usageKernels()[`${label.table}/${label.id}`]?.[presetId]);
    },
  );
});

describe("a kernel", () => {
  it("meets the quantiles of the draws that it stands for, within 15 %", () => {
    const [pair] = pairs.filter(({ label, presetId }) => label.id === "deepseek-v3.2" && presetId.startsWith("deepseek"));
    if (pair === undefined) throw new Error("no such pair");
    const draws = servicesOf(pair.label, pair.preset);
    const [low, central, high] = kept(drawnKernel(pair.label, pair.preset)) as never as [never, never, never];
    // Not among the calls that the kernel is fitted to.
    for (const [inputTokens, cacheReadTokens, outputTokens] of [
      [700, 0, 400],
      [4000, 1000, 200],
      [150, 0, 2500],
      [30_000, 20_000, 800],
    ] as const) {
      const call = { inputTokens, cacheReadTokens, outputTokens };
      const quantiles = weightedQuantiles(
        Float64Array.from(draws, (draw) => costOf(draw.energyKwh, draw.window, call)),
        Float64Array.from(draws, ({ weight }) => weight),
      );
      for (const [index, coefficients] of [low, central, high].entries()) {
        const quotient = linearCost(coefficients, featuresOf(call)) / (quantiles[index] as number);
        expect(Math.abs(quotient - 1), `${inputTokens}/${cacheReadTokens}/${outputTokens}, ${index}`).toBeLessThan(0.15);
      }
    }
  });
});
