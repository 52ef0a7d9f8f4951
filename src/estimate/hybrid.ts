import { lazily } from "../core/lazily.js";
import { unreadPlace } from "./given-rules.js";
import type { Note } from "./note.js";
import { bandBatch } from "../serving/capacity.js";
import { breakEvenPromptTokens, breakEvenRoundTokens, middleShare, tokensPerRound } from "../adaptation/speculative.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { defaults } from "../catalog/defaults.js";
import type { Grid, Model, NetworkRecord } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Figure } from "../core/figure.js";
import { atLeastOne, fraction, positive } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import { functionOf } from "../graph/columns.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { type Kind, kind } from "../graph/kind.js";
import { scopedKey } from "../graph/plan.js";
import { bareOf, graph, links, part, quantity } from "../graph/rows.js";
import { assume, by, noted, record, type Say, same, sum, when } from "../graph/ways.js";
import { definition } from "./definition.js";
import { checkHybrid, networkKinds } from "./hybrid-input.js";
import { demandOf } from "./inference-input.js";
import { besideDevice, deviceRules, isNothing, noteFit, userDeviceKinds } from "./local-device.js";
import { type Phased, phasedEstimator, type PhasedNumbers, phaseGoals, type PhaseOf, phaseTotals } from "./phased.js";
import { type LedgerPlace, type PhaseEstimate, type Ranged } from "./phases.js";
import { call } from "./tables/call.js";
import { device, deviceLinks, deviceWork, drafting, draftingLinks, network } from "./tables/device.js";
import { totalsLike, totalsOf } from "./tables/phases.js";
import { repeated } from "./tables/price.js";
import type { HybridInput, Verifier } from "./generated/inputs.js";
import type { PhaseTotals } from "./generated/totals.js";
import type { PhasedEstimate } from "./result.js";

/** One way of answering. */
export interface HybridWay extends PhaseTotals {
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  readonly phases: readonly PhaseEstimate[];
  /** Time from the question to the end of the answer (s). */
  readonly latencySeconds: Ranged;
  /** Mean time per token of the answer (s). */
  readonly timePerOutputTokenSeconds: Ranged;
  /** Energy per token of the answer, wherever it is spent, PUE included (J/token). */
  readonly joulesPerToken: Ranged;
}

/** Where a hybrid answer takes as much energy as one of the cloud alone; `null` where it never does. */
export interface HybridBreakEven {
  /** Chance that a draft is accepted (fraction): above it the hybrid takes less; 0 where it always does. */
  readonly acceptance: number | null;
  /** Tokens that a round has to yield (tokens). */
  readonly tokensPerRound: number;
  /** Length of the prompt (tokens): below it the hybrid takes less; `null` where it never does. */
  readonly promptTokens: number | null;
  /** Sequences of the server (count): below it the hybrid takes less; `null` where one way takes less at every batch that fits. */
  readonly batch: number | null;
}

/** An estimate of a hybrid answer, beside the other ways of answering. */
export interface HybridEstimate extends HybridWay, PhasedEstimate<"hybrid", "inference+idle", "datacenter+network+device"> {
  /** Tokens that a round yields on average (tokens). */
  readonly tokensPerRound: Ranged;
  /** Energy over that of the cloud alone (ratio): above 1 the hybrid takes more. */
  readonly ratioToCloud: Ranged;
  readonly cloudOnly: HybridWay;
  /** The draft model alone on the device: another, smaller model. */
  readonly deviceOnly: HybridWay;
  /** The same hybrid with the server at the edge; `null` where none is given. */
  readonly edge: HybridWay | null;
  readonly breakEven: HybridBreakEven;
}

const { hybrid: figures, networks } = adaptationDefaults;

const hasPrompt = ({ inputTokens }: HybridInput): boolean => inputTokens !== undefined;
const ofNetwork = (key: keyof NetworkRecord) => assume(({ network: own }: HybridInput): Figure => networks[own?.kind ?? "fixed"][key]);
const withoutCore: Say<HybridInput> = (_, { network: { kind: own } = {} }) =>
  own === "4g" || own === "5g"
    ? `The figure of ${own} is that of base stations alone: the fixed core behind them is missing, not zero.`
    : undefined;
