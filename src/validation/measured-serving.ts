import type { AcceleratorRecord, ModelRecord, ServingConstant, ServingFit, ServingPrecision, ServingSoftware } from "../catalog/records.js";
import { valueOf } from "../core/figure.js";
import { type ServedBy, servingConstant } from "../estimate/serving-software.js";
import { embodied } from "../estimate/tables/embodied.js";
import { model } from "../estimate/tables/model.js";
import { capacity, decoding, instance, type OfServing, prompts } from "../estimate/tables/serving.js";
import * as F from "../generated/kernels.js";
import { dependents, evaluate, recompute, type Run } from "../graph/evaluate.js";
import { graph, quantity } from "../graph/rows.js";
import { assume, by, same, sum } from "../graph/ways.js";
import { PlanCache } from "../graph/shape.js";
import { FootprintError } from "../core/errors.js";

/** A measured configuration: an instance that decodes while the prompts of other sequences lengthen its steps. */
const measured = graph<OfServing>()({
  ...model(),
  ...capacity(),
  ...instance(),
  ...decoding(),
  memoryBytes: embodied().memoryBytes,
  batch: quantity("Sequences that ran at once"),
  draftedTokens: quantity("Tokens drafted in a round"),
  promptTokens: quantity("Tokens of a prompt"),
  generatedTokens: quantity("Tokens of an answer"),
  contextTokens: quantity("Mean context of a step", by(F.meanContext)),
  ...prompts(),
  acceleratorsPerServer: embodied().acceleratorsPerServer,
  uncachedTokens: quantity("Tokens of a prompt that are read", same("promptTokens")),
  cacheReadTokens: quantity("Tokens of a prompt that a cache holds", assume(0)),
  meanStepSeconds: quantity("Time of a step with the prompts in between", sum("stepSeconds", "promptsSeconds")),
  cyclePowerWatts: quantity(
    "Mean power of an accelerator before its limit",
    by(F.cyclePower, { decodeWatts: "stepPowerWatts", tokenSeconds: "stepSeconds", promptWatts: "promptPowerWatts" }),
  ),
  powerWatts: quantity("Mean power of an accelerator", by(F.cappedPower, { powerWatts: "cyclePowerWatts", powerCapWatts: "tdpWatts" })),
  tokenEnergyKwh: quantity(
    "Energy of a token",
    by(F.decodeEnergy, { powerWatts: "powerWatts", stepSeconds: "meanStepSeconds", generatedTokens: "oneTokens" }),
  ),
  joulesPerToken: quantity("The same in joules", by(F.energyPerToken, { phaseEnergyKwh: "tokenEnergyKwh", generatedTokens: "oneTokens" })),
  tokensPerSecond: quantity("Tokens per second of the instance", by(F.systemRate, { timePerOutputTokenSeconds: "meanStepSeconds" })),
});

const predicted = ["stepSeconds", "meanStepSeconds", "powerWatts", "joulesPerToken", "tokensPerSecond"] as const;
const plans = /* @__PURE__ */ new PlanCache(
  measured.table,
  [...predicted],
  [
    "mostSequences",
    "predictedPrefillSeconds",
    "servedExpertLayers",
    "routedParameters",
    "decodeWidth",
    "idleWatts",
    "experts?",
    "activeExperts?",
  ],
);

/** The constants of a fit by the names of the table. */
export type ConstantValues = Readonly<Record<ServingConstant, number>>;

const TABLES = [
  "software",
  "taskPromptTokens",
  "energySpread",
  "timeSpread",
  "powerSpread",

  "burstFactor",
  "fitted",
  "calibratedSpread",
] as const;
/** Names of the constants of a fit. */
export const constantNames = (fit: ServingFit): ServingConstant[] =>
  Object.keys(fit).filter((key): key is ServingConstant => !(TABLES as readonly string[]).includes(key));

/** The constants of a fit for a measured configuration. */
export function constantsOf(fit: ServingFit, served: ServedBy): ConstantValues {
  return Object.fromEntries(constantNames(fit).map((key) => [key, valueOf(servingConstant(fit, served, key))])) as ConstantValues;
}

/** What a fit predicts of a measured configuration. */
export interface ServingPrediction {
  /** Time of a step without prompts in between (s). */
  readonly decodeSeconds: number;
  /** Mean time of a step (s). */
  readonly stepSeconds: number;
  /** Mean power of one accelerator (W). */
  readonly powerWatts: number;
  readonly joulesPerToken: number;
  readonly tokensPerSecond: number;
}

/** What a row says of its model, its accelerators and its answers. */
export interface MeasuredInstance {
  readonly model: ModelRecord;
  readonly accelerator: AcceleratorRecord;
  readonly precision: ServingPrecision;
  readonly acceleratorCount: number;
  readonly dataParallelism: number;
  readonly expertParallelism: number;
  readonly generatedTokens: number;
  /** Software that served it; what the fit does not know has the middle of the usual one, and the wide range. */
  readonly software: ServingSoftware | "unknown";
}

/** A measured configuration made ready: predicted again for other constants, prompts and batches without planning again. */
export interface MeasuredServing {
  readonly run: Run;
  /** A quantity of the configuration, as last predicted. */
  readonly figure: (name: string) => number;
  readonly predict: (constants: ConstantValues, promptTokens: number, batch: number) => ServingPrediction;
}

/**
 * Makes a measured configuration ready.
 *
 * @throws `FootprintError` where a record does not hold what serving needs
 */
export function measuredServing({ expertParallelism, ...of }: MeasuredInstance): MeasuredServing {
  const spread = of.model.kind === "mixture-of-experts" ? { expertParallelism } : {};
  const fitted = plans.fit({ ...of, ...spread, batch: 1, promptTokens: 1 });
  if ("missing" in fitted) {
    throw new FootprintError(
      "invalid-input",
      `serving: ${of.accelerator.name} cannot be served ${of.precision}: ${fitted.missing} cannot be told`,
      {
        field: fitted.missing,
      },
    );
  }
  const run = evaluate(fitted, "serving");
  const { program } = run;
  const { place } = fitted.plan;
  const goals = predicted.map((goal) => place.get(goal) as number);
  const values = run.values.slice();
  let moved: readonly (readonly [ServingConstant, number])[] | undefined;
  let order = new Int32Array();
  const [batchAt, promptAt] = [place.get("batch") as number, place.get("promptTokens") as number];
  return {
    run,
    figure: (name) => {
      const at = place.get(name);
      if (at === undefined) throw new FootprintError("invalid-input", `serving: nothing reads ${name}`, { field: name });
      return values[at] as number;
    },
    predict: (constants, promptTokens, batch) => {
      if (moved === undefined) {
        const names = Object.keys(constants) as ServingConstant[];
        moved = names.flatMap((name) => (place.has(name) ? [[name, place.get(name) as number] as const] : []));
        order = Int32Array.from(
          dependents(
            program,
            [...moved.map(([, at]) => at), batchAt, promptAt].sort((a, b) => a - b),
          ),
        );
      }
      for (const [name, at] of moved) values[at] = constants[name];
      values[batchAt] = batch;
      values[promptAt] = promptTokens;
      recompute(run, order, values);
      const [decodeSeconds, stepSeconds, powerWatts, joulesPerToken, tokensPerSecond] = goals.map((at) => values[at] as number) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return { decodeSeconds, stepSeconds, powerWatts, joulesPerToken, tokensPerSecond };
    },
  };
}
