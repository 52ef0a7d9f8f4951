import type { TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { training } from "../../src/estimate/training.js";
import { gpt3 } from "../helpers/gpt-3.js";
import { ownValueLaw } from "../helpers/own-value-law.js";
import { without } from "../helpers/without.js";

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

describe("a quantity of a training that is given its own value changes nothing, twice its value is felt", () => {
  it.each<[string, TrainingInput]>([
    ["efficiency and power given", gpt3],
    ["predicted, the attention stated", { ...predicted, attentionFlop: "full" }],
    ["predicted, the attention left out", { ...predicted, attentionFlop: "none" }],
    ["predicted, as it is", predicted],
    ["a mixture of experts", { ...predicted, model: models["mixtral-8x7b"], precision: "fp8", sequenceTokens: 4096, ...water }],
    ["no dimensions", { ...predicted, model: { kind: "dense", parameters: 7e9 }, goodput: 0.9 }],
    [
      "hours with experiments and storage",
      {
        ...without(gpt3, "efficiency"),
        deviceHours: 1e6,
        experimentationFactor: 0.5,
        storage: { checkpointCount: 10, datasetBytes: 1e13, years: 5 },
      },
    ],
    [
      "steps, and the bill of a server",
      {
        ...without(gpt3, "efficiency"),
        stepSeconds: 3,
        stepTokens: 4e6,
        server: { name: "a server", acceleratorsPerServer: 8, bill },
        endOfLifeFraction: 0.05,
      },
    ],
  ])("%s", (_, input) => {
    expect(ownValueLaw(training, input)).toEqual({ moved: [], unfelt: [] });
  });
});
