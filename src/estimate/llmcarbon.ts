import { lazily } from "../core/lazily.js";
import { type FittedDevice, llmcarbonTables, type PublishedUnit } from "../catalog/published-runs.js";
import { FootprintError } from "../core/errors.js";
import type { Figure, Given } from "../core/figure.js";
import { anyNumber, checkArgument, formatValue } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { estimator, kind } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { graph, part, quantity } from "../graph/rows.js";
import { assume, by, from, pick, record, same, sum, when } from "../graph/ways.js";
import { noteMagnitudes } from "./run-notes.js";

const lines = ({ run }: { readonly run: Run }): Line[] => linesOf(run);

/** Inputs of {@link llmcarbonReference}. */
export interface LlmcarbonReferenceInput {
  /** Parameters that enter the compute; for a mixture of experts those of the base model. */
  readonly baseParameters: Given;
  readonly tokens: Given;
  /** Dense peak of one device (FLOP/s). */
  readonly peakFlopPerSecond: Given;
  /** Achieved over peak (fraction). */
  readonly efficiency: Given;
  /** Average system power per device (W); with `hardwareEnergy: "literal"` the peak power. */
  readonly powerWatts: Given;
  /** Devices (count): sets the days only. */
  readonly deviceCount: Given;
  readonly pue: Given;
  readonly intensityGramsPerKwh: Given;
  /** `training` counts 6 operations per parameter and token, `inference` 2. */
  readonly phase?: "training" | "inference";
  /** `as-computed` (default): power × hours. `literal`: the printed equation, whose efficiency cancels; see the method page. */
  readonly hardwareEnergy?: "as-computed" | "literal";
}

