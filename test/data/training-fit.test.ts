import { trainingFit } from "llm-footprint";
import { achievableMatmul } from "llm-footprint/catalog/cc-by-sa/achievable-matmul";
import { refitTraining, type Row, shippedRows, validate } from "llm-footprint/validation";
import { describe, expect, it } from "vitest";
import { dataSchemas } from "../../src/schema/data-schemas.js";
import recorded from "../golden/scorecard.json" with { type: "json" };

const shipped = shippedRows();
const card = validate();
const keyOf = ({ name, level, group, method = "" }: { name: string; level: string; group: string; method?: string }): string =>
  [name, level, group, method].join("/");

describe("data/training-fit.json", () => {
  it("is what the shipped rows give: npm run refit -- --write", () => {
    expect(dataSchemas.trainingFit.parse(trainingFit)).toEqual(trainingFit);
    expect(refitTraining(shipped.efficiency, achievableMatmul)).toEqual(trainingFit);
  });

  /**
   * The specification's set B, fitted on the released rows by the same regression without the two terms on expert traffic and the one on small
   * models. It was made without the row of GShard (39 % on TPU v3, against 28 % of a like model), which the released file holds: that moves
   * TPU v3 by 0.13 when everything is kept and by 0.03 when the row is dropped. B200, seen with mixtures of experts mostly, differs by the term on
   * their traffic.
   */
  it("agrees with the specification's coefficients of dense models", () => {
    const setB = { a100: 0.505, h100: 0.436, gb200: 0.502, v100: 0.445, "tpu-v4": 0.507, "tpu-v5e": 0.557 } as const;
    for (const [group, value] of Object.entries(setB)) {
      const fitted = trainingFit.deviceEfficiency[group as keyof typeof setB].value;
      // The other terms share the effect differently; a device moves by a tenth at most.
      expect(Math.abs(fitted / value - 1), group).toBeLessThan(0.12);
    }
    expect(trainingFit.fp8Factor.value).toBeCloseTo(0.756, 1);
    expect(trainingFit.wholeRunFactor.value).toBeCloseTo(0.784, 1);
    expect(trainingFit.oldSoftwareFactor.value).toBeCloseTo(0.735, 1);
  });
});

describe("no row's own value reaches its own prediction", () => {
  const changed = (rows: readonly Row[], index: number, change: Row): Row[] =>
    rows.map((row, at) => ({ ...row, ...(at === index ? change : {}) }));

  it("an efficiency, in its left-out prediction", () => {
    const id = "m0357";
    const index = shipped.efficiency.findIndex((row) => row["id"] === id);
    const own = shipped.efficiency[index] as Row;
    const predicted = (level: string, rows: ReturnType<typeof validate>["rows"]): number | undefined =>
      rows.flatMap((row) =>
        "skipped" in row || row.method !== undefined || row.level !== level || !row.row.startsWith(id) ? [] : [row],
      )[0]?.predicted;
    const before = predicted("left-out", card.rows);
    expect(before).toBeGreaterThan(0);
    // A fit on the changed rows, with the publisher of the row left out, must not move.
    const others = (rows: readonly Row[]) => rows.filter((row) => !(row["source"] as string).includes("Megatron-Bridge"));
    expect(own["source"]).toContain("Megatron-Bridge");
    const twice = changed(shipped.efficiency, index, { mfu_pct: String(Number(own["mfu_pct"]) * 2) });
    expect(refitTraining(others(twice), achievableMatmul)).toEqual(refitTraining(others(shipped.efficiency), achievableMatmul));
    // While a fit that sees it does move, so the test can fail.
    expect(refitTraining(twice, achievableMatmul)).not.toEqual(trainingFit);
  });

  it.each(["GPT-3 175B", "T5-11B", "GShard-600B", "Switch Transformer 1.5T", "LLaMA-65B", "DeepSeek-V2"])("the run of %s", (model) => {
    const index = shipped.trainingRuns.findIndex((row) => row["model"] === model);
    const own = shipped.trainingRuns[index] as Row;
    const twice = (column: string): Row => (own[column] === "" ? {} : { [column]: String(Number(own[column]) * 1.2) });
    const predictions = (rows: readonly Row[], level: string) =>
      validate({ trainingRuns: rows })
        .rows.flatMap((row) =>
          "skipped" in row || row.method !== undefined || row.row !== model || row.level !== level || !row.name.startsWith("training")
            ? []
            : [row],
        )
        .map(({ name, predicted, groups }) => ({ name, predicted, measured: !groups.includes("tdp-by-construction") }));
    const reported = {
      ...twice("device_hours"),
      ...twice("training_days"),
      ...twice("energy_mwh"),
      ...twice("tco2eq_reported"),
      ...twice("mfu_or_hfu_pct"),
    };
    const measured = (own["energy_basis"] as string).startsWith("measured") ? twice("avg_device_power_w") : {};
    const before = predictions(shipped.trainingRuns, "B");
    expect(before.length).toBeGreaterThan(0);
    expect(predictions(changed(shipped.trainingRuns, index, { ...reported, ...measured }), "B")).toEqual(before);
    const energy = { ...twice("energy_mwh"), ...twice("tco2eq_reported"), ...measured };
    expect(predictions(changed(shipped.trainingRuns, index, energy), "A")).toEqual(predictions(shipped.trainingRuns, "A"));
  });
});

describe("the scorecard does not get worse", () => {
  // Where a figure is improved on purpose, `test/golden/scorecard.json` follows in the same commit. The margin is what one row of thirty
  // moves a median, and less than a real loss of skill.
  const MARGIN = 0.02;
  const current = new Map(card.sets.map((set) => [keyOf(set), set]));

  it.each(recorded)("$name $level $group", ({ mdape, mape, n, ...set }) => {
    const now = current.get(keyOf(set));
    expect(now?.n).toBeGreaterThanOrEqual(n);
    expect(now?.mdape).toBeLessThanOrEqual(mdape + MARGIN);
    expect(now?.mape).toBeLessThanOrEqual(mape + MARGIN);
  });

  it("records every set of the library", () => {
    const keys = new Set(recorded.map(keyOf));
    const missing = card.sets.filter(({ method, n }) => method === undefined && n >= 5).map(keyOf);
    expect(missing.filter((key) => !keys.has(key))).toEqual([]);
  });

  it("holds 88 % of left-out efficiencies in the 90 % range", () => {
    for (const group of ["dense", "moe"]) {
      const set = card.sets.find((one) => one.name === "efficiency" && one.level === "left-out" && one.group === group);
      expect(set?.inRange, group).toBeGreaterThanOrEqual(0.88);
    }
  });
});
