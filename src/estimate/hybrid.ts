import {
  breakEvenPromptTokens,
  breakEvenRoundTokens,
  draftSeconds as timeOfDrafts,
  energyPerGenerated,
  energyRatio,
  messageBytes,
  middleShare,
  networkEnergy,
  perRoundTokenSeconds,
  rounds as roundsOf,
  tokensPerRound,
} from "../adaptation/speculative.js";
import { partShare } from "../adaptation/break-even.js";
import { repeatedSeconds } from "../adaptation/repeat.js";
import { meanContext } from "../architecture/traffic.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { defaults } from "../catalog/defaults.js";
import type { Grid } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { isFootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { type Given, valueOf } from "../core/figure.js";
import type { Driver } from "../core/range.js";
import { type Line, Trace } from "../core/trace.js";
import { bandBatch } from "../serving/capacity.js";
import { requestLatency } from "../serving/quality.js";
import { definition } from "./definition.js";
import { checkHybrid, type HybridInput, type Verifier, hybridPlaces } from "./hybrid-input.js";
import { noteHybrid } from "./hybrid-notes.js";
import { inputOr } from "./input-or.js";
import {
  type LocalModel,
  wireAnswerSeconds,
  wireDevice,
  type WiredDevice,
  wireDeviceWork,
  wireLocalModel,
  wireLocalPrefill,
  wireLocalStep,
} from "./local-device.js";
import { SharedLoads, wireCall } from "./model-call.js";
import {
  gridLines,
  type LedgerPhase,
  type LedgerPlace,
  numbersOf,
  type Phase,
  type PhaseEstimate,
  type PhaseQuantities,
  type PhaseTotals,
  type Ranged,
  wireSum,
  wireWork,
} from "./phases.js";
import type { PlaceInput } from "./place.js";
import type { Note } from "./note.js";

const figures = adaptationDefaults.hybrid;
const NO_PUE = definition(1, "no data centre stands around devices and networks");
const NOTHING = definition(0, "no such part");
const ALONE = definition(1, "one user");
const ONE_MESSAGE = definition(1, "the prompt is one message");
const ONE_MORE = definition(1, "the token that the verification adds");

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
export interface HybridEstimate extends HybridWay {
  readonly kind: "hybrid";
  readonly dataVersion: string;
  readonly boundary: { readonly lifecycle: "inference+idle"; readonly system: "datacenter+network+device" };
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
  readonly drivers: readonly Driver[];
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}

/** A way of answering on its way through an estimate. */
interface WiredWay {
  readonly phases: readonly Phase[];
  readonly total: PhaseQuantities;
  readonly latencySeconds: Quantity<"s">;
  readonly timePerOutputTokenSeconds: Quantity<"s">;
  readonly joulesPerToken: Quantity<"J/token">;
}

/** What all ways share. */
interface Setting {
  readonly t: Evaluator;
  readonly input: HybridInput;
  readonly loads: SharedLoads;
  readonly device: WiredDevice;
  readonly draft: LocalModel;
  readonly devicePlace: PlaceInput;
  readonly networkPlace: PlaceInput;
  readonly inputTokens: Quantity<"token">;
  readonly generatedTokens: Quantity<"token">;
  readonly draftTokenSeconds: Quantity<"s">;
  readonly prefillSeconds: Quantity<"s"> | undefined;
  readonly roundTripSeconds: Quantity<"s">;
  readonly draftedTokens: Quantity<"token">;
  readonly roundTokens: Quantity<"token">;
}

function placeOf(grid: Grid): PlaceInput {
  return { pue: NO_PUE, grid };
}

function wireSetting(t: Evaluator, input: HybridInput): Setting {
  const { cloud, network = {}, draftModel } = input;
  const networkFigures = adaptationDefaults.networks[network.kind ?? "fixed"];
  const device = wireDevice(t, input.device);
  const inputTokens = inputOr(t, "promptInputTokens", input.inputTokens, NOTHING);
  const generatedTokens = t.input("answerTokens", input.outputTokens);
  const { draft, draftTokenSeconds, prefillSeconds } = t.within("draft", () => {
    const model = wireLocalModel(
      t,
      draftModel,
      inputOr(t, "draftBytesPerParameter", input.draftBytesPerParameter, figures.draftBytesPerParameter),
    );
    const contextTokens = t.line("contextTokens", meanContext, { promptTokens: inputTokens, generatedTokens });
    return {
      draft: model,
      draftTokenSeconds: wireLocalStep(t, device, model, t.fallback("alone", ALONE), contextTokens),
      prefillSeconds: valueOf(input.inputTokens ?? 0) > 0 ? wireLocalPrefill(t, device, model, inputTokens) : undefined,
    };
  });
  const draftedTokens = inputOr(t, "draftedTokens", input.draftedTokens, defaults.speculation.draftedTokens);
  return {
    t,
    input,
    loads: new SharedLoads(),
    device,
    draft,
    devicePlace: placeOf(input.deviceGrid ?? cloud.grid),
    networkPlace: placeOf(network.grid ?? cloud.grid),
    inputTokens,
    generatedTokens,
    draftTokenSeconds,
    prefillSeconds,
    roundTripSeconds: inputOr(t, "roundTripSeconds", network.roundTripSeconds, networkFigures.roundTripSeconds),
    draftedTokens,
    roundTokens: t.line("roundTokens", tokensPerRound, {
      acceptance: inputOr(t, "acceptance", input.acceptance, defaults.speculation.acceptance),
      draftedTokens,
    }),
  };
}

/** Work of the device as a phase. */
function devicePhase(
  { t, input, device, devicePlace }: Setting,
  name: string,
  power: "activeWatts" | "waitingWatts",
  seconds: Quantity<"s">,
): Phase {
  return {
    name,
    phase: "inference",
    place: "edge",
    quantities: t.within(name, () => wireDeviceWork(t, input.device, devicePlace, device[power], seconds)),
  };
}

/** A message with some tokens, or the text of a prompt, in bytes. */
function wireMessage(
  { t, input }: Setting,
  name: string,
  sentTokens: Quantity<"token">,
  tokenBytes: Given,
  distributedTokens: Quantity<"token"> | undefined,
): Quantity<"B"> {
  return t.line(`${name}Bytes`, messageBytes, {
    headerBytes: inputOr(t, "headerBytes", input.network?.headerBytes, figures.headerBytes),
    sentTokens,
    tokenIdBytes: t.fallback("tokenIdBytes", tokenBytes),
    distributedTokens: distributedTokens ?? t.fallback("noTokens", NOTHING),
    vocabularySize: inputOr(t, "draftVocabulary", input.draftModel.architecture?.vocabularySize, figures.vocabularySize),
    probabilityBytes: t.fallback("probabilityBytes", figures.probabilityBytes),
  });
}

/** Networks as phases: the access network, and for a cloud the links between data centres behind it. */
function networkPhases(
  s: Setting,
  messages: readonly { readonly count: Quantity<"1">; readonly bytes: Quantity<"B"> }[],
  isCloud: boolean,
): Phase[] {
  const { t, input, networkPlace } = s;
  const { network = {} } = input;
  const kind = adaptationDefaults.networks[network.kind ?? "fixed"];
  const phase = (name: string, networkKwhPerGigabyte: Quantity<"kWh/GB">): Phase => ({
    name,
    phase: "inference",
    place: "network",
    quantities: t.within(name, () =>
      wireWork(t, {
        place: networkPlace,
        itEnergyKwh: t.sum(
          "itEnergyKwh",
          messages.map(({ count, bytes }, index) =>
            t.line(`messages${index}EnergyKwh`, networkEnergy, { messages: count, transferredBytes: bytes, networkKwhPerGigabyte }),
          ),
        ),
        hardware: undefined,
        prices: {},
      }),
    ),
  });
  const access = phase("network", inputOr(t, "networkKwhPerGigabyte", network.networkKwhPerGigabyte, kind.networkKwhPerGigabyte));
  if (!isCloud) return [access];
  return [
    access,
    phase(
      "interconnect",
      inputOr(
        t,
        "interconnectKwhPerGigabyte",
        network.interconnectKwhPerGigabyte,
        adaptationDefaults.networks.interconnect.networkKwhPerGigabyte,
      ),
    ),
  ];
}

function serverPhase(name: string, place: LedgerPlace, quantities: PhaseQuantities): Phase {
  return { name, phase: "inference" satisfies LedgerPhase, place, quantities };
}

function finish(s: Setting, phases: readonly Phase[], latencySeconds: Quantity<"s">, timePerOutputTokenSeconds: Quantity<"s">): WiredWay {
  const { t, generatedTokens } = s;
  const total = wireSum(
    t,
    phases.map(({ quantities }) => quantities),
  );
  return {
    phases,
    total,
    latencySeconds,
    timePerOutputTokenSeconds,
    joulesPerToken: t.line("joulesPerToken", energyPerGenerated, { energyKwh: total.energyKwh, generatedTokens }),
  };
}

/** The question to a server: what it reads and writes. */
function askOf(input: HybridInput): { inputTokens?: Given; outputTokens: Given } {
  return { ...(input.inputTokens === undefined ? {} : { inputTokens: input.inputTokens }), outputTokens: input.outputTokens };
}

/** Device drafts, server verifies. */
function wireHybridWay(s: Setting, server: Verifier, isCloud: boolean): WiredWay {
  const { t, input, generatedTokens, draftedTokens, roundTokens, roundTripSeconds } = s;
  const speculation = {
    draftedTokens: input.draftedTokens ?? defaults.speculation.draftedTokens,
    acceptance: input.acceptance ?? defaults.speculation.acceptance,
  };
  const { quantities, request } = t.within("server", () => wireCall(t, s.loads, { ...server, ...askOf(input), speculation }));
  const rounds = t.line("rounds", roundsOf, { generatedTokens, roundTokens });
  const draftSeconds = t.line("roundDraftSeconds", timeOfDrafts, { draftedTokens, draftTokenSeconds: s.draftTokenSeconds });
  // The device waits for the round trip of each round, and for the server.
  const waitingSeconds = t.sum("waitingSeconds", [
    t.line("roundTripsSeconds", repeatedSeconds, { repetitions: rounds, onceSeconds: roundTripSeconds }),
    t.within("server", () => wireAnswerSeconds(t, generatedTokens, request.timePerOutputTokenSeconds)),
  ]);
  const sent = wireMessage(
    s,
    "drafts",
    draftedTokens,
    figures.tokenIdBytes,
    input.network?.sendsDistributions === true ? draftedTokens : undefined,
  );
  const returned = wireMessage(
    s,
    "verdict",
    t.sum("returnedTokens", [draftedTokens, t.fallback("bonusTokens", ONE_MORE)]),
    figures.tokenIdBytes,
    undefined,
  );
  const phases: Phase[] = [
    ...(s.prefillSeconds === undefined ? [] : [devicePhase(s, "devicePrompt", "activeWatts", s.prefillSeconds)]),
    devicePhase(
      s,
      "deviceDrafts",
      "activeWatts",
      t.line("draftsSeconds", repeatedSeconds, { repetitions: rounds, onceSeconds: draftSeconds }),
    ),
    devicePhase(s, "deviceWaiting", "waitingWatts", waitingSeconds),
    ...networkPhases(s, [{ count: rounds, bytes: t.sum("roundBytes", [sent, returned]) }, ...promptMessage(s)], isCloud),
    serverPhase("server", isCloud ? "cloud" : "edge", quantities),
  ];
  const perToken = t.sum("hybridTimePerOutputTokenSeconds", [
    t.line("deviceTokenSeconds", perRoundTokenSeconds, {
      roundSeconds: t.sum("roundSeconds", [draftSeconds, roundTripSeconds]),
      roundTokens,
    }),
    request.timePerOutputTokenSeconds,
  ]);
  const latency = t.line("answerLatencySeconds", requestLatency, {
    timeToFirstTokenSeconds: request.timeToFirstTokenSeconds,
    timePerOutputTokenSeconds: perToken,
    generatedTokens,
  });
  return finish(s, phases, latency, perToken);
}

/** The upload of the prompt, where there is one. */
function promptMessage(s: Setting): { readonly count: Quantity<"1">; readonly bytes: Quantity<"B"> }[] {
  if (valueOf(s.input.inputTokens ?? 0) === 0) return [];
  return [
    {
      count: s.t.fallback("oneMessage", ONE_MESSAGE),
      bytes: wireMessage(s, "prompt", s.inputTokens, figures.promptBytesPerToken, undefined),
    },
  ];
}

/** The server answers, and the device waits. */
function wireCloudOnly(s: Setting): WiredWay {
  const { t, input, generatedTokens, roundTripSeconds } = s;
  const { quantities, request } = t.within("server", () => wireCall(t, s.loads, { ...input.cloud, ...askOf(input) }));
  const latency = t.sum("answerLatencySeconds", [request.latencySeconds, roundTripSeconds]);
  const streamed = wireMessage(s, "stream", generatedTokens, figures.streamedBytesPerToken, undefined);
  const phases: Phase[] = [
    devicePhase(s, "deviceWaiting", "waitingWatts", latency),
    ...networkPhases(s, [{ count: t.fallback("oneMessage", ONE_MESSAGE), bytes: streamed }, ...promptMessage(s)], true),
    serverPhase("server", "cloud", quantities),
  ];
  return finish(s, phases, latency, request.timePerOutputTokenSeconds);
}

/** The draft model answers alone. */
function wireDeviceOnly(s: Setting): WiredWay {
  const { t, generatedTokens, draftTokenSeconds, prefillSeconds } = s;
  const decodeSeconds = wireAnswerSeconds(t, generatedTokens, draftTokenSeconds);
  const phases: Phase[] = [
    ...(prefillSeconds === undefined ? [] : [devicePhase(s, "devicePrompt", "activeWatts", prefillSeconds)]),
    devicePhase(s, "deviceAnswer", "activeWatts", decodeSeconds),
  ];
  const latency = prefillSeconds === undefined ? decodeSeconds : t.sum("answerLatencySeconds", [prefillSeconds, decodeSeconds]);
  return finish(s, phases, latency, draftTokenSeconds);
}

/** Every way of answering. */
interface WiredHybrid {
  readonly setting: Setting;
  readonly hybrid: WiredWay;
  readonly cloudOnly: WiredWay;
  readonly deviceOnly: WiredWay;
  readonly edge: WiredWay | undefined;
}

function wireHybrid(t: Evaluator, input: HybridInput): WiredHybrid {
  const setting = wireSetting(t, input);
  // The plain answer comes first: an unknown load is that of the cloud without drafts.
  const cloudOnly = t.within("cloudOnly", () => wireCloudOnly(setting));
  const hybrid = t.within("hybrid", () => wireHybridWay(setting, input.cloud, true));
  const { edge } = input;
  return {
    setting,
    hybrid,
    cloudOnly,
    deviceOnly: t.within("deviceOnly", () => wireDeviceOnly(setting)),
    edge: edge === undefined ? undefined : t.within("edge", () => wireHybridWay(setting, edge, false)),
  };
}

const numbers = /* @__PURE__ */ new Evaluator();
const BISECTIONS = 60;
const MOST_BATCH = 4096;

/** The energies of the hybrid and of the cloud alone at a batch, without lines. */
function energiesAt(input: HybridInput, batch: number): { readonly hybrid: number; readonly cloud: number } {
  const { requestsPerSecond, systemTokensPerSecond, servingBand, ...cloud } = input.cloud;
  const { edge, ...rest } = input;
  const wired = wireHybrid(numbers, { ...rest, cloud: { ...cloud, batch } });
  return { hybrid: numbers.value(wired.hybrid.total.energyKwh), cloud: numbers.value(wired.cloudOnly.total.energyKwh) };
}

/** Halves an interval at whose ends a comparison differs. */
function bisect(low: number, high: number, isLower: (at: number) => boolean, between: (low: number, high: number) => number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = between(below, above);
    if (isLower(middle)) below = middle;
    else above = middle;
  }
  return above;
}

