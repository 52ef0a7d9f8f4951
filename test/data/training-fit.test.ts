import { trainingFit } from "llm-footprint";
import { achievableMatmul } from "llm-footprint/catalog/cc-by-sa/achievable-matmul";
import { refitTraining, type Row, shippedRows, validate } from "llm-footprint/validation";
import { describe, expect, it } from "vitest";
import { fittableCases, predictLeftOut } from "../../src/validation/efficiency.js";
import { FitsWithout, scoreRuns } from "../../src/validation/training-runs.js";
import { dataSchemas } from "../helpers/data-schemas.js";
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
  const twice = (row: Row, ...columns: readonly string[]): Row =>
    Object.fromEntries(columns.filter((column) => row[column] !== "").map((column) => [column, String(Number(row[column]) * 1.3)]));

  it.each(["m0357", "m0001", "m1013", "m1328"])("an efficiency, in its left-out prediction: %s", (id) => {
    const index = shipped.efficiency.findIndex((row) => row["id"] === id);
    const predicted = (rows: readonly Row[]): number | undefined => {
      const cases = fittableCases(rows);
      const own = cases.find(({ row }) => row["id"] === id);
      return own === undefined ? undefined : predictLeftOut(cases).get(own);
    };
    const other = changed(shipped.efficiency, index, twice(shipped.efficiency[index] as Row, "mfu_pct"));
    expect(predicted(shipped.efficiency)).toBeGreaterThan(0);
    expect(predicted(other)).toBe(predicted(shipped.efficiency));
    // A fit that sees the row does move, so the test can fail.
    expect(refitTraining(other, achievableMatmul)).not.toEqual(trainingFit);
  });

  it.each(["LLaMA-65B", "GPT-3 175B", "GShard-600B"])(
    "the efficiency of the run of %s, in the coefficients that it is predicted with",
    (model) => {
      const own = fittableCases(shipped.efficiency).find(
        ({ observation }) => observation.isWholeRun && observation.model.replace(/ .*/u, "") === model.replace(/ .*/u, ""),
      );
      const index = shipped.efficiency.findIndex((row) => row["id"] === own?.row["id"]);
      expect(index).toBeGreaterThanOrEqual(0);
      const other = changed(shipped.efficiency, index, twice(shipped.efficiency[index] as Row, "mfu_pct"));
      const fit = (rows: readonly Row[]) => new FitsWithout(fittableCases(rows), refitTraining(rows, achievableMatmul)).for(model);
      const coefficients = ({ deviceEfficiency, wholeRunFactor, expertFactor }: ReturnType<typeof fit>) => [
        Object.values(deviceEfficiency).map(({ value }) => value),
        wholeRunFactor.value,
        expertFactor.value,
      ];
      expect(coefficients(fit(other))).toEqual(coefficients(fit(shipped.efficiency)));
      expect(refitTraining(other, achievableMatmul).wholeRunFactor).not.toEqual(trainingFit.wholeRunFactor);
    },
  );

  it.each(["GPT-3 175B", "T5-11B", "GShard-600B", "Switch Transformer 1.5T", "Transformer (Big) on TPU v2", "LLaMA-65B", "DeepSeek-V2"])(
    "what the run of %s reports of itself",
    (model) => {
      const index = shipped.trainingRuns.findIndex((row) => row["model"] === model);
      const own = shipped.trainingRuns[index] as Row;
      const fits = new FitsWithout(fittableCases(shipped.efficiency), trainingFit);
      // The rows are also those that the power of TPUs stands on.
      const predictions = (rows: readonly Row[], level: string) =>
        scoreRuns(rows, rows, fits).flatMap((row) =>
          "skipped" in row || row.method !== undefined || row.row !== model || row.level !== level
            ? []
            : [[row.name, row.predicted] as const],
        );

      const power = ["avg_device_power_w", "energy_mwh", "tco2eq_reported"];
      const all = changed(shipped.trainingRuns, index, twice(own, "device_hours", "training_days", "mfu_or_hfu_pct", ...power));
      // Level B of a run below 1e9 parameters is not scored.
      expect(predictions(all, "B")).toEqual(predictions(shipped.trainingRuns, "B"));
      // Arithmetic on a published TDP is meant to follow it.
      if (own["energy_basis"] === "tdp_x_hours") return;
      const energy = changed(shipped.trainingRuns, index, twice(own, ...power));
      expect(predictions(energy, "A")).toEqual(predictions(shipped.trainingRuns, "A"));
      expect([...predictions(energy, "A"), ...predictions(all, "B")].length).toBeGreaterThan(0);
    },
  );
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
