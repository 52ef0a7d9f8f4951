import { formula, fraction, nonNegative, positive } from "../core/formula.js";
import { BYTES_PER_GIGABYTE, HOURS_PER_DAY, JOULES_PER_KWH } from "../core/units.js";
import { expLessOne, log } from "../core/power.js";

/**
 * Tokens that a round of speculative decoding yields on average: the accepted drafts and the one that the verification adds (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokensPerRound } from "llm-footprint/formulas";
 *
 * console.log(tokensPerRound({ acceptance: 0.7, draftedTokens: 4 }).toFixed(4)); // 2.7731
 * ```
 */
export const tokensPerRound = formula(
  {
    id: "adaptation.tokens-per-round",
    equation: "E[n] = Σ_{i=0}^{γ} α^i = (1 − α^(γ+1))/(1 − α)",
    unit: "token",
    source: { id: "leviathan-2022", at: "equation 1" },
    domain: { acceptance: fraction, draftedTokens: nonNegative },
  },
  // 1 − α^(γ+1) by expm1 and log1p: near an acceptance of 1 the plain difference keeps few digits, and rounds to more tokens than there are.
  ({ acceptance, draftedTokens }) =>
    acceptance === 1 ? draftedTokens + 1 : -expLessOne((draftedTokens + 1) * log(acceptance)) / (1 - acceptance),
);

/**
 * Speed-up of speculative decoding on one machine with compute to spare: rounds against steps (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { speculativeSpeedUp } from "llm-footprint/formulas";
 *
 * console.log(speculativeSpeedUp({ roundTokens: 2.7731, draftedTokens: 4, draftTimeShare: 0.1 }).toFixed(4)); // 1.9808
 * ```
 */
export const speculativeSpeedUp = formula(
  {
    id: "adaptation.speculative-speed-up",
    equation: "S = E[n]/(γ·c + 1)",
    unit: "1",
    source: { id: "leviathan-2022", at: "theorem 3.8" },
    domain: { roundTokens: nonNegative, draftedTokens: nonNegative, draftTimeShare: nonNegative },
  },
  ({ roundTokens, draftedTokens, draftTimeShare }) => roundTokens / (draftedTokens * draftTimeShare + 1),
);

/**
 * Positions that one verification computes: the drafts of each sequence and the next (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { verifiedTokens } from "llm-footprint/formulas";
 *
 * console.log(verifiedTokens({ batch: 32, draftedTokens: 4 })); // 160
 * ```
 */
export const verifiedTokens = formula(
  {
    id: "adaptation.verified-tokens",
    equation: "G = B·(γ + 1)",
    unit: "1",
    source: { id: "leviathan-2022", at: "algorithm 1: one run over the drafts and the next position" },
    domain: { batch: positive, draftedTokens: nonNegative },
  },
  ({ batch, draftedTokens }) => batch * (draftedTokens + 1),
);

/**
 * Time to draft the tokens of a round, one after the other (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { draftSeconds } from "llm-footprint/formulas";
 *
 * console.log(draftSeconds({ draftedTokens: 4, draftTokenSeconds: 0.06 })); // 0.24
 * ```
 */
export const draftSeconds = formula(
  {
    id: "adaptation.draft-seconds",
    equation: "t_draft = γ·t_d",
    unit: "s",
    source: { id: "leviathan-2022", at: "algorithm 1: drafts one after the other" },
    domain: { draftedTokens: nonNegative, draftTokenSeconds: nonNegative },
  },
  ({ draftedTokens, draftTokenSeconds }) => draftedTokens * draftTokenSeconds,
);

/**
 * Mean time per token of rounds that yield several (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { perRoundTokenSeconds } from "llm-footprint/formulas";
 *
 * console.log(perRoundTokenSeconds({ roundSeconds: 0.308, roundTokens: 2.7731 }).toFixed(4)); // 0.1111
 * ```
 */
