import { models } from "../catalog/models.js";
import type { Accelerator, Model, Precision } from "../catalog/records.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { estimateFineTuning, type FineTuningEstimate } from "../estimate/fine-tuning.js";
import { type AdapterTarget, type FineTuningMethod, fineTuningMethods } from "../estimate/fine-tuning-input.js";
import { acceleratorOf } from "./hardware.js";
import { scored, type ScoredRow, type ScoreLevel, type ScoreName, type SkippedRow } from "./scored.js";
import { numberIn, type Row } from "./table.js";
import type { FineTuningInput } from "../estimate/generated/inputs.js";

/** Columns that a file of fine-tunings must have. */
export const fineTuningColumns = [
  "run",
  "method",
  "model",
  "params_b",
  "active_params_b",
  "hardware",
  "n_devices",
  "precision",
  "tokens_m",
  "sequence_tokens",
  "adapter_rank",
  "adapter_targets",
  "adapter_params_m",
  "device_hours",
  "energy_kwh",
  "energy_scope",
  "unscored",
  "remark",
  "source_title",
] as const;

const names = ["fine-tuning-device-hours", "fine-tuning-energy"] as const satisfies readonly ScoreName[];

/** A model of the catalogue, or one of the stated size. */
function modelOf(row: Row): Model | string {
  const name = row["model"] as string;
  if (name !== "") return Object.hasOwn(models, name) ? models[name as keyof typeof models] : `the catalogue has no model "${name}"`;
  const [parameters, activeParameters] = [numberIn(row, "params_b"), numberIn(row, "active_params_b")];
  if (parameters === undefined) return "no model and no parameters";
  return activeParameters === undefined || activeParameters === parameters
    ? { kind: "dense", parameters: parameters * 1e9 }
    : { kind: "mixture-of-experts", parameters: parameters * 1e9, activeParameters: activeParameters * 1e9 };
}

function adapterOf(row: Row): FineTuningInput["adapter"] {
  const [rank, millions] = [numberIn(row, "adapter_rank"), numberIn(row, "adapter_params_m")];
  if (millions !== undefined) return { parameters: millions * 1e6 };
  const targets = row["adapter_targets"] as string;
  if (rank === undefined && targets === "") return undefined;
  return {
    ...(rank === undefined ? {} : { rank }),
    ...(targets === "" ? {} : { targets: targets.split(" ") as AdapterTarget[] }),
  };
}

const isBenchmark = (row: Row): boolean => /mlperf/iu.test(row["source_title"] as string);

/** A row as an input without what tells its time and energy, or why there is none. */
function inputOf(row: Row): FineTuningInput | string {
  const unscored = row["unscored"] as string;
  if (unscored !== "") return unscored;
  const method = row["method"] as FineTuningMethod;
  if (!fineTuningMethods.includes(method)) return `"${method as string}" is no method; one of ${fineTuningMethods.join(", ")}`;
  const accelerator: Accelerator | undefined = acceleratorOf(row["hardware"] as string);
  if (accelerator === undefined) return `the catalogue does not know the hardware "${row["hardware"] as string}" as one device`;
  const model = modelOf(row);
  if (typeof model === "string") return model;
  const tokens = numberIn(row, "tokens_m");
  if (tokens === undefined) return "no tokens";
  const [acceleratorCount, sequenceTokens] = [numberIn(row, "n_devices"), numberIn(row, "sequence_tokens")];
  const precision = row["precision"] as Precision | "";
  const adapter = adapterOf(row);
  return {
    method,
    model,
    accelerator,
    tokens: tokens * 1e6,
    pue: 1,
    grid: { intensityGramsPerKwh: 0 },
    ...(acceleratorCount === undefined ? {} : { acceleratorCount }),
    // Attention is counted from dimensions: without them the length says nothing.
    ...(sequenceTokens === undefined || model.architecture === undefined ? {} : { sequenceTokens }),
    // A benchmark is run on software that its publisher tuned to the devices.
    ...(isBenchmark(row) ? { recipe: "tuned" as const } : {}),
    ...(precision === "" ? {} : { precision }),
    ...(adapter === undefined ? {} : { adapter }),
    ...(row["energy_scope"] === "accelerator" ? { powerBoundary: "accelerator" as const } : {}),
  };
}

/** The estimate of a row; a value that no estimate can have is why there is none, and the other rows still count. */
function estimated(input: FineTuningInput): FineTuningEstimate | string {
  try {
    return estimateFineTuning(input);
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    return error.message;
  }
}

/**
 * Scores fine-tunings from method, model, data and device alone: their hours, and their energy without PUE.
 *
 * @param rows - the fine-tunings to score
 * @param level - `B` for the shipped rows, `supplied` for those of a caller
 * @returns every row with its prediction and, where the row has one, the reason for the difference; or the reason why it has no prediction
 * @throws `FootprintError` `invalid-input` for a scope of energy that is neither of the accelerators nor of the server
 */
export function scoreFineTunings(rows: readonly Row[], level: Extract<ScoreLevel, "B" | "supplied">): (ScoredRow | SkippedRow)[] {
  return rows.flatMap((row): (ScoredRow | SkippedRow)[] => {
    const base = { level, row: row["run"] as string, source: row["source_title"] as string };
    const [hours, energy] = [numberIn(row, "device_hours"), numberIn(row, "energy_kwh")];
    const scope = row["energy_scope"] as string;
    if (energy !== undefined && scope !== "accelerator" && scope !== "server") {
      throw new FootprintError("invalid-input", `fineTuning: energy_scope = "${scope}" is neither accelerator nor server`, {
        field: "energy_scope",
        value: scope,
        nearest: ["accelerator", "server"],
      });
    }
    const input = inputOf(row);
    if (typeof input === "string") return names.map((name) => ({ ...base, name, skipped: input }));
    const estimate = estimated(input);
    if (typeof estimate === "string") return names.map((name) => ({ ...base, name, skipped: estimate }));
    const { deviceHours, itEnergyKwh, low, high } = estimate;
    const remark = row["remark"] as string;
    const predictions = {
      "fine-tuning-device-hours": [hours, deviceHours as number, low.deviceHours as number, high.deviceHours as number],
      "fine-tuning-energy": [energy, itEnergyKwh, low.itEnergyKwh, high.itEnergyKwh],
    } as const;
    return names.map((name) => {
      const [reported, predicted, least, most] = predictions[name];
      return reported === undefined
        ? { ...base, name, skipped: name === "fine-tuning-energy" ? "no energy is reported" : "no hours are reported" }
        : scored({
            ...base,
            name,
            predicted,
            reported,
            low: least,
            high: most,
            groups: ["all", isBenchmark(row) ? "benchmark" : "other"],
            ...(remark === "" ? {} : { remark }),
          });
    });
  });
}
