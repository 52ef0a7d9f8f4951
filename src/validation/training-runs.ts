import type { Accelerator, Model, TrainingFit } from "../catalog/records.js";
import { isFootprintError } from "../core/errors.js";
import { valueOf } from "../core/figure.js";
import { mlco2 } from "../estimate/mlco2.js";
import { llmcarbonPredict } from "../estimate/llmcarbon.js";
import { estimateTraining } from "../estimate/training.js";
import { llmcarbonHardwareEnergyLiteral } from "../method/llmcarbon/operational.js";
import { defaults } from "../catalog/defaults.js";
import { LEAST_ACTIVE_PARAMETERS, predictEfficiency } from "./efficiency.js";
import { type ScoredRow, scored, type ScoreLevel, type ScoreName, type SkippedRow } from "./scored.js";
import { numberIn, type Row } from "./table.js";
import type { TrainingFits } from "./training-fits.js";
import {
  LEAST_PARAMETERS,
  modelOf,
  operationsOf,
  peakOfRun,
  PLAUSIBLE_EFFICIENCY,
  readRun,
  type Run,
  sisterKey,
  weightEfficiency,
} from "./training-rows.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import { exp, log } from "../core/power.js";

const isMeasured = (basis: string): boolean => basis.startsWith("measured");
const isTdp = (basis: string): boolean => basis === "tdp_x_hours";

/** Groups of a run whose energy the library predicted by itself, or by the basis of its report. */
function groupsOf(run: Run): string[] {
  if (isTdp(run.basis)) return ["tdp-by-construction"];
  // The power of memory in these reports is a heuristic of up to 1.5 kW a server.
  if (run.basis.startsWith("codecarbon")) return ["whole-machine"];
  const isOfGpu = run.accelerator.kind === "gpu";
  const size = run.activeParameters ?? run.parameters;
  if (isOfGpu && (size === undefined || size < defaults.tinyModelPower.mostParameters.value)) return ["below-0.3e9"];
  return ["all", run.kind === "dense" ? "dense" : "moe", ...(isMeasured(run.basis) ? ["measured-power"] : [])];
}

/** A run as the library's input, without what tells its time and power. */
function inputOf(run: Run, model: Model, tokens: number, fit: TrainingFit): TrainingInput {
  return {
    model,
    tokens,
    accelerator: run.accelerator,
    // Sets the days only, which no row is scored by.
    acceleratorCount: 1,
    pue: run.pue,
    grid: { intensityGramsPerKwh: run.intensity ?? 0 },
    softwareYear: run.year,
    trainingFit: fit,
    ...(run.countsAttention ? { attentionFlop: "none" as const } : {}),
    ...(run.basis === "measured_gpu_power" ? { powerBoundary: "accelerator" as const } : {}),
  };
}

/**
 * The accelerator of a run without what the run itself contributed: the average power of two TPUs is a mean over published runs, so each of
 * these is scored with the mean of the others.
 */
function withoutOwnPower(run: Run, shipped: readonly Run[]): Accelerator {
  const { accelerator } = run;
  const { trainingPowerWatts } = accelerator;
  const isFromRuns = typeof trainingPowerWatts === "object" && "source" in trainingPowerWatts && trainingPowerWatts.source === RUNS_SOURCE;
  if (!isFromRuns) return accelerator;
  const others = shipped
    .filter((other) => other.name !== run.name && other.accelerator.name === accelerator.name && other.basis === "measured_system_power")
    .map((other) => numberIn(other.row, "avg_device_power_w"))
    .filter((watts): watts is number => watts !== undefined);
  const rest = without(accelerator, "trainingPowerWatts");
  if (others.length === 0) return rest;
  const value = exp(others.reduce((sum, watts) => sum + log(watts), 0) / others.length);
  return { ...rest, trainingPowerWatts: value };
}

function without<T extends object, Key extends keyof T>(record: T, key: Key): Omit<T, Key> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as Omit<T, Key>;
}

/** The work whose runs give TPUs their average power. */
const RUNS_SOURCE = "patterson-2021";

/** What a run is scored with. */
interface Context {
  readonly fit: TrainingFit;
  readonly peak: number;
}