/** The batch from which on the cloud alone takes less. */
function breakEvenBatch(input: HybridInput): number | null {
  const isHybridLess = (batch: number): boolean => {
    const { hybrid, cloud } = energiesAt(input, batch);
    return hybrid < cloud;
  };
  let fits = 1;
  try {
    if (!isHybridLess(1)) return null;
    for (let batch = 2; batch <= MOST_BATCH; batch += batch) {
      if (!isHybridLess(batch)) {
        return bisect(fits, batch, isHybridLess, (low, high) =>
          bandBatch.raw({ fewestSequences: low, mostSequences: high, bandShare: 0.5 }),
        );
      }
      fits = batch;
    }
  } catch (error) {
    // A batch that memory does not hold ends the search: the hybrid takes less at every one that fits.
    if (isFootprintError(error)) return null;
    throw error;
  }
  return null;
}

/** The acceptance from which on the hybrid takes less, from the recorded estimate. */
function breakEvenAcceptance(t: Evaluator, trace: Trace, { hybrid, cloudOnly }: WiredHybrid): number | null {
  const leaves = trace.leavesNamed("acceptance");
  const evaluate = trace.reevaluation(leaves);
  const place = hybrid.total.energyKwh as unknown as number;
  const cloud = t.value(cloudOnly.total.energyKwh);
  const takesMore = (acceptance: number): boolean => (evaluate(leaves.map(() => acceptance))[place] as number) > cloud;
  if (takesMore(1)) return null;
  if (!takesMore(0)) return 0;
  return bisect(0, 1, takesMore, (low, high) => middleShare.raw({ lowShare: low, highShare: high }));
}

