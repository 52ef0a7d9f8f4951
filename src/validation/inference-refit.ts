import { checkArgument } from "../core/formula.js";
import { invalid } from "../core/errors.js";
import type { ServingFit, ServingSoftware } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { fitOf, fitPlace, fitServing, fitSoftware, isFittable, isTimeFittable, softwareFittedAlone, valuesOf } from "./inference-fit.js";
import { fittedAs } from "../estimate/serving-software.js";
import { readServings, type ServingCase } from "./inference-rows.js";
import { calibratedAtOnePoint } from "./inference-one-point.js";
import { type FittedRows, fittedOf, type FitValues, type LeftOutKey, leftOutKeys, type LeftOutValues } from "./left-out-fits.js";
import { batchOf } from "./measured-load.js";
import { quantile } from "./ridge.js";
import type { Row } from "./table.js";

/** Constants are printed with as many digits as their data carry. */
const DIGITS = 4;

/** What a refit of serving gives. */
export interface ServingRefit {
  /** What `data/serving-fit.json` holds. */
  readonly fit: ServingFit;
  /** Sum of squares that the search reached. */
  readonly loss: number;
  /** What `data/validation/serving-left-out.json` holds. */
  readonly leftOut: LeftOutValues;
}

const rounded = (values: FitValues): FitValues =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(value.toPrecision(DIGITS))]));

/** The cases of rows that can stand in a fit. */
export function fittableServing(rows: readonly Row[]): ServingCase[] {
  return readServings(rows).filter((one): one is ServingCase => !("skipped" in one) && isFittable(one));
}

function spreadOf(ratios: readonly number[], at: string): Figure {
  const digits = (value: number): number => Number(value.toPrecision(DIGITS));
  return {
    value: 1,
    low: Math.min(1, digits(quantile(ratios, 0.05))),
    high: Math.max(1, digits(quantile(ratios, 0.95))),
    source: "llm-footprint",
    at,
    basis: "estimated",
  };
}

/** The shared constants, and after them those of software that is fitted alone. */
function fitAll(cases: readonly ServingCase[], start?: ServingFit): { readonly values: FitValues; readonly loss: number } {
  const [energies, times] = [cases.filter(isFittable), cases.filter(isTimeFittable)];
  const { fit, loss } = fitServing(energies, times, start);
  const ofSoftware = softwareFittedAlone.map((software) => {
    const own = cases.flatMap((one): [ServingCase, number][] => {
      const batch = batchOf(one, fit);
      return one.engine === software && !one.isWall && batch !== undefined && one.tokensPerSecond !== undefined ? [[one, batch]] : [];
    });
    return fitSoftware(software, own, fit);
  });
  return { values: rounded(Object.assign(valuesOf(fit), ...ofSoftware) as FitValues), loss };
}

/** Rows that are alike in all by which some are left out, with how many they are. */
function alike(energies: readonly ServingCase[], times: readonly ServingCase[]): FittedRows[] {
  const groups = new Map<string, FittedRows & { rows: number }>();
  for (const [cases, isEnergy] of [
    [energies, true],
    [times, false],
  ] as const) {
    for (const { instance, family, deviceId, laboratory, engine } of cases) {
      const group = {
        time: fittedAs("time", instance, instance.model),
        ...(isEnergy ? { energy: fittedAs("energy", instance, instance.model) } : {}),
        family,
        deviceId,
        laboratory,
        engine: engine as ServingSoftware,
      };
      const key = JSON.stringify(group);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { ...group, rows: 1 });
      else known.rows++;
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/**
 * Fits the constants of serving that the library ships, with what was fitted together.
 *
 * @param rows - measured serving, as `data/validation/inference-measurements.json` and `inference-other-labs.json` hold it
 * @throws `FootprintError` when a row holds what is no number
 *
 * @example
 * ```ts
 * import { refitServing, shippedRows } from "llm-footprint/validation";
 *
 * const { loss } = refitServing(shippedRows().inference);
 * console.log(loss < 7); // true
 * ```
 */
export function refitServing(rows: readonly Row[]): ServingRefit {
  checkArgument("refit", "rows", rows, "a list of objects");
  const cases = readServings(rows).filter((one): one is ServingCase => !("skipped" in one));
  const [energies, times] = [cases.filter(isFittable), cases.filter(isTimeFittable)];
  if (energies.length === 0)
    throw invalid("rows", "refit: no row says enough to be fitted; give measured energies of known models and devices");
  const at = fitPlace(energies.length, times.length);
  const { values, loss } = fitAll(cases);
  const fit = fitOf(values, at);
  const without = (key: LeftOutKey): Record<string, FitValues> =>
    Object.fromEntries(
      [...new Set(cases.flatMap((one) => one[key] ?? []))].sort().flatMap((left): [string, FitValues][] => {
        const rest = cases.filter((one) => one[key] !== left);
        // Without these there is nothing to tell energies by.
        return rest.some(isFittable) && rest.length < cases.length ? [[left, fitAll(rest, fit).values]] : [];
      }),
    );
  const leftOut = Object.fromEntries(leftOutKeys.map((key) => [key, without(key)])) as unknown as Record<
    LeftOutKey,
    Record<string, FitValues>
  >;
  // Rates at the greatest load tell the times of a lean host.
  const timed = [
    ...times,
    ...cases.filter(({ isMaximumLoad, isWall, tokensPerSecond }) => isMaximumLoad && !isWall && tokensPerSecond !== undefined),
  ];
  const rowsFitted = alike(energies, timed);
  const ofFamily = new Map(Object.entries(leftOut.family).map(([family, own]) => [family, fitOf(own, `without ${family}`)]));
  const current = energies.filter(({ engine }) => engine === "vllm-0.11");
  const fitWithout = ({ family }: ServingCase): ServingFit => ofFamily.get(family) as ServingFit;
  const calibrated = [...calibratedAtOnePoint(current, fitWithout)];
  return {
    fit: {
      ...fit,
      fitted: fittedOf(rowsFitted),
      calibratedSpread: spreadOf(
        calibrated.map(([one, joules]) => (one.joulesPerToken as number) / joules),
        "npm run refit: measured over predicted energy of other batches, a family left out, after one measured batch of the deployment, 5 to 95 %",
      ),
    },
    loss,
    leftOut: { ...leftOut, rows: rowsFitted },
  };
}
