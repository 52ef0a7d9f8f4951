import { FootprintError, invalid } from "../core/errors.js";
import { atLeastOne, checkArgument, formatValue, isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import { unknownKey } from "../core/near-matches.js";
import { inference, inferenceTotals } from "../estimate/inference.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import type { InferenceInput } from "../estimate/generated/inputs.js";
import type { InferenceTotals } from "../estimate/generated/totals.js";

/** Tokens of many requests, one column per class; a class that is left out has none. */
export interface UsageColumns {
  /** Prompt tokens that no cache holds, images included (tokens). */
  readonly inputTokens: ArrayLike<number>;
  readonly cacheReadTokens?: ArrayLike<number>;
  readonly cacheWriteTokens?: ArrayLike<number>;
  /** Generated tokens that are shown, or all of them where `reasoningTokens` is left out (tokens). */
  readonly outputTokens: ArrayLike<number>;
  /** Generated tokens that are not shown, beside `outputTokens` (tokens). */
  readonly reasoningTokens?: ArrayLike<number>;
}

const columnNames = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
] as const satisfies readonly (keyof UsageColumns)[];

/**
 * What one unit of each feature of a request costs: prompt tokens that are computed, pairs of such a token and a token before it, cached tokens,
 * written tokens that are kept for `cacheRetentionSeconds`, generated tokens, and pairs of a generated token and a token of its mean context.
 */
export interface UsageCoefficients {
  readonly newToken: number;
  readonly attendedPair: number;
  readonly cachedToken: number;
  readonly keptToken: number;
  readonly generatedToken: number;
  readonly contextPair: number;
}

/** A deployment made ready for millions of requests. */
export interface UsageKernel {
  /** Energy of the data centre (kWh) per feature. */
  readonly energyKwh: UsageCoefficients;
  /** Emissions, operational and embodied (gCO2e) per feature. */
  readonly totalGramsCo2e: UsageCoefficients;
  /**
   * Energy and emissions of every request, into arrays of the caller. A row whose tokens are no counts, that generates nothing, or whose request is
   * longer than the model takes, is refused; with a list for them, such rows are listed there, get zeros, and the others are filled.
   *
   * @param columns - tokens of the requests
   * @param energyKwh - filled with the energy of each request (kWh)
   * @param totalGramsCo2e - filled with its emissions (gCO2e)
   * @param refused - gets an error for each row that is refused, with its place (`field` is the column, `row` the row)
   * @throws `FootprintError` `invalid-input` for an unknown column, and when columns and arrays differ in length, `out-of-domain` for the first bad row where there is no list
   */
  readonly fill: (columns: UsageColumns, energyKwh: Float64Array, totalGramsCo2e: Float64Array, refused?: RefusedRow[]) => void;
}

/** A request that a kernel refuses. */
export interface RefusedRow {
  readonly row: number;
  readonly error: FootprintError;
}

type Cost = "energyKwh" | "totalGramsCo2e";

