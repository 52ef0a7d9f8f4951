import { lazily } from "../../core/lazily.js";
import { adaptationDefaults } from "../../catalog/adaptation-defaults.js";
import { type Given } from "../../core/figure.js";
import { atLeastOne, fraction, positive, positiveFraction } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { bare, graph, links, part, quantity } from "../../graph/rows.js";
import { assume, by, record, same, sum, type Test, when } from "../../graph/ways.js";
import { definition } from "../definition.js";
import { withPart } from "../phases.js";
import { searches } from "../rag-input.js";
import { call, callIn, deployment, only, surroundingNames } from "./call.js";
import { allOf, counted, sumsOf, totalsOf } from "./phases.js";
import { repeated } from "./price.js";
import { encoder, processor, standing } from "./retrieval.js";
import type { Encoder, InferenceInput, RagInput } from "../generated/inputs.js";

/** What the table of a question looks at; `whole` holds what its parts take. */
export interface OfRag extends RagInput {
  readonly whole: RagInput;
}

const figures = adaptationDefaults.retrieval;
const noLinks = assume(definition(0, "no such part"));
const nothingCached = assume(definition(0, "nothing is cached"));
const wholeContext = assume(definition(1, "the cache holds all that earlier turns have read"));
const oneVector = assume(definition(1, "one search"));
const oneCopy = assume(definition(1, "one copy where none is stated"));
const once = assume(definition(1, "a standing index is always in use"));
const everyVector = assume(definition(1, "every vector is read"));
const aMonth = assume(definition(30, "a month of 30 days"));

const hasRetrieval = ({ retrieval }: RagInput): boolean => retrieval !== undefined;
const hasFewShot = ({ fewShot }: RagInput): boolean => fewShot !== undefined;
const isOf =
  (...kinds: readonly string[]) =>
  ({ index }: RagInput): boolean =>
    index !== undefined && kinds.includes(index.kind ?? "hnsw");
const isGraph = isOf("hnsw");
const isScan = isOf("flat", "ivf", "pq");
const isCached: Test<unknown> = (_, isGiven) => isGiven("cachedTokens");
const encoderDimensions = ({ encoder: own }: RagInput): Given | undefined => own?.model?.vectorDimensions;

// What the parts take of the whole.
const electricity = [
  "grid",
  "pue",
  "intensityGramsPerKwh",
  "transmissionLossShare",
  "marketIntensityGramsPerKwh",
  "wueLitresPerKwh",
  "electricityWaterLitresPerKwh",
  "electricityUsdPerKwh",
];
const hardware = lazily(() => [...surroundingNames(), "prefillLoad", "hostWatts"]);
const given = (is: boolean, records: () => object): object | undefined => (is ? { field: "", ...records() } : undefined);
const processorOf = (whole: RagInput, scans = false): object => ({ ...only(whole, electricity), isScan: scans });
function encoderOf(whole: RagInput, { model, accelerator }: Pick<Encoder, "model" | "accelerator"> = {}, isReranker = false): object {
  const own = accelerator === undefined ? {} : { accelerator };
  return { ...withPart(only(whole, hardware()), own), encoder: model, isReranker };
}
const isAgent = ({ agent }: RagInput): boolean => agent !== undefined;
function graphQueryOf({ whole }: OfRag): InferenceInput | undefined {
  if (whole.knowledgeGraph === undefined) return undefined;
  const { schemaTokens, queryTokens, contextTokens, databaseSeconds, ...own } = whole.knowledgeGraph;
  return callIn(whole, { ...own, field: "knowledgeGraph" });
}
function rewriteOf({ whole }: OfRag): InferenceInput | undefined {
  if (whole.rewrite === undefined) return undefined;
  const { rewriteTokens, ...own } = whole.rewrite;
  return callIn(whole, own);
}
const tokenisationOf = ({ whole }: OfRag): object | undefined => given(whole.tokenisation !== undefined, () => processorOf(whole, true));
const generationOf = ({ whole }: OfRag): object => callIn(whole, { field: "" });
const laterTurnsOf = ({ whole }: OfRag): object | undefined => given(isAgent(whole), () => callIn(whole, {}));
const queryEmbeddingOf = ({ whole }: OfRag): object | undefined => given(searches(whole), () => encoderOf(whole, whole.encoder));
const searchOf = ({ whole }: OfRag): object | undefined => given(whole.index !== undefined, () => processorOf(whole, isScan(whole)));
const rerankOf = ({ whole }: OfRag): object | undefined => given(whole.rerank !== undefined, () => encoderOf(whole, whole.rerank, true));
const graphSearchOf = ({ whole }: OfRag): object | undefined => given(whole.knowledgeGraph !== undefined, () => processorOf(whole));
const indexEmbeddingOf = ({ whole }: OfRag): object | undefined => given(whole.index !== undefined, () => encoderOf(whole, whole.encoder));
const indexBuildOf = ({ whole }: OfRag): object | undefined => given(isGraph(whole), () => processorOf(whole));
const standingDayOf = ({ whole }: OfRag): object | undefined =>
  given(whole.index !== undefined, () => ({ ...only(whole, [...electricity, "lifetimeYears"]), medium: whole.index?.medium }));