export const perRoundTokenSeconds = formula(
  {
    id: "adaptation.per-round-token-seconds",
    equation: "t = t_round/E[n]",
    unit: "s",
    source: { id: "leviathan-2022", at: "§3.3: time over the tokens that it yields" },
    domain: { roundSeconds: nonNegative, roundTokens: positive },
  },
  ({ roundSeconds, roundTokens }) => roundSeconds / roundTokens,
);

/**
 * Mean power of an accelerator that drafts and verifies in turn (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { roundPower } from "llm-footprint/formulas";
 *
 * console.log(roundPower({ verifySeconds: 0.03, verifyWatts: 550, draftSeconds: 0.01, draftWatts: 400 })); // 512.5
 * ```
 */
export const roundPower = formula(
  {
    id: "adaptation.round-power",
    equation: "P = (t_v·P_v + t_d·P_d)/(t_v + t_d)",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: mean over the time of a round" },
    domain: { verifySeconds: positive, verifyWatts: nonNegative, draftSeconds: nonNegative, draftWatts: nonNegative },
  },
  ({ verifySeconds, verifyWatts, draftSeconds, draftWatts }) =>
    (verifySeconds * verifyWatts + draftSeconds * draftWatts) / (verifySeconds + draftSeconds),
);

/**
 * Share of a step that one of the sequences bears (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { perSequenceSeconds } from "llm-footprint/formulas";
 *
 * console.log(perSequenceSeconds({ stepSeconds: 0.064, batch: 16 })); // 0.004
 * ```
 */
export const perSequenceSeconds = formula(
  {
    id: "adaptation.per-sequence-seconds",
    equation: "t_seq = t/B",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: sequences of a batch share its steps" },
    domain: { stepSeconds: nonNegative, batch: positive },
  },
  ({ stepSeconds, batch }) => stepSeconds / batch,
);

/**
 * Time that an answer takes token by token (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { answerSeconds } from "llm-footprint/formulas";
 *
 * console.log(answerSeconds({ generatedTokens: 300, timePerOutputTokenSeconds: 0.02 })); // 6
 * ```
 */
export const answerSeconds = formula(
  {
    id: "adaptation.answer-seconds",
    equation: "t = T·t_tok",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: tokens one after the other" },
    domain: { generatedTokens: nonNegative, timePerOutputTokenSeconds: nonNegative },
  },
  ({ generatedTokens, timePerOutputTokenSeconds }) => generatedTokens * timePerOutputTokenSeconds,
);

/**
 * Manufacture of a device of a user as far as it is charged to the use in hand (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { chargedEmissions } from "llm-footprint/formulas";
 *
 * console.log(chargedEmissions({ manufactureGramsCo2e: 241000, chargedShare: 1 })); // 241000
 * ```
 */
export const chargedEmissions = formula(
  {
    id: "adaptation.charged-emissions",
    equation: "m' = s·m",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: share of the manufacture of a device that is charged to this use" },
    domain: { manufactureGramsCo2e: nonNegative, chargedShare: fraction },
  },
  ({ manufactureGramsCo2e, chargedShare }) => manufactureGramsCo2e * chargedShare,
);

/**
 * Energy of one way of answering over that of another (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { energyRatio } from "llm-footprint/formulas";
 *
 * console.log(energyRatio({ energyKwh: 0.00034, referenceKwh: 0.00027 }).toFixed(3)); // 1.259
 * ```
 */
export const energyRatio = formula(
  {
    id: "adaptation.energy-ratio",
    equation: "r = E/E_0",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: one way over another" },
    domain: { energyKwh: nonNegative, referenceKwh: positive },
  },
  ({ energyKwh, referenceKwh }) => energyKwh / referenceKwh,
);