/** The coefficients of one cost from the results of requests that differ in one feature at a time. */
function coefficientsOf(
  cost: Cost,
  probes: Readonly<Record<"near" | "far" | "prompt" | "longPrompt" | "kept", Probe>>,
  window: Window,
): UsageCoefficients {
  const of = ({ totals }: Probe): number => totals[cost];
  const { near, far, prompt, longPrompt, kept } = probes;
  // A cached token costs its load once, whatever is generated; the accelerators' share of it is known apart, the rest is pairs.
  const cachedToken = loadOf(cost, far) / far.cached;
  // Two contexts, the rest alike: cached tokens cost their load, which bends with their number, and a pair with every generated token.
  const decoding = (probe: Probe): number => of(probe) - loadOf(cost, probe);
  const seenBy = ({ fresh, cached, generated }: Probe): number => seenTokens(fresh + cached + generated / 2, window);
  const [fewSeen, manySeen] = [seenBy(near), seenBy(far)];
  // Where all layers have windows, and both contexts are longer, nothing grows any more.
  const contextPair = manySeen > fewSeen ? (decoding(far) - decoding(near)) / (near.generated * (manySeen - fewSeen)) : 0;
  const generatedToken = decoding(near) / near.generated - contextPair * fewSeen;
  // What reading a prompt adds beyond the pairs with generated tokens: linear in its length and in the pairs of its own tokens.
  const read = (probe: Probe): number => of(probe) - probe.generated * (generatedToken + contextPair * seenBy(probe));
  const [short, long] = [read(prompt), read(longPrompt)];
  const [shortPairs, longPairs] = [seenTokens(prompt.fresh / 2, window), seenTokens(longPrompt.fresh / 2, window)];
  const attendedPair = (long / longPrompt.fresh - short / prompt.fresh) / (longPairs - shortPairs);
  return {
    newToken: short / prompt.fresh - attendedPair * shortPairs,
    attendedPair,
    cachedToken,
    keptToken: (of(kept) - of(longPrompt)) / kept.fresh,
    generatedToken,
    contextPair,
  };
}

/** Layers that see a window of tokens alone, as a share of those with attention, and its length. */
export interface Window {
  readonly share: number;
  readonly tokens: number;
}

/** Tokens that are seen of so many before, over all layers: all of them, or in some layers a window at most. */
export const seenTokens = (before: number, { share, tokens }: Window): number => (1 - share) * before + share * Math.min(before, tokens);

/** A request with its result. */
interface Probe {
  readonly fresh: number;
  readonly cached: number;
  readonly generated: number;
  readonly totals: InferenceTotals;
  /** The same, were loading caches free. */
  readonly unloaded: InferenceTotals;
}

/** The part of a cost that loading cached tokens causes, hosts and buildings included. */
const loadOf = (cost: Cost, { totals, unloaded }: Probe): number => totals[cost] - unloaded[cost];

/**
 * Makes a deployment ready for millions of requests: energy and emissions become polynomials in the tokens of a request, whose coefficients are
 * worked out once. Exact in prompts and caches; generation is taken as linear in the tokens that its layers see, by the secant between half and one
 * and a half times the prompt of the given request (or what the model takes), at the given batch. `test/faults/serving-interface.test.ts` holds how
 * far that is from single estimates: within 1 %, with windows too.
 *
 * @param input - a deployment with its batch, and a typical request
 * @returns coefficients, and a function over columns
 * @throws `FootprintError` as for `inferenceTotals`; `invalid-input` when the batch is left out or the energy is measured
 *
 * @example
 * ```ts
 * import { usageKernel } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const { fill } = usageKernel({
 *   model: models["llama-3.1-70b"], accelerator: accelerators["h100-sxm-80gb"], acceleratorCount: 8, batch: 64,
 *   inputTokens: 1000, outputTokens: 400, pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 * });
 * const [energyKwh, totalGramsCo2e] = [new Float64Array(2), new Float64Array(2)];
 * fill({ inputTokens: [1000, 2000], outputTokens: [400, 400] }, energyKwh, totalGramsCo2e);
 * console.log((energyKwh[1] ?? 0) > (energyKwh[0] ?? 0)); // true
 * ```
 */
export function usageKernel(input: InferenceInput): UsageKernel {
  checkArgument("usage", "the input", input, "an object");
  if (input.batch === undefined || input.measuredJoulesPerToken !== undefined || input.systemTokensPerSecond !== undefined) {
    const field =
      input.batch === undefined ? "batch" : input.measuredJoulesPerToken === undefined ? "systemTokensPerSecond" : "measuredJoulesPerToken";
    throw new FootprintError(
      "invalid-input",
      field === "batch"
        ? "usage: batch is missing; the coefficients of a deployment hold at one batch"
        : `usage: ${field} is measured for one kind of request, and says nothing of others; leave it out`,
      { field },
    );
  }
  const { energyKwh: energy, totalGramsCo2e: grams, window, longest } = costsOf(input, inference.run(input));
  return {
    energyKwh: energy,
    totalGramsCo2e: grams,
    fill: (columns, energyKwh, totalGramsCo2e, refused) => {
      checkArgument("usage", "columns", columns, "an object");
      fillColumns(columns, energy, grams, window, energyKwh, totalGramsCo2e, longest, refused);
    },
  };
}

