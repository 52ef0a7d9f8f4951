import { isFootprintError } from "llm-footprint";
import { shippedRows, validate } from "llm-footprint/validation";
import { describe, expect, it } from "vitest";
import { cli } from "../helpers/cli.js";

const { rows, sets } = validate({ trainingRuns: [], efficiency: [], power: [], inference: [] });
const of = (run: string, name: string): { readonly ratio: number } | undefined =>
  rows.flatMap((row) => ("ratio" in row && row.row.startsWith(run) && row.name === name ? [row] : []))[0];

describe("published fine-tunings", () => {
  it("every one is predicted, or says why not", () => {
    expect(rows).toHaveLength(2 * shippedRows().fineTuning.length);
    for (const row of rows) {
      if ("skipped" in row) expect(row.skipped.length, row.row).toBeGreaterThan(5);
      else expect(row.remark?.length ?? 0, row.row).toBeGreaterThan(40);
    }
    expect(sets.map(({ name, n }) => [name, n])).toEqual([
      ["fine-tuning-device-hours", 38],
      ["fine-tuning-device-hours", 33],
      ["fine-tuning-energy", 4],
      ["fine-tuning-energy", 1],
      ["fine-tuning-device-hours", 5],
      ["fine-tuning-energy", 3],
    ]);
  });

  // Every fine-tuning of the shipped training runs, however its name is written there.
  it("hold every fine-tuning among the training runs", () => {
    const names = shippedRows().fineTuning.map(({ run }) => run as string);
    const missing = shippedRows()
      .trainingRuns.filter((row) => row["row_type"] === "finetune")
      .map((row) => (row["model"] as string).split(/ \(| (?:SFT|RLHF|alignment)/u)[0] as string)
      .filter((run) => !names.some((name) => name.startsWith(run)));
    expect(missing).toEqual([]);
  });

  // Not fitted to these rows: the efficiency is that of pre-training. The bands are what the remarks explain.
  it.each([
    ["Guanaco", "fine-tuning-device-hours", 0.8, 1.2],
    ["Tucano-2b4", "fine-tuning-device-hours", 0.8, 1.4],
    ["Tucano-2b4", "fine-tuning-energy", 0.8, 1.4],
    ["Tucano-1b1", "fine-tuning-device-hours", 0.8, 1.2],
    ["Tucano-1b1", "fine-tuning-energy", 0.8, 1.2],
    ["Llama 2 70B LoRA", "fine-tuning-energy", 0.7, 1],
    ["TeenyTinyLlama", "fine-tuning-device-hours", 0.3, 0.5],
    ["JetMoE", "fine-tuning-device-hours", 0.4, 0.6],
  ])("%s: %s", (run, name, low, high) => {
    expect(of(run, name)?.ratio).toBeGreaterThan(low);
    expect(of(run, name)?.ratio).toBeLessThan(high);
  });

  it("files of the caller are scored too, and bad ones refused", () => {
    const [row] = shippedRows().fineTuning;
    const csv = (over: Record<string, string>): string => {
      const cells = { ...row, ...over };
      const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      return `${Object.keys(cells).join(",")}\n${Object.values(cells).map(quote).join(",")}\n`;
    };
    const args = ["validate", "--only", "fine-tuning", "--fine-tuning", "x.csv"];
    expect(cli(args, { "x.csv": csv({ run: "mine" }) }).stdout).toContain("mine");
    expect(cli(args, { "x.csv": csv({ hardware: "abacus" }) }).stdout).toContain('does not know the hardware "abacus"');
    expect(cli(args, { "x.csv": csv({ model: "llama-9" }) }).stdout).toContain('no model "llama-9"');
    expect(cli(args, { "x.csv": csv({ method: "sft" }) }).stdout).toContain('"sft" is no method');
    expect(cli(args, { "x.csv": csv({ energy_scope: "desk" }) }).stderr).toContain('energy_scope = "desk" is neither');
    expect(cli(args, { "x.csv": "run,method\n1,2\n" }).stderr).toContain("x.csv");
    try {
      validate({ fineTuning: [{ run: "x" }] });
      expect.unreachable();
    } catch (error) {
      expect(isFootprintError(error) ? error.details.field : error).toBe("fineTuning.0.method");
    }
  });
});
