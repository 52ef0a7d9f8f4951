import { lazily } from "../core/lazily.js";
import type { ServingPrecision } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { atLeastOne, positive } from "../core/formula.js";
import { shown } from "../core/printed.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { atMost, estimator, kind } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { graph, quantity } from "../graph/rows.js";
import { assume, by, same } from "../graph/ways.js";
import { definition } from "./definition.js";
import { checkModel } from "./model-parameters.js";
import { cachePrecisions, checkFormat, servingPrecisionOf } from "./serving-format.js";
import { embodied } from "./tables/embodied.js";
import { model } from "./tables/model.js";
import { capacity } from "./tables/serving.js";
import type { ServingSizingInput } from "./generated/inputs.js";
import type { ServingSizingTotals } from "./generated/totals.js";
import { refuseOtherKeysOfAccelerator } from "./record-keys.js";
import { checkRecordGiven } from "./record-given.js";
import { missing } from "./refuse.js";
import { modelNotes } from "./run-notes.js";

/** What a served model needs. */
export interface ServingSizing extends ServingSizingTotals {
  readonly kind: "serving-sizing";
  /** Format of the weights; that in which they compute alone, where `weightBits` says how they are kept. */
  readonly precision: ServingPrecision;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

const sizing = lazily(() =>
  graph<ServingSizingInput>()({
    ...model(),
    ...capacity(),
    memoryBytes: embodied().memoryBytes,
    batch: quantity("Sequences that run at once; none where left out", { domain: positive, example: "64" }),
    contextTokens: quantity("Tokens of one sequence, with the batch", { domain: positive, example: "1000" }),
    noSequences: quantity("No sequences", assume(definition(0, "no room for caches", "inference"))),
    heldSequences: quantity("Sequences that must fit", same("batch"), same("noSequences")),
    heldBytes: quantity("What accelerators divide of each of them", same("dividedBytes"), same("tokenCacheBytes")),
    oneRank: quantity("One copy of the weights", assume(definition(1, "one instance", "inference"))),
    acceleratorsForWeights: quantity(
      "Fewest accelerators whose whole memory holds the weights alone",
      { domain: atLeastOne },
      by(F.devicesForWeights),
    ),
    accelerators: quantity(
      "Fewest accelerators that hold weights and caches in the usable share of their memory",
      { domain: atLeastOne },
      by(F.acceleratorsForServing, { batch: "heldSequences", dividedBytes: "heldBytes", dataParallelism: "oneRank" }),
    ),
    tensorParallelism: quantity(
      "The next power of two, which cuts layers evenly",
      { domain: atLeastOne },
      by(F.tensorParallelAccelerators, { acceleratorCount: "accelerators", dataParallelism: "oneRank" }),
    ),
    memoryBatch: quantity(
      "Sequences for which that leaves room",
      by(F.memoryBatch, { acceleratorCount: "tensorParallelism", dividedBytes: "heldBytes", dataParallelism: "oneRank" }),
    ),
  }),
);

/** Memory of served models. */
export const servingSizing = kind<ServingSizingInput>(() => ({
  name: "sizing",
  graph: sizing(),
  totals: [
    "parameters",
    "weightBytes",
    "acceleratorsForWeights",
    "tokenCacheBytes",
    "sequenceBytes?",
    "accelerators",
    "tensorParallelism",
    "memoryBatch?",
  ],
  choices: ["model", "accelerator", "precision"],
  words: { cachePrecision: cachePrecisions },
  rules: [atMost("heldSequences", "memoryBatch", tooManySequences)],
  check: checkServingSizing,
}));

/** What accelerators divide fits on enough of them; a latent cache, of which each holds all, does not. */
function tooManySequences(run: Run): FootprintError {
  const of = (name: string): number => valueIn(run, name) as number;
  const value = of("heldSequences");
  return new FootprintError(
    "no-solution",
    `sizing: no number of accelerators holds ${value} sequences of ${of("contextTokens")} tokens: each of them holds the latent cache of every sequence, ` +
      `${shown(of("wholeBytes"))} B; give a smaller batch, or size each data-parallel rank with its part of it`,
    { field: "batch", value },
  );
}

function checkServingSizing({ model: own, accelerator, precision, batch, contextTokens }: ServingSizingInput): void {
  checkRecordGiven("sizing", "model", own, "model");
  checkModel(own);
  checkRecordGiven("sizing", "accelerator", accelerator, "accelerator");
  refuseOtherKeysOfAccelerator("sizing", "accelerator", accelerator);
  checkFormat("sizing", { model: own, ...(precision === undefined ? {} : { precision }) });
  if ((batch === undefined) !== (contextTokens === undefined)) {
    throw missing("sizing", batch === undefined ? "batch" : "contextTokens", "caches need the number of sequences and their length");
  }
}

const notesOf = ({ batch, model: own }: ServingSizingInput): string[] => [
  "Weights alone are a lower bound: caches, activations and code need memory too.",
  ...(batch === undefined ? ["No batch is given: no room is kept for caches. Give batch and contextTokens."] : []),
  ...(own.architecture === undefined && own.attention !== false
    ? ["The dimensions of the model are not known: the caches are those of a typical model of its active size."]
    : []),
];

/**
 * Plans the memory of a served model: bytes of weights and caches by format, and the fewest accelerators that hold them.
 *
 * @param input - model, accelerator, formats, and the sequences that run at once
 * @returns bytes, accelerators, every line and what was assumed
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { sizeServing } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const { accelerators: fewest, tensorParallelism } = sizeServing({
 *   model: models["llama-3.1-405b"], accelerator: accelerators["h100-sxm-80gb"], precision: "fp8", batch: 64, contextTokens: 1000,
 * });
 * console.log(fewest, tensorParallelism); // 6 8
 * ```
 */
export const sizeServing: (input: ServingSizingInput) => ServingSizing = estimator(
  servingSizing,
  { kind: () => "serving-sizing", precision: ({ input }) => servingPrecisionOf(input) },
  { lines: ({ run }) => linesOf(run), notes: ({ input, run }) => [...new Set([...notesOf(input), ...modelNotes(run)])] },
);