function breakEvenOf(t: Evaluator, trace: Trace, input: HybridInput, wired: WiredHybrid): HybridBreakEven {
  const { setting, hybrid, cloudOnly } = wired;
  const prompt = hybrid.phases.find(({ name }) => name === "devicePrompt");
  const promptKwh = prompt === undefined ? 0 : t.value(prompt.quantities.energyKwh);
  const hybridKwh = t.value(hybrid.total.energyKwh);
  const plainKwh = t.value(cloudOnly.total.energyKwh);
  // Per token of a prompt of any length: the device reads it in proportion, as long as attention is small beside the weights.
  const perPromptToken = promptTokenKwh(setting);
  const promptTokens = breakEvenPromptTokens.raw({ plainKwh, hybridKwh, promptKwh, promptTokenKwh: perPromptToken });
  const acceptance = breakEvenAcceptance(t, trace, wired);
  return {
    acceptance,
    tokensPerRound:
      acceptance === null
        ? breakEvenRoundTokens.raw({ roundTokens: t.value(setting.roundTokens), hybridKwh, plainKwh })
        : tokensPerRound.raw({ acceptance, draftedTokens: t.value(setting.draftedTokens) }),
    promptTokens: promptTokens > 0 ? promptTokens : null,
    batch: breakEvenBatch(input),
  };
}