/** Tokens with which the hours of a run mean the usual load, for runs whose operations are not published. */
function usualTokens(run: Run, model: Model, { fit, peak }: Context): number | undefined {
  const { activeParameters, deviceHours, accelerator, year } = run;
  if (activeParameters === undefined || deviceHours === undefined || activeParameters < LEAST_ACTIVE_PARAMETERS) return undefined;
  const efficiency = predictEfficiency(
    {
      row: run.row,
      model,
      accelerator,
      acceleratorId: accelerator.id,
      softwareYear: year,
      observation: {
        publisher: run.publisher,
        model: run.name,
        hardware: accelerator.name,
        group: accelerator.trainingGroup as never,
        fastLink: accelerator.fastLink ?? "node",
        isFp8: false,
        isMixtureOfExperts: run.kind === "mixture-of-experts",
        activeParameters,
        isWholeRun: true,
        isFromHours: true,
        isOldSoftware: false,
        efficiency: 1,
      },
    },
    fit,
  );
  return (efficiency * deviceHours * 3600 * peak) / (6 * activeParameters);
}

/** Level A: hours and place are given, energy and emissions are predicted. */
function scoreGivenHours(run: Run, context: Context, shipped: readonly Run[]): (ScoredRow | SkippedRow)[] {
  const { energyKwh, gramsCo2e } = run;
  const reported = [
    ...(energyKwh === undefined ? [] : ([["training-energy", energyKwh]] as const)),
    ...(gramsCo2e === undefined ? [] : ([["training-emissions", gramsCo2e]] as const)),
  ];
  return [
    ...(energyKwh === undefined ? [skippedRow("training-energy", "A", run.row, "no energy is reported")] : []),
    ...(gramsCo2e === undefined ? [skippedRow("training-emissions", "A", run.row, "no emissions are reported")] : []),
    ...(reported.length === 0 ? [] : scoreReported(run, reported, context, shipped)),
  ];
}

/** Energy or emissions that a run reports, by its hours and place. */
function scoreReported(
  run: Run,
  wanted: readonly (readonly ["training-energy" | "training-emissions", number])[],
  context: Context,
  shipped: readonly Run[],
): (ScoredRow | SkippedRow)[] {
  const { intensity, deviceHours, basis } = run;
  const skip = (name: ScoreName, skipped: string): SkippedRow => skippedRow(name, "A", run.row, skipped);
  if (deviceHours === undefined) return wanted.map(([name]) => skip(name, "no device-hours"));
  if (!isMeasured(basis) && !isTdp(basis) && !basis.startsWith("codecarbon")) {
    return wanted.map(([name]) => skip(name, `energy is neither measured nor TDP × hours (${basis === "" ? "basis not stated" : basis})`));
  }
  const tdp = numberIn(run.row, "avg_device_power_w") ?? numberIn(run.row, "tdp_w");
  if (isTdp(basis) && tdp === undefined) return wanted.map(([name]) => skip(name, "the TDP that was multiplied is not stated"));
  const sizes = modelOf(run);
  const model: Model = sizes ?? { kind: "dense", parameters: 1e9 };
  const tokens = run.tokens ?? (sizes === undefined ? undefined : usualTokens(run, sizes, context));
  if (tokens === undefined && !isTdp(basis)) {
    return wanted.map(([name]) =>
      skip(name, "the load cannot be told: no operations, and a model outside the range of the efficiency fit"),
    );
  }
  const estimate = estimateTraining({
    ...inputOf(run, model, tokens ?? 1e9, context.fit),
    accelerator: withoutOwnPower(run, shipped),
    deviceHours,
    ...(isTdp(basis) ? { averagePowerWatts: tdp as number, powerBoundary: undefined } : {}),
  } as TrainingInput);
  const groups = groupsOf(run);
  return wanted.flatMap(([name, reported]): (ScoredRow | SkippedRow)[] => {
    const key = name === "training-energy" ? "energyKwh" : "operationalGramsCo2e";
    if (name === "training-emissions" && intensity === undefined) return [skip(name, "the carbon intensity is not stated")];
    const row = {
      name,
      level: "A" as const,
      row: run.name,
      publisher: run.publisher,
      source: run.row["source_title"] as string,
      reported,
      groups,
    };
    const scores = [scored({ ...row, predicted: estimate[key], low: estimate.low[key], high: estimate.high[key] })];
    if (isTdp(basis)) return scores;
    return [...scores, ...comparisonsGivenHours(run, estimate.trainingFlop, context, row)];
  });
}

