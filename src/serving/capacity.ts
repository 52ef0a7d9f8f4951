import { atLeastOne, formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { HOURS_PER_DAY } from "../core/units.js";
import { power, powerOfTwo } from "../core/power.js";

/** What memory holds where a sequence takes none of it. */
const MOST_SEQUENCES = 65_536;

/**
 * Memory of one running sequence: its cache and its state (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { sequenceBytes } from "llm-footprint/formulas";
 *
 * console.log(sequenceBytes({ cacheBytes: 327680 * 1000, stateTrafficBytes: 0 })); // 327680000
 * ```
 */
export const sequenceBytes = formula(
  {
    id: "serving.sequence-bytes",
    equation: "M_seq = K + S/2",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: of the state, half of what a step reads and writes is kept" },
    domain: { cacheBytes: nonNegative, stateTrafficBytes: nonNegative },
  },
  ({ cacheBytes, stateTrafficBytes }) => cacheBytes + stateTrafficBytes / 2,
);

/**
 * Size of a value in a cache between that of usual software and that of a lean host (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { elementBytesBetween } from "llm-footprint/formulas";
 *
 * console.log(elementBytesBetween({ usualElementBytes: 2, leanElementBytes: 1, leanness: 0 })); // 2
 * ```
 */
export const elementBytesBetween = formula(
  {
    id: "serving.element-bytes-between",
    equation: "b = b_u·(b_l/b_u)^λ",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: software that is not known moves as a whole between its ends" },
    domain: { usualElementBytes: positive, leanElementBytes: positive, leanness: fraction },
  },
  ({ usualElementBytes, leanElementBytes, leanness }) => usualElementBytes * power(leanElementBytes / usualElementBytes, leanness),
);

/**
 * Most sequences whose caches fit beside the weights of an instance (count); none where the weights alone do not fit. Each data-parallel rank holds
 * weights of its own, but for routed experts, which all of them share; of some caches, each accelerator of a rank holds the whole.
 *
 * @function
 *
 * @example
 * ```ts
 * import { memoryBatch } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B in 16 bit on four devices of 80 GB, 1,000 and 8,192 tokens
 * const device = { acceleratorCount: 4, dataParallelism: 1, memoryBytes: 80e9, memoryShare: 0.9 };
 * const dense = { sharedWeightBytes: 141.1e9, routedWeightBytes: 0, wholeBytes: 0 };
 * const plan = { ...device, ...dense };
 * console.log(memoryBatch({ ...plan, dividedBytes: 327680 * 1000 }), memoryBatch({ ...plan, dividedBytes: 327680 * 8192 })); // 448 54
 * ```
 */
export const memoryBatch = formula(
  {
    id: "serving.memory-batch",
    equation: "B_mem = max(0, ⌊(n·M·u − d·M_s − M_x)/(M_seq + n/d·M_each)⌋)",
    unit: "1",
    source: { id: "kwon-2023", at: "§3: what the weights leave is for the caches; ranks and experts as in docs/guide/inference.md" },
    domain: {
      acceleratorCount: positive,
      dataParallelism: atLeastOne,
      memoryBytes: positive,
      memoryShare: positiveFraction,
      sharedWeightBytes: nonNegative,
      routedWeightBytes: nonNegative,
      dividedBytes: nonNegative,
      wholeBytes: nonNegative,
    },
  },
  ({ acceleratorCount, dataParallelism, memoryBytes, memoryShare, sharedWeightBytes, routedWeightBytes, dividedBytes, wholeBytes }) => {
    const left = acceleratorCount * memoryBytes * memoryShare - dataParallelism * sharedWeightBytes - routedWeightBytes;
    const sequence = dividedBytes + (acceleratorCount / dataParallelism) * wholeBytes;
    return sequence > 0 ? Math.max(0, Math.floor(left / sequence)) : left >= 0 ? MOST_SEQUENCES : 0;
  },
);

/**
 * Fewest accelerators that hold the weights and the caches of a batch (count). Where what each of them holds whole fits on none, no number of them is
 * enough: it is then that of the rest, and memory holds fewer sequences than the batch.
 *
 * @function
 *
 * @example
 * ```ts
 * import { acceleratorsForServing } from "llm-footprint/formulas";
 *
 * const device = { memoryBytes: 80e9, memoryShare: 0.9, dataParallelism: 1 };
 * const dense = { sharedWeightBytes: 141.1e9, routedWeightBytes: 0, dividedBytes: 327680 * 1000, wholeBytes: 0 };
 * console.log(acceleratorsForServing({ ...dense, batch: 64, ...device })); // 3
 * ```
 */
export const acceleratorsForServing = formula(
  {
    id: "serving.accelerators-for-serving",
    equation: "n = ⌈(d·M_s + M_x + ⌈B⌉·M_seq)/(M·u − ⌈B⌉/d·M_each)⌉",
    unit: "1",
    source: { id: "kwon-2023", at: "§3; ranks and experts as in docs/guide/inference.md" },
    domain: {
      sharedWeightBytes: nonNegative,
      routedWeightBytes: nonNegative,
      batch: nonNegative,
      dividedBytes: nonNegative,
      wholeBytes: nonNegative,
      dataParallelism: atLeastOne,
      memoryBytes: positive,
      memoryShare: positiveFraction,
    },
  },
  ({ sharedWeightBytes, routedWeightBytes, batch, dividedBytes, wholeBytes, dataParallelism, memoryBytes, memoryShare }) => {
    // Memory holds whole sequences: a mean between two numbers needs room for the greater one.
    const sequences = Math.ceil(batch);
    const each = memoryBytes * memoryShare;
    const held = dataParallelism * sharedWeightBytes + routedWeightBytes + sequences * dividedBytes;
    const room = each - (sequences / dataParallelism) * wholeBytes;
    return Math.ceil(held / (room > 0 ? room : each));
  },
);

/**
 * Sequences for which an instance is planned (count): what each accelerator holds whole of them may fill half of its memory.
 *
 * @function
 *
 * @example
 * ```ts
 * import { roomySequences } from "llm-footprint/formulas";
 *
 * const device = { memoryBytes: 80e9, memoryShare: 0.9, dataParallelism: 1 };
 * console.log(roomySequences({ ...device, plannedSequences: 32, wholeBytes: 0 }), roomySequences({ ...device, plannedSequences: 32, wholeBytes: 4e9 })); // 32 9
 * ```
 */
export const roomySequences = formula(
  {
    id: "serving.roomy-sequences",
    equation: "B = max(1, min(B_p, ⌊d·M·u/(2·M_each)⌋))",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: accelerators of an instance that nobody states" },
    domain: {
      plannedSequences: positive,
      memoryBytes: positive,
      memoryShare: positiveFraction,
      dataParallelism: atLeastOne,
      wholeBytes: nonNegative,
    },
  },
  ({ plannedSequences, memoryBytes, memoryShare, dataParallelism, wholeBytes }) =>
    Math.max(1, Math.min(plannedSequences, Math.floor((dataParallelism * memoryBytes * memoryShare) / (2 * wholeBytes)))),
);

/**
 * Instances that serve a rate of requests (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { instancesForRate } from "llm-footprint/formulas";
 *
 * console.log(instancesForRate({ requestsPerSecond: 10, instanceSeconds: 0.254595102, servingShare: 0.8 })); // 4
 * ```
 */
export const instancesForRate = formula(
  {
    id: "serving.instances-for-rate",
    equation: "N = ⌈r·t_inst/U⌉",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: headroom is the share U of time in which instances serve" },
    domain: { requestsPerSecond: positive, instanceSeconds: positive, servingShare: positiveFraction },
  },
  ({ requestsPerSecond, instanceSeconds, servingShare }) => Math.ceil((requestsPerSecond * instanceSeconds) / servingShare),
);

/**
 * Share of the time in which a number of instances serve a rate of requests (fraction; above 1 they cannot).
 *
 * @function
 *
 * @example
 * ```ts
 * import { servedShare } from "llm-footprint/formulas";
 *
 * console.log(servedShare({ requestsPerSecond: 10, instanceSeconds: 0.25, instances: 4 })); // 0.625
 * ```
 */
export const servedShare = formula(
  {
    id: "serving.served-share",
    equation: "U = r·t_inst/N",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: load of one hour over what is installed" },
    domain: { requestsPerSecond: nonNegative, instanceSeconds: positive, instances: positive },
  },
  ({ requestsPerSecond, instanceSeconds, instances }) => (requestsPerSecond * instanceSeconds) / instances,
);

/**
 * Batch at a quantile of a band in which every magnitude is as likely as any other (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { bandBatch } from "llm-footprint/formulas";
 *
 * console.log(bandBatch({ fewestSequences: 4, mostSequences: 1024, bandShare: 0.5 })); // 64
 * ```
 */
export const bandBatch = formula(
  {
    id: "serving.band-batch",
    equation: "B = B_lo·(B_hi/B_lo)^p",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: quantile of a log-uniform band" },
    domain: { fewestSequences: positive, mostSequences: positive, bandShare: fraction },
  },
  ({ fewestSequences, mostSequences, bandShare }) => fewestSequences * power(mostSequences / fewestSequences, bandShare),
);

/**
 * Tokens that a rate of requests asks for per second (token/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { requestedRate } from "llm-footprint/formulas";
 *
 * console.log(requestedRate({ requestsPerSecond: 4, generatedTokens: 500 })); // 2000
 * ```
 */
export const requestedRate = formula(
  {
    id: "serving.requested-rate",
    equation: "v = r·T_out",
    unit: "token/s",
    source: { id: "dong-2024", at: "§3: throughput of a rate of requests" },
    domain: { requestsPerSecond: nonNegative, generatedTokens: nonNegative },
  },
  ({ requestsPerSecond, generatedTokens }) => requestsPerSecond * generatedTokens,
);

/**
 * Requests per second that come to each of some instances (1/s, a count per second).
 *
 * @function
 *
 * @example
 * ```ts
 * import { instanceRate } from "llm-footprint/formulas";
 *
 * console.log(instanceRate({ requestsPerSecond: 10, instances: 4 })); // 2.5
 * ```
 */
export const instanceRate = formula(
  {
    id: "serving.instance-rate",
    equation: "r = R/N",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: instances share a load evenly" },
    domain: { requestsPerSecond: nonNegative, instances: positive },
  },
  ({ requestsPerSecond, instances }) => requestsPerSecond / instances,
);

/**
 * Share of the requests of a load that comes in one of its parts of equal length (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { rateShare } from "llm-footprint/formulas";
 *
 * console.log(rateShare({ requestsPerSecond: 2, rateSum: 8 })); // 0.25
 * ```
 */
export const rateShare = formula(
  {
    id: "serving.rate-share",
    equation: "w = r_i/Σ r_i",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: parts of equal length" },
    domain: { requestsPerSecond: nonNegative, rateSum: positive },
  },
  ({ requestsPerSecond, rateSum }) => requestsPerSecond / rateSum,
);

/**
 * Instances that work all the time for the hours of a period (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { instancesFor } from "llm-footprint/formulas";
 *
 * console.log(instancesFor({ deviceHours: 1920, acceleratorCount: 8, periodDays: 5 })); // 2
 * ```
 */
export const instancesFor = formula(
  {
    id: "serving.instances-for",
    equation: "N = H/(24·n·D)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: instances times their accelerators" },
    domain: { deviceHours: nonNegative, acceleratorCount: positive, periodDays: positive },
  },
  ({ deviceHours, acceleratorCount, periodDays }) => deviceHours / (HOURS_PER_DAY * acceleratorCount * periodDays),
);