const ofIndex = ({ whole }: OfRag): object | undefined => given(whole.index !== undefined, () => ({}));
const ofGraph = ({ whole }: OfRag): object | undefined => given(isGraph(whole), () => ({}));
const always = (): object => ({ field: "" });
const monthOf = ({ requestsPerDay }: OfRag): object | undefined => given(requestsPerDay !== undefined, () => ({}));

/** Parts of one question, in the order in which they are planned: calls meet the load that the answer leaves. */
export const questionParts = [
  "tokenisation",
  "generation",
  "laterTurns",
  "rewrite",
  "queryEmbedding",
  "search",
  "rerank",
  "graphQuery",
  "graphSearch",
] as const;
/** Parts of its share of the index. */
export const indexParts = ["indexEmbeddingShare", "indexBuildShare", "standingIndex"] as const;

/** The parts of the prompt of the answer, and what a cache holds of it. */
const prompt = lazily(() => ({
  systemTokens: quantity("Instructions before the question", { example: "100" }, assume(figures.systemTokens)),
  questionTokens: quantity("The question", { example: "32" }, assume(figures.questionTokens)),
  retrievedChunks: quantity(
    "Retrieved pieces in the prompt",
    { field: "retrieval.chunks", example: "5" },
    when(hasRetrieval, assume(figures.chunks)),
  ),
  chunkTokens: quantity("Length of a piece", { field: "retrieval.chunkTokens", example: "512" }, assume(figures.chunkTokens)),
  retrievedTokens: quantity(
    "Retrieved pieces in the prompt, in tokens",
    when(hasRetrieval, by(F.partTokens, { items: "retrievedChunks", itemTokens: "chunkTokens" })),
  ),
  fewShotExamples: quantity(
    "Examples in the prompt",
    { field: "fewShot.examples", example: "3" },
    when(hasFewShot, assume(figures.fewShotExamples)),
  ),
  exampleTokens: quantity(
    "Length of an example",
    { field: "fewShot.exampleTokens", example: "150" },
    when(hasFewShot, assume(figures.exampleTokens)),
  ),
  fewShotTokens: quantity("Examples in the prompt, in tokens", by(F.partTokens, { items: "fewShotExamples", itemTokens: "exampleTokens" })),
  graphContextTokens: quantity("What the graph returns into the prompt of the answer; nothing where left out", {
    field: "knowledgeGraph.contextTokens",
    example: "500",
  }),
  answerPromptTokens: quantity(
    "Prompt of the answer, or of the first turn of an agent",
    sum("systemTokens", "questionTokens", "retrievedTokens?", "fewShotTokens?", "graphContextTokens?"),
  ),
  cachedTokens: quantity(
    "Prompt tokens that a cache holds: a stable prefix such as instructions or shared documents; none where left out",
    { example: "100" },
    nothingCached,
  ),
  uncachedTokens: quantity(
    "Prompt tokens that are read anew",
    when(isCached, by(F.uncachedPrompt, { promptTokens: "answerPromptTokens" })),
    same("answerPromptTokens"),
  ),
  outputTokens: quantity("Visible tokens of the answer, or of each turn of an agent", { example: "300" }),
  reasoningTokens: quantity("Generated tokens that are not shown", { example: "2000" }),
}));

