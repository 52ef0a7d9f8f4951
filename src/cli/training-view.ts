import { apportion } from "../accounting/apportion.js";
import { percent } from "../core/printed.js";
import { invalid } from "../core/errors.js";
import { type Given, valueOf } from "../core/figure.js";
import { mlco2, mlco2Peak } from "../estimate/mlco2.js";
import { estimateTraining } from "../estimate/training.js";
import { log10 } from "../core/power.js";
import { peakOf } from "../estimate/training-input.js";
import type { TrainingEstimate } from "../estimate/training-result.js";
import { readScenario, type Scenario } from "../schema/scenario.js";
import { type Bar, barChart } from "./chart.js";
import { bullets, type Colours, formatFixed, formatNumber, formatQuantity, scaleOf, table } from "./format.js";
import { viewOf } from "./kind-command.js";
import type { Parsed } from "./options.js";
import { driversBlock, labelOf, rangedRows, rangeHeading, type Shown, stepsBlock } from "./report.js";

/** Decimals with which a number shows so many significant digits. */
const decimalsFor = (value: number, digits: number): number =>
  value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(log10(Math.abs(value))));

/** `embodiedHostGramsCo2e` as words: `host`. */
const wordsOf = (key: string): string =>
  key
    .replace(/^embodied/u, "")
    .replace(/GramsCo2e$/u, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ")
    .toLowerCase();

/** The emissions block: parts rounded so that they add up to the printed total. */
function emissionRows(estimate: TrainingEstimate, colours: Colours): string[][] {
  const { totalGramsCo2e, operationalGramsCo2e, embodiedGramsCo2e, lines } = estimate;
  // Its parts, computed or given; where it is given itself, it has none.
  const embodied = lines.find(({ key }) => key === "embodiedGramsCo2e")?.inputs ?? [];
  const parts = embodied.length === 0 ? [{ value: embodiedGramsCo2e }] : embodied;
  const [size, unit] = scaleOf(totalGramsCo2e, "gCO2e");
  const ofTotal = decimalsFor(totalGramsCo2e / size, 4);
  // A small part keeps two digits, if that takes no more than three further decimals.
  const ofParts = [operationalGramsCo2e, embodiedGramsCo2e].map((grams) => decimalsFor(grams / size, 2));
  const decimals = Math.max(ofTotal, Math.min(ofTotal + 3, Math.max(...ofParts)));
  const { total, parts: printed } = apportion(
    [operationalGramsCo2e, ...parts.map(({ value }) => value)].map((grams) => grams / size),
    decimals,
  );
  const [operational, ...embodiedParts] = printed as [string, ...string[]];
  const embodiedTotal = apportion(embodiedParts.map(Number), decimals).total;
  // What the sum is too coarse for is there all the same.
  const seen = (grams: number, text: string): string => (Number(text) === 0 ? formatFixed(grams / size, decimals) : text);
  const numberIn = (text: string): number => Number(text.replaceAll(",", ""));
  // A part that is rounded so that the printed sum holds stands inside its printed range all the same.
  const end = (grams: number, value: string, least: (a: number, b: number) => number): string => {
    const shown = formatFixed(grams / size, decimals);
    return `${least(numberIn(shown), numberIn(value)) === numberIn(shown) ? shown : value} ${unit}`;
  };
  const row = (key: Shown & keyof TrainingEstimate["low"], value: string, style = (text: string): string => text): string[] => [
    style(labelOf(key)),
    style(`${value} ${unit}`),
    end(estimate.low[key] as number, value, Math.min),
    end(estimate.high[key] as number, value, Math.max),
  ];
  return [
    row("operationalGramsCo2e", seen(operationalGramsCo2e, operational)),
    row("embodiedGramsCo2e", seen(embodiedGramsCo2e, embodiedTotal)),
    ...embodied.map(({ name, value }, index) => [
      colours.dim(`  of which ${wordsOf(name)}`),
      colours.dim(`${seen(value, embodiedParts[index] as string)} ${unit}`),
      "",
      "",
    ]),
    row("totalGramsCo2e", total, colours.bold),
  ];
}

function summary(estimate: TrainingEstimate, colours: Colours): string[] {
  const { totalGramsCo2e, embodiedGramsCo2e } = estimate;
  return [
    ...table([
      rangeHeading(colours),
      ...rangedRows(estimate, ["parameters", "trainingFlop", "deviceHours", "days", "itEnergyKwh", "energyKwh"]),
      ...emissionRows(estimate, colours),
      // What stands beside the total and is in no sum with it.
      ...rangedRows(estimate, ["marketOperationalGramsCo2e", "waterLitres"]),
    ]),
    "",
    `Embodied share of the total: ${percent(totalGramsCo2e === 0 ? 0 : embodiedGramsCo2e / totalGramsCo2e)}`,
  ];
}

/** The estimate, the references and the baselines of a scenario as bars. */
function scenarioBars({ input, references, baselines }: Scenario, estimate: TrainingEstimate): Bar[] {
  const { accelerator } = input;
  if (accelerator.tdpWatts === undefined && baselines.length > 0) {
    throw invalid("baselines", `baselines: ${accelerator.name} has no TDP, which ${baselines.join(" and ")} need`);
  }
  const intensityGramsPerKwh = (input.intensityGramsPerKwh ?? input.grid?.intensityGramsPerKwh) as Given;
  const common = { tdpWatts: accelerator.tdpWatts as Given, intensityGramsPerKwh };
  const { deviceHours, trainingFlop: computeFlop, operationalGramsCo2e: grams, low, high } = estimate;
  return [
    { label: "this estimate", grams, low: low.operationalGramsCo2e, high: high.operationalGramsCo2e },
    ...references.map(({ label, operationalGramsCo2e }) => ({ label, grams: operationalGramsCo2e })),
    ...baselines.map((label) => {
      const { operationalGramsCo2e } =
        label === "mlco2"
          ? mlco2({ ...common, deviceHours })
          : mlco2Peak({ ...common, computeFlop, peakFlopPerSecond: valueOf(peakOf(input)) });
      return { label, grams: operationalGramsCo2e };
    }),
  ];
}

/** The report of a scenario as a person likes to read it. */
function report(scenario: Scenario, estimate: TrainingEstimate, colours: Colours, { lines, chart }: Parsed["values"]): string[] {
  const { model, tokens = model.trainingTokens, acceleratorCount, accelerator } = scenario.input;
  const on = `${acceleratorCount === undefined ? "" : `${formatNumber(acceleratorCount, 7)} × `}${accelerator.name}`;
  const isCharted = chart === true;
  return [
    colours.dim(tokens === undefined ? `On ${on}` : `${formatQuantity(valueOf(tokens), "token")} on ${on}`),
    "",
    ...summary(estimate, colours),
    ...driversBlock(estimate.drivers, colours),
    ...(lines === true ? stepsBlock(estimate.lines, colours) : []),
    ...(isCharted
      ? [
          "",
          colours.bold("Operational emissions against published values") + colours.dim(" (embodied is not in any of them)"),
          ...barChart(scenarioBars(scenario, estimate), colours),
        ]
      : []),
    ...(isCharted ? bullets(scenario.references.map(({ label, source }) => `${label}: ${source}`)) : []),
  ];
}

/** A training run. */
export const trainingViews = {
  training: viewOf(readScenario, estimateTraining, report, {
    steps: () => [],
    beside: (scenario, estimate, { chart }) => (chart === true ? { comparison: scenarioBars(scenario, estimate) } : {}),
  }),
};
