import { FootprintError, invalid } from "../core/errors.js";
import { checkArgument, formatValue, isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import { inference, inferenceTotals } from "../estimate/inference.js";
import { valueIn } from "../graph/evaluate.js";
import type { InferenceInput } from "../estimate/generated/inputs.js";
import type { InferenceTotals } from "../estimate/generated/totals.js";

/** Tokens of many requests, one column per class; a class that is left out has none. */
export interface UsageColumns {
  /** Prompt tokens that no cache holds, images included (tokens). */
  readonly inputTokens: ArrayLike<number>;
  readonly cacheReadTokens?: ArrayLike<number>;
  readonly cacheWriteTokens?: ArrayLike<number>;
  /** Generated tokens, visible and not (tokens). */
  readonly outputTokens: ArrayLike<number>;
}

/**
 * What one unit of each feature of a request costs: prompt tokens that are computed, pairs of such a token and a token before it, cached tokens,
 * generated tokens, and pairs of a generated token and a token of its mean context.
 */
export interface UsageCoefficients {
  readonly newToken: number;
  readonly attendedPair: number;
  readonly cachedToken: number;
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
   * Energy and emissions of every request, into arrays of the caller. A row whose tokens are no counts, or whose request is longer than the
   * model takes, is refused; with a list for them, such rows are listed there, get zeros, and the others are filled.
   *
   * @param columns - tokens of the requests
   * @param energyKwh - filled with the energy of each request (kWh)
   * @param totalGramsCo2e - filled with its emissions (gCO2e)
   * @param refused - gets an error for each row that is refused, with its place (`field` is the column, `row` the row)
   * @throws `FootprintError` `invalid-input` when columns and arrays differ in length, `out-of-domain` for the first bad row where there is no list
   */
  readonly fill: (columns: UsageColumns, energyKwh: Float64Array, totalGramsCo2e: Float64Array, refused?: RefusedRow[]) => void;
}

/** A request that a kernel refuses. */
export interface RefusedRow {
  readonly row: number;
  readonly error: FootprintError;
}

type Cost = "energyKwh" | "totalGramsCo2e";

/** The coefficients of one cost from the results of four requests that differ in one feature at a time. */
function coefficientsOf(
  cost: Cost,
  probes: Readonly<Record<"near" | "far" | "prompt" | "longPrompt", Probe>>,
  window: Window,
): UsageCoefficients {
  const of = ({ totals }: Probe): number => totals[cost];
  const { near, far, prompt, longPrompt } = probes;
  // Two contexts, the rest alike: cached tokens cost their load, and a pair with every generated token.
  const slopeOfCached = (of(far) - of(near)) / (far.cached - near.cached);
  // A cached token costs its load once, whatever is generated; the accelerators' share of it is known apart, the rest is pairs.
  const cachedToken = loadOf(cost, far) / far.cached;
  const contextPair = (slopeOfCached - cachedToken) / near.generated;
  const meanContext = (probe: Probe): number => probe.fresh + probe.cached + probe.generated / 2;
  const generatedToken = (of(near) - cachedToken * near.cached) / near.generated - contextPair * meanContext(near);
  // What reading a prompt adds beyond the pairs with generated tokens: linear in its length and in the pairs of its own tokens.
  const read = (probe: Probe): number => of(probe) - probe.generated * (generatedToken + contextPair * meanContext(probe));
  const [short, long] = [read(prompt), read(longPrompt)];
  const [shortPairs, longPairs] = [ownPairs(prompt.fresh, window), ownPairs(longPrompt.fresh, window)];
  const attendedPair = (long / longPrompt.fresh - short / prompt.fresh) / (longPairs - shortPairs);
  return {
    newToken: short / prompt.fresh - attendedPair * shortPairs,
    attendedPair,
    cachedToken,
    generatedToken,
    contextPair,
  };
}

/** Layers that see a window of tokens alone, as a share of those with attention, and its length. */
interface Window {
  readonly share: number;
  readonly tokens: number;
}

/** Tokens of its own prompt that a new token attends to, over all layers: half of them, or in some layers a window at most. */
const ownPairs = (fresh: number, { share, tokens }: Window): number => (1 - share) * (fresh / 2) + share * Math.min(fresh / 2, tokens);

/** A request with its result. */
interface Probe {
  readonly fresh: number;
  readonly cached: number;
  readonly generated: number;
  readonly totals: InferenceTotals;
}

/** The part of a cost that loading cached tokens causes. */
function loadOf(cost: Cost, { totals }: Probe): number {
  const perItKwh = totals.energyKwh / totals.itEnergyKwh;
  const perKwh = totals.operationalGramsCo2e / totals.energyKwh;
  const energy = (totals.cacheReadEnergyKwh ?? 0) * perItKwh;
  return cost === "energyKwh" ? energy : energy * perKwh;
}

/**
 * Makes a deployment ready for millions of requests: energy and emissions become polynomials in the tokens of a request, whose coefficients are
 * worked out once. Exact in prompts and caches; generation is taken as linear in the context, by the secant between half and one and a half times
 * the context of the given request, at the given batch.
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
  const typical = inference.run(input);
  const generated = valueIn(typical, "generatedTokens") as number;
  const context = Math.max(1, (valueIn(typical, "promptTokens") as number) + generated / 2);
  const probe = (fresh: number, cached: number): Probe => ({
    fresh,
    cached,
    generated,
    totals: inferenceTotals({
      ...input,
      inputTokens: fresh,
      imageTokens: 0,
      cacheReadTokens: cached,
      cacheWriteTokens: 0,
      outputTokens: generated,
      reasoningTokens: 0,
      // Kept caches are no feature of a request; their time is counted where requests are estimated one by one.
      cacheRetentionSeconds: 0,
      // What a limit leaves of the power follows from the mix of prompts and answers that the deployment serves, and not from each request.
      limitedShare: valueIn(typical, "limitedShare") as number,
    }),
  });
  const reach = Math.max(1, context - generated / 2);
  const layers = valueIn(typical, "attentionLayers") ?? 0;
  const window: Window = {
    share: layers > 0 ? (valueIn(typical, "windowLayerCount") ?? 0) / layers : 0,
    tokens: valueIn(typical, "windowTokens") ?? Infinity,
  };
  const probes = {
    near: probe(0, reach / 2),
    far: probe(0, reach * 1.5),
    // Short enough that windows, if there are any, cut nothing.
    prompt: probe(Math.min(reach, window.share > 0 ? window.tokens : Infinity) / 2, 0),
    longPrompt: probe(reach, 0),
  };
  const energy = coefficientsOf("energyKwh", probes, window);
  const grams = coefficientsOf("totalGramsCo2e", probes, window);
  return {
    energyKwh: energy,
    totalGramsCo2e: grams,
    fill: (columns, energyKwh, totalGramsCo2e, refused) => {
      checkArgument("usage", "columns", columns, "an object");
      fillColumns(columns, energy, grams, window, energyKwh, totalGramsCo2e, valueIn(typical, "longestTokens") ?? Infinity, refused);
    },
  };
}

function fillColumns(
  { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: UsageColumns,
  e: UsageCoefficients,
  g: UsageCoefficients,
  window: Window,
  energyKwh: Float64Array,
  totalGramsCo2e: Float64Array,
  longest: number,
  refused: RefusedRow[] | undefined,
): void {
  const needed = { inputTokens, outputTokens, energyKwh, totalGramsCo2e };
  for (const [name, column] of Object.entries({ ...needed, cacheReadTokens, cacheWriteTokens })) {
    if (isColumn(column) || (column === undefined && !(name in needed))) continue;
    throw invalid(name, `usage: ${name} is ${formatValue(column)}; give a list of numbers`, { value: column });
  }
  const rows = inputTokens.length;
  for (const [name, column] of Object.entries({ cacheReadTokens, cacheWriteTokens, outputTokens, energyKwh, totalGramsCo2e })) {
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
  const { newToken: e1, attendedPair: e2, cachedToken: e3, generatedToken: e4, contextPair: e5 } = e;
  const { newToken: g1, attendedPair: g2, cachedToken: g3, generatedToken: g4, contextPair: g5 } = g;
  const { share: windowShare, tokens: windowTokens } = window;
  // What is in a list may be no number at all: null counts as zero in sums, and an integer of any size in none.
  const isList = [inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens].some((column) => Array.isArray(column));
  for (let row = 0; row < rows; row++) {
    const plain = inputTokens[row] as number;
    const written = cacheWriteTokens === undefined ? 0 : (cacheWriteTokens[row] as number);
    const cached = cacheReadTokens === undefined ? 0 : (cacheReadTokens[row] as number);
    const generated = outputTokens[row] as number;
    const isNumber = !isList || [plain, written, cached, generated].every((count) => typeof count === "number");
    const fresh = isNumber ? plain + written : 0;
    // Written so that what is no number fails too.
    if (!(isNumber && plain >= 0 && written >= 0 && cached >= 0 && generated >= 0 && fresh + cached + generated <= longest)) {
      const error = badRow(
        { inputTokens: plain, cacheReadTokens: cached, cacheWriteTokens: written, outputTokens: generated },
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
    energyKwh[row] = fresh * (e1 + e2 * attended) + cached * e3 + generated * (e4 + e5 * mean);
    totalGramsCo2e[row] = fresh * (g1 + g2 * attended) + cached * g3 + generated * (g4 + g5 * mean);
  }
}

const isColumn = (value: unknown): boolean => typeof value === "object" && value !== null && "length" in value;

/** Why a row is refused. */
function badRow(tokens: Readonly<Record<string, number>>, row: number, longest: number): FootprintError {
  for (const [column, value] of Object.entries(tokens)) {
    if (!isInDomain(value, nonNegative)) return outOfDomain("usage", `${column}[${row}]`, value, nonNegative);
  }
  const whole = Object.values(tokens).reduce((sum, count) => sum + count, 0);
  return new FootprintError(
    "out-of-domain",
    `usage: row ${row} has ${whole} tokens, and the model takes ${longest}; prompt, caches and answer are one sequence`,
    { field: `inputTokens[${row}]`, value: whole, bound: `[0, ${longest}]` },
  );
}