/** Everything of one question but the index. */
const question = lazily(() => ({
  passes: quantity("Mean number of times that everything is done for one question, retries included; 1 where left out", {
    domain: atLeastOne,
    example: "1.2",
  }),
  processorTokensPerSecond: quantity(
    "Rate at which a processor splits the prompt into tokens",
    { domain: positive, field: "tokenisation.processorTokensPerSecond", example: "12.5M tokens/s" },
    assume(figures.processorTokensPerSecond),
  ),
  tokenisationSeconds: quantity(
    "Time to split the prompt into tokens",
    by(F.tokenisationSeconds, { processedTokens: "answerPromptTokens" }),
  ),
  tokenisation: part(processor(), tokenisationOf, { runSeconds: [same("tokenisationSeconds")], repetitions: [same("passes")] }),
  generation: part(call(), generationOf, {
    inputTokens: [same("uncachedTokens")],
    cacheReadTokens: [same("cachedTokens")],
    outputTokens: [same("outputTokens")],
    reasoningTokens: [same("reasoningTokens")],
    repetitions: [same("passes")],
  }),
  turns: quantity("Turns of one question, the last with the answer", {
    domain: { min: 1, max: 100_000 },
    isWhole: true,
    field: "agent.turns",
    example: "20",
  }),
  turnTokens: quantity("What each further turn adds to the prompt, its own last output included", {
    field: "agent.turnTokens",
    example: "1500",
  }),
  cacheHitShare: quantity(
    "Share of the context of earlier turns that is still in the cache; all of it where left out",
    { domain: fraction, field: "agent.cacheHitShare", example: "100%" },
    wholeContext,
  ),
  laterTurnsReadContextTokens: quantity(
    "Mean context of the turns after the first",
    by(F.laterTurnContext, { firstPromptTokens: "answerPromptTokens" }),
  ),
  laterTurnsFoundTokens: quantity(
    "Context that the cache holds in a later turn",
    by(F.cachedContext, { contextTokens: "laterTurnsReadContextTokens" }),
  ),
  laterTurnsMissedTokens: quantity(
    "Prompt tokens that a later turn reads anew",
    by(F.missedContext, { contextTokens: "laterTurnsReadContextTokens" }),
  ),
  laterTurnsCount: quantity("Turns after the first", by(F.laterTurns)),
  laterTurnsInPasses: quantity(
    "Turns after the first in all passes",
    by(F.repetitionsInPasses, { repetitionsPerPass: "laterTurnsCount" }),
    same("laterTurnsCount"),
  ),
  laterTurns: part(call(), laterTurnsOf, {
    inputTokens: [same("laterTurnsMissedTokens")],
    cacheReadTokens: [same("laterTurnsFoundTokens")],
    outputTokens: [same("outputTokens")],
    reasoningTokens: [same("reasoningTokens")],
    repetitions: [same("laterTurnsInPasses")],
  }),
  laterTurnsAllLatencySeconds: quantity(
    "Time of the turns after the first",
    by(F.repeatedSeconds, { repetitions: "laterTurnsCount", onceSeconds: "laterTurns.latencySeconds" }),
  ),
  laterTurnsLaterInputTokens: quantity(
    "Prompt tokens that the turns after the first read anew",
    by(F.partTokens, { items: "laterTurnsCount", itemTokens: "laterTurnsMissedTokens" }),
  ),
  laterTurnsLaterCacheReadTokens: quantity(
    "Prompt tokens of the turns after the first that a cache holds",
    by(F.partTokens, { items: "laterTurnsCount", itemTokens: "laterTurnsFoundTokens" }),
  ),
  allUncachedTokens: quantity(
    "Prompt tokens that are read anew, in all turns",
    when(isAgent, sum("uncachedTokens", "laterTurnsLaterInputTokens")),
    same("uncachedTokens"),
  ),
  allCachedTokens: quantity(
    "Prompt tokens that a cache holds, in all turns",
    when(isAgent, sum("cachedTokens", "laterTurnsLaterCacheReadTokens")),
    same("cachedTokens"),
  ),
  rewriteTokens: quantity(
    "What the model writes in place of the question",
    { domain: positive, field: "rewrite.rewriteTokens", example: "100" },
    assume(figures.rewriteTokens),
  ),
  rewrite: part(call(), rewriteOf, {
    inputTokens: [same("questionTokens")],
    outputTokens: [same("rewriteTokens")],
    repetitions: [same("passes")],
  }),
  encoderEfficiency: quantity(
    "Share of the peak that the encoder reaches on full batches",
    { domain: positiveFraction, field: "encoder.efficiency", example: "35%" },
    assume(figures.encoderEfficiency),
  ),
  launchFloorSeconds: quantity(
    "Least time of a launch of the encoder",
    { field: "encoder.launchFloorSeconds", as: "launchFloor", example: "5 ms" },
    assume(figures.launchFloorSeconds),
  ),
  queriesPerLaunch: quantity(
    "Short texts that share a launch",
    { domain: atLeastOne, field: "encoder.queriesPerLaunch", example: "8" },
    assume(figures.queriesPerLaunch),
  ),
  queryEmbeddingSeconds: quantity(
    "Time to embed the question, which shares a launch with others",
    by(F.sharedLaunchSeconds, { encoderSeconds: "queryEmbedding.encoderSeconds" }),
  ),
  queryEmbedding: part(encoder(), queryEmbeddingOf, {
    encodedTokens: [same("questionTokens")],
    textTokens: [same("questionTokens")],
    encoderEfficiency: [same("encoderEfficiency")],
    runSeconds: [same("queryEmbeddingSeconds")],
    repetitions: [same("passes")],
  }),
  candidates: quantity(
    "Candidates that a cross-encoder scores",
    { field: "rerank.candidates", example: "50" },
    assume(figures.rerankCandidates),
  ),
  rerankEfficiency: quantity("Share of the peak that the cross-encoder reaches on full batches", {
    domain: positiveFraction,
    field: "rerank.efficiency",
    example: "35%",
  }),
  rerankCandidateTokens: quantity("A question with a piece", sum("questionTokens", "chunkTokens")),
  rerankScoredTokens: quantity(
    "All candidates with the question",
    by(F.partTokens, { items: "candidates", itemTokens: "rerankCandidateTokens" }),
  ),
  rerank: part(encoder(), rerankOf, {
    encodedTokens: [same("rerankScoredTokens")],
    textTokens: [same("chunkTokens")],
    encoderEfficiency: [same("rerankEfficiency")],
    repetitions: [same("passes")],
  }),
  schemaTokens: quantity(
    "Schema of the graph in the prompt",
    { field: "knowledgeGraph.schemaTokens", example: "1500" },
    assume(figures.schemaTokens),
  ),
  graphQueryTokens: quantity(
    "The query that the model writes",
    { domain: positive, field: "knowledgeGraph.queryTokens", example: "80" },
    assume(figures.graphQueryTokens),
  ),
  databaseSeconds: quantity(
    "Time of a core of the database for the query",
    { field: "knowledgeGraph.databaseSeconds", as: "databaseTime", example: "10 ms" },
    assume(figures.databaseSeconds),
  ),
  graphQueryCallPromptTokens: quantity("Schema and question", sum("schemaTokens", "questionTokens")),
  graphQuery: part(call(), graphQueryOf, {
    inputTokens: [same("graphQueryCallPromptTokens")],
    outputTokens: [same("graphQueryTokens")],
    repetitions: [same("passes")],
  }),
  graphSearch: part(processor(), graphSearchOf, { runSeconds: [same("databaseSeconds")], repetitions: [same("passes")] }),
  latencySeconds: quantity(
    "Time from the question to the end of the answer, without tools and networks",
    sum(
      "tokenisation.runSeconds?",
      "generation.latencySeconds",
      "laterTurnsAllLatencySeconds?",
      "rewrite.latencySeconds?",
      "queryEmbedding.runSeconds?",
      "search.runSeconds?",
      "rerank.runSeconds?",
      "graphQuery.latencySeconds?",
      "graphSearch.runSeconds?",
    ),
  ),
}));

