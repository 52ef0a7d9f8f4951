import { atMost, kind } from "../graph/kind.js";
import { besideCalls, callRules } from "./calls.js";
import { phaseGoals, type PhaseOf, phasedEstimator, phaseTotals } from "./phased.js";
import type { Ranged } from "./phases.js";
import { checkRag, indexKinds, searches } from "./rag-input.js";
import { unreadPlace } from "./given-rules.js";
import type { Note } from "./note.js";
import { deploymentChoices, deploymentGroups, deploymentIn } from "./tables/call.js";
import { indexParts, questionParts, ragGraph, ragRecords } from "./tables/rag.js";
import type { PhaseTotals } from "./generated/totals.js";
import type { RagInput } from "./generated/inputs.js";
import type { PhasedEstimate } from "./result.js";

/** An estimate of a question with retrieval: each part, the whole, a month of them, and what led to it. */
export interface RagEstimate extends PhasedEstimate<"rag", "inference+idle"> {
  /** Prompt of the answer, or of the first turn of an agent (tokens). */
  readonly promptTokens: Ranged;
  /** Prompt tokens that are read anew, and that a cache holds, in all turns (tokens). */
  readonly uncachedTokens: Ranged;
  readonly cachedTokens: Ranged;
  /** Time from the question to the end of the answer, without tools and networks (s). */
  readonly latencySeconds: Ranged;
  /** A refresh of the index: embedding and building; `null` without an index. */
  readonly indexRefresh: PhaseTotals | null;
  /** A day of the standing index; `null` without one. */
  readonly standingDay: PhaseTotals | null;
  /** 30 days of questions; `null` where their number per day is not given. */
  readonly month: PhaseTotals | null;
}

const calls = ["generation", "laterTurns", "rewrite", "graphQuery"] as const;

/** Questions to models that are helped by retrieval. */
export const rag = kind<RagInput>(() => ({
  name: "rag",
  graph: ragGraph(),
  totals: phaseTotals,
  goals: [
    "outputTokens",
    "answerPromptTokens",
    "allUncachedTokens",
    "allCachedTokens",
    "latencySeconds",
    ...phaseGoals(...questionParts, ...indexParts, "refresh", "standingDay", "month"),
  ],
  beside: besideCalls(...calls),
  rankBy: "totalGramsCo2e",
  choices: [
    ...deploymentChoices,
    ...deploymentGroups,
    ...deploymentIn("knowledgeGraph"),
    ...deploymentIn("rewrite"),
    "encoder.model",
    "encoder.accelerator",
    "rerank.model",
    "rerank.accelerator",
  ],
  words: { "index.kind": indexKinds, "index.medium": ["memory", "ssd", "hdd"] },
  rules: [...callRules, atMost("cachedTokens", "answerPromptTokens", "a cache holds no more than the prompt")],
  unread: unreadPlace,
  accept: ragRecords,
  check: checkRag,
}));

/** The parts of an answer in the order in which they happen, then its share of the index. */
const phases: readonly PhaseOf[] = [
  { name: "tokenisation", phase: "inference", place: "cloud" },
  { name: "rewrite", phase: "inference", place: "cloud" },
  { name: "queryEmbedding", phase: "embedding", place: "cloud" },
  { name: "search", phase: "retrieval", place: "cloud" },
  { name: "rerank", phase: "retrieval", place: "cloud" },
  { name: "graphQuery", phase: "inference", place: "cloud" },
  { name: "graphSearch", phase: "retrieval", place: "cloud" },
  { name: "generation", phase: "inference", place: "cloud" },
  { name: "laterTurns", phase: "inference", place: "cloud" },
  { name: "indexEmbeddingShare", shown: "indexEmbedding", phase: "embedding", place: "cloud" },
  { name: "indexBuildShare", shown: "indexBuild", phase: "index_build", place: "cloud" },
  { name: "standingIndex", phase: "storage", place: "cloud" },
];

/** What a question with retrieval says of itself, beside the ways by which it is had. */
function noteRag(input: RagInput): Note[] {
  const { index, agent, knowledgeGraph } = input;
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        "One question: calls to the model with hosts and waiting servers, encoders, processors that search, its share of the index; PUE once. " +
        `Not included: the user's device, networks, the application around it${agent === undefined ? "" : ", the tools that the agent calls"}. ` +
        "Whether the answer is right, and whether the knowledge is up to date, is outside the estimate.",
    },
  ];
  if (!searches(input) && knowledgeGraph === undefined) {
    notes.push({
      code: "missing-part",
      message:
        "Nothing is retrieved: neither retrieval nor a knowledge graph is given, so a question is a call to the model alone (retrieval: {} takes the defaults).",
    });
  }
  if (searches(input) && index === undefined) {
    notes.push({
      code: "missing-part",
      message: "No index is given: embedding, building, keeping and searching it are missing, not zero (index: { chunks }).",
    });
  }
  if (index?.kind === "ivf" || index?.kind === "pq") {
    notes.push({ code: "missing-part", message: `Finding the centres of ${index.kind} is missing, not zero: no figure for it is known.` });
  }
  if (index !== undefined || knowledgeGraph !== undefined) {
    notes.push({
      code: "missing-part",
      message:
        "The manufacture of processors that search and of disks is missing, not zero; that of the memory of a standing index is counted.",
    });
  }
  if (input.batch === undefined && input.systemTokensPerSecond === undefined) {
    notes.push({
      code: "predicted",
      message: "The load is not known: every call to the model meets the same unknown batch, one range for all.",
    });
  }
  return notes;
}

/**
 * Estimates a question to a model that is helped by retrieval, a knowledge graph, examples or tools: every part of one question with its share of
 * the index, and a month of them. The quality of the answers, and knowledge that is wrong or out of date, are outside the estimate.
 *
 * @param input - the deployment of the answering model, the answer, and the parts that help it
 * @returns the numbers of one question (units in their names), its parts, the index, a month, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateRag } from "llm-footprint/adaptation";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const question = estimateRag({
 *   model: models["llama-3.1-8b"], accelerator: accelerators["h100-sxm-80gb"], batch: 64, outputTokens: 300,
 *   retrieval: {}, rerank: {}, index: { chunks: 1e6 }, requestsPerDay: 1e5, pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 * });
 * console.log(question.promptTokens.value, question.phases[2]?.name); // 2692 rerank
 * ```
 */
export const estimateRag: (input: RagInput) => RagEstimate = /* @__PURE__ */ phasedEstimator<RagInput, RagEstimate>(rag, {
  name: "rag",
  boundary: { lifecycle: "inference+idle", system: "datacenter" },
  phases: () => phases,
  further: ["answerPromptTokens", "allUncachedTokens", "allCachedTokens", "latencySeconds"],
  later: ({ ranged, phases: parts, low, high, part, drivers }) => ({
    promptTokens: (of) => ranged(of, "answerPromptTokens"),
    uncachedTokens: (of) => ranged(of, "allUncachedTokens"),
    cachedTokens: (of) => ranged(of, "allCachedTokens"),
    latencySeconds: (of) => ranged(of, "latencySeconds"),
    phases: (of) => parts(of),
    low,
    high,
    indexRefresh: (of) => part(of, "refresh") ?? null,
    standingDay: (of) => part(of, "standingDay") ?? null,
    month: (of) => part(of, "month") ?? null,
    drivers,
  }),
  notes: noteRag,
  mainPart: "generation",
});
