import { type ScoredRow, validate } from "llm-footprint/validation";
import { expect, it } from "vitest";
import { type Point, scatterSvg } from "../helpers/scatter.js";

const { rows } = validate();
const scores = (name: ScoredRow["name"], level: ScoredRow["level"]): ScoredRow[] =>
  rows.flatMap((row) => ("skipped" in row || row.method !== undefined || row.name !== name || row.level !== level ? [] : [row]));
const pointsOf = (of: readonly ScoredRow[], seriesOf: (row: ScoredRow) => string, size: number): Point[] =>
  of.map((row) => ({ reported: row.reported / size, predicted: row.predicted / size, series: seriesOf(row), label: row.row }));
const architecture = ({ groups }: ScoredRow): string => (groups.includes("moe") ? "mixture of experts" : "dense");

// `npm run generate` draws the charts; CI fails when they are stale.
it.each([
  [
    "level-a-energy",
    pointsOf(
      scores("training-energy", "A"),
      ({ groups }) =>
        groups.includes("tdp-by-construction")
          ? "TDP × hours by construction: arithmetic"
          : groups.includes("measured-power")
            ? "measured power"
            : "whole-machine logger",
      1000,
    ),
    { title: "Level A: energy, hours and place given", unit: "MWh" },
  ],
  [
    "level-b-device-hours",
    pointsOf(scores("training-device-hours", "B"), architecture, 1),
    { title: "Level B: device-hours from model, tokens and device", unit: "h" },
  ],
  [
    "efficiency-left-out",
    pointsOf(scores("efficiency", "left-out"), architecture, 0.01),
    { title: "Efficiency, publisher left out of the fit", unit: "% of peak" },
  ],
] as const)("docs/guide/img/%s.svg", async (name, points, labels) => {
  expect(points.length).toBeGreaterThan(10);
  await expect(scatterSvg(points, labels)).toMatchFileSnapshot(`../../docs/guide/img/${name}.svg`);
});