/**
 * Energy per generated token, wherever it is spent (J/token).
 *
 * @function
 *
 * @example
 * ```ts
 * import { energyPerGenerated } from "llm-footprint/formulas";
 *
 * console.log(energyPerGenerated({ energyKwh: 0.0001, generatedTokens: 300 }).toFixed(2)); // 1.20
 * ```
 */
export const energyPerGenerated = formula(
  {
    id: "adaptation.energy-per-generated",
    equation: "e = E/T",
    unit: "J/token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: energy over the tokens that it yields" },
    domain: { energyKwh: nonNegative, generatedTokens: positive },
  },
  ({ energyKwh, generatedTokens }) => (energyKwh * JOULES_PER_KWH) / generatedTokens,
);

/**
 * Rounds of an answer, mean (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { rounds } from "llm-footprint/formulas";
 *
 * console.log(rounds({ generatedTokens: 300, roundTokens: 2.7731 }).toFixed(2)); // 108.18
 * ```
 */
export const rounds = formula(
  {
    id: "adaptation.rounds",
    equation: "n_round = T/E[n]",
    unit: "1",
    source: { id: "leviathan-2022", at: "§3.1" },
    domain: { generatedTokens: nonNegative, roundTokens: positive },
  },
  ({ generatedTokens, roundTokens }) => generatedTokens / roundTokens,
);

/**
 * Size of one message of a round: token ids, and the distribution of each draft where sampling has to be exact (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { messageBytes } from "llm-footprint/formulas";
 *
 * const inputs = { headerBytes: 150, sentTokens: 4, tokenIdBytes: 4, distributedTokens: 0, vocabularySize: 128256, probabilityBytes: 2 };
 * console.log(messageBytes(inputs)); // 166
 * ```
 */
export const messageBytes = formula(
  {
    id: "adaptation.message-bytes",
    equation: "b = b_0 + n·b_id + V·b_p·n_p",
    unit: "B",
    source: {
      id: "llm-footprint",
      at: "docs/guide/adaptation.md: one message with token ids, and whole distributions where they are sent",
    },
    domain: {
      headerBytes: nonNegative,
      sentTokens: nonNegative,
      tokenIdBytes: nonNegative,
      distributedTokens: nonNegative,
      vocabularySize: nonNegative,
      probabilityBytes: nonNegative,
    },
  },
  ({ headerBytes, sentTokens, tokenIdBytes, distributedTokens, vocabularySize, probabilityBytes }) =>
    headerBytes + sentTokens * tokenIdBytes + distributedTokens * vocabularySize * probabilityBytes,
);

/**
 * Energy of a network for the bytes that it carries, as an average attribution (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { networkEnergy } from "llm-footprint/formulas";
 *
 * console.log(networkEnergy({ messages: 1, transferredBytes: 1e9, networkKwhPerGigabyte: 0.03 })); // 0.03
 * ```
 */
export const networkEnergy = formula(
  {
    id: "adaptation.network-energy",
    equation: "E = n·b·e_GB",
    unit: "kWh",
    source: { id: "cloud-carbon-footprint", at: "methodology, networking: energy per transferred byte, an average attribution" },
    domain: { messages: nonNegative, transferredBytes: nonNegative, networkKwhPerGigabyte: nonNegative },
  },
  ({ messages, transferredBytes, networkKwhPerGigabyte }) => (messages * transferredBytes * networkKwhPerGigabyte) / BYTES_PER_GIGABYTE,
);

/**
 * Time of a decoding step on a processor or a device of a user (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { localStepSeconds } from "llm-footprint/formulas";
 *
 * console.log(localStepSeconds({ memorySeconds: 0.0594, computeSeconds: 0, fixedStepSeconds: 0.001 })); // 0.0604
 * ```
 */
export const localStepSeconds = formula(
  {
    id: "adaptation.local-step-seconds",
    equation: "t = max(t_mem, t_op) + t_0",
    unit: "s",
    source: { id: "pope-2022", at: "§2: a step takes the longer of reading and computing" },
    domain: { memorySeconds: nonNegative, computeSeconds: nonNegative, fixedStepSeconds: nonNegative },
  },
  ({ memorySeconds, computeSeconds, fixedStepSeconds }) => Math.max(memorySeconds, computeSeconds) + fixedStepSeconds,
);