const vocabulary = record(({ draftModel }: Pick<HybridInput, "draftModel">) => draftModel.architecture?.vocabularySize);
const noTokens = assume(definition(0, "no such part"));

/** What a way of answering looks at: grids, whether there is a prompt, and the server. */
interface Way {
  readonly deviceGrid: Grid | undefined;
  readonly networkGrid: Grid | undefined;
  readonly isPrompted: boolean;
  readonly field: "cloud" | "edge";
  readonly server: Verifier;
}
const wayTo = (input: HybridInput, field: "cloud" | "edge", server: Verifier): Way => ({
  deviceGrid: input.deviceGrid ?? input.cloud.grid,
  networkGrid: input.network?.grid ?? input.cloud.grid,
  isPrompted: hasPrompt(input),
  field,
  server,
});
const toCloud = (input: HybridInput): Way => wayTo(input, "cloud", input.cloud);
const toEdge = (input: HybridInput): Way | undefined => input.edge && wayTo(input, "edge", input.edge);
const isPrompted = (way: Way): boolean => way.isPrompted;
const onDevice = ({ deviceGrid: grid }: Way): object => ({ grid });
const onNetwork = ({ networkGrid: grid }: Way): object => ({ grid });
const onInterconnect = (way: Way): object | undefined => (way.field === "cloud" ? onNetwork(way) : undefined);
const promptOf = (way: Way): object | undefined => (isPrompted(way) ? onDevice(way) : undefined);
/** A server with what is asked of it; messages name its fields as those of `cloud` or `edge`. */
const serverOf = ({ field, server }: Way): object => ({ ...demandOf(server), field });
const draftOf = ({ draftModel }: HybridInput): { readonly model: Model } => ({ model: draftModel });

/** What ways of answering share. */
const answered = lazily(() => ({
  inputTokens: quantity("Prompt, which device and server both read; none where left out", { example: "300" }, noTokens),
  outputTokens: quantity("Answer", { domain: atLeastOne, example: "300" }),
  generatedTokens: quantity("Generated tokens", same("outputTokens")),
  draftedTokens: quantity(
    "Tokens drafted in a round",
    { domain: { min: 0, max: 64 }, isWhole: true, example: "4" },
    assume(defaults.speculation.draftedTokens),
  ),
  acceptance: quantity(
    "Mean chance that a drafted token is accepted, not the accepted over the drafted",
    { domain: fraction, example: "70%" },
    assume(figures.acceptance),
  ),
  roundTokens: quantity("Tokens that a round yields", by(F.tokensPerRound)),
  rounds: quantity("Rounds of the answer", by(F.rounds)),
}));

