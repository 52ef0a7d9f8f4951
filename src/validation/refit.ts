import { invalid } from "../core/errors.js";
import { checkArgument } from "../core/formula.js";
import { accelerators } from "../catalog/accelerators.js";
import type { AchievableMatmulRecord, AcceleratorRecord, TrainingFit, TrainingGroup } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { countsOf, forUnseenDevice } from "./efficiency-fit.js";
import { spreadsOf, TrainingFits } from "./training-fits.js";
import type { ValidationRows } from "./validate.js";
import { exp, log } from "../core/power.js";

/** Coefficients are printed with as many digits as their data carry. */
const DIGITS = 4;

/**
 * Efficiency of a device over the share of its peak that matrix products reach, where both are known (ratio). One device speaks for its group: the one
 * that most rows ran on.
 */
function achievableShareOf(
  { fitted }: TrainingFits,
  { deviceEfficiency }: TrainingFit,
  achievable: Readonly<Record<string, AchievableMatmulRecord>>,
): Figure {
  const rows = countsOf(fitted.map(({ acceleratorId }) => acceleratorId));
  const common = new Map<string, string>();
  for (const { acceleratorId: id, observation } of fitted) {
    const most = common.get(observation.group);
    if (most === undefined || (rows.get(id) as number) > (rows.get(most) as number)) common.set(observation.group, id);
  }
  const ratios = [...common].flatMap(([group, id]) => {
    const { peakFlopPerSecond } = (accelerators as Readonly<Record<string, AcceleratorRecord>>)[id] as AcceleratorRecord;
    const measured = Object.values(achievable).find(({ accelerator }) => accelerator === id);
    const [peak, reached] = [peakFlopPerSecond.bf16, measured?.achievableFlopPerSecond.bf16];
    if (peak === undefined || reached === undefined) return [];
    return [(deviceEfficiency[group as TrainingGroup].value * peak.value) / reached.value];
  });
  if (ratios.length === 0)
    throw invalid(
      "achievable",
      "refit: no device of the fit has a measured rate of 16-bit matrix products in achievable; give achievableMatmul",
    );
  return forUnseenDevice({
    value: exp(ratios.reduce((sum, ratio) => sum + log(ratio), 0) / ratios.length),
    source: "llm-footprint",
    at: `npm run refit: geometric mean over ${ratios.length} devices of data/cc-by-sa/achievable-matmul.json with a coefficient; range: devices left out`,
    basis: "estimated",
  });
}

function rounded<T>(value: T): T {
  // Whole numbers are choices and no fits.
  if (typeof value === "number") return (Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner as unknown)])) as T;
}

/**
 * Fits the coefficients that the library ships, with the spread of rows whose publisher was left out.
 *
 * @param rows - published efficiencies and training runs, as `data/validation/` holds them
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
 * const { wholeRunFactor } = refitTraining(shippedRows(), achievableMatmul);
 * console.log(wholeRunFactor.value === trainingFit.wholeRunFactor.value); // true
 * ```
 */
export function refitTraining(
  rows: Pick<ValidationRows, "efficiency" | "trainingRuns">,
  achievable: Readonly<Record<string, AchievableMatmulRecord>>,
): TrainingFit {
  checkArgument("refit", "rows", rows, "an object");
  checkArgument("refit", "rows.efficiency", rows.efficiency, "a list of objects");
  checkArgument("refit", "rows.trainingRuns", rows.trainingRuns, "a list of objects");
  checkArgument("refit", "achievable", achievable, "an object");
  const fits = new TrainingFits(rows.efficiency, rows.trainingRuns);
  const fit = fits.all();
  return rounded({ ...fit, achievableShare: achievableShareOf(fits, fit, achievable), efficiencySpread: spreadsOf(fits) });
}
