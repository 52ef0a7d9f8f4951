import { apportion } from "../accounting/apportion.js";
import { formatSources, type Sources, sourcesUsed } from "../catalog/cite.js";
import { FootprintError } from "../core/errors.js";
import { type Given, valueOf } from "../core/figure.js";
import type { Driver } from "../graph/ranges.js";
import type { Line, LineInput } from "../core/line.js";
import type { TrainingEstimate, TrainingQuantity } from "../estimate/training-result.js";
import { peakOf } from "../estimate/training-input.js";
import { mlco2, mlco2Peak } from "../estimate/mlco2.js";
import type { Scenario } from "../schema/scenario.js";
import { type Bar, barChart } from "./chart.js";
import { type Colours, formatNumber, formatQuantity, formatRow, scaleOf, table } from "./format.js";
import { unitOf } from "../core/units.js";

const rows: readonly (readonly [TrainingQuantity, string])[] = [
  ["parameters", "Parameters"],
  ["trainingFlop", "Operations"],
  ["deviceHours", "Accelerator-hours"],
  ["days", "Wall-clock time"],
  ["itEnergyKwh", "Energy, IT"],
  ["energyKwh", "Energy, facility"],
];

/** Decimals with which a total shows four significant digits in its unit. */
function decimalsFor(value: number): number {
  return value === 0 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
}

/** The emissions block: parts rounded so that they add up to the printed total. */
function emissionRows(estimate: TrainingEstimate, colours: Colours): string[][] {
  const embodied = estimate.lines.filter(({ partOf }) => partOf === "embodiedGramsCo2e");
  const [size, unit] = scaleOf(estimate.totalGramsCo2e, "gCO2e");
  const parts = [estimate.operationalGramsCo2e, ...embodied.map(({ value }) => value)].map((grams) => grams / size);
  const { total, parts: printed } = apportion(parts, decimalsFor(estimate.totalGramsCo2e / size));
  const [operational, ...embodiedParts] = printed as [string, ...string[]];
  const embodiedTotal = apportion(embodiedParts.map(Number), decimalsFor(estimate.totalGramsCo2e / size)).total;
  const range = (key: TrainingQuantity): string[] =>
    [estimate.low[key], estimate.high[key]].map((grams) => `${formatNumber(grams / size)} ${unit}`);
  return [
    ["Emissions, operational", `${operational} ${unit}`, ...range("operationalGramsCo2e")],
    ["Emissions, embodied", `${embodiedTotal} ${unit}`, ...range("embodiedGramsCo2e")],
    ...embodied.map(({ key }, index) => [
      colours.dim(
        `  of which ${key
          .replace(/^embodied/u, "")
          .replace(/GramsCo2e$/u, "")
          .replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ")
          .toLowerCase()}`,
      ),
      colours.dim(`${embodiedParts[index] as string} ${unit}`),
      "",
      "",
    ]),
    [colours.bold("Emissions, total"), colours.bold(`${total} ${unit}`), ...range("totalGramsCo2e")],
  ];
}

/** What stands beside the total and is in no sum with it. */
function besideRows({ low, high, ...estimate }: TrainingEstimate): string[][] {
  const { marketOperationalGramsCo2e: market, waterLitres: water } = estimate;
  const row = (label: string, key: "marketOperationalGramsCo2e" | "waterLitres", value: number): string[] => [
    label,
    ...formatRow([value, low[key] ?? value, high[key] ?? value], unitOf(key)),
  ];
  return [
    ...(market === undefined ? [] : [row("Market-based, beside it", "marketOperationalGramsCo2e", market)]),
    ...(water === undefined ? [] : [row("Water", "waterLitres", water)]),
  ];
}

function summary(estimate: TrainingEstimate, colours: Colours): string[] {
  const share = estimate.totalGramsCo2e === 0 ? 0 : estimate.embodiedGramsCo2e / estimate.totalGramsCo2e;
  return [
    ...table([
      ["", "estimate", "low", "high"].map((cell) => colours.dim(cell)),
      ...rows.map(([key, label]) => {
        const unit = unitOf(key);
        return [label, ...formatRow([estimate[key], estimate.low[key], estimate.high[key]], unit)];
      }),
      ...emissionRows(estimate, colours),
      ...besideRows(estimate),
    ]),
    "",
    `Embodied share of the total: ${(share * 100).toFixed(1)} %`,
  ];
}

function originText({ origin }: LineInput): string {
  switch (origin.kind) {
    case "given":
      return "given";
    case "calibration":
      return `calibrated to ${origin.reference}`;
    case "line":
      return "above";
    case "default":
      return `default, ${origin.source}: ${origin.at}`;
    case "source":
      return `${origin.source}: ${origin.at}`;
  }
}