/** Messages between device and servers. */
const messages = lazily(() => ({
  networkKwhPerGigabyte: quantity(
    "Energy per transferred byte, an average attribution",
    { field: "network.networkKwhPerGigabyte", example: "0.03" },
    noted("missing-part", ofNetwork("networkKwhPerGigabyte"), withoutCore),
  ),
  interconnectKwhPerGigabyte: quantity(
    "Energy per byte between data centres, added for a cloud and not for an edge",
    { field: "network.interconnectKwhPerGigabyte", example: "0.001" },
    assume(networks.interconnect.networkKwhPerGigabyte),
  ),
  roundTripSeconds: quantity(
    "Round trip",
    { field: "network.roundTripSeconds", as: "roundTrip", example: "20 ms" },
    ofNetwork("roundTripSeconds"),
  ),
  headerBytes: quantity(
    "What a message has beside its content",
    { field: "network.headerBytes", example: "150 B" },
    assume(figures.headerBytes),
  ),
  oneMessage: quantity("One message", assume(definition(1, "the prompt is one message"))),
  noTokens: quantity("No tokens", noTokens),
  draftVocabulary: quantity("Vocabulary of the draft model", vocabulary, assume(figures.vocabularySize)),
  probabilityBytes: quantity("Size of a probability", assume(figures.probabilityBytes)),
  tokenIdBytes: quantity("Size of the id of a token", assume(figures.tokenIdBytes)),
  promptTokenBytes: quantity("Size of the text of a token of the prompt", assume(figures.promptBytesPerToken)),
  streamedTokenBytes: quantity("Size of a token that is streamed", assume(figures.streamedBytesPerToken)),
  bonusTokens: quantity("The token that the verification adds", assume(definition(1, "the token that the verification adds"))),
  returnedTokens: quantity("Tokens that come back", sum("draftedTokens", "bonusTokens")),
  distributedTokens: quantity(
    "Drafts whose distribution is sent",
    when(({ network: own }: HybridInput) => own?.sendsDistributions === true, same("draftedTokens")),
    same("noTokens"),
  ),
  draftsBytes: quantity(
    "Message of the drafts of a round",
    by(F.messageBytes, { sentTokens: "draftedTokens", vocabularySize: "draftVocabulary" }),
  ),
  verdictBytes: quantity(
    "Message of what is accepted",
    by(F.messageBytes, { sentTokens: "returnedTokens", distributedTokens: "noTokens", vocabularySize: "draftVocabulary" }),
  ),
  roundBytes: quantity("Messages of a round", sum("draftsBytes", "verdictBytes")),
  promptBytes: quantity(
    "Message of the prompt",
    when(
      hasPrompt,
      by(F.messageBytes, {
        sentTokens: "inputTokens",
        tokenIdBytes: "promptTokenBytes",
        distributedTokens: "noTokens",
        vocabularySize: "draftVocabulary",
      }),
    ),
  ),
  streamBytes: quantity(
    "Messages of an answer that is streamed",
    by(F.messageBytes, {
      sentTokens: "generatedTokens",
      tokenIdBytes: "streamedTokenBytes",
      distributedTokens: "noTokens",
      vocabularySize: "draftVocabulary",
    }),
  ),
}));

/** What the device does in every way of answering in which it drafts. */
const drafts = lazily(() => ({
  draftBytesPerParameter: quantity(
    "Size of a weight of the draft",
    { domain: positive, example: "0.5625" },
    assume(figures.draftBytesPerParameter),
  ),
  draft: part(drafting(), draftOf, { ...draftingLinks(), bytesPerParameter: [same("draftBytesPerParameter")] }),
  draftTokenSeconds: quantity("Time of a token of the draft model", same("draft.stepSeconds")),
  prefillSeconds: quantity("Time of the device to read the prompt", same("draft.prefillSeconds")),
  roundDraftSeconds: quantity("Time of the drafts of a round", by(F.draftSeconds)),
  draftsSeconds: quantity("Time of all drafts", by(F.repeatedSeconds, { repetitions: "rounds", onceSeconds: "roundDraftSeconds" })),
  roundTripsSeconds: quantity("Time of all round trips", by(F.repeatedSeconds, { repetitions: "rounds", onceSeconds: "roundTripSeconds" })),
  roundSeconds: quantity("Time of a round beside that of the server", sum("roundDraftSeconds", "roundTripSeconds")),
  deviceTokenSeconds: quantity("The same per token", by(F.perRoundTokenSeconds)),
}));

/** What ways of answering take from around them: answer and device, network, drafts. */
const ofAnswer = lazily(() => ({
  ...bareOf(answered(), "inputTokens", "generatedTokens", "roundTokens", "rounds"),
  ...bareOf(drafts(), "prefillSeconds"),
  ...bareOf(device(), "devices", "activeWatts", "waitingWatts", "chargedGramsCo2e", "deviceLifetimeYears", "deviceUtilisation"),
}));
const overNetwork = lazily(() =>
  bareOf(messages(), "promptBytes", "networkKwhPerGigabyte", "interconnectKwhPerGigabyte", "roundTripSeconds"),
);
const ofDrafts = lazily(() => ({
  ...bareOf(answered(), "draftedTokens", "acceptance"),
  ...bareOf(drafts(), "draftsSeconds", "roundTripsSeconds", "deviceTokenSeconds"),
  ...bareOf(messages(), "roundBytes"),
}));
const ofStream = lazily(() => bareOf(messages(), "oneMessage", "streamBytes"));
const alone = lazily(() => bareOf(drafts(), "draftTokenSeconds"));
const joules = lazily(() => ({
  joulesPerToken: quantity("Energy per token of the answer, wherever it is spent", by(F.energyPerGenerated)),
}));

