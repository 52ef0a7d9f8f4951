import * as main from "llm-footprint";
import * as accounting from "llm-footprint/accounting";
import * as adaptation from "llm-footprint/adaptation";
import * as calibration from "llm-footprint/calibration";
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
    const runs = 16 * Object.keys(kinds).length;
    fuzzScenarios({
      ...{ runs, seed: 1, report: (fault) => faults.push(fault) },
      // Laws say nothing of what is refused.
      count: (counts) => {
        few = Object.entries(counts).flatMap(([kind, { accepted, refused }]) =>
          accepted < 0.6 * (accepted + refused) ? [`${kind}: ${accepted} of ${accepted + refused}`] : [],
        );
      },
    });
    expect(faults).toEqual([]);
    expect(few).toEqual([]);
  });

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
