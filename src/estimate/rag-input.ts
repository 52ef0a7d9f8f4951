import type { Accelerator, EmbeddingModel, Model } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { nonNegative, positive } from "../core/formula.js";
import type { CallDeployment } from "./fine-tuning-input.js";
import { checkDeployment, type InferenceInput, type RequestTokens } from "./inference-input.js";
import { computeRateOf } from "./serving-format.js";
import { callIn } from "./tables/call.js";

/** Retrieved pieces of text in the prompt. */
export interface Retrieval {
  /** Pieces (count). */
  readonly chunks?: Given;
  /** Length of a piece (tokens). */
  readonly chunkTokens?: Given;
}

/** Examples in the prompt, found like pieces of text. */
export interface FewShot {
  /** Examples (count). */
  readonly examples?: Given;
  /** Length of an example (tokens). */
  readonly exampleTokens?: Given;
}

/** A call in which the model writes the query of a graph, and the query itself. */
export interface KnowledgeGraph extends CallDeployment {
  /** Schema of the graph in the prompt (tokens). */
  readonly schemaTokens?: Given;
  /** The query that the model writes (tokens). */
  readonly queryTokens?: Given;
  /** What the graph returns into the prompt of the answer (tokens); nothing where left out. */
  readonly contextTokens?: Given;
  /** Time of a core of the database for the query (s). */
  readonly databaseSeconds?: Given;
}

/** A call in which the model rewrites the question, or invents an answer to search with. */
export interface Rewrite extends CallDeployment {
  /** Model that rewrites; the answering one where left out. */
  readonly model?: Model;
  /** What the model writes (tokens). */
  readonly rewriteTokens?: Given;
}

/** An encoder and where it runs. */
export interface Encoder {
  /** A record of the catalogue, or your own; a size of the library where left out. */
  readonly model?: EmbeddingModel;
  /** Accelerator that it runs on; that of the answering model where left out. */
  readonly accelerator?: Accelerator;
  /** Share of the peak that it reaches on full batches (fraction). */
  readonly efficiency?: Given;
  /** Least time of a launch (s). */
  readonly launchFloorSeconds?: Given;
  /** Short texts that share a launch (count). */
  readonly queriesPerLaunch?: Given;
}

/** A cross-encoder that scores candidates. */
export interface Rerank extends Pick<Encoder, "model" | "accelerator" | "efficiency"> {
  /** Candidates that are scored (count). */
  readonly candidates?: Given;
}

/** How vectors are found. */
export type IndexKind =
  /** A navigable graph: built once, searched along its links. */
  | "hnsw"
  /** No structure: every vector is read. */
  | "flat"
  /** Lists around centres, of which some are read. */
  | "ivf"
  /** Codes of a product quantiser, all of them read. */
  | "pq";

/** The index of the texts. */
export interface RagIndex {
  /** Pieces of text in the index (count). */
  readonly chunks: Given;
  /** Text that neighbouring pieces share, as a factor on the tokens (ratio). */
  readonly chunkOverlap?: Given;
  /** `hnsw` where left out. */
  readonly kind?: IndexKind;
  /** Numbers of a vector (count); of the encoder's record where left out. */
  readonly vectorDimensions?: Given;
  /** Size of a number (B). */
  readonly elementBytes?: Given;
  /** Links of a vector of a graph (count). */
  readonly graphNeighbours?: Given;
  /** Candidates while a graph is built (count). */
  readonly constructionListSize?: Given;
  /** Candidates while a graph is searched (count). */
  readonly searchListSize?: Given;
  /** Share of the lists of `ivf` that a search reads (fraction). */
  readonly scannedShare?: Given;
  /** Where the index is kept while it serves; `memory` where left out. */
  readonly medium?: "memory" | "ssd" | "hdd";
  /** Copies (count); 1 where left out. */
  readonly replicas?: number;
  /** Days from one refresh to the next (d). */
  readonly refreshDays?: Given;
  /** Share of the index that a refresh builds anew (fraction). */
  readonly refreshedShare?: Given;
}

/** Turns of an agent: each reads what is new (its last answer, the result of a tool) behind a growing context, and writes. */
export interface AgentLoop {
  /** Turns of one question, the last with the answer (count). */
  readonly turns: number;
  /** What each further turn adds to the prompt, its own last output included (tokens). */
  readonly turnTokens: Given;
  /** Share of the context of earlier turns that is still in the cache (fraction); all of it where left out. */
  readonly cacheHitShare?: Given;
}