const asked = { inputTokens: [same("inputTokens")], outputTokens: [same("generatedTokens")] } as const;
const access = { promptBytes: [same("promptBytes")], networkKwhPerGigabyte: [same("networkKwhPerGigabyte")] } as const;
const between = { ...access, networkKwhPerGigabyte: [same("interconnectKwhPerGigabyte")] } as const;
const busy = { ...deviceLinks, powerWatts: [same("activeWatts")] } as const;
const waiting = { ...deviceLinks, powerWatts: [same("waitingWatts")] } as const;

/** A device drafts, and a server verifies. */
const draftedWay = lazily(() =>
  graph<Way>()({
    ...ofAnswer(),
    ...overNetwork(),
    ...ofDrafts(),
    server: part(call(), serverOf, { ...asked, ...links(bareOf(answered(), "draftedTokens", "acceptance", "roundTokens")) }),
    serverAnswerSeconds: quantity(
      "Time of the server for the answer",
      by(F.answerSeconds, { timePerOutputTokenSeconds: "server.timePerOutputTokenSeconds" }),
    ),
    // The device waits for the round trip of each round, and for the server.
    waitingSeconds: quantity("Time in which the device waits", sum("roundTripsSeconds", "serverAnswerSeconds")),
    devicePrompt: part(deviceWork(), promptOf, { ...busy, runSeconds: [same("prefillSeconds")] }),
    deviceDrafts: part(deviceWork(), onDevice, { ...busy, runSeconds: [same("draftsSeconds")] }),
    deviceWaiting: part(deviceWork(), onDevice, { ...waiting, runSeconds: [same("waitingSeconds")] }),
    network: part(network(), onNetwork, { ...access, messages: [same("rounds")], transferredBytes: [same("roundBytes")] }),
    interconnect: part(network(), onInterconnect, { ...between, messages: [same("rounds")], transferredBytes: [same("roundBytes")] }),
    timePerOutputTokenSeconds: quantity("Mean time per token of the answer", sum("deviceTokenSeconds", "server.timePerOutputTokenSeconds")),
    answerLatencySeconds: quantity(
      "Time from the question to the end of the answer",
      by(F.answerLatency, { timeToFirstTokenSeconds: "server.timeToFirstTokenSeconds" }),
    ),
    ...totalsOf("devicePrompt", "deviceDrafts", "deviceWaiting", "network", "interconnect", "server"),
    ...repeated(),
    ...joules(),
  }),
);

/** The server answers, and the device waits. */
const plainWay = lazily(() =>
  graph<Way>()({
    ...ofAnswer(),
    ...overNetwork(),
    ...ofStream(),
    server: part(call(), serverOf, asked),
    deviceWaiting: part(deviceWork(), onDevice, { ...waiting, runSeconds: [same("answerLatencySeconds")] }),
    network: part(network(), onNetwork, { ...access, messages: [same("oneMessage")], transferredBytes: [same("streamBytes")] }),
    interconnect: part(network(), onNetwork, { ...between, messages: [same("oneMessage")], transferredBytes: [same("streamBytes")] }),
    timePerOutputTokenSeconds: quantity("Mean time per token of the answer", same("server.timePerOutputTokenSeconds")),
    answerLatencySeconds: quantity("Time from the question to the end of the answer", sum("server.latencySeconds", "roundTripSeconds")),
    ...totalsOf("deviceWaiting", "network", "interconnect", "server"),
    ...repeated(),
    ...joules(),
  }),
);

/** The draft model answers alone. */
const aloneWay = lazily(() =>
  graph<Way>()({
    ...ofAnswer(),
    ...alone(),
    answerSeconds: quantity("Time of the answer", by(F.answerSeconds, { timePerOutputTokenSeconds: "draftTokenSeconds" })),
    devicePrompt: part(deviceWork(), promptOf, { ...busy, runSeconds: [same("prefillSeconds")] }),
    deviceAnswer: part(deviceWork(), onDevice, { ...busy, runSeconds: [same("answerSeconds")] }),
    timePerOutputTokenSeconds: quantity("Mean time per token of the answer", same("draftTokenSeconds")),
    answerLatencySeconds: quantity(
      "Time from the question to the end of the answer",
      when(isPrompted, sum("prefillSeconds", "answerSeconds")),
      same("answerSeconds"),
    ),
    ...totalsOf("devicePrompt", "deviceAnswer"),
    ...repeated(),
    ...joules(),
  }),
);

