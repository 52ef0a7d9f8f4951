import { defaults } from "../catalog/defaults.js";
import { stateBytes } from "../architecture/memory.js";
import { FootprintError } from "../core/errors.js";
import { valueOf } from "../core/figure.js";
import { formatBytes, percent, shown } from "../core/printed.js";
import { impliedPower, tdpShare } from "../energy/it-energy.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { scopedKey, type ScopeShape } from "../graph/plan.js";
import { devicesForWeights } from "../hardware/parallelism.js";
import { impliedEfficiency } from "../hardware/training-efficiency.js";
import type { Note } from "./note.js";
import { noteOddEnds, type OddCheck } from "./odd-ends.js";
import { type OfRun, rateOf } from "./tables/run.js";

const { usualPowerOverTdp, possiblePowerOverTdp, efficiency: usualEfficiency } = defaults.plausibleRanges;

type Ran = Pick<OfRun, "accelerator" | "precision">;

/** The power of the accelerators in a part of a run, over their thermal design power; not known where either is not. */
function powerOf({ accelerator }: Ran, run: Run, prefix: string): { watts: number; share: number } | undefined {
  const runItEnergyKwh = ofRun(run, prefix, "runItEnergyKwh", "itEnergyKwh");
  const deviceHours = ofRun(run, prefix, "runDeviceHours", "deviceHours");
  if (runItEnergyKwh === undefined || deviceHours === undefined || accelerator.tdpWatts === undefined) return undefined;
  const powerWatts = impliedPower({ runItEnergyKwh, deviceHours });
  const tdpWatts = valueIn(run, scopedKey(prefix, "tdpWatts")) ?? valueOf(accelerator.tdpWatts);
  return { watts: powerWatts, share: tdpShare({ powerWatts, tdpWatts }) };
}

/** A number of the run alone, which has a name of its own where the whole holds more. */
const ofRun = (run: Run, prefix: string, own: string, whole: string): number | undefined =>
  valueIn(run, scopedKey(prefix, own)) ?? valueIn(run, scopedKey(prefix, whole));

/** The efficiency that the hours of a part of a run stand for; not known where its operations are not. */
function efficiencyOfHours(input: Ran, run: Run, prefix: string): number | undefined {
  const trainingFlop = valueIn(run, scopedKey(prefix, "trainingFlop"));
  const deviceHours = ofRun(run, prefix, "runDeviceHours", "deviceHours");
  const rate = rateOf(input);
  // That of the run, where it is moved to an end; a run that needs no rate has that of its record.
  const peakFlopPerSecond = valueIn(run, scopedKey(prefix, "peakFlopPerSecond")) ?? (rate === undefined ? undefined : valueOf(rate));
  if (trainingFlop === undefined || deviceHours === undefined || peakFlopPerSecond === undefined) return undefined;
  return impliedEfficiency({ trainingFlop, deviceHours, peakFlopPerSecond });
}

/**
 * Refuses hours in which the accelerators cannot do the operations, and an energy that they cannot draw in their hours.
 *
 * @throws `FootprintError` `conflicting-input`
 */
function refuseImpossible(where: string, input: Ran, run: Run, prefix: string): void {
  const efficiency = efficiencyOfHours(input, run, prefix) ?? 0;
  // Hours that were worked out from an efficiency of one come back with the last digits of a division.
  if (efficiency > 1 + 1e-9) {
    throw new FootprintError(
      "conflicting-input",
      `${where}: the tokens take ${shown(efficiency)} times as many operations as ${input.accelerator.name} can do in the given hours at its peak; ` +
        "check hours and tokens, and give the tokens of this run",
      { field: "tokens", value: valueIn(run, "tokens"), bound: "the peak rate of the accelerators" },
    );
  }
  const power = powerOf(input, run, prefix);
  if (power === undefined || (power.share >= possiblePowerOverTdp.low && power.share <= possiblePowerOverTdp.high)) return;
  const isTooHigh = power.share > possiblePowerOverTdp.high;
  throw new FootprintError(
    "conflicting-input",
    `${where}: the energy of the run over its hours is ${shown(power.watts)} W per accelerator, ` +
      (isTooHigh
        ? `${shown(power.share)} times the TDP of ${input.accelerator.name}: no hardware draws that`
        : `${percent(power.share)} of the TDP of ${input.accelerator.name} and a fraction of what it draws when idle`) +
      "; check energy, power and hours and their units",
    {
      field: "itEnergyKwh",
      value: valueIn(run, "itEnergyKwh"),
      bound: isTooHigh ? `${possiblePowerOverTdp.high} times the TDP` : "the power of idle accelerators",
    },
  );
}