/** The index: a search in it, a refresh, a day in which it stands by, and what a question bears of them. */
const index = lazily(() => ({
  vectors: quantity("Pieces of text in the index", { isExact: true, domain: positive, field: "index.chunks", example: "1000000" }),
  vectorDimensions: quantity(
    "Numbers of a vector; of the encoder's record where left out",
    { isExact: true, domain: positive, field: "index.vectorDimensions", example: "768" },
    { ...record(encoderDimensions), path: ["encoder", "model.vectorDimensions"] },
    assume(figures.vectorDimensions),
  ),
  elementBytes: quantity(
    "Size of a number",
    { domain: positive, field: "index.elementBytes", example: "4 B" },
    assume(figures.elementBytes),
  ),
  codeBytes: quantity("Size of the code of a vector", when(isOf("pq"), assume(figures.codeBytes))),
  vectorBytes: quantity("Size of a stored vector, or of its code", same("codeBytes"), by(F.vectorBytes)),
  graphNeighbours: quantity(
    "Links of a vector of a graph",
    { domain: positive, field: "index.graphNeighbours", example: "16" },
    assume(figures.graphNeighbours),
  ),
  noNeighbours: quantity("No links", noLinks),
  searchListSize: quantity(
    "Candidates while a graph is searched",
    { domain: positive, field: "index.searchListSize", example: "100" },
    assume(figures.searchListSize),
  ),
  constructionListSize: quantity(
    "Candidates while a graph is built",
    { domain: positive, field: "index.constructionListSize", example: "200" },
    assume(figures.constructionListSize),
  ),
  distanceSeconds: quantity("Time to compare two vectors", assume(figures.distanceSeconds)),
  scannedShare: quantity(
    "Share of the lists of ivf that a search reads",
    { domain: positiveFraction, field: "index.scannedShare", example: "1%" },
    assume(figures.scannedShare),
  ),
  wholeShare: quantity("All vectors", everyVector),
  scanBytesPerSecond: quantity("Rate at which a processor reads memory", assume(figures.scanBytesPerSecond)),
  searchedVectors: quantity("Vectors that are searched for", oneVector),
  searchSeconds: quantity(
    "Time of a search",
    when(isGraph, by(F.graphSeconds, { vectors: "searchedVectors", candidateListSize: "searchListSize" })),
    when(isOf("ivf"), by(F.scanSeconds, { memoryBytesPerSecond: "scanBytesPerSecond" })),
    by(F.scanSeconds, { scannedShare: "wholeShare", memoryBytesPerSecond: "scanBytesPerSecond" }),
  ),
  search: part(processor(), searchOf, { runSeconds: [same("searchSeconds")], repetitions: [same("passes")] }),
  refreshDays: quantity(
    "Days from one refresh to the next",
    { domain: positive, field: "index.refreshDays", as: "refresh", example: "30 d" },
    assume(figures.refreshDays),
  ),
  refreshedShare: quantity(
    "Share of the index that a refresh builds anew",
    { domain: fraction, field: "index.refreshedShare", example: "100%" },
    assume(figures.refreshedShare),
  ),
  chunkOverlap: quantity(
    "Text that neighbouring pieces share, as a factor on the tokens",
    { domain: atLeastOne, field: "index.chunkOverlap", example: "1.1" },
    assume(figures.chunkOverlap),
  ),
  indexEmbeddingCorpusTokens: quantity("Tokens of all texts", by(F.corpusTokens, { chunks: "vectors" })),
  indexEmbedding: part(encoder(), indexEmbeddingOf, {
    encodedTokens: [same("indexEmbeddingCorpusTokens")],
    textTokens: [same("chunkTokens")],
    encoderEfficiency: [same("encoderEfficiency")],
    repetitions: [same("refreshedShare")],
  }),
  indexBuildSeconds: quantity("Time to build a graph", by(F.graphSeconds, { candidateListSize: "constructionListSize" })),
  indexBuild: part(processor(), indexBuildOf, { runSeconds: [same("indexBuildSeconds")], repetitions: [same("refreshedShare")] }),
  refresh: part(counted(), ofIndex, sumsOf("indexEmbedding", "indexBuild")),
  indexReplicas: quantity(
    "Copies of the index; 1 where left out",
    { domain: atLeastOne, isWhole: true, field: "index.replicas", example: "2" },
    oneCopy,
  ),
  indexBytes: quantity(
    "Size of the index with its copies",
    when(isGraph, by(F.indexBytes)),
    by(F.indexBytes, { graphNeighbours: "noNeighbours" }),
  ),
  standingDay: part(standing(), standingDayOf, { indexBytes: [same("indexBytes")] }),
  requestsPerDay: quantity("Questions per day", { domain: positive, example: "100000" }),
  oneOccurrence: quantity("One refresh, one day", once),
  requestsPerRefresh: quantity("Questions from one refresh to the next", by(F.periodRequests, { periodDays: "refreshDays" })),
  refreshShare: quantity(
    "A question's share of a refresh",
    by(F.perRequest, { occurrences: "oneOccurrence", requests: "requestsPerRefresh" }),
  ),
  dayShare: quantity("A question's share of a day", by(F.perRequest, { occurrences: "oneOccurrence", requests: "requestsPerDay" })),
  indexEmbeddingShare: part(counted(), ofIndex, { ...allOf("indexEmbedding"), repetitions: [same("refreshShare")] }),
  indexBuildShare: part(counted(), ofGraph, { ...allOf("indexBuild"), repetitions: [same("refreshShare")] }),
  standingIndex: part(counted(), ofIndex, { ...allOf("standingDay"), repetitions: [same("dayShare")] }),
}));