/** An answer that a device drafts and a server verifies, beside the other ways of answering. */
const hybridGraph = lazily(() =>
  graph<HybridInput>()({
    ...device(),
    ...answered(),
    ...messages(),
    ...drafts(),
    // The plain answer comes first: an unknown load is that of the cloud without drafts.
    cloudOnly: part(plainWay(), toCloud, links({ ...ofAnswer(), ...overNetwork(), ...ofStream() })),
    hybrid: part(draftedWay(), toCloud, links({ ...ofAnswer(), ...overNetwork(), ...ofDrafts() })),
    deviceOnly: part(aloneWay(), toCloud, links({ ...ofAnswer(), ...alone() })),
    edge: part(draftedWay(), toEdge, links({ ...ofAnswer(), ...overNetwork(), ...ofDrafts() })),
    ...totalsLike("hybrid"),
    ratioToCloud: quantity(
      "Energy over that of the cloud alone: above 1 the hybrid takes more",
      by(F.energyRatio, { energyKwh: "hybrid.energyKwh", referenceKwh: "cloudOnly.energyKwh" }),
    ),
  }),
);

const answers = ["cloudOnly", "hybrid", "deviceOnly", "edge"] as const;
type Answer = (typeof answers)[number];
/** The parts of each way of answering, in the order of a result. */
const partsOf: Readonly<Record<Answer, readonly string[]>> = {
  cloudOnly: ["deviceWaiting", "network", "interconnect", "server"],
  hybrid: ["devicePrompt", "deviceDrafts", "deviceWaiting", "network", "interconnect", "server"],
  deviceOnly: ["devicePrompt", "deviceAnswer"],
  edge: ["devicePrompt", "deviceDrafts", "deviceWaiting", "network", "server"],
};
const ownNumbers = ["answerLatencySeconds", "timePerOutputTokenSeconds", "joulesPerToken"] as const;

const placeOf = (answer: Answer, name: string): LedgerPlace => {
  if (name.startsWith("device")) return "edge";
  if (name !== "server") return "network";
  return answer === "edge" ? "edge" : "cloud";
};
const phases: readonly PhaseOf[] = answers.flatMap((answer) => [
  { name: answer, phase: "inference", place: "cloud", within: "ways" },
  ...partsOf[answer].map((name): PhaseOf => ({
    name: scopedKey(answer, name),
    shown: name,
    phase: "inference",
    place: placeOf(answer, name),
    within: answer,
  })),
]);

/** A hybrid answer as a kind. */
export const hybrid: Kind<HybridInput> = kind<HybridInput>(() => ({
  name: "hybrid",
  graph: hybridGraph(),
  totals: phaseTotals,
  goals: [
    // The plain answer comes first: an unknown load is that of the cloud without drafts.
    ...answers.flatMap((answer) => [
      ...phaseGoals(answer, ...partsOf[answer].map((name) => `${answer}.${name}`)),
      ...ownNumbers.map((name) => `${answer}.${name}?`),
    ]),
    "ratioToCloud",
    "roundTokens",
  ],
  rankBy: "totalGramsCo2e",
  beside: ["cloudOnly.server.mostSequences?", ...besideDevice("draft")],
  rules: deviceRules,
  unread: unreadPlace,
  choices: ["cloud", "edge", "device.name", "device.processor", "draftModel", "deviceGrid", "network.grid"],
  words: { "device.kind": userDeviceKinds, "network.kind": networkKinds, "network.sendsDistributions": [true, false] },
  accept: (input) => (isNothing(input.inputTokens) ? { ...input, inputTokens: undefined } : { ...input }),
  check: checkHybrid,
  verify: holdsDraft,
}));