/** What a deployment costs per feature of a request, with what its layers see and how much the model takes. */
export interface CostsPerFeature {
  readonly energyKwh: UsageCoefficients;
  readonly totalGramsCo2e: UsageCoefficients;
  readonly window: Window;
  readonly longest: number;
}

/**
 * The coefficients of a deployment at the batch of a typical request.
 *
 * @param input - deployment and request, checked by the caller or known to be inside their domains
 * @param typical - its run
 */
export function costsOf(input: InferenceInput, typical: Run): CostsPerFeature {
  const generated = valueIn(typical, "generatedTokens") as number;
  const context = Math.max(1, (valueIn(typical, "promptTokens") as number) + generated / 2);
  // What a limit leaves of the power follows from the mix of prompts and answers that the deployment serves, and not from each request.
  const { powerCapWatts: _, ...uncapped } = input;
  const probe = (fresh: number, cached: number, generated: number, kept = 0): Probe => {
    const asked = {
      ...uncapped,
      inputTokens: fresh - kept,
      imageTokens: 0,
      cacheReadTokens: cached,
      cacheWriteTokens: kept,
      outputTokens: generated,
      reasoningTokens: 0,
      limitedShare: valueIn(typical, "limitedShare") as number,
    };
    // Not checked: what was checked is the typical request, and one with a longer prompt need not fit into memory beside as many others.
    return { fresh, cached, generated, totals: inferenceTotals.raw(asked), unloaded: inferenceTotals.raw({ ...asked, cacheReadShare: 0 }) };
  };
  const reach = Math.max(1, context - generated / 2);
  const longest = valueIn(typical, "longestTokens") ?? Infinity;
  const layers = valueIn(typical, "attentionLayers") ?? 0;
  const window: Window = {
    share: layers > 0 ? (valueIn(typical, "windowLayerCount") ?? 0) / layers : 0,
    tokens: valueIn(typical, "windowTokens") ?? Infinity,
  };
  const probes = {
    near: probe(0, reach / 2, generated),
    far: probe(0, Math.min(reach * 1.5, Math.max(reach, longest - generated)), generated),
    // Short enough that windows, if there are any, cut nothing; with next to no answer, of which less is known.
    prompt: probe(Math.min(reach, window.share > 0 ? window.tokens : Infinity) / 2, 0, 1),
    longPrompt: probe(reach, 0, 1),
    kept: probe(reach, 0, 1, reach),
  };
  return {
    energyKwh: coefficientsOf("energyKwh", probes, window),
    totalGramsCo2e: coefficientsOf("totalGramsCo2e", probes, window),
    window,
    longest,
  };
}