/**
 * Power of a computer whose processor runs a model (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { processorPower } from "llm-footprint/formulas";
 *
 * // a server of one processor
 * console.log(processorPower({ tdpWatts: 350, processorLoad: 0.9, baseWatts: 100 })); // 415
 * ```
 */
export const processorPower = formula(
  {
    id: "adaptation.processor-power",
    equation: "P = u·TDP + P_base",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a loaded processor with its memory and board" },
    domain: { tdpWatts: nonNegative, processorLoad: nonNegative, baseWatts: nonNegative },
  },
  ({ tdpWatts, processorLoad, baseWatts }) => processorLoad * tdpWatts + baseWatts,
);

/**
 * Share of its life that a device of a user is in use (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { dutyUtilisation } from "llm-footprint/formulas";
 *
 * console.log(dutyUtilisation({ activeHoursPerDay: 4 }).toFixed(4)); // 0.1667
 * ```
 */
export const dutyUtilisation = formula(
  {
    id: "adaptation.duty-utilisation",
    equation: "u = h_day/24",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: hours of a day in which a device is in use" },
    domain: { activeHoursPerDay: { min: 0, max: 24, openMin: true } },
  },
  ({ activeHoursPerDay }) => activeHoursPerDay / HOURS_PER_DAY,
);

/**
 * Tokens that a round has to yield to take no more energy than plain decoding, where the energy of an answer goes with its rounds (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { breakEvenRoundTokens } from "llm-footprint/formulas";
 *
 * console.log(breakEvenRoundTokens({ roundTokens: 2.7731, hybridKwh: 0.00034, plainKwh: 0.00027 }).toFixed(3)); // 3.492
 * ```
 */
export const breakEvenRoundTokens = formula(
  {
    id: "adaptation.break-even-round-tokens",
    equation: "E[n]* = E[n]·E_hybrid/E_plain",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a round that takes as much as the plain tokens in its place" },
    domain: { roundTokens: positive, hybridKwh: nonNegative, plainKwh: positive },
  },
  ({ roundTokens, hybridKwh, plainKwh }) => (roundTokens * hybridKwh) / plainKwh,
);

/**
 * Length of the prompt at which reading it on the device too takes back what a hybrid answer gains without it; negative where it gains
 * nothing (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { breakEvenPromptTokens } from "llm-footprint/formulas";
 *
 * console.log(breakEvenPromptTokens({ plainKwh: 0.0003, hybridKwh: 0.00022, promptKwh: 0.00002, promptTokenKwh: 2e-7 }).toFixed(0)); // 500
 * ```
 */
export const breakEvenPromptTokens = formula(
  {
    id: "adaptation.break-even-prompt-tokens",
    equation: "T* = (E_plain − E_hybrid + E_prompt)/e_in",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: what decoding gains is lost again on a prompt that both sides read" },
    domain: { plainKwh: nonNegative, hybridKwh: nonNegative, promptKwh: nonNegative, promptTokenKwh: positive },
  },
  ({ plainKwh, hybridKwh, promptKwh, promptTokenKwh }) => (plainKwh - hybridKwh + promptKwh) / promptTokenKwh,
);

/**
 * The middle of two shares (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { middleShare } from "llm-footprint/formulas";
 *
 * console.log(middleShare({ lowShare: 0, highShare: 1 })); // 0.5
 * ```
 */
export const middleShare = formula(
  {
    id: "adaptation.middle-share",
    equation: "m = (a + b)/2",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: bisection of a share" },
    domain: { lowShare: fraction, highShare: fraction },
  },
  ({ lowShare, highShare }) => (lowShare + highShare) / 2,
);
