import { estimateTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { allocatedEmissions, dieEmissions, fabCarbonPerArea, hostShare, lifetimeShare } from "llm-footprint/formulas";
import { testGolden } from "../helpers/golden.js";
import { GRAMS_PER_KILOGRAM } from "../helpers/gpt-3.js";
import known from "./embodied/known-answers.json" with { type: "json" };

type Inputs =
  | ({ readonly equation: "fabCarbonPerArea" } & Parameters<typeof fabCarbonPerArea>[0])
  | ({ readonly equation: "dieEmissions" } & Parameters<typeof dieEmissions>[0])
  | {
      readonly equation: "allocation";
      readonly deviceKilogramsCo2e: number;
      readonly devicesPerPart: number;
      readonly lifetimeYears: number;
      readonly lifetimeUtilisation: number;
      readonly deviceHours: number;
    }
  | {
      readonly equation: "training";
      readonly deviceHours: number;
      readonly productFootprintKilogramsCo2e?: number;
      readonly hostKilogramsCo2e?: number;
      readonly acceleratorsPerServer?: number;
      readonly lifetimeYears?: number;
      readonly lifetimeUtilisation?: number;
    };

/** The embodied part of a training estimate; what the row does not give comes from the library's defaults. */
function embodiedOfTraining(inputs: Extract<Inputs, { equation: "training" }>): number {
  const { deviceHours, productFootprintKilogramsCo2e, hostKilogramsCo2e, acceleratorsPerServer, lifetimeYears, lifetimeUtilisation } =
    inputs;
  const accelerator = accelerators["h100-sxm-80gb"];
  return estimateTraining({
    model: models["llama-3.1-8b"],
    // So few that any hours are enough for them.
    tokens: 1e6,
    acceleratorCount: 8,
    pue: 1.1,
    grid: { intensityGramsPerKwh: 400 },
    deviceHours,
    accelerator:
      productFootprintKilogramsCo2e === undefined
        ? accelerator
        : { ...accelerator, productFootprintGramsCo2e: productFootprintKilogramsCo2e * GRAMS_PER_KILOGRAM },
    ...(hostKilogramsCo2e !== undefined &&
      acceleratorsPerServer !== undefined && {
        server: { name: "node", acceleratorsPerServer, hostGramsCo2e: hostKilogramsCo2e * GRAMS_PER_KILOGRAM },
      }),
    ...(lifetimeYears !== undefined && { lifetimeYears }),
    ...(lifetimeUtilisation !== undefined && { lifetimeUtilisation }),
  }).embodiedGramsCo2e;
}

testGolden<Inputs>(known, (inputs) => {
  switch (inputs.equation) {
    case "fabCarbonPerArea":
      return { kilogramsCo2ePerSquareCentimetre: fabCarbonPerArea(inputs) / GRAMS_PER_KILOGRAM };
    case "dieEmissions":
      return { kilogramsCo2e: dieEmissions(inputs) / GRAMS_PER_KILOGRAM };
    case "allocation": {
      const { deviceKilogramsCo2e, devicesPerPart, deviceHours, lifetimeYears, lifetimeUtilisation } = inputs;
      const perDeviceGramsCo2e = hostShare({
        hostGramsCo2e: deviceKilogramsCo2e * GRAMS_PER_KILOGRAM,
        acceleratorsPerServer: devicesPerPart,
      });
      const share = lifetimeShare({ deviceHours, lifetimeYears, lifetimeUtilisation });
      return { kilogramsCo2e: allocatedEmissions({ perDeviceGramsCo2e, lifetimeShare: share }) / GRAMS_PER_KILOGRAM };
    }
    case "training":
      return { kilogramsCo2e: embodiedOfTraining(inputs) / GRAMS_PER_KILOGRAM };
  }
});