function fillColumns(
  columns: UsageColumns,
  e: UsageCoefficients,
  g: UsageCoefficients,
  window: Window,
  energyKwh: Float64Array,
  totalGramsCo2e: Float64Array,
  longest: number,
  refused: RefusedRow[] | undefined,
): void {
  for (const name of Object.keys(columns)) {
    if (!(columnNames as readonly string[]).includes(name)) throw unknownKey("usage", name, name, columnNames);
  }
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens } = columns;
  const needed = { inputTokens, outputTokens, energyKwh, totalGramsCo2e };
  const further = { cacheReadTokens, cacheWriteTokens, reasoningTokens };
  for (const [name, column] of Object.entries({ ...needed, ...further })) {
    if (isColumn(column) || (column === undefined && !(name in needed))) continue;
    throw invalid(name, `usage: ${name} is ${formatValue(column)}; give a list of numbers`, { value: column });
  }
  const rows = inputTokens.length;
  for (const [name, column] of Object.entries({ ...needed, ...further })) {
    if (column === undefined || column.length === rows) continue;
    throw new FootprintError(
      "invalid-input",
      `usage: ${name} has ${column.length} rows and inputTokens ${rows}; columns are of one length`,
      {
        field: name,
        value: column.length,
      },
    );
  }
  // Locals and one expression per cost: the loop is all that is left of an estimate.
  const { newToken: e1, attendedPair: e2, cachedToken: e3, generatedToken: e4, contextPair: e5, keptToken: e6 } = e;
  const { newToken: g1, attendedPair: g2, cachedToken: g3, generatedToken: g4, contextPair: g5, keptToken: g6 } = g;
  const { share: windowShare, tokens: windowTokens } = window;
  // What is in a list may be no number at all: null counts as zero in sums, and an integer of any size in none.
  const isList = Object.values(columns).some((column) => Array.isArray(column));
  for (let row = 0; row < rows; row++) {
    const plain = inputTokens[row] as number;
    const written = cacheWriteTokens === undefined ? 0 : (cacheWriteTokens[row] as number);
    const cached = cacheReadTokens === undefined ? 0 : (cacheReadTokens[row] as number);
    const visible = outputTokens[row] as number;
    const hidden = reasoningTokens === undefined ? 0 : (reasoningTokens[row] as number);
    const isNumber = !isList || [plain, written, cached, visible, hidden].every((count) => typeof count === "number");
    const [fresh, generated] = isNumber ? [plain + written, visible + hidden] : [0, 0];
    // Written so that what is no number fails too.
    if (
      !(isNumber && plain >= 0 && written >= 0 && cached >= 0 && visible >= 0 && hidden >= 0) ||
      !(generated >= 1 && fresh + cached + generated <= longest)
    ) {
      const error = badRow(
        { inputTokens: plain, cacheReadTokens: cached, cacheWriteTokens: written, outputTokens: visible, reasoningTokens: hidden },
        generated,
        row,
        longest,
      );
      if (refused === undefined) throw error;
      refused.push({ row, error });
      energyKwh[row] = 0;
      totalGramsCo2e[row] = 0;
      continue;
    }
    const half = fresh / 2;
    const attended = cached + half - (half > windowTokens ? windowShare * (half - windowTokens) : 0);
    const mean = fresh + cached + generated / 2;
    const seen = mean > windowTokens ? mean - windowShare * (mean - windowTokens) : mean;
    energyKwh[row] = fresh * (e1 + e2 * attended) + cached * e3 + written * e6 + generated * (e4 + e5 * seen);
    totalGramsCo2e[row] = fresh * (g1 + g2 * attended) + cached * g3 + written * g6 + generated * (g4 + g5 * seen);
  }
}

const isColumn = (value: unknown): boolean => typeof value === "object" && value !== null && "length" in value;

/** Why a row is refused. */
function badRow(tokens: Readonly<Record<string, number>>, generated: number, row: number, longest: number): FootprintError {
  for (const [column, value] of Object.entries(tokens)) {
    if (!isInDomain(value, nonNegative)) return outOfDomain("usage", `${column}[${row}]`, value, nonNegative);
  }
  if (!(generated >= 1)) {
    const { message, details } = outOfDomain("usage", `outputTokens[${row}]`, generated, atLeastOne);
    return new FootprintError("out-of-domain", `${message}; a request generates something: leave out rows that do not`, details);
  }
  const whole = Object.values(tokens).reduce((sum, count) => sum + count, 0);
  return new FootprintError(
    "out-of-domain",
    `usage: row ${row} has ${whole} tokens, and the model takes ${longest}; prompt, caches and answer are one sequence`,
    { field: `inputTokens[${row}]`, value: whole, bound: `[0, ${longest}]` },
  );
}
