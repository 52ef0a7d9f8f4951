import type {
  AcceleratorRecord,
  ModelRecord,
  ServingFit,
  ServingPrecision,
  ServingSoftware,
  ServingSoftwareFit,
} from "../catalog/records.js";
import { valueOf } from "../core/figure.js";
import { embodied } from "../estimate/tables/embodied.js";
import { model } from "../estimate/tables/model.js";
import { capacity, decoding, instance, type OfServing } from "../estimate/tables/serving.js";
import * as F from "../generated/kernels.js";
import { dependents, evaluate, recompute, type Run } from "../graph/evaluate.js";
import { graph, quantity } from "../graph/rows.js";
import { by, sum } from "../graph/ways.js";
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
  promptFlop: quantity("Operations to read a prompt, attention apart", by(F.inferenceFlop, { tokens: "promptTokens" })),
  prefillSeconds: quantity(
    "Time to read a prompt",
    by(F.computeSeconds, { stepFlop: "promptFlop", acceleratorCount: "rankAccelerators", computeEfficiency: "stepComputeEfficiency" }),
  ),
  interleavedSeconds: quantity("Time of the prompts of other sequences in between", by(F.interleavedSeconds)),
  meanStepSeconds: quantity("Time of a step with the prompts in between", sum("stepSeconds", "interleavedSeconds")),
  busySeconds: quantity("Time of operations with those of the prompts", sum("computeSeconds", "interleavedSeconds")),
  powerWatts: quantity(
    "Mean power of an accelerator",
    by(F.decodePower, { computeSeconds: "busySeconds", stepSeconds: "meanStepSeconds" }),
  ),
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
  ["mostSequences", "servedExpertLayers", "routedParameters", "decodeWidth", "idleWatts", "experts?", "activeExperts?"],
);

/** The constants of a fit by the names of the table. */
export type ServingConstants = Readonly<
  Record<
    Exclude<keyof ServingFit, "software" | "taskPromptTokens" | "energySpread" | "calibratedSpread"> | keyof ServingSoftwareFit,
    number
  >
>;

/** The constants of a fit for a generation of software. */
export function constantsOf(fit: ServingFit, software: ServingSoftware): ServingConstants {
  const { software: bySoftware, taskPromptTokens, energySpread, calibratedSpread, ...shared } = fit;
  const all = { ...shared, ...bySoftware[software] };
  return Object.fromEntries(Object.entries(all).map(([key, figure]) => [key, valueOf(figure)])) as ServingConstants;
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
}

/** A measured configuration made ready: predicted again for other constants, prompts and batches without planning again. */
export interface MeasuredServing {
  readonly run: Run;
  /** A quantity of the configuration, as last predicted. */
  readonly figure: (name: string) => number;
  readonly predict: (constants: ServingConstants, promptTokens: number, batch: number) => ServingPrediction;
}

/**
 * Makes a measured configuration ready.
 *
 * @throws `FootprintError` where a record does not hold what serving needs
 */
export function measuredServing({ expertParallelism, ...of }: MeasuredInstance): MeasuredServing {
  // Caches of the measured software have 16 bit, whatever the weights have.
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
  let moved: readonly (readonly [keyof ServingConstants, number])[] | undefined;
  let order = new Int32Array();
  const [batchAt, promptAt] = [place.get("batch") as number, place.get("promptTokens") as number];
  return {
    run,
    figure: (name) => values[place.get(name) as number] as number,
    predict: (constants, promptTokens, batch) => {
      if (moved === undefined) {
        const names = Object.keys(constants) as (keyof ServingConstants)[];
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