/** A note on a power that no run was seen to have. */
function noteOddPower(input: Ran, run: Run, prefix: string): Note[] {
  const power = powerOf(input, run, prefix);
  if (power === undefined || (power.share >= usualPowerOverTdp.low && power.share <= usualPowerOverTdp.high)) return [];
  const message =
    `The power or energy of the run stands for ${shown(power.watts)} W per accelerator, ${percent(power.share)} of the TDP of ${input.accelerator.name}: ` +
    "check its unit, and whether it is that of a whole server.";
  return [{ code: "magnitude", message }];
}

/** A note on an efficiency that no run was seen to have: a stated one, or that for which hours stand. */
function noteOddEfficiency(input: Ran, run: Run, prefix: string): Note[] {
  const stated = ["efficiency", "hardwareFlopUtilisation"].flatMap((name) => valueIn(run, scopedKey(prefix, name)) ?? []);
  const odd = stated.find((share) => share > usualEfficiency.high || share < usualEfficiency.low);
  const implied = stated.length === 0 ? efficiencyOfHours(input, run, prefix) : undefined;
  const { name } = input.accelerator;
  if (odd !== undefined) {
    const side = odd < usualEfficiency.low ? "below" : "above";
    return [
      {
        code: "magnitude",
        message: `An efficiency of ${percent(odd)} of the peak of ${name} is ${side} that of any published run: check it, and the peak of which it is a share.`,
      },
    ];
  }
  if (implied === undefined || implied <= usualEfficiency.high) return [];
  return [
    {
      code: "magnitude",
      message: `The hours stand for an efficiency of ${percent(implied)}: check hours, tokens and peak against each other.`,
    },
  ];
}

/** What accelerators keep of a model that they train: weights and gradients as they are computed, and the states of the optimizer. */
const trainedBytes = { weightBytesPerParameter: 2, gradientBytesPerParameter: 4 } as const;
const unsplit = { weightShards: 1, gradientShards: 1, optimizerShards: 1 } as const;

/** The memory that a scope of a run needs for what it trains, as a plan of its memory counts it; nothing where a scope trains nothing of its own. */
function trainedBytesIn({ table, prefix }: ScopeShape, run: Run): number | undefined {
  // The phases of a fine-tuning share its memory.
  if ("tunedMemoryBytes" in table) return valueIn(run, scopedKey(prefix, "memoryBytes"));
  const parameters = "runDeviceHours" in table && !("passes" in table) ? valueIn(run, scopedKey(prefix, "parameters")) : undefined;
  if (parameters === undefined) return undefined;
  const optimizerBytesPerParameter = valueOf(defaults.optimizerBytesPerParameter.adamw);
  return stateBytes.raw({ deviceParameters: parameters, ...trainedBytes, optimizerBytesPerParameter, ...unsplit });
}

/** Notes on accelerators whose memory holds less than weights and states, activations apart: they may be kept elsewhere. */
function noteMemory(run: Run): Note[] {
  return run.program.plan.scopes.flatMap((shape, scope): Note[] => {
    const { accelerator } = run.records[scope] as Partial<Ran>;
    const [needed, count] = [trainedBytesIn(shape, run), valueIn(run, scopedKey(shape.prefix, "acceleratorCount"))];
    if (accelerator?.memoryBytes === undefined || needed === undefined || count === undefined) return [];
    const memoryBytes = valueOf(accelerator.memoryBytes);
    const fewest = devicesForWeights.raw({ weightBytes: needed, memoryBytes });
    if (count >= fewest) return [];
    const message =
      `Weights, gradients and optimizer states take ${formatBytes(needed)}, activations apart, and ${count} × ${accelerator.name} have ` +
      `${formatBytes(memoryBytes)} each: ${fewest} hold them. On fewer they must be kept elsewhere, and moving them takes time that is not counted.`;
    return [{ code: "magnitude", message }];
  });
}

/** Parts of a run that have hours on accelerators of their own: the run itself, or every phase that trains; calls have hours of another kind. */
const runsIn = ({ program, records }: Run): readonly (readonly [string, Ran])[] =>
  program.plan.scopes.flatMap(({ table, prefix }, scope) =>
    "runDeviceHours" in table ? [[prefix, records[scope] as unknown as Ran] as const] : [],
  );

/**
 * Refuses what no accelerators can do or draw in any run of an estimate.
 *
 * @throws `FootprintError` `conflicting-input`
 */
export function refuseImpossibleRuns(where: string, run: Run): void {
  for (const [prefix, input] of runsIn(run)) refuseImpossible(where, input, run, prefix);
}

/** Notes on efficiencies and powers that no run was seen to have, at the ends of what was given too, and on memory that does not hold a model; `more` are looked at in the same way. */
export function noteRuns(run: Run, more: readonly OddCheck[] = []): Note[] {
  const ofRuns = runsIn(run).flatMap(([prefix, input]) => [
    (moved: Run) => noteOddEfficiency(input, moved, prefix),
    (moved: Run) => noteOddPower(input, moved, prefix),
  ]);
  const checks = [...more, ...ofRuns];
  return [...checks.flatMap((check) => check(run)), ...noteOddEnds(run, checks), ...noteMemory(run)];
}