/**
 * Accelerators of a fleet of instances (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { fleetAccelerators } from "llm-footprint/formulas";
 *
 * console.log(fleetAccelerators({ instances: 4, acceleratorCount: 4 })); // 16
 * ```
 */
export const fleetAccelerators = formula(
  {
    id: "serving.fleet-accelerators",
    equation: "N_acc = N·n",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: instances times their accelerators" },
    domain: { instances: nonNegative, acceleratorCount: positive },
  },
  ({ instances, acceleratorCount }) => instances * acceleratorCount,
);

/**
 * Mean of the rates of the parts of a load curve (1/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { meanRequestRate } from "llm-footprint/formulas";
 *
 * console.log(meanRequestRate({ rateSum: 60, parts: 24 })); // 2.5
 * ```
 */
export const meanRequestRate = formula(
  {
    id: "serving.mean-request-rate",
    equation: "r = Σ r_i/n",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: parts of equal length" },
    domain: { rateSum: nonNegative, parts: atLeastOne },
  },
  ({ rateSum, parts }) => rateSum / parts,
);

/**
 * Next power of two of accelerators in each data-parallel rank, which cuts every layer evenly (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tensorParallelAccelerators } from "llm-footprint/formulas";
 *
 * console.log(tensorParallelAccelerators({ acceleratorCount: 7, dataParallelism: 1 })); // 8
 * console.log(tensorParallelAccelerators({ acceleratorCount: 7, dataParallelism: 3 })); // 12
 * ```
 */
