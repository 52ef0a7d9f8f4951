import { anyNumber, checkArgument, isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import { power } from "../core/power.js";
/** What the earlier forms of the decoding step know of a model, its accelerators and the load. */
export interface DecodeFormInput {
  /** Weights that one step reads, touched experts included (B). */
  readonly weightBytes: number;
  /** Weights of the routed experts alone that one step reads (B). */
  readonly expertBytes: number;
  /** Keys and values that one sequence reads per step (B). */
  readonly cacheBytes: number;
  /** State that one sequence reads and writes per step (B). */
  readonly stateBytes: number;
  /** Operations of one token (FLOP). */
  readonly tokenFlop: number;
  readonly activeParameters: number;
  readonly routedParameters: number;
  readonly touchedExpertShare: number;
  readonly layers: number;
  /** Layers with experts (count); 0 for a dense model. */
  readonly expertLayers: number;
  readonly hiddenSize: number;
  readonly experts: number;
  readonly activeExperts: number;
  readonly batch: number;
  readonly outputTokens: number;
  /** Tokens of a prompt, whose reading is spread over the steps. */
  readonly promptTokens: number;
  readonly acceleratorCount: number;
  readonly dataParallelism: number;
  readonly memoryBytesPerSecond: number;
  readonly peakFlopPerSecond: number;
  readonly tdpWatts: number;
  readonly idleWatts: number;
  /** Whether weights are narrower than 16 bit, whether they have 8 bit, and whether their scales are per block. */
  readonly isNarrow: boolean;
  readonly isEightBit: boolean;
  readonly isBlockScaled: boolean;
}

/** Constants of a form by the letter of the form. */
export type DecodeFormConstants = Readonly<Record<string, number>>;

/** A step by one of the forms. */
export interface DecodeForm {
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly overheadSeconds: number;
  readonly promptSeconds: number;
  readonly stepSeconds: number;
  readonly load: number;
  readonly powerWatts: number;
  readonly joulesPerToken: number;
}

/** Power density of memory that the later form scales by: an H100's 3.35 TB/s over 625 W above idle. */
const H100_BYTES_PER_JOULE = 3.35e12 / 625;

interface Parts {
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly overheadSeconds: number;
  readonly promptSeconds: number;
}

const WHERE = "decoding step";
const numbers = [
  ...(["weightBytes", "expertBytes", "cacheBytes", "stateBytes", "tokenFlop", "activeParameters", "routedParameters"] as const),
  ...(["touchedExpertShare", "layers", "expertLayers", "hiddenSize", "experts", "activeExperts", "batch", "outputTokens"] as const),
  ...([
    "promptTokens",
    "acceleratorCount",
    "dataParallelism",
    "memoryBytesPerSecond",
    "peakFlopPerSecond",
    "tdpWatts",
    "idleWatts",
  ] as const),
] as const satisfies readonly (keyof DecodeFormInput)[];
function checkInput(input: DecodeFormInput): void {
  checkArgument(WHERE, "the input", input, "an object");
  for (const key of numbers) if (!isInDomain(input[key], nonNegative)) throw outOfDomain(WHERE, key, input[key], nonNegative);
}

/** A constant by its name. */
const constantsOf =
  (constants: DecodeFormConstants) =>
  (key: string): number => {
    const value = constants[key];
    if (!isInDomain(value, anyNumber)) throw outOfDomain(WHERE, `constants.${key}`, value, anyNumber);
    return value;
  };

function finish(input: DecodeFormInput, parts: Parts, constants: DecodeFormConstants, memoryScale: number): DecodeForm {
  const { batch, acceleratorCount, tdpWatts, idleWatts } = input;
  const { memorySeconds, computeSeconds, overheadSeconds, promptSeconds } = parts;
  const of = constantsOf(constants);
  const overlapped = power(power(memorySeconds, of("qq")) + power(computeSeconds, of("qq")), 1 / of("qq"));
  const stepSeconds = overlapped + overheadSeconds + promptSeconds;
  const busy = of("wm") * memoryScale * memorySeconds + of("wc") * (computeSeconds + promptSeconds);
  const load = Math.min(1, of("wb") + busy / stepSeconds);
  const powerWatts = idleWatts + (tdpWatts - idleWatts) * load;
  return { ...parts, stepSeconds, load, powerWatts, joulesPerToken: (acceleratorCount * powerWatts * stepSeconds) / batch };
}

/**
 * Form R4 of the decoding step, with prompts spread over the steps (lumped): t = (t_m^q + t_f^q)^(1/q) + t_o + t_p. Kept for comparison; its
 * constants are `inferenceMethods.decodeForms`.
 *
 * @param input - model, accelerators and load
 * @param constants - a set of the form, for example `r4-b`; `kFixed` and `kSeq` are 1 where left out
 *
 * @example
 * ```ts
 * import { decodeR4, inferenceMethods } from "llm-footprint/methods";
 *
 * // Llama-3.1-70B in 16 bit on four H100, batch 64
 * const { joulesPerToken } = decodeR4({
 *   weightBytes: 1.38998654e11, expertBytes: 0, cacheBytes: 245760000, stateBytes: 0, tokenFlop: 1.4306608e11, activeParameters: 70.55e9,
 *   routedParameters: 0, touchedExpertShare: 1, layers: 80, expertLayers: 0, hiddenSize: 8192, experts: 1, activeExperts: 1, batch: 64,
 *   outputTokens: 500, promptTokens: 500, acceleratorCount: 4, dataParallelism: 1, memoryBytesPerSecond: 3.35e12, peakFlopPerSecond: 989.4e12,
 *   tdpWatts: 700, idleWatts: 75, isNarrow: false, isEightBit: false, isBlockScaled: false,
 * }, inferenceMethods.decodeForms["r4-b"].constants);
 * console.log(joulesPerToken.toFixed(6)); // 1.077405
 * ```
 */
export function decodeR4(input: DecodeFormInput, constants: DecodeFormConstants): DecodeForm {
  checkInput(input);
  checkArgument(WHERE, "constants", constants, "an object");
  const of = constantsOf(constants);
  const { kFixed = 1, kSeq = 1 } = constants;
  const isMixture = input.expertLayers > 0;
  const memory = input.acceleratorCount * input.memoryBytesPerSecond;
  const weightShare = isMixture ? (input.isEightBit ? of("mbu_m") * of("m8") : of("mbu_m")) : of("mbu");
  const computeShare = Math.min(0.95, of("m") * (input.isNarrow ? of("f8") : 1) * (isMixture ? of("fm") : 1));
  const rate = input.acceleratorCount * input.peakFlopPerSecond * computeShare;
  const perLayer = (isMixture ? of("tl_m") : of("tl")) + (input.acceleratorCount > 1 ? of("tc") : 0);
  const expertSeconds = isMixture ? (input.layers * of("tme") * input.experts * input.touchedExpertShare) / input.acceleratorCount : 0;
  return finish(
    input,
    {
      memorySeconds:
        input.weightBytes / (memory * Math.min(0.98, weightShare)) +
        (input.batch * (input.cacheBytes + input.stateBytes)) / (memory * of("mbu")),
      computeSeconds: (input.batch * input.tokenFlop) / rate,
      overheadSeconds: kFixed * (of("t0") + input.layers * perLayer) + kSeq * of("ts") * input.batch + expertSeconds,
      promptSeconds: ((input.batch / input.outputTokens) * 2 * input.activeParameters * input.promptTokens) / rate,
    },
    constants,
    1,
  );
}

/**
 * Forms R5 and R5t of the decoding step: one bandwidth share, padding of block-scaled experts, traffic of routed tokens. R5 pads every expert, R5t
 * the touched ones. The form of the library grew from R5t. Kept for comparison.
 *
 * @param input - model, accelerators and load
 * @param constants - set `r5` or `r5t`
 * @param padsTouchedOnly - R5t
 *
 * @example
 * ```ts
 * import { decodeR5, inferenceMethods } from "llm-footprint/methods";
 *
 * console.log(typeof decodeR5, Object.keys(inferenceMethods.decodeForms)); // function [ 'r4-a', 'r4-b', 'r5', 'r5t' ]
 * ```
 */
export function decodeR5(input: DecodeFormInput, constants: DecodeFormConstants, padsTouchedOnly: boolean): DecodeForm {
  checkInput(input);
  checkArgument(WHERE, "constants", constants, "an object");
  const of = constantsOf(constants);
  const { acceleratorCount, memoryBytesPerSecond, batch, layers } = input;
  const share = of("m") * (input.isNarrow ? of("f8") : 1);
  const rate = (acceleratorCount / input.dataParallelism) * input.peakFlopPerSecond * share;
  const padding = input.isBlockScaled ? 2 * 128 * input.routedParameters * (padsTouchedOnly ? input.touchedExpertShare : 1) : 0;
  const routed = (input.expertLayers * batch * input.activeExperts * of("chi") * 4 * input.hiddenSize) / memoryBytesPerSecond;
  return finish(
    input,
    {
      memorySeconds:
        (input.weightBytes + batch * (input.cacheBytes + input.stateBytes)) / (acceleratorCount * memoryBytesPerSecond * of("mbu")),
      computeSeconds: (batch * input.tokenFlop) / rate + padding / (acceleratorCount * input.peakFlopPerSecond * share),
      overheadSeconds: of("t0") + layers * (of("tl") + (acceleratorCount > 1 ? of("tc") : 0)) + of("ts") * batch + routed,
      promptSeconds: ((batch / input.outputTokens) * 2 * input.activeParameters * input.promptTokens) / rate,
    },
    constants,
    memoryBytesPerSecond / (input.tdpWatts - input.idleWatts) / H100_BYTES_PER_JOULE,
  );
}

/** Shares of bandwidth and peak that textbooks give, at full power. */
const TEXTBOOK_BANDWIDTH = 0.8;
const TEXTBOOK_COMPUTE = 0.5;

/**
 * The textbook roofline: the longer of reading and computing, at the TDP (J/token).
 *
 * @param input - model, accelerators and load
 *
 * @example
 * ```ts
 * import { textbookRoofline } from "llm-footprint/methods";
 *
 * console.log(typeof textbookRoofline); // function
 * ```
 */
export function textbookRoofline(input: DecodeFormInput): number {
  checkInput(input);
  const bytes = input.weightBytes + input.batch * (input.cacheBytes + input.stateBytes);
  const memorySeconds = bytes / (input.acceleratorCount * input.memoryBytesPerSecond * TEXTBOOK_BANDWIDTH);
  const computeSeconds = (input.batch * input.tokenFlop) / (input.acceleratorCount * input.peakFlopPerSecond * TEXTBOOK_COMPUTE);
  return (input.acceleratorCount * input.tdpWatts * Math.max(memorySeconds, computeSeconds)) / input.batch;
}