const all = lazily(() => totalsOf(...questionParts, ...indexParts));

/** A question to a model that is helped by retrieval, tools or examples, with its share of the index; a month of them; one without the index. */
const rag = lazily(() => ({
  ...deployment(),
  ...prompt(),
  ...question(),
  ...index(),
  ...all(),
  ...repeated(),
  monthDays: quantity("Days of a month", aMonth),
  monthRequests: quantity("Questions of a month", by(F.periodRequests, { periodDays: "monthDays" })),
  month: part(counted(), monthOf, { ...links(all()), repetitions: [same("monthRequests")] }),
  request: part(counted(), always, sumsOf(...questionParts)),
}));

/** A question as its table takes it, alone or as a part: numbers that its parts take stand in `whole` alone. */
export function ragRecords(input: RagInput): OfRag {
  // An agent of one turn is the answer.
  const { agent, ...rest } = input;
  const whole: RagInput = agent === undefined || agent.turns === 1 ? rest : { ...rest, agent };
  const cleared = Object.fromEntries(Object.keys(deployment()).map((name) => [name, undefined]));
  return { ...whole, ...cleared, whole };
}

/** Questions over a period: what an index takes whatever their number, and all of them. */
export const ragPeriod = lazily(() =>
  graph<OfRag>()({
    ...rag(),
    ...bare({
      requests: quantity("Questions of the period"),
      periodDays: quantity("The period"),
      refreshesPerPeriod: quantity("Refreshes of the index in the period"),
    }),
    eachDay: quantity("A day of each day", once),
    onceStandingDayCount: quantity("Days of the period", by(F.periodRequests, { requestsPerDay: "eachDay" })),
    onceRefreshes: part(counted(), ofIndex, { ...allOf("refresh"), repetitions: [same("refreshesPerPeriod")] }),
    onceStanding: part(counted(), ofIndex, { ...allOf("standingDay"), repetitions: [same("onceStandingDayCount")] }),
    once: part(counted(), ofIndex, sumsOf("onceRefreshes", "onceStanding")),
    periodRequests: part(counted(), always, { ...allOf("request"), repetitions: [same("requests")] }),
    period: part(counted(), always, sumsOf("once", "periodRequests")),
  }),
);

/** A question as a graph. */
export const ragGraph = lazily(() => graph<OfRag>()(rag()));
