import { estimateTraining, type HostBill, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { embodied } from "llm-footprint/catalog/embodied";
import { servers } from "llm-footprint/catalog/servers";
import { testGolden } from "../helpers/golden.js";
import { GRAMS_PER_KILOGRAM, gpt3 } from "../helpers/gpt-3.js";
import bills from "./embodied/component-bills.json" with { type: "json" };

type Inputs =
  | {
      /** The manufacture of one accelerator with its shares, or one line of it. */
      readonly equation: "device";
      readonly accelerator: keyof typeof accelerators;
      readonly server?: keyof typeof servers | "none";
      readonly buildingKilogramsCo2e?: number;
      readonly endOfLifeFraction?: number;
      readonly line?: string;
      readonly times?: number;
    }
  | { readonly equation: "boardLines"; readonly ids: readonly (keyof typeof embodied)[] }
  | {
      /** A host of EPYC 9654, 2,048 GB and 30,720 GB of SSD; one of its lines. */
      readonly equation: "host";
      readonly cpus: number;
      readonly line: string;
      readonly parts?: Partial<HostBill>;
    };

const lineOf = (input: TrainingInput, key: string): number | undefined =>
  estimateTraining(input).lines.find((line) => line.key === key)?.value;

const run: TrainingInput = { ...gpt3, averagePowerWatts: 300 };

function gramsOf(inputs: Inputs): number | undefined {
  switch (inputs.equation) {
    case "device": {
      const { accelerator, server, buildingKilogramsCo2e, endOfLifeFraction = 0, line = "manufactureGramsCo2e", times = 1 } = inputs;
      const value = lineOf(
        {
          ...run,
          accelerator: accelerators[accelerator],
          // An end of life of zero asks for the sum per device.
          endOfLifeFraction,
          ...(server !== undefined && { server: server === "none" ? null : servers[server] }),
          ...(buildingKilogramsCo2e !== undefined && { buildingGramsCo2e: buildingKilogramsCo2e * GRAMS_PER_KILOGRAM }),
        },
        line,
      );
      return value === undefined ? undefined : value * times;
    }
    case "boardLines":
      return inputs.ids.reduce((sum, id) => sum + (embodied[id].unitGramsCo2e?.value ?? Number.NaN), 0);
    case "host": {
      const { cpus, line, parts = {} } = inputs;
      const bill = { cpus: { count: cpus, dieAreaSquareCentimetres: 12.61 }, memoryBytes: 2048e9, ssdBytes: 30720e9, ...parts };
      return lineOf({ ...run, server: { name: "host", acceleratorsPerServer: 8, bill } }, line);
    }
  }
}

testGolden<Inputs>(bills, (inputs) => {
  const grams = gramsOf(inputs);
  return { kilogramsCo2e: grams === undefined ? undefined : grams / GRAMS_PER_KILOGRAM };
});
