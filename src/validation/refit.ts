import { checkArgument } from "../core/formula.js";
import { accelerators } from "../catalog/accelerators.js";
import type { AchievableMatmulRecord, AcceleratorRecord, TrainingFit } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { fitTrainingEfficiency } from "./efficiency-fit.js";
import { fittableCases, predictLeftOut, spreadOf } from "./efficiency.js";
import type { Row } from "./table.js";
import { exp, log } from "../core/power.js";

/** Coefficients are printed with as many digits as their data carry. */
const DIGITS = 4;

/** Efficiency of a device over the share of its peak that matrix products reach, where both are known (ratio). */
function achievableShareOf(devices: TrainingFit["deviceEfficiency"], achievable: Readonly<Record<string, AchievableMatmulRecord>>): Figure {
  const ratios = Object.values(achievable).flatMap(({ accelerator, achievableFlopPerSecond }) => {
    const { trainingGroup, peakFlopPerSecond } = (accelerators as Readonly<Record<string, AcceleratorRecord>>)[
      accelerator
    ] as AcceleratorRecord;
    const [peak, reached] = [peakFlopPerSecond.bf16, achievableFlopPerSecond.bf16];
    const device = trainingGroup === undefined ? undefined : devices[trainingGroup];
    return peak === undefined || reached === undefined || device === undefined ? [] : [(device.value * peak.value) / reached.value];
  });
  return {
    value: exp(ratios.reduce((sum, ratio) => sum + log(ratio), 0) / ratios.length),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    source: "llm-footprint",
    at: `npm run refit: geometric mean over ${ratios.length} devices of data/cc-by-sa/achievable-matmul.json with a coefficient`,
    basis: "estimated",
  };
}

function rounded<T>(value: T): T {
  if (typeof value === "number") return Number(value.toPrecision(DIGITS)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner as unknown)])) as T;
}

/**
 * Fits the coefficients that the library ships, with the spread of rows whose publisher was left out.
 *
 * @param rows - rows of published efficiencies, as `data/validation/training-efficiency.json` holds them
 * @param achievable - measured rates of matrix products, as `llm-footprint/catalog/cc-by-sa/achievable-matmul` has them
 * @returns what `data/training-fit.json` holds
 * @throws `FootprintError` when a row holds what is no number, `no-solution` when there are none
 *
 * @example
 * ```ts
 * import { trainingFit } from "llm-footprint";
 * import { achievableMatmul } from "llm-footprint/catalog/cc-by-sa/achievable-matmul";
 * import { refitTraining, shippedRows } from "llm-footprint/validation";
 *
 * const { wholeRunFactor } = refitTraining(shippedRows().efficiency, achievableMatmul);
 * console.log(wholeRunFactor.value === trainingFit.wholeRunFactor.value); // true
 * ```
 */
export function refitTraining(rows: readonly Row[], achievable: Readonly<Record<string, AchievableMatmulRecord>>): TrainingFit {
  checkArgument("refit", "rows", rows, "a list of objects");
  checkArgument("refit", "achievable", achievable, "an object");
  const cases = fittableCases(rows);
  const observations = cases.map(({ observation }) => observation);
  const { deviceEfficiency } = fitTrainingEfficiency(observations);
  return rounded(
    fitTrainingEfficiency(observations, {
      achievableShare: achievableShareOf(deviceEfficiency, achievable),
      spread: spreadOf(predictLeftOut(cases)),
    }),
  );
}
