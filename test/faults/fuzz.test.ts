import * as main from "llm-footprint";
import * as accounting from "llm-footprint/accounting";
import * as adaptation from "llm-footprint/adaptation";
import * as calibration from "llm-footprint/calibration";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { hourlyMixes } from "llm-footprint/catalog/hourly-mixes";
import { models } from "llm-footprint/catalog/models";
import * as electricity from "llm-footprint/electricity";
import * as methods from "llm-footprint/methods";
import * as planning from "llm-footprint/planning";
import * as schema from "llm-footprint/schema";
import * as uncertainty from "llm-footprint/uncertainty";
import * as units from "llm-footprint/units";
import * as validation from "llm-footprint/validation";
import { describe, expect, it } from "vitest";
import { fuzz as fuzzFiles } from "../../scripts/fuzz/files.js";
import { fuzz as fuzzScenarios, fuzzAgain, kinds } from "../../scripts/fuzz/scenarios.js";
import { forms } from "../../src/schema/generated/fields.js";

/** Public functions that estimate nothing, with who tries them. */
const elsewhere: Readonly<Record<string, string>> = {
  ...{ isFootprintError: "every scenario", seededRandom: "every scenario" },
  ...{ convert: "scripts/fuzz/quantities.ts", parseQuantity: "scripts/fuzz/quantities.ts", unitOf: "test/unit/core.test.ts" },
  ...{ extendCatalog: "test/data", scenarioJsonSchema: "test/data", ownRecordsJsonSchema: "test/data" },
  ...{ readServing: "scripts/fuzz/files.js", readSizing: "scripts/fuzz/files.js", readServingSizing: "scripts/fuzz/files.js" },
  ...{ readScenario: "scripts/fuzz/files.js", readInference: "scripts/fuzz/files.js", readFineTuning: "scripts/fuzz/files.js" },
  ...{ readRag: "scripts/fuzz/files.js", readHybrid: "scripts/fuzz/files.js", readLocal: "scripts/fuzz/files.js" },
  ...{ readComparison: "scripts/fuzz/files.js", readLifecycle: "scripts/fuzz/files.js" },
  ...{ parseCsv: "test/data", validate: "test/data", shippedRows: "test/data", refitServing: "test/data", refitTraining: "test/data" },
  exactSum: "the scenarios of apportion",
};

describe("S1: what the fuzzer tries", () => {
  it("is every public function that estimates something", () => {
    const tried = new Set(Object.values(kinds).map(({ of }) => of));
    const entries = { main, accounting, adaptation, calibration, electricity, methods, planning, schema, uncertainty, units, validation };
    const missing = Object.entries(entries).flatMap(([entry, exports]) =>
      Object.entries(exports).flatMap(([name, value]) =>
        typeof value !== "function" || /^[A-Z]/u.test(name) || tried.has(value) || name in elsewhere ? [] : [`${entry}: ${name}`],
      ),
    );
    expect(missing, "give these an input in scripts/lib/scenario-kinds.js").toEqual([]);
  });

  it("is every kind of file", () => {
    expect(Object.keys(forms).filter((kind) => !(kind in kinds))).toEqual([]);
  });
});

// Faults name their seed: `npm run fuzz -- scenarios --runs 1 --seed <seed>` runs one again. Long runs are `npm run fuzz`.
describe("S1: random inputs of every kind of estimate", () => {
  it("hold finite numbers, ranges around their values, and the laws of their kinds, or are refused with a reason", () => {
    const faults: string[] = [];
    let few: readonly string[] = [];
    const runs = 12 * Object.keys(kinds).length;
    fuzzScenarios({
      ...{ runs, seed: 1, report: (fault) => faults.push(fault) },
      // Laws say nothing of what is refused. Long runs accept 75 % and more of every kind; of a dozen it may be fewer.
      count: (counts) => {
        few = Object.entries(counts).flatMap(([kind, { accepted, refused }]) =>
          accepted < 0.5 * (accepted + refused) ? [`${kind}: ${accepted} of ${accepted + refused}`] : [],
        );
      },
    });
    expect(faults).toEqual([]);
    expect(few).toEqual([]);
  }, 300_000);

  it("stay right where they were wrong once", () => {
    const faults: string[] = [];
    fuzzAgain({ report: (fault) => faults.push(fault) });
    expect(faults).toEqual([]);
  });

  it("files of every kind are estimated, or refused with a reason", () => {
    const faults: string[] = [];
    let refused = 0;
    fuzzFiles({ ...{ runs: 200, seed: 1, report: (fault) => faults.push(fault) }, countRefused: () => refused++ });
    expect(faults).toEqual([]);
    expect(refused).toBeLessThan(200);
  });
});

describe("what the fuzzer found", () => {
  const call = { model: models["llama-3.1-8b"], accelerator: accelerators["h100-sxm-80gb"], pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
  const ways = {
    rag: { ...call, batch: 64, outputTokens: 300, retrieval: {} },
    fineTuning: { ...call, method: "full", examples: 52000, exampleTokens: 300 },
  } as const;
  const unmetered = accelerators["ascend-910b4"];

  it("a comparison needs the energy of both ways: without a TDP it had break-evens of null and drivers of NaN", () => {
    const compare = (more: object) => () => adaptation.compareAdaptation({ ...ways, requests: 1e5, draws: 100, ...more });
    expect(compare({ tuned: { accelerator: unmetered } })).toThrow("tuned.accelerator.tdpWatts is missing");
    expect(compare({ rag: { ...ways.rag, accelerator: unmetered }, tuned: { accelerator: call.accelerator } })).toThrow(
      "rag.accelerator.tdpWatts is missing",
    );
    expect(compare({ fineTuning: [{ ...ways.fineTuning, accelerator: unmetered }] })).toThrow(
      "fineTuning.0.accelerator.tdpWatts is missing",
    );
    expect(compare({})().breakEven.energy.case).toBeTypeOf("string");
  });

  it("a range is no count of devices, no hour, no number of decimals, and is called what it is", () => {
    const given = { value: 4, low: 3, high: 5 };
    expect(() => main.sizeTraining({ model: call.model, accelerator: call.accelerator, tensorParallelism: given } as never)).toThrow(
      /tensorParallelism = an object.* is outside \[1, ∞\)/u,
    );
    expect(() => electricity.mixAt(hourlyMixes.ciso, 6, given as never)).toThrow(/hour = an object.* is outside \[0, 23\]/u);
    expect(() => accounting.apportion([1, 2], given as never)).toThrow(/decimals = an object.* is outside \[0, 20\]/u);
  });

  it("no plan has fewer than one device", () => {
    const plan = { model: call.model, accelerator: call.accelerator };
    expect(() => main.sizeTraining({ ...plan, devices: 0 })).toThrow("devices = 0 is outside [1, ∞)");
    expect(() => main.sizeServing({ ...plan, accelerators: 0 })).toThrow("accelerators = 0 is outside [1, ∞)");
  });

  it("a loss beside a size sets the optimum twice, by whatever name", () => {
    expect(() => planning.computeOptimal({ parameters: 70e9, reducibleLoss: 0.3 } as never)).toThrow(
      "parameters and reducibleLoss each set",
    );
  });

  it("a prompt of no tokens is none where it is a range", () => {
    const hybrid = (inputTokens: main.Given): number =>
      adaptation.estimateHybrid({
        cloud: { ...call, model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 32 },
        ...{ device: { kind: "laptop" }, draftModel: call.model, network: { kind: "5g" }, outputTokens: 300, inputTokens },
      }).itEnergyKwh;
    expect(hybrid({ value: 0, low: 0 })).toBe(hybrid(0));
  });
});