/** Refuses a draft model that is larger than the model that it drafts for. */
function holdsDraft({ draftModel }: HybridInput, run: Run): void {
  const [value, most] = [valueIn(run, "draftParameters"), valueIn(run, "cloudOnlyServerParameters")] as [number, number];
  if (value <= most) return;
  const message = `hybrid: draftModel ${draftModel.name ?? ""} is larger than the model that it drafts for`;
  throw new FootprintError("invalid-input", message, { field: "draftModel", value, bound: `(0, ${most}]` });
}

const BISECTIONS = 60;
const MOST_BATCH = 4096;

/** Halves an interval at whose ends a comparison differs. */
function bisect(low: number, high: number, isLower: (at: number) => boolean, middle: (low: number, high: number) => number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < BISECTIONS; step++) {
    const at = middle(below, above);
    if (isLower(at)) below = at;
    else above = at;
  }
  return above;
}

/** The batch from which on the cloud alone takes less; nothing where the hybrid takes less at every one that fits, or never. */
function breakEvenBatch(input: HybridInput): number | null {
  const { requestsPerSecond, systemTokensPerSecond, servingBand, ...cloud } = input.cloud;
  const { edge, ...rest } = input;
  const run = hybrid.run({ ...rest, cloud: { ...cloud, batch: 1 } }, false);
  const batches = ["cloudOnlyServerBatch", "hybridServerBatch"];
  const [hybridKwh, plainKwh, most] = (["hybridEnergyKwh", "cloudOnlyEnergyKwh", "cloudOnlyServerMostSequences"] as const).map((goal) => {
    const at = functionOf(run, batches, goal, true);
    return (batch: number): number => at(batch, batch);
  }) as [(batch: number) => number, (batch: number) => number, (batch: number) => number];
  const isHybridLess = (batch: number): boolean => hybridKwh(batch) < plainKwh(batch);
  if (!isHybridLess(1)) return null;
  let fits = 1;
  for (let batch = 2; batch <= MOST_BATCH && batch <= most(batch); batch += batch) {
    if (!isHybridLess(batch)) {
      return bisect(fits, batch, isHybridLess, (fewestSequences, mostSequences) =>
        bandBatch.raw({ fewestSequences, mostSequences, bandShare: 0.5 }),
      );
    }
    fits = batch;
  }
  return null;
}

/** The acceptance from which on the hybrid takes less. */
function breakEvenAcceptance(run: Run): number | null {
  const hybridKwh = functionOf(run, ["acceptance"], "energyKwh");
  const plainKwh = valueIn(run, "cloudOnlyEnergyKwh") as number;
  const takesMore = (acceptance: number): boolean => hybridKwh(acceptance) > plainKwh;
  if (takesMore(1)) return null;
  if (!takesMore(0)) return 0;
  return bisect(0, 1, takesMore, (lowShare, highShare) => middleShare.raw({ lowShare, highShare }));
}

function breakEvenOf({ run, input }: Phased<HybridInput>): HybridBreakEven {
  const of = (name: string): number => valueIn(run, name) as number;
  const [hybridKwh, plainKwh, roundTokens] = [of("energyKwh"), of("cloudOnlyEnergyKwh"), of("roundTokens")];
  // Per token of a prompt of any length: the device reads it in proportion, as long as attention is small beside the weights.
  const promptTokenKwh = valueIn(hybrid.run({ ...input, inputTokens: 1 }, false), "hybridDevicePromptEnergyKwh") as number;
  const promptKwh = valueIn(run, "hybridDevicePromptEnergyKwh") ?? 0;
  const promptTokens = breakEvenPromptTokens.raw({ plainKwh, hybridKwh, promptKwh, promptTokenKwh });
  const acceptance = breakEvenAcceptance(run);
  return {
    acceptance,
    tokensPerRound:
      acceptance === null
        ? breakEvenRoundTokens.raw({ roundTokens, hybridKwh, plainKwh })
        : tokensPerRound.raw({ acceptance, draftedTokens: of("draftedTokens") }),
    promptTokens: promptTokens > 0 ? promptTokens : null,
    batch: breakEvenBatch(input),
  };
}

