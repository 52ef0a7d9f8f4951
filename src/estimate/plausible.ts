import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import { valueOf } from "../core/figure.js";
import { percent, shown } from "../core/printed.js";
import { impliedPower, tdpShare } from "../energy/it-energy.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { scopedKey } from "../graph/plan.js";
import { impliedEfficiency } from "../hardware/training-efficiency.js";
import type { Note } from "./note.js";
import { type OfRun, rateOf } from "./tables/run.js";

const { usualPowerOverTdp, possiblePowerOverTdp } = defaults.plausibleRanges;

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

/**
 * Refuses hours in which the accelerators cannot do the operations, and an energy that they cannot draw in their hours.
 *
 * @throws `FootprintError` `conflicting-input`
 */
export function refuseImpossible(where: string, input: Ran, run: Run, prefix: string): void {
  const trainingFlop = valueIn(run, scopedKey(prefix, "trainingFlop"));
  const deviceHours = ofRun(run, prefix, "runDeviceHours", "deviceHours");
  const rate = rateOf(input);
  // That of the run, where it is moved to an end; a run that needs no rate has that of its record.
  const peakFlopPerSecond = valueIn(run, scopedKey(prefix, "peakFlopPerSecond")) ?? (rate === undefined ? undefined : valueOf(rate));
  const efficiency =
    trainingFlop === undefined || deviceHours === undefined || peakFlopPerSecond === undefined
      ? 0
      : impliedEfficiency({ trainingFlop, deviceHours, peakFlopPerSecond });
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
  if (power !== undefined && power.share > possiblePowerOverTdp.high) {
    throw new FootprintError(
      "conflicting-input",
      `${where}: the energy of the run over its hours is ${shown(power.watts)} W per accelerator, ${shown(power.share)} times the TDP of ` +
        `${input.accelerator.name}: no hardware draws that; check energy, power and hours and their units`,
      { field: "itEnergyKwh", value: valueIn(run, "itEnergyKwh"), bound: `${possiblePowerOverTdp.high} times the TDP` },
    );
  }
}

/** A note on a power that no run was seen to have. */
export function noteOddPower(input: Ran, run: Run, prefix: string): Note[] {
  const power = powerOf(input, run, prefix);
  if (power === undefined || (power.share >= usualPowerOverTdp.low && power.share <= usualPowerOverTdp.high)) return [];
  const message =
    `The power or energy of the run stands for ${shown(power.watts)} W per accelerator, ${percent(power.share)} of the TDP of ${input.accelerator.name}: ` +
    "check its unit, and whether it is that of a whole server.";
  return [{ code: "magnitude", message }];
}
