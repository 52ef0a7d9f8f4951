import {
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  type AdaptationInput,
  type FineTuningInput,
  type HybridInput,
  type LifecycleInput,
} from "llm-footprint/adaptation";
import { readComparison, readFineTuning, readHybrid, readLifecycle } from "llm-footprint/schema";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { cli } from "../helpers/cli.js";

const example = (name: string): object => parse(readFileSync(`examples/adaptation/${name}.yaml`, "utf8")) as object;
const place = { pue: 1.2, intensity: "400 g/kWh" };
const deployment = { model: "llama-3.1-70b", accelerator: "h100-sxm-80gb", acceleratorCount: 4, batch: 32, ...place };

/** Each kind whose parts are graphs: a file, how it is read and estimated, and a group of it in the input of the API. */
const kinds = {
  hybrid: {
    file: { ...example("hybrid"), edge: deployment },
    estimate: (file: unknown, change: (input: object) => void) => {
      const { input } = readHybrid(file);
      change(input);
      return estimateHybrid(input satisfies HybridInput);
    },
  },
  finetune: {
    file: { ...example("grpo"), evaluation: { requests: 100, outputTokens: 100, batch: 4 } },
    estimate: (file: unknown, change: (input: object) => void) => {
      const { input } = readFineTuning(file);
      change(input);
      return estimateFineTuning(input satisfies FineTuningInput);
    },
  },
  lifecycle: {
    file: example("life"),
    estimate: (file: unknown, change: (input: object) => void) => {
      const { input } = readLifecycle(file);
      change(input);
      return estimateLifecycle(input satisfies LifecycleInput);
    },
  },
  "compare-adaptation": {
    file: example("rag-or-fine-tuning"),
    estimate: (file: unknown, change: (input: object) => void) => {
      const { input } = readComparison(file);
      change(input);
      return compareAdaptation(input satisfies AdaptationInput);
    },
  },
} as const;

type Tree = Record<string, unknown>;

/** Sets a value at a path; a group of a file that is no list is the first entry of one. */
function set(root: object, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() as string;
  let at = root as Tree;
  for (const key of keys) {
    if (key === "0" && !Array.isArray(at)) continue;
    at = (at[key] ??= {}) as Tree;
  }
  at[last] = value;
}

describe("a quantity of a part means the same from code, flag and file", () => {
  it.each<[keyof typeof kinds, string, string, unknown]>([
    ["hybrid", "cloud.stepSeconds", "20 ms", 0.02],
    ["hybrid", "edge.hostEnergyKwh", "1..1.5..2 Wh", { value: 0.0015, low: 0.001, high: 0.002 }],
    ["finetune", "evaluation.stepSeconds", "0.03", 0.03],
    ["finetune", "evaluation.hostEnergyKwh", "2 Wh", 0.002],
    ["lifecycle", "training.progressDeviceHours", "1M h", 1e6],
    ["lifecycle", "training.itEnergyKwh", "1 GWh", 1e6],
    ["lifecycle", "inference.0.hostEnergyKwh", "0.1 Wh", 1e-4],
    ["lifecycle", "storage.storageWattsPerTerabyte", "2", 2],
    ["compare-adaptation", "rag.answerPromptTokens", "3000", 3000],
  ])("%s: --given %s=%s", (command, path, text, value) => {
    const { file, estimate } = kinds[command];
    const same = JSON.parse(JSON.stringify(estimate(file, () => undefined))) as Tree;
    const byCode = JSON.parse(
      JSON.stringify(
        estimate(file, (input) => {
          set(input, path, value);
        }),
      ),
    ) as Tree;
    expect(byCode).not.toEqual(same);
    const written = structuredClone(file) as Tree;
    set(written, path, text);
    expect(JSON.parse(JSON.stringify(estimate(written, () => undefined)))).toEqual(byCode);
    const { stdout, stderr } = cli([command, "a.json", "--given", `${path}=${text}`, "--json"], { "a.json": JSON.stringify(file) });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject(byCode);
  });
});

describe("--given says which entry of a list it means", () => {
  const life = example("life") as Tree;
  const run = (...args: readonly string[]): string =>
    cli(["lifecycle", "a.json", ...args], {
      "a.json": JSON.stringify({ ...life, inference: [life["inference"], life["inference"]].flat() }),
    }).stderr;

  it("counts from 0 and refuses what there is not", () => {
    expect(run("--given", "inference.1.batch=8")).toBe("");
    expect(run("--given", "inference.7.batch=8")).toContain("inference.7 is no entry of a list of");
    expect(run("--inference-batch", "8")).toContain("say which entry is meant: --given inference.0.name=value");
    expect(run("--given", "inference.1.stepSecond=8")).toContain("did you mean stepSeconds");
  });
});
