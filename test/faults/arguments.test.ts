import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { estimateTraining, isFootprintError, usageKernel } from "llm-footprint";
import { calibrate } from "llm-footprint/calibration";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { createCatalog, find } from "llm-footprint/catalog/find";
import { cite, formatSources } from "llm-footprint/catalog/cite";
import { models } from "llm-footprint/catalog/models";
import { mixAt } from "llm-footprint/electricity";
import { decodeR4, inferenceMethods, textbookRoofline } from "llm-footprint/methods";
import { paretoFront, sweep, sweepServing } from "llm-footprint/planning";
import { parseCsv, refitServing, validate } from "llm-footprint/validation";

const { exports: entries } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly exports: Readonly<Record<string, string | { readonly "llm-footprint-source": string }>>;
};
const sources = Object.entries(entries).flatMap(([entry, of]) => (typeof of === "string" ? [] : [[entry, of["llm-footprint-source"]]]));
const isClass = (value: unknown): boolean => typeof value === "function" && /^class\b/u.test(Function.prototype.toString.call(value));

/** The functions of an entry, and those of its objects, by name. */
async function functionsOf(source: string): Promise<[string, (...args: readonly unknown[]) => unknown][]> {
  const all = (await import(/* @vite-ignore */ `../../${source.slice(2)}`)) as Readonly<Record<string, unknown>>;
  return Object.entries(all).flatMap(([name, value]) => {
    const inside =
      typeof value === "object" && value !== null
        ? Object.entries(value as Readonly<Record<string, unknown>>).map(([key, of]) => [`${name}.${key}`, of])
        : [];
    return ([[name, value], ...inside] as [string, () => unknown][]).filter(([, of]) => typeof of === "function" && !isClass(of));
  });
}

const wrong = [undefined, null, 5, "x", {}, [], () => 1] as const;
/** Calls in which a value stands at each place; what can be called with nothing may work for long, and gets the value alone. */
const callsWith = (value: unknown, { length }: { readonly length: number }): readonly (readonly unknown[])[] =>
  length === 0 ? [[value]] : [[value, value, value], [value], [{}, value], ["x", value], [[], value], [{}, {}, value]];

/** What a call throws that is no error of the library. */
function fault(call: () => unknown): Error | undefined {
  try {
    call();
  } catch (error) {
    return isFootprintError(error) ? undefined : (error as Error);
  }
  return undefined;
}

describe("S14: every public function refuses what it does not take by an error of the library", () => {
  it("knows the entries", () => {
    expect(sources.length).toBeGreaterThan(25);
  });

  it.each(sources)("%s", async (_, source) => {
    const faults = (await functionsOf(source)).flatMap(([name, of]) =>
      wrong.flatMap((value) =>
        callsWith(value, of).flatMap((args) => {
          const error = fault(() => of(...args));
          return error === undefined
            ? []
            : [`${name}(${args.map((one) => JSON.stringify(one) ?? String(one)).join(", ")}): ${error.message}`];
        }),
      ),
    );
    expect(faults).toEqual([]);
  });
});

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];
const run = { model, tokens: 1e9, accelerator, acceleratorCount: 8, pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const request = { model, accelerator, batch: 8, inputTokens: 500, outputTokens: 100, pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const form = {
  weightBytes: 1.38998654e11,
  ...{ expertBytes: 0, cacheBytes: 245_760_000, stateBytes: 0, tokenFlop: 1.4306608e11, activeParameters: 70.55e9, routedParameters: 0 },
  ...{ touchedExpertShare: 1, layers: 80, expertLayers: 0, hiddenSize: 8192, experts: 1, activeExperts: 1, batch: 64, outputTokens: 500 },
  ...{ promptTokens: 500, acceleratorCount: 4, dataParallelism: 1, memoryBytesPerSecond: 3.35e12, peakFlopPerSecond: 989.4e12 },
  ...{ tdpWatts: 700, idleWatts: 75, isNarrow: false, isEightBit: false, isBlockScaled: false },
};
const { constants } = inferenceMethods.decodeForms["r4-b"];

describe("S14: one wrong argument or field among right ones", () => {
  const calibration = { scenario: run, parameter: "pue", reference: { value: 1e6, source: "own" } } as const;
  const columns = { inputTokens: [500], outputTokens: [100] };
  const { fill } = usageKernel(request);

  it.each<[string, string, () => unknown]>([
    ["sweep: null for fields", "vary", () => sweep({ run, vary: null as never })],
    ["sweepServing: null for fields", "vary", () => sweepServing({ request, vary: null as never })],
    ["sweepServing: null for a set", "alternatives", () => sweepServing({ request, alternatives: [null as never] })],
    ["paretoFront: null for a row", "rows", () => paretoFront([null as never], ["loss"] as never)],
    ["calibrate: null for bounds", "bounds", () => calibrate({ ...calibration, bounds: null as never })],
    [
      "fill: no columns",
      "columns",
      () => {
        fill(null as never, new Float64Array(1), new Float64Array(1));
      },
    ],
    [
      "fill: no input",
      "inputTokens",
      () => {
        fill({ ...columns, inputTokens: undefined as never }, new Float64Array(1), new Float64Array(1));
      },
    ],
    [
      "fill: no results",
      "energyKwh",
      () => {
        fill(columns, null as never, new Float64Array(1));
      },
    ],
    ["parseCsv: no columns", "required", () => parseCsv("a\n1\n", "a.csv", null as never)],
    ["validate: null for rows", "power", () => validate({ power: null as never })],
    ["refitServing: nothing to fit", "rows", () => refitServing([])],
    ["mixAt: hours that are none", "generationKwh.gas", () => mixAt({ generationKwh: { gas: 5 } } as never, 1, 1)],
    ["find: a record without aliases", "a.aliases", () => find({ a: { name: "b" } } as never, "c", "id")],
    ["catalog: null for a table", "the table", () => createCatalog({ a: null as never }).find("c")],
    ["cite: no record", "the record", () => cite(null as never)],
    ["formatSources: no such format", "format", () => formatSources([], "yaml" as never)],
    ["decodeR4: a number is missing", "batch", () => decodeR4({ ...form, batch: undefined as never }, constants)],
    ["decodeR4: a constant is missing", "constants.mbu", () => decodeR4(form, { ...constants, mbu: undefined as never })],
    ["textbookRoofline: no number", "tdpWatts", () => textbookRoofline({ ...form, tdpWatts: "700" as never })],
    ["estimateTraining: nothing", "the input", () => estimateTraining(null as never)],
  ])("%s", (_, field, call) => {
    try {
      call();
    } catch (error) {
      if (!isFootprintError(error)) throw error;
      expect(error.details.field).toBe(field);
      return;
    }
    throw new Error("nothing was thrown");
  });
});