/** One row per step. */
export function linesTable(lines: readonly Line[], colours: Colours): string[] {
  return table(
    [
      ["step", "value", "equation"].map((cell) => colours.dim(cell)),
      ...lines.map(({ key, value, unit, equation }) => [key, formatQuantity(value, unit, 5), equation]),
    ],
    [0, 2],
  );
}

/** Every step with its inputs, their origins and the sources in full. */
export function explainLines(lines: readonly Line[], own: Sources, colours: Colours): string[] {
  const text = lines.flatMap(({ key, value, unit, equation, formula, source, inputs }) => [
    `${colours.bold(key)} = ${formatQuantity(value, unit, 6)}`,
    `  ${equation}    ${colours.dim(`[${formula}; ${source.id}: ${source.at}]`)}`,
    ...table(
      inputs.map((input) => [
        `    ${input.name}`,
        formatQuantity(input.value, input.unit, 6),
        input.low === undefined || input.high === undefined
          ? ""
          : `(${formatQuantity(input.low, input.unit)} to ${formatQuantity(input.high, input.unit)})`,
        colours.dim(originText(input)),
      ]),
      [0, 2, 3],
    ),
    "",
  ]);
  return [...text, colours.bold("Sources"), formatSources(sourcesUsed({ lines }, own), "text")];
}

/** The estimate, the references and the baselines of a scenario as bars. */
export function scenarioBars({ input, references, baselines }: Scenario, estimate: TrainingEstimate): Bar[] {
  const { tdpWatts } = input.accelerator;
  if (tdpWatts === undefined && baselines.length > 0) {
    throw new FootprintError("invalid-input", `baselines: ${input.accelerator.name} has no TDP, which ${baselines.join(" and ")} need`, {
      field: "baselines",
    });
  }
  const common = {
    tdpWatts: tdpWatts as Given,
    intensityGramsPerKwh: (input.intensityGramsPerKwh ?? input.grid?.intensityGramsPerKwh) as Given,
  };
  return [
    {
      label: "this estimate",
      grams: estimate.operationalGramsCo2e,
      low: estimate.low.operationalGramsCo2e,
      high: estimate.high.operationalGramsCo2e,
    },
    ...references.map(({ label, operationalGramsCo2e }) => ({ label, grams: operationalGramsCo2e })),
    ...baselines.map((baseline) => {
      const { operationalGramsCo2e } =
        baseline === "mlco2"
          ? mlco2({ ...common, deviceHours: estimate.deviceHours })
          : mlco2Peak({
              ...common,
              computeFlop: estimate.trainingFlop,
              peakFlopPerSecond: valueOf(peakOf(input)),
            });
      return { label: baseline, grams: operationalGramsCo2e };
    }),
  ];
}

/** The inputs that make a range wide; nothing where none has a range. */
export function driversBlock(
  drivers: readonly Driver[],
  colours: Colours,
  ofWhat = "total with this input alone at its low and high end",
): string[] {
  const most = 5;
  if (drivers.length === 0) return [];
  return [
    "",
    colours.bold("What makes the range wide") + colours.dim(` (${ofWhat})`),
    ...table(
      drivers
        .slice(0, most)
        .map(({ input, atLow, atHigh }) => [`  ${input}`, formatQuantity(atLow, "gCO2e"), formatQuantity(atHigh, "gCO2e")]),
    ),
  ];
}

/** The report of a scenario as a person likes to read it. */
export function report(
  scenario: Scenario,
  estimate: TrainingEstimate,
  { lines, chart }: { readonly lines: boolean; readonly chart: boolean },
  colours: Colours,
): string[] {
  const { input } = scenario;
  return [
    colours.bold(scenario.name),
    colours.dim(
      `${formatQuantity(valueOf(input.tokens as Given), "token")} on ${input.acceleratorCount === undefined ? "" : `${formatNumber(input.acceleratorCount, 7)} × `}${input.accelerator.name}`,
    ),
    "",
    ...summary(estimate, colours),
    ...driversBlock(estimate.drivers, colours),
    ...(lines ? ["", colours.bold("Steps"), ...linesTable(estimate.lines, colours)] : []),
    ...(chart
      ? [
          "",
          colours.bold("Operational emissions against published values") + colours.dim(" (embodied is not in any of them)"),
          ...barChart(scenarioBars(scenario, estimate), colours),
        ]
      : []),
    "",
    colours.bold("Notes"),
    ...estimate.notes.map(({ message }) => `  - ${message}`),
    ...(chart ? scenario.references.map(({ label, source }) => `  - ${label}: ${source}`) : []),
  ];
}
