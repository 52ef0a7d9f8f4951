import type { TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { training } from "../../src/estimate/training.js";
import { gpt3 } from "../helpers/gpt-3.js";
import { ownValueLaw } from "../helpers/own-value-law.js";
import { without } from "../helpers/without.js";

/** Whatever is not given is predicted. */
const predicted: TrainingInput = { ...without(gpt3, "efficiency", "averagePowerWatts"), accelerator: accelerators["h100-sxm-80gb"] };
const water = { wueLitresPerKwh: 0.3, electricityWaterLitresPerKwh: 1.8, transmissionLossShare: 0.05 };
const bill = {
  cpus: { count: 2, dieAreaSquareCentimetres: 12.61 },
  memoryBytes: 2048e9,
  ssdBytes: 30720e9,
  hddCount: 2,
  powerSupplyKilograms: 20,
  chipPackageCount: 300,
};

/** Sizes and bounds of the fitted form are felt only beyond them, as is the power of a model that does not fill its accelerators. */
const small = ["smallModelParameters", "smallModelExponent", "smallRunParameters", "smallRunExponent"];
const tiny = ["tinyModelParameters", "tinyPowerShare", "tinyPowerWatts"];
const bounds = ["leastEfficiency", "greatestEfficiency"];
const waiting = "leastDeviceLoad";
/** Twice the heads are half as wide where their width is not stated. */
const heads = "attentionHeads";

describe("a quantity of a training that is given its own value changes nothing, another value is felt", () => {
  it.each<[string, TrainingInput, readonly string[]]>([
    ["efficiency and power given", gpt3, []],
    ["predicted, the attention stated", { ...predicted, attentionFlop: "full" }, [heads, ...small, ...bounds, ...tiny, waiting]],
    ["predicted, the attention left out", { ...predicted, attentionFlop: "none" }, [...small, ...bounds, ...tiny, waiting]],
    [
      "a mixture of experts, the attention stated",
      {
        ...predicted,
        ...water,
        model: models["mixtral-8x7b"],
        precision: "fp8",
        sequenceTokens: 4096,
        attentionFlop: "causal",
        grid: { intensityGramsPerKwh: 400, marketIntensityGramsPerKwh: 100 },
      },
      // Every layer holds experts, and none that all tokens pass through.
      ["feedForwardSize", "feedForwardParameters", "sharedFeedForwardSize", "sharedExpertParameters", ...bounds, ...tiny, waiting],
    ],
    [
      "hours",
      {
        ...without(gpt3, "efficiency", "averagePowerWatts"),
        deviceHours: 2e6,
      },
      [...tiny, waiting],
    ],
    [
      "steps, and the bill of a server",
      {
        ...without(gpt3, "efficiency"),
        stepSeconds: 8,
        stepTokens: 4e6,
        server: { name: "a server", acceleratorsPerServer: 8, bill },
        endOfLifeFraction: 0.05,
      },
      [],
    ],
  ])("%s", (_, input, unfelt) => {
    expect(ownValueLaw(training, input)).toEqual({ moved: [], unfelt });
  });

  // Published hours and efficiencies are against the weights alone, and hold what slowed the run: so they are read unless something is stated.
  it.each<[string, TrainingInput, readonly string[], readonly string[]]>([
    ["predicted, as it is", predicted, ["deviceHours"], [heads, ...small, ...bounds, ...tiny, waiting]],
    [
      "no dimensions",
      { ...predicted, model: { kind: "dense", parameters: 7e9 }, goodput: 0.9 },
      ["deviceHours"],
      [...small.slice(0, 2), bounds[0] as string, ...tiny, waiting],
    ],
    [
      "hours with experiments and storage",
      {
        ...without(gpt3, "efficiency"),
        deviceHours: 4e6,
        experimentationFactor: 0.5,
        storage: { checkpointCount: 10, datasetBytes: 1e13, years: 5 },
      },
      ["deviceHours", "itEnergyKwh"],
      [],
    ],
  ])("except what is read as a published number of the run: %s", (_, input, published, unfelt) => {
    const { moved, unfelt: found } = ownValueLaw(training, input);
    expect(moved.map((message) => message.split(":")[0])).toEqual(published);
    expect(found).toEqual(unfelt);
  });
});