/** What two published methods say about the same hours and place. */
function comparisonsGivenHours(
  { accelerator, deviceHours, pue, intensity }: Run,
  trainingFlop: number,
  { peak }: Context,
  row: Omit<ScoredRow, "predicted" | "ratio">,
): ScoredRow[] {
  if (accelerator.tdpWatts === undefined) return [];
  const tdpWatts = valueOf(accelerator.tdpWatts);
  const hours = deviceHours as number;
  const grams = intensity ?? 0;
  const { energyKwh } = mlco2({ tdpWatts, deviceHours: hours, intensityGramsPerKwh: grams });
  const literal = llmcarbonHardwareEnergyLiteral.raw({
    peakPowerWatts: tdpWatts,
    deviceHours: hours,
    efficiency: Math.min(1, trainingFlop / (hours * 3600 * peak)),
  });
  const inUnit = (kwh: number): number => (row.name === "training-energy" ? kwh : kwh * grams);
  return [
    // The calculator knows no PUE.
    scored({ ...row, method: "mlco2", predicted: inUnit(energyKwh) }),
    scored({ ...row, method: "llmcarbon", predicted: inUnit(literal * pue) }),
  ];
}

/** Level B: model, tokens and device are given, and nothing that the run reports about itself. */
function scoreFromModel(run: Run, context: Context, shipped: readonly Run[]): (ScoredRow | SkippedRow)[] {
  const { deviceHours, energyKwh, gramsCo2e, intensity, activeParameters, tokens, basis, kind } = run;
  const names: ScoreName[] = ["training-device-hours", "training-energy", "training-emissions"];
  const skipAll = (skipped: string): SkippedRow[] => names.map((name) => skippedRow(name, "B", run.row, skipped));
  if (run.row["row_type"] !== "pretrain") return skipAll("not a pre-training run");
  const model = modelOf(run);
  if (model === undefined || activeParameters === undefined) return skipAll("no parameter count");
  if (tokens === undefined) return skipAll("neither tokens nor operations");
  if (kind === "dense" && activeParameters < LEAST_PARAMETERS) return skipAll("a dense model below 1e9 parameters");
  const implied = weightEfficiency(run, context.peak);
  if (implied !== undefined && (implied < PLAUSIBLE_EFFICIENCY.low || implied > PLAUSIBLE_EFFICIENCY.high)) {
    return skipAll(`the reported hours imply an efficiency of ${(implied * 100).toFixed(1)} %, outside 5 to 75 %`);
  }
  // What a row states by TDP is compared by the TDP of the catalogue: hours are what is predicted.
  const byTdp = isTdp(basis) && run.accelerator.tdpWatts !== undefined;
  const estimate = estimateTraining({
    ...inputOf(run, model, tokens, context.fit),
    accelerator: withoutOwnPower(run, shipped),
    ...(byTdp ? { powerMethod: "tdp" as const } : {}),
  });
  const kinds = ["all", kind === "dense" ? "dense" : "moe", ...(isMeasured(basis) ? ["measured-power"] : [])];
  const energyKnown = isMeasured(basis) || byTdp;
  const reported = {
    "training-device-hours": deviceHours,
    "training-energy": energyKnown ? energyKwh : undefined,
    "training-emissions": energyKnown && intensity !== undefined ? gramsCo2e : undefined,
  };
  const key = {
    "training-device-hours": "deviceHours",
    "training-energy": "energyKwh",
    "training-emissions": "operationalGramsCo2e",
  } as const;
  return names.flatMap((name): (ScoredRow | SkippedRow)[] => {
    const value = reported[name as keyof typeof reported];
    if (value === undefined) {
      return [
        skippedRow(
          name,
          "B",
          run.row,
          name === "training-device-hours" ? "no device-hours to compare with" : "no energy or emissions on a known basis",
        ),
      ];
    }
    // Hours are skill whatever the energy stands on; energy by TDP is hours times a multiplication.
    const groups = name === "training-device-hours" || !byTdp ? kinds : ["tdp-by-construction"];
    const row = {
      name,
      level: "B" as const,
      row: run.name,
      publisher: run.publisher,
      source: run.row["source_title"] as string,
      reported: value,
      groups,
    };
    const field = key[name as keyof typeof key];
    const scores = [scored({ ...row, predicted: estimate[field], low: estimate.low[field], high: estimate.high[field] })];
    return name === "training-device-hours" ? [...scores, ...comparisonsFromModel(run, model, context, row)] : scores;
  });
}

