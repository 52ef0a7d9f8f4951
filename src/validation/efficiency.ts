import { models } from "../catalog/models.js";
import { idsNamed } from "../catalog/names.js";
import type { Accelerator, ExpertArchitecture, Model, ModelRecord, TrainingFit } from "../catalog/records.js";
import { expertLayerCount } from "../architecture/parameters.js";
import { expertTraffic } from "../hardware/training-efficiency.js";
import { trainingGraph } from "../estimate/training.js";
import { kind } from "../graph/kind.js";
import { type EfficiencyObservation, isOldSoftware } from "./efficiency-fit.js";
import type { Figure } from "../core/figure.js";
import { exp, log } from "../core/power.js";
import { acceleratorOf } from "./hardware.js";
import { lengthOf } from "./metrics.js";
import { numberIn, type Row } from "./table.js";

/** Columns that a file of efficiencies must have. */
export const efficiencyColumns = [
  "source",
  "kind",
  "model",
  "architecture",
  "params_active_b",
  "seq_len",
  "hardware",
  "precision",
  "mfu_pct",
  "year",
] as const;

/** A published efficiency ready to be scored, or why it cannot be. */
export type EfficiencyCase = { readonly row: Row } & (
  | { readonly skipped: string }
  | {
      readonly skipped?: never;
      readonly observation: EfficiencyObservation;
      readonly accelerator: Accelerator;
      readonly acceleratorId: string;
      readonly model: Model;
      readonly softwareYear: number;
    }
);

/** Publishers by what their source says; the first that fits. A row of none of them is a publisher of its own. */
const publishers = [
  "llm-foundry",
  "Megatron-LM 2021",
  "Korthikanti",
  "Megatron-Core r0.8",
  "Megatron-LM 2020",
  "Megatron-Bridge",
  "DGX Cloud",
  "torchtitan",
  "MaxText A3",
  "MaxText",
  "Google TPU training",
  "Google Cloud GPU",
  "Levanter",
  "NeMo performance",
  "NeMo long",
  "Launcher",
  "BigScience",
  "BLOOM",
  "MLPerf",
  "Megatron MoE",
  "MT-NLG",
  "MegaScale",
];

function publisherOf(row: Row): string {
  const source = row["source"] as string;
  const known = publishers.find((name) => source.includes(name));
  if (known !== undefined) return known === "BLOOM" ? "BigScience" : known;
  return `${source.slice(0, 14)}${row["model"] as string}`;
}

/** The model of the catalogue that a row names; what stands in brackets describes the run and not the model. */
export function modelNamed(name: string): ModelRecord | undefined {
  for (const text of [name, name.replace(/\s*\([^)]*\)/gu, "")]) {
    const [id, another] = idsNamed(models, text);
    if (id !== undefined && another === undefined) return models[id];
  }
  return undefined;
}

/** Sequence length where a row states none: that of most published runs before 2024. */
const USUAL_SEQUENCE_TOKENS = 2048;
/** Where the fit ends: below and above, other physics takes over (docs/guide/accuracy.md). */
export const LEAST_ACTIVE_PARAMETERS = 0.3e9;
const LONGEST_SEQUENCE_TOKENS = 32_768;
const precisions: Readonly<Record<string, "bf16" | "fp16" | "fp8">> = { bf16: "bf16", fp16: "fp16", fp8: "fp8" };

/**
 * Reads a row of published efficiencies.
 *
 * @throws `FootprintError` `invalid-input` when a number is none
 */
