import { describe, expect, it, vi } from "vitest";
import { estimateTraining, isFootprintError } from "llm-footprint";
import * as formulas from "llm-footprint/formulas";
import { compareAdaptation } from "llm-footprint/adaptation";
import { extendCatalog, readComparison, readInference, readScenario } from "llm-footprint/schema";
import { catalog } from "llm-footprint/catalog";
import { decodeText } from "../../src/cli/io.js";
import { forms } from "../../src/schema/generated/fields.js";
import { cli } from "../helpers/cli.js";

const scenario = {
  kind: "training",
  model: "llama-3.1-8b",
  tokens: "1B",
  accelerator: "h100-sxm-80gb",
  acceleratorCount: 8,
  pue: 1.1,
  intensity: 400,
} as const;
const request = { kind: "inference", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", batch: 16, inputTokens: 100, outputTokens: 50 };

function refused(text: string, path = "a.json", command = "estimate"): string {
  const { stdout, stderr, status } = cli([command, path], { [path]: text });
  expect([status, stdout]).toEqual([2, ""]);
  return stderr;
}

/** The error of a call, which must be one of the library. */
function errorOf(call: () => unknown): { readonly message: string; readonly details: { readonly field?: string } } {
  try {
    call();
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("S9: a slip in kind is answered with the nearest of all kinds", () => {
  it.each([
    ["inferrence", "inference"],
    ["Training", "training"],
    ["fine_tuning", "fine-tuning"],
    ["lifecyle", "lifecycle"],
    ["servng", "serving"],
  ])("%s", (written, nearest) => {
    for (const command of ["estimate", "explain"]) {
      const stderr = refused(JSON.stringify({ ...request, kind: written }), "a.json", command);
      expect(stderr).toMatch(new RegExp(`^kind = "${written}" is no kind of file; did you mean .*\\b${nearest}\\b`, "u"));
      expect(stderr).not.toContain("is not a known field");
    }
    expect(errorOf(() => readInference({ ...request, kind: written })).message).toContain(nearest);
    expect(errorOf(() => readScenario({ ...scenario, kind: written })).details).toMatchObject({ field: "kind", value: written });
  });

  it("a kind like none lists all of them; so does a file without one", () => {
    for (const file of [
      { ...request, kind: "zzzzzzzz" },
      { ...request, kind: 5 },
      { ...request, kind: undefined },
    ]) {
      const stderr = refused(JSON.stringify(file));
      for (const kind of Object.keys(forms)) expect(stderr).toContain(kind);
    }
  });

  it("a file of another kind is called that, and no field of it unknown", () => {
    expect(refused(JSON.stringify({ ...scenario, pue: 1.1 }), "a.json", "infer")).toBe(
      'kind = "training" is not the kind that is read here, inference\n',
    );
    expect(refused(JSON.stringify({ ...scenario, kind: "sizng" }), "a.json", "size")).toContain("did you mean sizing");
  });

  it("a slip in another choice is answered too", () => {
    expect(errorOf(() => readScenario({ ...scenario, precision: "bf61" })).message).toContain("did you mean bf16");
  });
});

describe("S13: what is nested without end is refused, not crashed on", () => {
  it("JSON and YAML, in files, own records and calls", () => {
    const deep = (depth: number): string => `{"kind":"training","model":${'{"x":'.repeat(depth)}1${"}".repeat(depth)}}`;
    for (const depth of [100, 5000]) {
      expect(refused(deep(depth))).toMatch(/^model\.x\.x\.x is nested deeper than 64/u);
      expect(refused(`${"[".repeat(depth)}${"]".repeat(depth)}`)).toContain("is nested deeper than 64");
    }
    expect(refused(deep(5000), "a.yaml")).not.toContain("    at ");
    const { status, stderr } = cli(["list", "grids", "--catalog", "own.json"], { "own.json": `{"grids":{"a":${deep(5000)}}}` });
    expect([status, stderr.includes("is nested deeper than 64")]).toEqual([2, true]);
    expect(errorOf(() => readScenario(JSON.parse(deep(5000)))).message).toContain("is nested deeper than 64");
  });

  it("what refers to itself", () => {
    expect(refused("kind: &a training\nmodel: &m {kind: dense, x: *m}\n", "a.yaml")).toBe("model.x refers to itself; write it out\n");
    const own: Record<string, unknown> = { kind: "training" };
    own["model"] = { parts: [own] };
    expect(errorOf(() => readScenario(own)).message).toBe("model.parts.0 refers to itself; write it out");
    expect(errorOf(() => extendCatalog(catalog, { grids: own })).message).toContain("refers to itself");
  });

  it("what is only mentioned twice is no fault", () => {
    const range = "pue: &p {value: 1.1, low: 1.05, high: 1.2}\n";
    const yaml = `kind: training\nmodel: llama-3.1-8b\ntokens: 1B\naccelerator: h100-sxm-80gb\nintensity: 400\n${range}`;
    expect(cli(["estimate", "a.yaml"], { "a.yaml": yaml.replace("intensity: 400\n", "").concat("intensity: *p\n") }).status).toBe(0);
  });
});

describe("S16: lists of errors end, and what is no value is named", () => {
  it("twenty faults are listed and the others counted", () => {
    const references = Array.from({ length: 500 }, () => ({ label: 5 }));
    for (const file of [
      { ...scenario, references },
      { ...scenario, ...Object.fromEntries(references.map((_, index) => [`field${index}`, 1])) },
    ]) {
      const { message } = errorOf(() => readScenario(file));
      expect(message.length).toBeLessThan(5000);
      expect(message).toMatch(/\n… and \d+ more$/u);
    }
  });

  it("a few are listed in full", () => {
    const { message } = errorOf(() => readScenario({ ...scenario, one: 1, two: 2 }));
    expect(message.split("\n")).toHaveLength(2);
  });

  it("binary, sets and ordered maps of YAML", () => {
    const yaml = (value: string): string => `kind: training\nmodel: llama-3.1-8b\npue: ${value}\n`;
    expect(refused(yaml("!!binary aGVsbG8="), "a.yaml")).toBe("pue is a Uint8Array; write a number, text, a list or a mapping\n");
    expect(refused(yaml("!!set {a, b}"), "a.yaml")).not.toContain("native code");
    expect(errorOf(() => readScenario({ ...scenario, pue: new Date(0) })).message).toContain("pue is a Date");
    expect(errorOf(() => readScenario({ ...scenario, pue: [1.1] })).message).toMatch(/^pue = a list is not valid/u);
  });
});

describe("S17: files", () => {
  it("a key that stands twice in JSON is refused, at every depth", () => {
    expect(refused('{"kind":"training","pue":9,"model":"llama-3.1-8b","pue":1.1}')).toBe(
      'a.json is not valid JSON: the key "pue" stands there twice\n',
    );
    expect(refused('{"kind":"training","pue":{"value":1.1,"low":1,"l\\u006fw":1.05}}')).toContain("stands there twice");
    const own = '{"grids":{"a":{},"a":{}}}';
    expect(cli(["list", "grids", "--catalog", "o.json"], { "o.json": own }).stderr).toContain('the key "a" stands there twice');
  });

  it("the same key in two places, and as a value, is none", () => {
    const file = { ...scenario, name: '{"pue": 1, "pue": 2}: [', pue: { value: 1.1, low: 1 }, intensity: { value: 400, low: 300 } };
    expect(cli(["estimate", "a.json"], { "a.json": JSON.stringify(file) }).status).toBe(0);
  });

  it("byte order marks and UTF-16 are read", () => {
    const text = JSON.stringify({ ...scenario, name: "é" });
    const plain = cli(["estimate", "a.json"], { "a.json": text });
    const bytes = (encoding: "utf16le" | "utf8", mark: boolean): Buffer => Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, encoding);
    for (const file of [bytes("utf8", true), bytes("utf8", false), bytes("utf16le", true), bytes("utf16le", true).swap16()])
      expect(cli(["estimate", "a.json"], { "a.json": decodeText(file) })).toEqual(plain);
    for (const path of ["a.json", "a.yaml"]) expect(cli(["estimate", path], { [path]: `\uFEFF${text}` })).toEqual(plain);
  });

  it("a reference below zero is refused", () => {
    const references = [{ label: "own", operational: "-1 t", source: "a report" }];
    expect(refused(JSON.stringify({ ...scenario, references }))).toContain("references.0.operational = -1000000 is outside [0, ∞)");
    expect(() => readScenario({ ...scenario, references: [{ ...references[0], operational: "1 t" }] })).not.toThrow();
  });

  it("a key that is a list makes no warning of the process, and an unknown tag is a fault", () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    expect(refused("kind: training\n? [a, b]\n: 1\n", "a.yaml")).toContain("is not a known field");
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    expect(refused("kind: training\npue: !mine 1.1\n", "a.yaml")).toContain("a.yaml is not valid YAML");
  });

  it("every equation that a line names is in the formulas", () => {
    const ids = new Set(Object.values(formulas).map((formula) => (formula as { readonly card?: { readonly id: string } }).card?.id));
    const { input } = readScenario(scenario);
    for (const { formula } of estimateTraining(input).lines) expect(ids).toContain(formula);
  });

  it("an input that says nothing of a comparison is told so in whole words", () => {
    const place = { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", pue: 1.2, intensity: 400 };
    const sides = {
      rag: { batch: 64, outputTokens: 300, retrieval: {} },
      fineTuning: { method: "full", tokens: "1B", acceleratorCount: 8 },
    };
    const { input } = readComparison({ kind: "adaptation", ...place, requests: 1e5, refreshesPerPeriod: 2, ...sides });
    expect(errorOf(() => compareAdaptation(input)).message).toBe(
      "compare adaptation: refreshesPerPeriod says nothing of what is asked; leave it out",
    );
  });
});
