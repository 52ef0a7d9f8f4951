import { checkArgument } from "../core/formula.js";
import { invalid } from "../core/errors.js";
import type { ServingFit } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { fitOf, fitPlace, fitServing, isFittable, predictServing, valuesOf } from "./inference-fit.js";
import { readServing, type ServedKind, type ServingCase } from "./inference-rows.js";
import { calibratedAtOnePoint } from "./inference-one-point.js";
import type { FitValues, LeftOutValues } from "./left-out-fits.js";
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
  return rows
    .map(readServing)
    .filter((one): one is ServingCase => !("skipped" in one))
    .filter(isFittable);
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

/**
 * Fits the constants of serving that the library ships, with the spread of rows whose family of models was left out.
 *
 * @param rows - measured serving, as `data/validation/inference-measurements.json` holds it
 * @throws `FootprintError` when a row holds what is no number
 *
 * @example
 * ```ts
 * import { refitServing, shippedRows } from "llm-footprint/validation";
 *
 * const { loss } = refitServing(shippedRows().inference);
 * console.log(loss < 6.5); // true
 * ```
 */
export function refitServing(rows: readonly Row[]): ServingRefit {
  checkArgument("refit", "rows", rows, "a list of objects");
  const cases = fittableServing(rows);
  if (cases.length === 0)
    throw invalid("rows", "refit: no row says enough to be fitted; give measured energies of known models and devices");
  const { fit, loss } = fitServing(cases);
  const without = (key: "family" | "deviceId"): Record<string, { values: FitValues; fit: ServingFit }> =>
    Object.fromEntries(
      [...new Set(cases.map((one) => one[key]))].sort().map((left) => {
        const values = rounded(
          valuesOf(
            fitServing(
              cases.filter((one) => one[key] !== left),
              fit,
            ).fit,
          ),
        );
        return [left, { values, fit: fitOf(values, `without ${left}`) }];
      }),
    );
  const byFamily = without("family");
  const byDevice = without("deviceId");
  const ratios: Record<ServedKind, number[]> = { dense: [], hybrid: [], "mixture-of-experts": [] };
  for (const one of cases) {
    if (one.software !== "vllm-0.11") continue;
    ratios[one.kind].push(
      (one.joulesPerToken as number) / predictServing(one, (byFamily[one.family] as { fit: ServingFit }).fit).joulesPerToken,
    );
  }
  const at = "npm run refit: measured over predicted energy of rows whose family was left out, 5 to 95 %";
  const kinds = Object.entries(ratios).map(([kind, of]) => [kind, spreadOf(of, at)]);
  const current = cases.filter(({ software }) => software === "vllm-0.11");
  const calibrated = [...calibratedAtOnePoint(current, ({ family }) => (byFamily[family] as { fit: ServingFit }).fit)];
  const calibratedSpread = spreadOf(
    calibrated.map(([one, joules]) => (one.joulesPerToken as number) / joules),
    "npm run refit: the same after one measured batch of the deployment",
  );
  const values = (of: Record<string, { values: FitValues }>): Record<string, FitValues> =>
    Object.fromEntries(Object.entries(of).map(([left, { values: constants }]) => [left, constants]));
  return {
    fit: {
      ...fitOf(rounded(valuesOf(fit)), fitPlace(cases.length)),
      energySpread: Object.fromEntries(kinds) as ServingFit["energySpread"],
      calibratedSpread,
    },
    loss,
    leftOut: { byFamily: values(byFamily), byDevice: values(byDevice) },
  };
}