/** A question to a model that is helped by retrieval, tools or examples; each part is off where it is left out, and `{}` takes its defaults. */
export interface RagInput extends Omit<InferenceInput, keyof RequestTokens | "requests" | "requestsPerSecond"> {
  /** Instructions before the question (tokens). */
  readonly systemTokens?: Given;
  /** The question (tokens). */
  readonly questionTokens?: Given;
  /** Prompt tokens that a cache holds: a stable prefix such as instructions or shared documents (tokens); none where left out. */
  readonly cachedTokens?: Given;
  /** Visible tokens of the answer, or of each turn of an agent (tokens). */
  readonly outputTokens: Given;
  /** Generated tokens that are not shown (tokens). */
  readonly reasoningTokens?: Given;
  readonly retrieval?: Retrieval;
  readonly fewShot?: FewShot;
  readonly knowledgeGraph?: KnowledgeGraph;
  readonly rewrite?: Rewrite;
  readonly rerank?: Rerank;
  readonly encoder?: Encoder;
  readonly index?: RagIndex;
  readonly agent?: AgentLoop;
  /** Questions per day (count); needed with an index, which they share. */
  readonly requestsPerDay?: Given;
  /** Mean number of times that everything is done for one question, retries included (count); 1 where left out. */
  readonly passes?: Given;
  /** Splitting the prompt into tokens on a processor; not counted where left out. */
  readonly tokenisation?: {
    /** Rate of one processor (token/s). */
    readonly processorTokensPerSecond?: Given;
  };
}

/** Every kind of index. */
export const indexKinds = ["hnsw", "flat", "ivf", "pq"] as const satisfies readonly IndexKind[];

const WHERE = "rag";
function refuse(field: string, message: string, value?: unknown, nearest?: readonly string[]): FootprintError {
  return new FootprintError("invalid-input", `${WHERE}: ${field} ${message}`, {
    field,
    ...(value === undefined ? {} : { value }),
    ...(nearest === undefined ? {} : { nearest }),
  });
}

function checkEncoder(path: string, { model, accelerator }: Pick<Encoder, "model" | "accelerator">): void {
  if (model !== undefined) {
    if (typeof model !== "object" || model === null) throw refuse(`${path}.model`, "is no encoder; give { name, parameters }", model);
    checkGiven(WHERE, `${path}.model.parameters`, model.parameters, positive);
    for (const field of ["layers", "attentionWidth", "vectorDimensions"] as const) {
      const size = model[field];
      if (size !== undefined) checkGiven(WHERE, `${path}.model.${field}`, size, positive);
    }
    if (model.lookupParameters !== undefined) {
      checkGiven(WHERE, `${path}.model.lookupParameters`, model.lookupParameters, nonNegative);
      if (valueOf(model.lookupParameters) >= valueOf(model.parameters)) {
        throw refuse(
          `${path}.model.lookupParameters`,
          "is not less than the parameters of the whole encoder",
          valueOf(model.lookupParameters),
        );
      }
    }
  }
  if (accelerator === undefined) return;
  if (typeof accelerator !== "object" || accelerator === null || typeof accelerator.peakFlopPerSecond !== "object") {
    throw refuse(`${path}.accelerator`, "is no accelerator; give a record of the catalogue or your own");
  }
  if (computeRateOf(accelerator, "bf16") === undefined) throw refuse(`${path}.accelerator`, `${accelerator.name} has no 16-bit rate`);
  if (accelerator.tdpWatts === undefined)
    throw refuse(`${path}.accelerator.tdpWatts`, "is missing; the power of an encoder is predicted from it");
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
    throw refuse("requestsPerDay", "is missing; the questions of a day share the index");
  if (index !== undefined && index.chunks === undefined)
    throw refuse("index.chunks", "is missing; give the number of pieces of text in the index");
  if (encoder !== undefined) checkEncoder("encoder", encoder);
  if (rerank !== undefined) checkEncoder("rerank", rerank);
  if (agent !== undefined && agent.turns === undefined) throw refuse("agent.turns", "is missing; give the number of turns of one question");
  if (agent !== undefined && agent.turns !== 1 && agent.turnTokens === undefined)
    throw refuse("agent.turnTokens", "is missing; give what each further turn adds to the prompt");
  if (rerank !== undefined && !searches(input)) throw refuse("rerank", "scores what retrieval finds; give retrieval with it");
  if (index !== undefined && !searches(input)) throw refuse("index", "is searched by retrieval or fewShot; give one of them with it");
}
