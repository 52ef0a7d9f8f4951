import type { TrainingFit } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { modelNamed, predictEfficiency, readEfficiency, type ScorableEfficiency } from "./efficiency.js";
import { countsOf, fitTrainingEfficiency } from "./efficiency-fit.js";
import { lowEnd } from "./ridge.js";
import type { Row } from "./table.js";
import { LEAST_PARAMETERS, readRunEfficiency, sisterKey } from "./training-rows.js";

const letters = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\([^)]*\)/gu, "")
    .replaceAll(/[^a-z0-9]/gu, "");

/** Rows of one run that its two files name differently. */
const aliases: readonly (readonly [string, string])[] = [["XLM", "XLM-R (as used by LLMCarbon)"]];

/** Whether two rows name one model. */
function isSameModel(one: string, other: string): boolean {
  if (aliases.some((pair) => pair.includes(one) && pair.includes(other))) return true;
  if (letters(one) === letters(other)) return true;
  const model = modelNamed(one);
  return model !== undefined && model === modelNamed(other);
}

/** Published efficiencies that can be fitted: those on devices that share a coefficient. */
const efficiencyCases = (rows: readonly Row[]): ScorableEfficiency[] =>
  rows
    .map(readEfficiency)
    .filter((found): found is ScorableEfficiency => found.skipped === undefined && found.observation.group !== undefined);

/** Device-hours that can be fitted as efficiencies. */
const runCases = (rows: readonly Row[]): ScorableEfficiency[] =>
  rows.map(readRunEfficiency).filter((found): found is ScorableEfficiency => typeof found !== "string");

/** What stands for the devices, models and publishers of a set of rows. */
type Leaves = (one: ScorableEfficiency) => boolean;

/** The rows that coefficients of training are fitted on, and coefficients without some of them. */
export class TrainingFits {
  /** Published efficiencies; those of whole runs of which the hours are known are scored, and not fitted beside them. */
  readonly efficiencies: readonly ScorableEfficiency[];
  /** Device-hours of whole runs, as efficiencies. */
  readonly runs: readonly ScorableEfficiency[];
  /** What is fitted. */
  readonly fitted: readonly ScorableEfficiency[];
  readonly #shipped: TrainingFit | undefined;
  readonly #known = new Map<string, TrainingFit>();

  /**
   * @param efficiency - published efficiencies
   * @param trainingRuns - training runs
   * @param shipped - coefficients whose spreads hold for those that are fitted here; none where left out
   */
  constructor(efficiency: readonly Row[], trainingRuns: readonly Row[], shipped?: TrainingFit) {
    this.efficiencies = efficiencyCases(efficiency);
    this.runs = runCases(trainingRuns);
    this.#shipped = shipped;
    const isInHours = ({ observation }: ScorableEfficiency): boolean =>
      observation.isWholeRun && this.runs.some((run) => letters(run.observation.model) === letters(observation.model));
    this.fitted = [...this.efficiencies.filter((one) => !isInHours(one)), ...this.runs];
  }

  /** Coefficients of all rows. */
  all(): TrainingFit {
    return this.#without("", () => false);
  }

  /** Coefficients without a publisher and, for a whole run, without the rows of whole runs of the same model. */
  withoutPublisher(publisher: string, run?: string): TrainingFit {
    const named = run === undefined ? "" : letters(run);
    return this.#without(
      JSON.stringify([publisher, named]),
      ({ observation }) =>
        observation.publisher === publisher || (run !== undefined && observation.isWholeRun && isSameModel(observation.model, run)),
    );
  }

  /** Coefficients without what the prediction of a row must not have seen. */
  without({ observation: { publisher, model, isWholeRun } }: ScorableEfficiency): TrainingFit {
    return this.withoutPublisher(publisher, isWholeRun ? model : undefined);
  }

  /** Coefficients without the rows of a device. */
  withoutDevice(group: string): TrainingFit {
    return this.#without(`device ${group}`, ({ observation }) => observation.group === group);
  }

  #without(key: string, isLeft: Leaves): TrainingFit {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const shipped = this.#shipped;
    const fit = fitTrainingEfficiency(
      this.fitted.filter((one) => !isLeft(one)).map(({ observation }) => observation),
      shipped === undefined ? {} : { achievableShare: shipped.achievableShare, efficiencySpread: shipped.efficiencySpread },
    );
    this.#known.set(key, fit);
    return fit;
  }
}

/** Sister runs of one report say the same thing once. */
const withoutSisters = (runs: readonly ScorableEfficiency[]): ScorableEfficiency[] => [
  ...new Map(runs.map((run) => [sisterKey(run.row), run])).values(),
];

/** Whole runs of mixtures of experts are seven: a Student interval over the scatter of their benchmarks and of whole runs. */
const EXPERT_RUNS = { low: 0.45, high: 2.3 };
/** What is left of the spread of a dense run where its goodput is known (assumption). */
const WITH_GOODPUT = { low: 0.65, high: 1.45 };

/** The share of votes beyond either end of a spread. */
const BEYOND = 0.05;

/** Reported over predicted efficiency of rows whose publisher was left out, 5 to 95 %; one vote for each publisher of whole runs. */
export function spreadsOf(fits: TrainingFits): TrainingFit["efficiencySpread"] {
  const figure = (low: number, high: number, at: string, basis: Figure["basis"]): Figure => ({
    value: 1,
    low: Math.min(1, low),
    high: Math.max(1, high),
    source: "llm-footprint",
    at,
    basis,
  });
  // One vote a publisher: the rows of one stray together.
  const measured = (rows: readonly ScorableEfficiency[], what: string): Figure => {
    const votes = countsOf(rows.map(({ observation }) => observation.publisher));
    const ratios = rows.map((one) => ({
      value: one.observation.efficiency / predictEfficiency(one, fits.without(one)),
      weight: 1 / (votes.get(one.observation.publisher) as number),
    }));
    return figure(
      lowEnd(ratios, BEYOND),
      1 /
        lowEnd(
          ratios.map(({ value, weight }) => ({ value: 1 / value, weight })),
          BEYOND,
        ),
      `npm run refit: reported over predicted efficiency of ${rows.length} ${what} of ${votes.size} publishers, one vote each, their publisher left out, 5 to 95 %`,
      "estimated",
    );
  };
  const dense = ({ observation }: ScorableEfficiency): boolean => !observation.isMixtureOfExperts;
  const isBenchmark = ({ observation }: ScorableEfficiency): boolean => !observation.isWholeRun;
  const benchmarks = fits.efficiencies.filter(isBenchmark);
  const isScored = ({ observation }: ScorableEfficiency): boolean => observation.activeParameters >= LEAST_PARAMETERS;
  const wholeRuns = [...fits.efficiencies.filter((one) => !isBenchmark(one)), ...withoutSisters(fits.runs)].filter(
    (one) => dense(one) && isScored(one),
  );
  return {
    dense: measured(wholeRuns, "whole runs of dense models"),
    "mixture-of-experts": figure(
      EXPERT_RUNS.low,
      EXPERT_RUNS.high,
      "docs/guide/accuracy.md: seven whole runs, a Student interval over the scatter of benchmarks and of runs",
      "estimated",
    ),
    goodput: figure(WITH_GOODPUT.low, WITH_GOODPUT.high, "docs/guide/accuracy.md: what is left where the goodput is known", "assumption"),
    "benchmark dense": measured(benchmarks.filter(dense), "benchmarks of dense models"),
    "benchmark mixture-of-experts": measured(
      benchmarks.filter((one) => !dense(one)),
      "benchmarks of mixtures of experts",
    ),
  };
}
