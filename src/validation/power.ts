import { trainingFit } from "../catalog/training-fit.js";
import { defaults } from "../catalog/defaults.js";
import { valueOf } from "../core/figure.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { acceleratorPower, serverPower } from "../hardware/power.js";
import { spreadBatchFactor } from "../hardware/training-efficiency.js";
import { acceleratorOf } from "./hardware.js";
import { type ScoredRow, scored, type ScoreLevel, type SkippedRow } from "./scored.js";
import { numberIn, type Row } from "./table.js";

/** Columns that a file of powers must have. */
export const powerColumns = [
  "id",
  "source",
  "hardware",
  "n_devices",
  "workload",
  "phase",
  "scope",
  "avg_power_w_per_device",
  "tdp_w",
  "notes",
] as const;

/** Workloads of language models; others load a device in other ways. */
const languageModels = /bert|gpt|llama|lora|t5|gshard|switch|xlm|glam|olmo|bloom|transformer/iu;

const serverShares = { idlePowerShare: defaults.idlePowerShare.value, loadPowerShare: defaults.loadPowerShare.value };
const { restingShare, workingShare, greatestShare, ofServer } = defaults.acceleratorPower;
const acceleratorShares = {
  restingShare: restingShare.value,
  workingShare: workingShare.value,
  greatestShare: greatestShare.value,
  acceleratorPowerShare: ofServer.value,
};
const wholeRunLoad = Math.max(defaults.waitingLoad.value, trainingFit.wholeRunFactor.value);
/** A benchmark is one problem, spread over however many devices. */
function benchmarkLoad(devices = 1): number {
  const { spreadBatchExponent, fullDevices, fullDeviceTokens } = adaptationDefaults.fineTuning;
  return spreadBatchFactor({
    acceleratorCount: devices,
    stepTokens: 0,
    fullDeviceTokens: fullDeviceTokens.value,
    fullDevices: fullDevices.value,
    spreadBatchExponent: spreadBatchExponent.value,
  });
}

/**
 * Scores average powers of training: a benchmark counts as full load on eight devices and less on more, a whole run as the load of a whole run.
 *
 * @param rows - the powers to score
 * @param level - `in-sample` for the shipped rows, `supplied` for those of a caller
 */
export function scorePower(rows: readonly Row[], level: Extract<ScoreLevel, "in-sample" | "supplied">): (ScoredRow | SkippedRow)[] {
  return rows.map((row): ScoredRow | SkippedRow => {
    const id = row["id"] as string;
    const source = row["source"] as string;
    const skip = (skipped: string): SkippedRow => ({ name: "power", level, row: id, source, skipped });
    const reported = numberIn(row, "avg_power_w_per_device");
    const scope = (row["scope"] as string).toLowerCase();
    const phase = (row["phase"] as string).toLowerCase();
    if (reported === undefined) return skip("no average power per device");
    if (!/train|tune/u.test(phase)) return skip("not training");
    if (!languageModels.test(row["workload"] as string)) return skip("not a language model");
    if (scope.includes("assumption")) return skip("an assumption, nothing measured");
    if (/maximum|snapshot/u.test(scope)) return skip("a maximum or one reading, no average");
    const accelerator = acceleratorOf(row["hardware"] as string);
    if (accelerator === undefined) return skip(`the catalogue does not know the hardware "${row["hardware"] as string}"`);
    const isServer = /node|system/u.test(scope);
    if (!isServer && !/gpu|energy per gpu-hour/u.test(scope))
      return skip(`the scope "${row["scope"] as string}" is neither server nor accelerator`);
    const isBenchmark = /mlperf/iu.test(source);
    const isLiquid = !isServer || /immersion|liquid/iu.test(row["notes"] as string);
    const { trainingPowerWatts, tdpWatts } = accelerator;
    if (trainingPowerWatts === undefined && tdpWatts === undefined) return skip(`no TDP of ${accelerator.name} is known`);
    const watts = tdpWatts === undefined ? undefined : valueOf(tdpWatts);
    if (!isServer && watts === undefined) return skip(`no TDP of ${accelerator.name} is known`);
    const devices = numberIn(row, "n_devices");
    const deviceLoad = isBenchmark ? benchmarkLoad(devices) : wholeRunLoad;
    const shares = { tdpWatts: watts as number, ...serverShares, deviceLoad };
    const server = (fanPowerShare: number): number =>
      trainingPowerWatts === undefined ? serverPower({ ...shares, fanPowerShare }) : valueOf(trainingPowerWatts);
    const predicted = isServer
      ? server(defaults.fanPowerShare[isLiquid ? "liquid" : "unknown"].value)
      : acceleratorPower({ tdpWatts: watts as number, serverPowerWatts: server(0), ...acceleratorShares, deviceLoad });
    return scored({
      name: "power",
      level,
      row: id,
      source,
      predicted,
      reported,
      groups: ["all", accelerator.id],
    });
  });
}