/** One way of answering, from the numbers of a result. */
function wayOf({ totals, phases: parts, ranged }: PhasedNumbers<HybridInput>, of: Phased<HybridInput>, answer: Answer): HybridWay {
  const own = (key: (typeof ownNumbers)[number]): Ranged => ranged(of, scopedKey(answer, key));
  return {
    ...totals(of, answer),
    phases: parts(of, answer),
    latencySeconds: own("answerLatencySeconds"),
    timePerOutputTokenSeconds: own("timePerOutputTokenSeconds"),
    joulesPerToken: own("joulesPerToken"),
  };
}

/** What a hybrid answer says of itself, beside the ways by which it is had. */
function noteHybrid({ network: own, draftModel }: HybridInput, run: Run): Note[] {
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        "One answer: the device with the share of its manufacture, networks, and the server with PUE; each with its own electricity. The device waits " +
        "in every way of answering. Not included: cost of encryption, delays that vary, wear of the battery, drafts in trees, a draft that drifts.",
    },
    {
      code: "predicted",
      message:
        "Energy per transferred byte is an average of all traffic: what a small message adds is near zero. The manufacture of the device is charged by " +
        "the hours in which it is busy with the answer, waiting included: an upper bound.",
    },
    {
      code: "predicted",
      message: `The device alone answers with ${draftModel.name ?? "the draft model"}, another and smaller model: its answers are not those of the other ways.`,
    },
  ];
  if (own?.sendsDistributions !== true) {
    notes.push({
      code: "predicted",
      message:
        "Token ids alone are sent. Exact sampling needs the distribution of each draft, which swamps everything else (network.sendsDistributions).",
    });
  }
  return [...notes, ...noteFit(run, "draft")];
}

/**
 * Estimates an answer that a device of a user drafts and a server verifies, beside the same answer from the cloud alone, from the device alone, and
 * with a server at the edge: device, networks, server and manufacture each with its own electricity, and where the hybrid begins to take less.
 *
 * @param input - server, device, draft model, network, tokens, drafts and their acceptance
 * @returns the numbers of one answer (units in their names) for every way, break-even points, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateHybrid } from "llm-footprint/adaptation";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const answer = estimateHybrid({
 *   cloud: {
 *     model: models["llama-3.1-70b"], accelerator: accelerators["h100-sxm-80gb"], acceleratorCount: 4, batch: 32,
 *     pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 *   },
 *   device: { kind: "laptop" }, draftModel: models["llama-3.1-8b"], inputTokens: 300, outputTokens: 300,
 * });
 * console.log(answer.tokensPerRound.value.toFixed(4), answer.phases.length); // 2.7731 6
 * ```
 */
export const estimateHybrid: (input: HybridInput) => HybridEstimate = /* @__PURE__ */ phasedEstimator<HybridInput, HybridEstimate>(hybrid, {
  name: "hybrid",
  boundary: { lifecycle: "inference+idle", system: "datacenter+network+device" },
  phases: () => phases,
  further: ["roundTokens", "ratioToCloud", ...answers.flatMap((answer) => ownNumbers.map((name) => scopedKey(answer, name)))],
  later: (numbers) => ({
    low: numbers.low,
    high: numbers.high,
    phases: (of) => numbers.phases(of, "hybrid"),
    latencySeconds: (of) => numbers.ranged(of, "hybridAnswerLatencySeconds"),
    timePerOutputTokenSeconds: (of) => numbers.ranged(of, "hybridTimePerOutputTokenSeconds"),
    joulesPerToken: (of) => numbers.ranged(of, "hybridJoulesPerToken"),
    tokensPerRound: (of) => numbers.ranged(of, "roundTokens"),
    ratioToCloud: (of) => numbers.ranged(of, "ratioToCloud"),
    cloudOnly: (of) => wayOf(numbers, of, "cloudOnly"),
    deviceOnly: (of) => wayOf(numbers, of, "deviceOnly"),
    edge: (of) => (of.input.edge === undefined ? null : wayOf(numbers, of, "edge")),
    breakEven: breakEvenOf,
    drivers: numbers.drivers,
  }),
  notes: noteHybrid,
  mainPart: "cloudOnlyServer",
});
