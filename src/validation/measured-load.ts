import { defaults } from "../catalog/defaults.js";
import type { ServingFit } from "../catalog/records.js";
import { functionOf } from "../graph/columns.js";
import { promptTokensOf } from "./inference-fit.js";
import type { ServingCase } from "./inference-rows.js";

/** Share of the memory beside the weights that caches fill at the greatest load, and the most sequences that a rank schedules. */
const MAXIMUM_LOAD = { memoryShare: 0.9, rankSequences: 2048 };

/** Most sequences whose caches fit beside the weights; the top of the band where the memory is not known. */
export function mostSequences({ instance, serving }: ServingCase, contextTokens: number): number {
  return instance.accelerator.memoryBytes === undefined
    ? defaults.servingBand.high
    : functionOf(serving.run, ["contextTokens"], "mostSequences")(contextTokens);
}

/** Prompt and half the answer: paged caches of running sequences are half grown on average. */
export const meanContextOf = (one: ServingCase, fit: ServingFit): number =>
  promptTokensOf(one, fit.taskPromptTokens) + one.outputTokens / 2;

/** The batch of a row: its own, or at the greatest load what memory holds; `undefined` where nothing tells it. */
export function batchOf(one: ServingCase, fit: ServingFit): number | undefined {
  if (!one.isMaximumLoad) return one.batch;
  const fitting = MAXIMUM_LOAD.memoryShare * mostSequences(one, meanContextOf(one, fit));
  return Math.max(1, Math.min(fitting, MAXIMUM_LOAD.rankSequences * one.dataParallelism));
}