/** Operational result of {@link llmcarbonReference}. */
export interface LlmcarbonReference {
  readonly method: "llmcarbon-reference";
  readonly computeFlop: number;
  readonly deviceHours: number;
  readonly days: number;
  readonly itEnergyKwh: number;
  readonly energyKwh: number;
  readonly operationalGramsCo2e: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

type OfReference = Pick<LlmcarbonReferenceInput, "phase" | "hardwareEnergy">;
const isInference = ({ phase }: OfReference): boolean => phase === "inference";
const isLiteral = ({ hardwareEnergy }: OfReference): boolean => hardwareEnergy === "literal";

const operational = lazily(() => ({
  baseParameters: quantity("Parameters that enter the compute; for a mixture of experts those of the base model", { example: "175e9" }),
  tokens: quantity("Tokens", { example: "300e9" }),
  computeFlop: quantity("Operations", when(isInference, by(F.llmcarbonInferenceCompute)), by(F.llmcarbonTrainingCompute)),
  peakFlopPerSecond: quantity("Dense peak of one device", { example: "125e12" }),
  efficiency: quantity("Achieved over peak", { example: "0.197" }),
  deviceHours: quantity("Device-hours", by(F.llmcarbonDeviceHours)),
  deviceCount: quantity("Devices: set the days only", { example: "10000" }),
  days: quantity("Length of the run", by(F.runDays, { acceleratorCount: "deviceCount" })),
  powerWatts: quantity("Average system power per device; the peak power for the printed equation", { example: "330" }),
  itEnergyKwh: quantity(
    "Energy of the hardware",
    when(isLiteral, by(F.llmcarbonHardwareEnergyLiteral, { peakPowerWatts: "powerWatts" })),
    by(F.llmcarbonHardwareEnergy, { systemPowerWatts: "powerWatts" }),
  ),
  pue: quantity("Power usage effectiveness of the data centre", { example: "1.1" }),
  energyKwh: quantity("Energy of the data centre", by(F.llmcarbonOperationalEnergy, { hardwareEnergyKwh: "itEnergyKwh" })),
  intensityGramsPerKwh: quantity("Carbon intensity of the electricity", { example: "429" }),
  operationalGramsCo2e: quantity("Emissions of the electricity", by(F.llmcarbonOperationalCarbon, { operationalEnergyKwh: "energyKwh" })),
}));

const reference = /* @__PURE__ */ kind<LlmcarbonReferenceInput>(() => ({
  name: "llmcarbon-reference",
  graph: graph<OfReference>()(operational()),
  totals: ["computeFlop", "deviceHours", "days", "itEnergyKwh", "energyKwh", "operationalGramsCo2e"],
  choices: [],
  words: { phase: ["training", "inference"], hardwareEnergy: ["as-computed", "literal"] },
}));

function noteReference(run: Run, input: LlmcarbonReferenceInput): string[] {
  const [tokens, parameters, days] = ["tokens", "baseParameters", "days"].map((key) => valueIn(run, key));
  return [
    ...(isLiteral(input)
      ? ["Hardware energy as printed: the efficiency cancels against the hours, so the result is that of peak power at peak rate."]
      : []),
    // A caller who gives the operations need not say of how many tokens they are.
    ...(tokens === undefined || parameters === undefined ? [] : noteMagnitudes(tokens, parameters, days as number)).map(
      ({ message }) => message,
    ),
  ];
}

const estimateReference = /* @__PURE__ */ estimator<LlmcarbonReferenceInput, LlmcarbonReference>(
  reference,
  { method: () => "llmcarbon-reference" },
  { lines, notes: ({ run, input }) => noteReference(run, input) },
);

/**
 * LLMCarbon's operational carbon as its reference code computes it (equations L4 to L11 of the method page). Frozen: its numbers do not
 * change with the library's own model.
 *
 * @param input - parameters, tokens, hardware and place
 * @returns energy (kWh) and operational emissions (gCO2e), with lines
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { llmcarbonReference } from "llm-footprint/methods";
 *
 * const gpt3 = llmcarbonReference({
 *   baseParameters: 175e9, tokens: 300e9, peakFlopPerSecond: 125e12, efficiency: 0.197, powerWatts: 330,
 *   deviceCount: 10000, pue: 1.1, intensityGramsPerKwh: 429,
 * });
 * console.log((gpt3.operationalGramsCo2e / 1e6).toFixed(4)); // 553.3447
 * ```
 */
export function llmcarbonReference(input: LlmcarbonReferenceInput): LlmcarbonReference {
  return estimateReference(input);
}

/** Inputs of {@link llmcarbonEmbodied}. */
export interface LlmcarbonEmbodiedInput {
  readonly units: readonly Omit<PublishedUnit, "listedGramsCo2e">[];
  /** Length of the run (d). */
  readonly runDays: number;
  /** Service life (d); 5 × 365 where left out, as in the reference code. */
  readonly lifetimeDays?: number;
}

/** Result of {@link llmcarbonEmbodied}. */
export interface LlmcarbonEmbodied {
  readonly method: "llmcarbon-reference";
  readonly units: readonly { readonly name: string; readonly perUnitGramsCo2e: number; readonly allocatedGramsCo2e: number }[];
  readonly embodiedGramsCo2e: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

const FIVE_YEARS: Figure = {
  value: llmcarbonTables.table5.lifetimeDays,
  source: llmcarbonTables.source,
  at: "reference code: 5 × 365 days",
  basis: "assumption",
};

const unit = lazily(() =>
  graph<object>()({
    unitCount: quantity("Units of one kind"),
    areaSquareCentimetres: quantity("Area of the logic dies of a unit"),
    carbonPerAreaGramsPerSquareCentimetre: quantity("Manufacture of dies per area"),
    capacityBytes: quantity("Capacity of a unit"),
    carbonPerCapacityGramsPerGigabyte: quantity("Manufacture of memory and storage per capacity"),
    gramsCo2e: quantity("Manufacture of a unit", by(F.llmcarbonChipCarbon), by(F.llmcarbonStorageCarbon)),
    runDays: quantity("Length of the run"),
    lifetimeDays: quantity("Service life"),
    allocatedGramsCo2e: quantity("Manufacture that the run uses", by(F.llmcarbonAllocatedCarbon, { perUnitGramsCo2e: "gramsCo2e" })),
  }),
);

type OfUnits = Pick<LlmcarbonEmbodiedInput, "units">;
const scopeOf = (index: number): string => `unit${index}`;
const scopedUnits = ({ units }: OfUnits) => units.map((one, index) => ({ ...one, scope: scopeOf(index) }));
const nothing = ({ units }: OfUnits): number | undefined => (units.length === 0 ? 0 : undefined);

const manufacture = lazily(() =>
  graph<OfUnits>()({
    runDays: quantity("Length of the run", { example: "20.4" }),
    lifetimeDays: quantity("Service life", { example: "1825" }, assume(FIVE_YEARS)),
    units: part(unit(), scopedUnits, { runDays: [same("runDays")], lifetimeDays: [same("lifetimeDays")] }),
    embodiedGramsCo2e: quantity("Manufacture that the run uses", sum("units.allocatedGramsCo2e"), record(nothing)),
  }),
);

function checkUnits({ units }: LlmcarbonEmbodiedInput): void {
  if (!Array.isArray(units)) throw new FootprintError("invalid-input", "embodied: units is missing; give a list", { field: "units" });
  for (const [index, one] of (units as LlmcarbonEmbodiedInput["units"]).entries()) {
    const isArea = one.areaSquareCentimetres !== undefined && one.carbonPerAreaGramsPerSquareCentimetre !== undefined;
    if (isArea || (one.capacityBytes !== undefined && one.carbonPerCapacityGramsPerGigabyte !== undefined)) continue;
    throw new FootprintError(
      "invalid-input",
      `embodied: ${one.name} needs an area with its carbon per area, or a capacity with its carbon per gigabyte`,
      { field: `units[${index}]` },
    );
  }
}

const unitsOf = (run: Run, { units }: LlmcarbonEmbodiedInput): LlmcarbonEmbodied["units"] =>
  units.map(({ name }, index) => ({
    name,
    perUnitGramsCo2e: valueIn(run, `${scopeOf(index)}GramsCo2e`) as number,
    allocatedGramsCo2e: valueIn(run, `${scopeOf(index)}AllocatedGramsCo2e`) as number,
  }));

const estimateEmbodied = /* @__PURE__ */ estimator<LlmcarbonEmbodiedInput, LlmcarbonEmbodied>(
  kind(() => ({
    name: "embodied",
    graph: manufacture(),
    totals: ["embodiedGramsCo2e"],
    goals: ["runDays", "lifetimeDays"],
    choices: ["units"],
    check: checkUnits,
  })),
  { method: () => "llmcarbon-reference", units: ({ run, input }) => unitsOf(run, input) },
  {
    lines,
    notes: () => [
      "Logic dies only, without memory stacks, board and cooling: 11 to 13 times below product footprints of the same accelerators.",
    ],
  },
);

/**
 * LLMCarbon's embodied carbon (L12 and L13): logic dies by area, memory and storage by capacity, allocated by days of the run over lifetime.
 *
 * @param input - the hardware, the run and its lifetime
 * @returns embodied emissions per kind of unit and in all (gCO2e)
 * @throws `FootprintError` `out-of-domain`, `invalid-input` when a unit has neither an area nor a capacity
 *
 * @example
 * ```ts
 * import { llmcarbonEmbodied, llmcarbonTables } from "llm-footprint/methods";
 *
 * const { units, runDays } = llmcarbonTables.table5;
 * console.log(llmcarbonEmbodied({ units, runDays }).embodiedGramsCo2e.toFixed(3)); // 648045.470
 * ```
 */
export function llmcarbonEmbodied(input: LlmcarbonEmbodiedInput): LlmcarbonEmbodied {
  return estimateEmbodied(input);
}

/** Inputs of {@link llmcarbonPredict}. */
export interface LlmcarbonPredictInput {
  /** Parameters of a dense model. */
  readonly parameters: number;
  /** Memory of one device (B): 80e9 (A100) or 32e9 (V100), the two for which the method has numbers. */
  readonly memoryBytes: number;
  /** Devices (count), if not those that the method predicts: the efficiency then changes in a way that is not published in full. */
  readonly deviceCount?: number;
}

/** Result of {@link llmcarbonPredict}. */
export interface LlmcarbonPrediction {
  readonly method: "llmcarbon-predict";
  readonly tensorParallelism: number;
  readonly pipelineParallelism: number;
  /** Devices; `null` below 76e9 parameters, where the fit is wrong more than tenfold. */
  readonly deviceCount: number | null;
  /** Sequences per step, at least one per device; `null` without a device count. */
  readonly batchSize: number | null;
  /** Achieved rate of one device (FLOP/s). */
  readonly throughputFlopPerSecond: number;
  readonly lines: readonly Line[];
}

const { polynomials, parallelism } = llmcarbonTables;
const { a100, v100 } = parallelism.devices;

/** What a prediction looks at: the device for which the method has numbers, and whether its fit of the count reaches so small a model. */
interface OfPrediction {
  readonly device: FittedDevice;
  readonly isCounted: boolean;
}
const isV100 = ({ device }: OfPrediction): boolean => device === v100;
const isCounted = (of: OfPrediction): boolean => of.isCounted;
const ofDevice = from<OfPrediction>();
const fitted = (value: number) => assume({ value, source: parallelism.source, at: parallelism.at, basis: "published" });
const { deviceCount: count, batchSize: batch, throughputOnePipelineStage: one, throughputManyPipelineStages: many } = polynomials;

const prediction = lazily(() =>
  graph<OfPrediction>()({
    parameters: quantity("Parameters of a dense model", { example: "175e9" }),
    memoryBytes: quantity("Memory of one device", { example: "80e9" }),
    capacityParameters: quantity("Parameters that fit on one device in training", by(F.deviceCapacity)),
    devicesForModel: quantity("Devices over which one copy of the model spreads", by(F.devicesForModel)),
    gpusPerServer: quantity("Most devices of one tensor split", fitted(parallelism.gpusPerServer)),
    isOnePipelineStage: quantity("1 where one server holds the model", by(F.isOnePipelineStage)),
    tensorParallelism: quantity("Devices that share each layer", pick("isOnePipelineStage", "devicesForModel", "gpusPerServer")),
    oneStage: quantity("One pipeline stage", fitted(1)),
    pipelineStages: quantity(
      "Pipeline stages where one server is not enough",
      by(F.pipelineStages, { tensorParallelism: "gpusPerServer" }),
    ),
    pipelineParallelism: quantity("Pipeline stages", pick("isOnePipelineStage", "oneStage", "pipelineStages")),
    countQuadratic: quantity("Quadratic coefficient of the device count", { domain: anyNumber }, fitted(count.quadratic)),
    countLinear: quantity("Linear coefficient of the device count", { domain: anyNumber }, fitted(count.linear)),
    countConstant: quantity("Constant of the device count", { domain: anyNumber }, fitted(count.constant)),
    fittedDeviceCount: quantity(
      "Devices of the kind of the fit",
      when(isCounted, by(F.fittedDeviceCount, { quadratic: "countQuadratic", linear: "countLinear", constant: "countConstant" })),
    ),
    deviceScale: quantity("Devices per device of the fit", ofDevice("device", "deviceScale")),
    deviceCount: quantity("Devices", by(F.roundedDeviceCount, { devices: "fittedDeviceCount" })),
    oneStageQuadratic: quantity("Quadratic coefficient of the rate with one pipeline stage", { domain: anyNumber }, fitted(one.quadratic)),
    oneStageLinear: quantity("Linear coefficient of the rate with one pipeline stage", { domain: anyNumber }, fitted(one.linear)),
    oneStageConstant: quantity("Constant of the rate with one pipeline stage", { domain: anyNumber }, fitted(one.constant)),
    manyStagesQuadratic: quantity(
      "Quadratic coefficient of the rate with several pipeline stages",
      { domain: anyNumber },
      fitted(many.quadratic),
    ),
    manyStagesLinear: quantity("Linear coefficient of the rate with several pipeline stages", { domain: anyNumber }, fitted(many.linear)),
    manyStagesConstant: quantity("Constant of the rate with several pipeline stages", { domain: anyNumber }, fitted(many.constant)),
    rateQuadratic: quantity(
      "Quadratic coefficient of the rate",
      { domain: anyNumber },
      pick("isOnePipelineStage", "oneStageQuadratic", "manyStagesQuadratic"),
    ),
    rateLinear: quantity(
      "Linear coefficient of the rate",
      { domain: anyNumber },
      pick("isOnePipelineStage", "oneStageLinear", "manyStagesLinear"),
    ),
    rateConstant: quantity(
      "Constant of the rate",
      { domain: anyNumber },
      pick("isOnePipelineStage", "oneStageConstant", "manyStagesConstant"),
    ),
    fittedFlopPerSecond: quantity(
      "Achieved rate of one device of the kind of the fit",
      by(F.fittedThroughput, { quadratic: "rateQuadratic", linear: "rateLinear", constant: "rateConstant" }),
    ),
    slowdown: quantity("Share of the rate that the device loses against that of the fit", ofDevice("device", "slowdown")),
    peakFlopPerSecond: quantity("Peak rate of the device", ofDevice("device", "peakFlopPerSecond")),
    fittedPeakFlopPerSecond: quantity("Peak rate of the device of the fit", fitted(a100.peakFlopPerSecond)),
    throughputFlopPerSecond: quantity(
      "Achieved rate of one device",
      when(isV100, by(F.rescaledThroughput, { throughputFlopPerSecond: "fittedFlopPerSecond" })),
      same("fittedFlopPerSecond"),
    ),
    batchOfOneStage: quantity("Sequences per step with one pipeline stage", fitted(parallelism.batchOfOneStage)),
    batchQuadratic: quantity("Quadratic coefficient of the batch", { domain: anyNumber }, fitted(batch.quadratic)),
    batchLinear: quantity("Linear coefficient of the batch", { domain: anyNumber }, fitted(batch.linear)),
    batchConstant: quantity("Constant of the batch", { domain: anyNumber }, fitted(batch.constant)),
    fittedBatchSize: quantity(
      "Sequences per step with several pipeline stages",
      by(F.fittedBatchSize, {
        pipelineParallelism: "pipelineParallelism",
        quadratic: "batchQuadratic",
        linear: "batchLinear",
        constant: "batchConstant",
      }),
    ),
    batch: quantity("Sequences per step", pick("isOnePipelineStage", "batchOfOneStage", "fittedBatchSize")),
    batchSize: quantity("Sequences per step, at least one per device", by(F.leastBatchSize)),
  }),
);

type PredictedInput = OfPrediction & Pick<LlmcarbonPredictInput, "parameters" | "memoryBytes">;
const predict = /* @__PURE__ */ estimator<PredictedInput, LlmcarbonPrediction>(
  kind(() => ({
    name: "llmcarbon-predict",
    graph: prediction(),
    totals: ["tensorParallelism", "pipelineParallelism"],
    goals: ["throughputFlopPerSecond", "devicesForModel", "deviceCount?", "batch", "batchSize?"],
    choices: ["device", "isCounted"],
  })),
  { method: () => "llmcarbon-predict" },
  {
    deviceCount: ({ run }) => valueIn(run, "deviceCount") ?? null,
    batchSize: ({ run }) => valueIn(run, "batchSize") ?? null,
    throughputFlopPerSecond: ({ run }) => valueIn(run, "throughputFlopPerSecond"),
    lines,
  },
);

/**
 * LLMCarbon's predicted parallelism and throughput: polynomials fitted to the ten Megatron-LM rows. Kept for
 * comparison.
 *
 * @param input - parameters and memory of one device
 * @returns split, device count, batch and rate
 * @throws `FootprintError` `out-of-domain` outside the range of the fits, `unsupported` for other devices and for a given device count
 *
 * @example
 * ```ts
 * import { llmcarbonPredict } from "llm-footprint/methods";
 *
 * const { tensorParallelism, pipelineParallelism, deviceCount } = llmcarbonPredict({ parameters: 175e9, memoryBytes: 80e9 });
 * console.log(tensorParallelism, pipelineParallelism, deviceCount); // 8 10 1520
 * ```
 */
export function llmcarbonPredict(input: LlmcarbonPredictInput): LlmcarbonPrediction {
  checkArgument("llmcarbon-predict", "the input", input, "an object");
  const { deviceCount, ...rest } = input;
  if (deviceCount !== undefined) {
    throw new FootprintError(
      "unsupported",
      "llmcarbon-predict: the efficiency away from the best device count (L7) is printed in two forms and its constants are not public; leave deviceCount out",
      { field: "deviceCount", value: deviceCount },
    );
  }
  const { parameters, memoryBytes } = input;
  const device = [a100, v100].find((known) => known.memoryBytes === memoryBytes);
  if (device === undefined) {
    throw new FootprintError(
      "unsupported",
      `llmcarbon-predict: memoryBytes = ${formatValue(memoryBytes)}; the method has numbers for 80e9 (A100) and 32e9 (V100) only`,
      { field: "memoryBytes", value: memoryBytes, nearest: ["80e9", "32e9"] },
    );
  }
  // The fit of the count does not reach small models: below its domain there is no count.
  return predict({ ...rest, device, isCounted: !(parameters < F.fittedDeviceCount.card.domain.parameters.min) });
}