export function readEfficiency(row: Row): EfficiencyCase {
  const skip = (skipped: string): EfficiencyCase => ({ row, skipped });
  const mfu = numberIn(row, "mfu_pct");
  const active = numberIn(row, "params_active_b");
  if (row["fit_include"] === "no") return skip("marked as not comparable (fit_include)");
  if (mfu === undefined) return skip("no model FLOP utilisation");
  if (active === undefined) return skip("no active parameters");
  const written = row["precision"] as string;
  const precision = Object.hasOwn(precisions, written) ? precisions[written] : undefined;
  if (precision === undefined) return skip(`the fit does not know the precision ${row["precision"] as string}`);
  const accelerator = acceleratorOf(row["hardware"] as string);
  if (accelerator === undefined) return skip(`the catalogue does not know the hardware "${row["hardware"] as string}"`);
  if (accelerator.peakFlopPerSecond[precision] === undefined) return skip(`${accelerator.name} has no ${precision} rate`);
  const group = accelerator.trainingGroup;
  if (active * 1e9 < LEAST_ACTIVE_PARAMETERS) return skip("below 0.3e9 active parameters");
  const sequence = numberIn(row, "seq_len") ?? USUAL_SEQUENCE_TOKENS;
  if (sequence > LONGEST_SEQUENCE_TOKENS) return skip("sequences above 32,768 tokens");
  const architectureName = (row["architecture"] as string).toLowerCase();
  if (architectureName !== "dense" && architectureName !== "moe") {
    return skip(`architecture is "${row["architecture"] as string}", neither dense nor moe`);
  }
  if (mfu < 1 || mfu > 100) return skip(`mfu_pct = ${mfu} is no percentage from 1 to 100`);
  const isMixtureOfExperts = architectureName === "moe";
  const activeParameters = active * 1e9;
  const architecture = isMixtureOfExperts
    ? (modelNamed(row["model"] as string)?.architecture as ExpertArchitecture | undefined)
    : undefined;
  const known = architecture?.experts === undefined ? undefined : architecture;
  const softwareYear = numberIn(row, "year") ?? 2023;
  const model: Model = isMixtureOfExperts
    ? {
        kind: "mixture-of-experts",
        // Nothing of an efficiency reads all parameters, only that they are more than the active ones.
        parameters: 2 * activeParameters,
        activeParameters,
        ...(known === undefined ? {} : { architecture: known }),
      }
    : { kind: "dense", parameters: activeParameters };
  const traffic = known === undefined ? undefined : trafficOf(known, activeParameters);
  return {
    row,
    model,
    accelerator,
    acceleratorId: accelerator.id,
    softwareYear,
    observation: {
      publisher: publisherOf(row),
      model: row["model"] as string,
      hardware: row["hardware"] as string,
      // A device that the fit has not seen is scored with its intercept and not fitted.
      group: group as NonNullable<typeof group>,
      ...(accelerator.trainingMemory === undefined ? {} : { memory: accelerator.trainingMemory }),
      fastLink: accelerator.fastLink ?? "node",
      isFp8: precision === "fp8",
      isMixtureOfExperts,
      activeParameters,
      ...(traffic === undefined || known === undefined ? {} : { expertTraffic: traffic, expertWidth: known.experts.feedForwardSize }),
      isWholeRun: row["kind"] === "production_run",
      isFromHours: false,
      isOldSoftware: isOldSoftware(softwareYear, group),
      efficiency: mfu / 100,
    },
  };
}

/** Hidden values that a model sends to its experts per active parameter and token. */
export function trafficOf(
  { layers, feedForwardLayers = layers, hiddenSize, experts }: ExpertArchitecture,
  activeParameters: number,
): number {
  const { firstDenseLayers = 0, layerPeriod = 1, latentSize = hiddenSize } = experts;
  const expertLayers = expertLayerCount({ layers: feedForwardLayers, firstDenseLayers, expertLayerPeriod: layerPeriod });
  return expertTraffic({ activeExperts: experts.active, hiddenSize: latentSize, expertLayers, activeParameters });
}

/** A case that can be scored. */
export type ScorableEfficiency = Extract<EfficiencyCase, { observation: EfficiencyObservation }>;

/** The part of an estimate that predicts an efficiency. */
const prediction = /* @__PURE__ */ kind(() => ({
  name: "efficiency",
  graph: trainingGraph(),
  totals: ["efficiency"],
  rankBy: "efficiency",
  choices: [],
}));

/** The efficiency that the library predicts for a case with given coefficients: by the table of an estimate. */
export function predictEfficiency({ observation, accelerator, model, softwareYear }: ScorableEfficiency, fit: TrainingFit): number {
  const { activeParameters, isFp8, isWholeRun } = observation;
  const run = prediction.run(
    {
      model,
      accelerator,
      precision: isFp8 ? "fp8" : "bf16",
      activeParameters,
      softwareYear,
      trainingFit: fit,
      ...(isWholeRun ? {} : { runFactor: 1 }),
    },
    false,
  );
  return prediction.numbers<{ readonly efficiency: number }>(run).efficiency;
}

const NO_RANGE: Figure = { value: 1, source: "llm-footprint", at: "a device of the fit", basis: "derived" };

/** The same with its range: that of whole runs or of benchmarks, by kind of model, on a device that the fit has seen or not. */
export function rangeOfEfficiency(
  one: ScorableEfficiency,
  fit: TrainingFit,
): { readonly low: number; readonly predicted: number; readonly high: number } {
  const { accelerator, model, observation } = one;
  const { low = 1, high = 1 } = fit.efficiencySpread[observation.isWholeRun ? model.kind : (`benchmark ${model.kind}` as const)];
  const { value, low: least = value, high: most = value } = accelerator.trainingGroup === undefined ? fit.unseenDeviceEfficiency : NO_RANGE;
  const predicted = predictEfficiency(one, fit);
  return {
    low: predicted * exp(-lengthOf(log(low), log(least / value))),
    predicted,
    high: predicted * exp(lengthOf(log(high), log(most / value))),
  };
}