/** Energy of the device for one token of a prompt (kWh). */
function promptTokenKwh({ input }: Setting): number {
  const once = wireDevice(numbers, input.device);
  const model = wireLocalModel(numbers, input.draftModel, 1 as unknown as Quantity<never>);
  const seconds = wireLocalPrefill(numbers, once, model, 1 as unknown as Quantity<"token">);
  return numbers.value(
    wireDeviceWork(numbers, input.device, placeOf(input.deviceGrid ?? input.cloud.grid), once.activeWatts, seconds).energyKwh,
  );
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
export function estimateHybrid(input: HybridInput): HybridEstimate {
  checkHybrid(input);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const wired = wireHybrid(t, input);
  const ways = Object.entries({ hybrid: wired.hybrid, cloudOnly: wired.cloudOnly, deviceOnly: wired.deviceOnly, edge: wired.edge }).flatMap(
    ([name, way]) => (way === undefined ? [] : [[name, way] as const]),
  );
  const phases = ways.flatMap(([way, { phases: parts, total }]) => [
    { name: way, phase: "inference", place: "cloud", quantities: total } as const,
    ...parts.map((part) => ({ ...part, name: `${way}.${part.name}` })),
  ]);
  const extra = Object.fromEntries<Quantity>(
    ways.flatMap(([way, { latencySeconds, timePerOutputTokenSeconds, joulesPerToken }]) => [
      [`${way}.latencySeconds`, latencySeconds],
      [`${way}.timePerOutputTokenSeconds`, timePerOutputTokenSeconds],
      [`${way}.joulesPerToken`, joulesPerToken],
    ]),
  );
  const ratioToCloud = t.line("ratioToCloud", energyRatio, {
    energyKwh: wired.hybrid.total.energyKwh,
    referenceKwh: wired.cloudOnly.total.energyKwh,
  });
  const all = numbersOf<string>(t, trace, wired.hybrid.total, phases, { ...extra, ratioToCloud, roundTokens: wired.setting.roundTokens });
  const wayOf = (way: string): HybridWay => {
    const { name, phase, place, share, ...totals } = all.phases.find(({ name }) => name === way) as PhaseEstimate;
    return {
      ...totals,
      phases: all.phases
        .filter(({ name }) => name.startsWith(`${way}.`))
        .map((part) => ({
          ...part,
          name: part.name.slice(way.length + 1),
          share:
            totals.totalGramsCo2e === 0 ? 0 : partShare.raw({ partGramsCo2e: part.totalGramsCo2e, wholeGramsCo2e: totals.totalGramsCo2e }),
        })),
      latencySeconds: all.extra[`${way}.latencySeconds`] as Ranged,
      timePerOutputTokenSeconds: all.extra[`${way}.timePerOutputTokenSeconds`] as Ranged,
      joulesPerToken: all.extra[`${way}.joulesPerToken`] as Ranged,
    };
  };
  const breakEven = breakEvenOf(t, trace, input, wired);
  return {
    kind: "hybrid",
    dataVersion,
    boundary: { lifecycle: "inference+idle", system: "datacenter+network+device" },
    ...wayOf("hybrid"),
    tokensPerRound: all.extra["roundTokens"] as Ranged,
    ratioToCloud: all.extra["ratioToCloud"] as Ranged,
    cloudOnly: wayOf("cloudOnly"),
    deviceOnly: wayOf("deviceOnly"),
    edge: wired.edge === undefined ? null : wayOf("edge"),
    breakEven,
    drivers: all.drivers,
    lines: [...gridLines(hybridPlaces(input)), ...trace.lines()],
    notes: noteHybrid(input, trace),
  };
}