/** What constant efficiencies, the examples of llm-analysis and LLMCarbon's polynomials say about the same model. */
function comparisonsFromModel(run: Run, model: Model, { peak }: Context, row: Omit<ScoredRow, "predicted" | "ratio">): ScoredRow[] {
  const { activeParameters, parameters, tokens, kind, accelerator } = run;
  const flop = 6 * (activeParameters as number) * (tokens as number);
  const hours = (operations: number, efficiency: number): number => operations / (peak * efficiency * 3600);
  const constants = [
    scored({ ...row, method: "constant-0.40", predicted: hours(flop, 0.4) }),
    scored({ ...row, method: "constant-0.30", predicted: hours(flop, 0.3) }),
    scored({ ...row, method: "llm-analysis, examples", predicted: hours(operationsOf(run, model), 0.5) }),
  ];
  // LLMCarbon's devices are named by their size as sold.
  const memory = accelerator.nominalMemoryBytes ?? accelerator.memoryBytes;
  if (kind !== "dense" || memory === undefined) return constants;
  try {
    const { throughputFlopPerSecond } = llmcarbonPredict({
      parameters: parameters as number,
      memoryBytes: valueOf(memory),
    });
    return [...constants, scored({ ...row, method: "llmcarbon", predicted: flop / (throughputFlopPerSecond * 3600) })];
  } catch (error) {
    // The polynomials know two devices and some sizes; elsewhere the method says nothing.
    if (!isFootprintError(error)) throw error;
    return constants;
  }
}

function skippedRow(name: ScoreName, level: ScoreLevel, row: Row, skipped: string): SkippedRow {
  return { name, level, row: row["model"] as string, source: row["source_title"] as string, skipped };
}

/**
 * Scores training runs at level A and level B.
 *
 * @param rows - the runs to score
 * @param shipped - the runs that the package ships, for the power of accelerators that stands on them
 * @param fits - coefficients without what a run must not have seen
 */
export function scoreRuns(rows: readonly Row[], shipped: readonly Row[], fits: TrainingFits): (ScoredRow | SkippedRow)[] {
  const known = shipped.map(readRun).filter((run): run is Run => typeof run !== "string");
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    // Sister runs of one report say the same thing once.
    const key = sisterKey(row);
    const isSister = seen.has(key);
    seen.add(key);
    if (isSister) return skippedEverywhere(row, "a sister run with the same tokens, device and hours is scored already");
    try {
      return scoreRun(row, known, fits);
    } catch (error) {
      // A value that no estimate can have: the row is at fault, and the others still count.
      if (!isFootprintError(error) || error.code !== "out-of-domain") throw error;
      return skippedEverywhere(row, error.message);
    }
  });
}

function scoreRun(row: Row, known: readonly Run[], fits: TrainingFits): (ScoredRow | SkippedRow)[] {
  const run = readRun(row);
  if (typeof run === "string") return skippedEverywhere(row, run);
  const peak = peakOfRun(run);
  if (peak === undefined) return skippedEverywhere(row, `the usual training precision of ${run.accelerator.name} is not known`);
  const context = { fit: fits.withoutPublisher(run.publisher, run.name), peak };
  return [...scoreGivenHours(run, context, known), ...scoreFromModel(run, context, known)];
}

function skippedEverywhere(row: Row, reason: string): SkippedRow[] {
  return [
    ...(["training-energy", "training-emissions"] as const).map((name) => skippedRow(name, "A", row, reason)),
    ...(["training-device-hours", "training-energy", "training-emissions"] as const).map((name) => skippedRow(name, "B", row, reason)),
  ];
}
