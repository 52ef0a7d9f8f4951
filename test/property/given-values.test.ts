import { isFootprintError, sizeTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { ecologits, epochInference, llmcarbonInference, llmcarbonReference, mlco2, mlco2Peak } from "llm-footprint/methods";
import { describe, expect, it } from "vitest";
import { givenInstead } from "../helpers/own-value.js";

interface Estimate {
  readonly lines: readonly { readonly key: string; readonly value: number }[];
}

const place = { pue: 1.2, intensityGramsPerKwh: 400 };
const water = { wueLitresPerKwh: 0.5, electricityWaterLitresPerKwh: 3 };
const reference = {
  baseParameters: 175e9,
  tokens: 300e9,
  peakFlopPerSecond: 125e12,
  efficiency: 0.197,
  powerWatts: 330,
  deviceCount: 10000,
  ...place,
};
const kinds: readonly (readonly [string, (input: never) => Estimate, object])[] = [
  ["llmcarbonReference", llmcarbonReference, reference],
  ["mlco2", mlco2, { tdpWatts: 300, deviceHours: 1e6, intensityGramsPerKwh: 429, applyPue: 1.1 }],
  ["mlco2Peak", mlco2Peak, { tdpWatts: 300, computeFlop: 3e23, peakFlopPerSecond: 125e12, intensityGramsPerKwh: 429 }],
  ["ecologits", ecologits, { parameters: 70e9, activeParameters: 70e9, outputTokens: 400, ...place, ...water }],
  ["epochInference", epochInference, { activeParameters: 100e9, outputTokens: 500, ...place }],
  [
    "llmcarbonInference",
    llmcarbonInference,
    { activeParameters: 70e9, tokens: 1e6, deviceCount: 8, peakFlopPerSecond: 312e12, efficiency: 0.3, systemWatts: 400, ...place },
  ],
  [
    "sizeTraining",
    sizeTraining,
    {
      model: models["deepseek-v3"],
      accelerator: accelerators["h800-sxm-80gb"],
      tensorParallelism: 2,
      pipelineParallelism: 16,
      expertParallelism: 32,
      recompute: "full",
      acceleratorCount: 2048,
      microBatches: 64,
    },
  ],
];
const totalsOf = ({ lines: _, ...rest }: Estimate): object =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === "number"));

describe.each(kinds)("%s", (_, estimate, input) => {
  const own = estimate(input as never);

  it.each(own.lines.map(({ key, value }) => [key, value] as const))("%s given its own value changes no total", (key, value) => {
    const { result } = givenInstead(estimate as (input: object) => Estimate, input, key, value);
    expect(totalsOf(result)).toEqual(totalsOf(own));
  });

  it.each(own.lines.map(({ key, value }) => [key, value] as const))(
    "twice %s is felt, and what it makes needless is refused beside it",
    (key, value) => {
      const twice = ((): Estimate | undefined => {
        try {
          return givenInstead(estimate as (input: object) => Estimate, input, key, 2 * value).result;
        } catch (error) {
          // Too much of something is felt too: it does not fit, or no equation takes it.
          expect(isFootprintError(error) && ["no-solution", "out-of-domain"].includes(error.code), String(error)).toBe(true);
          return undefined;
        }
      })();
      if (twice !== undefined && value !== 0) expect(totalsOf(twice)).not.toEqual(totalsOf(own));
      const { needless } = givenInstead(estimate as (input: object) => Estimate, input, key, value);
      for (const field of needless) {
        try {
          estimate({ ...input, [key]: value } as never);
          expect.unreachable(field);
        } catch (error) {
          expect(isFootprintError(error) && error.code).toBe("conflicting-input");
        }
      }
    },
  );
});
