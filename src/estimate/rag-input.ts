import { checkGiven, valueOf } from "../core/figure.js";
import { nonNegative, positive } from "../core/formula.js";
import { checkDeployment } from "./inference-input.js";
import { computeRateOf } from "./serving-format.js";
import { callIn } from "./tables/call.js";
import type { Encoder, RagInput } from "./generated/inputs.js";
import { refuse } from "./refuse.js";

/**
 * How vectors are found: along the links of a graph that is built once (`hnsw`), by reading all of them (`flat`), in some lists around centres (`ivf`), or
 * by the codes of a product quantiser (`pq`).
 */
export const indexKinds = ["hnsw", "flat", "ivf", "pq"] as const;
/** One of them. */
export type IndexKind = (typeof indexKinds)[number];

const WHERE = "rag";
function checkEncoder(path: string, { model, accelerator }: Pick<Encoder, "model" | "accelerator">): void {
  if (model !== undefined) {
    if (typeof model !== "object" || model === null)
      throw refuse(WHERE, `${path}.model`, "is no encoder; give { name, parameters }", model);
    checkGiven(WHERE, `${path}.model.parameters`, model.parameters, positive);
    for (const field of ["layers", "attentionWidth", "vectorDimensions"] as const) {
      const size = model[field];
      if (size !== undefined) checkGiven(WHERE, `${path}.model.${field}`, size, positive);
    }
    if (model.lookupParameters !== undefined) {
      checkGiven(WHERE, `${path}.model.lookupParameters`, model.lookupParameters, nonNegative);
      if (valueOf(model.lookupParameters) >= valueOf(model.parameters)) {
        throw refuse(
          WHERE,
          `${path}.model.lookupParameters`,
          "is not less than the parameters of the whole encoder",
          valueOf(model.lookupParameters),
        );
      }
    }
  }
  if (accelerator === undefined) return;
  if (typeof accelerator !== "object" || accelerator === null || typeof accelerator.peakFlopPerSecond !== "object") {
    throw refuse(WHERE, `${path}.accelerator`, "is no accelerator; give a record of the catalogue or your own");
  }
  if (computeRateOf(accelerator, "bf16") === undefined)
    throw refuse(WHERE, `${path}.accelerator`, `${accelerator.name} has no 16-bit rate`);
  if (accelerator.tdpWatts === undefined)
    throw refuse(WHERE, `${path}.accelerator.tdpWatts`, "is missing; the power of an encoder is predicted from it");
}

/** Whether the question is embedded: to find texts, or examples. */
export function searches({ retrieval, fewShot }: Pick<RagInput, "retrieval" | "fewShot">): boolean {
  return retrieval !== undefined || fewShot !== undefined;
}

/**
 * Checks what is no number: records, and parts that mean nothing without others.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkRag(input: RagInput): void {
  checkDeployment(WHERE, input);
  const { index, agent, encoder, rerank, knowledgeGraph, rewrite } = input;
  if (knowledgeGraph !== undefined) checkDeployment(`${WHERE}: knowledgeGraph`, callIn(input, knowledgeGraph));
  if (rewrite !== undefined) checkDeployment(`${WHERE}: rewrite`, callIn(input, rewrite));
  if (index !== undefined && input.requestsPerDay === undefined)
    throw refuse(WHERE, "requestsPerDay", "is missing; the questions of a day share the index");
  if (index !== undefined && index.chunks === undefined)
    throw refuse(WHERE, "index.chunks", "is missing; give the number of pieces of text in the index");
  if (encoder !== undefined) checkEncoder("encoder", encoder);
  if (rerank !== undefined) checkEncoder("rerank", rerank);
  if (agent !== undefined && agent.turns === undefined)
    throw refuse(WHERE, "agent.turns", "is missing; give the number of turns of one question");
  if (agent !== undefined && agent.turns !== 1 && agent.turnTokens === undefined)
    throw refuse(WHERE, "agent.turnTokens", "is missing; give what each further turn adds to the prompt");
  if (rerank !== undefined && !searches(input)) throw refuse(WHERE, "rerank", "scores what retrieval finds; give retrieval with it");
  if (index !== undefined && !searches(input))
    throw refuse(WHERE, "index", "is searched by retrieval or fewShot; give one of them with it");
}