export const tensorParallelAccelerators = formula(
  {
    id: "serving.tensor-parallel-accelerators",
    equation: "n_t = d·2^⌈log₂ max(1, n/d)⌉",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: heads and widths are powers of two times small numbers" },
    domain: { acceleratorCount: atLeastOne, dataParallelism: atLeastOne },
  },
  ({ acceleratorCount, dataParallelism }) => dataParallelism * powerOfTwo(Math.max(1, acceleratorCount / dataParallelism)),
);

/**
 * The power of two above that of a default instance (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { twiceAccelerators } from "llm-footprint/formulas";
 *
 * console.log(twiceAccelerators({ acceleratorCount: 4 })); // 8
 * ```
 */
export const twiceAccelerators = formula(
  {
    id: "serving.twice-accelerators",
    equation: "n' = 2·n",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: accelerators of an instance that nobody states" },
    domain: { acceleratorCount: atLeastOne },
  },
  ({ acceleratorCount }) => 2 * acceleratorCount,
);

/**
 * Sequences that run on an instance, from how many run per 80 GB of its memory (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { loadSequences } from "llm-footprint/formulas";
 *
 * console.log(loadSequences({ densitySequences: 64, acceleratorCount: 8, memoryBytes: 80e9 })); // 512
 * ```
 */
export const loadSequences = formula(
  {
    id: "serving.load-sequences",
    equation: "B = max(1, b·n·M/(80·10⁹))",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: larger models are served at larger scale" },
    domain: { densitySequences: positive, acceleratorCount: positive, memoryBytes: positive },
  },
  ({ densitySequences, acceleratorCount, memoryBytes }) => Math.max(1, (densitySequences * acceleratorCount * memoryBytes) / 80e9),
);

/**
 * The wide count of a layout for models of some size and above, else the narrow one (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { layoutCount } from "llm-footprint/formulas";
 *
 * console.log(layoutCount({ parameters: 671e9, leastWideParameters: 1e11, narrowCount: 16, wideCount: 64 })); // 64
 * ```
 */
export const layoutCount = formula(
  {
    id: "serving.layout-count",
    equation: "n = n_wide if N ≥ N_0, else n_narrow",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: large mixtures have their experts over many servers" },
    domain: { parameters: positive, leastWideParameters: positive, narrowCount: positive, wideCount: positive },
  },
  ({ parameters, leastWideParameters, narrowCount, wideCount }) => (parameters >= leastWideParameters ? wideCount : narrowCount),
);
