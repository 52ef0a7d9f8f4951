import { Evaluator } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { type Line, Trace } from "../core/trace.js";
import { mlco2Carbon, mlco2Energy, mlco2PeakDeviceHours } from "../method/mlco2.js";
import { facilityEnergy } from "../site/facility.js";

interface Mlco2CommonInput {
  /** Thermal design power of one device (W). */
  readonly tdpWatts: Given;
  readonly intensityGramsPerKwh: Given;
  /** Multiplies the energy by this PUE; the published calculator knows none. */
  readonly applyPue?: Given;
}

/** Inputs of {@link mlco2}. */
export interface Mlco2Input extends Mlco2CommonInput {
  /** Device-hours (h). */
  readonly deviceHours: Given;
}

/** Inputs of {@link mlco2Peak}. */
export interface Mlco2PeakInput extends Mlco2CommonInput {
  /** Operations (FLOP). */
  readonly computeFlop: Given;
  /** Peak rate of one device (FLOP/s). */
  readonly peakFlopPerSecond: Given;
}

/** Result of {@link mlco2} and {@link mlco2Peak}. */
export interface Mlco2Estimate {
  readonly method: "mlco2" | "mlco2-peak";
  readonly deviceHours: number;
  readonly energyKwh: number;
  readonly operationalGramsCo2e: number;
  readonly lines: readonly Line[];
}

/**
 * The classic calculator: TDP × device-hours × intensity. No host, no idle time and, unless asked for, no PUE.
 *
 * @param input - device, hours and place
 * @returns energy (kWh) and emissions (gCO2e)
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { mlco2 } from "llm-footprint/methods";
 *
 * const gpt3 = mlco2({ tdpWatts: 300, deviceHours: 3552000, intensityGramsPerKwh: 429 });
 * console.log(gpt3.operationalGramsCo2e / 1e6); // 457.1424
 * ```
 */
export function mlco2(input: Mlco2Input): Mlco2Estimate {
  const trace = new Trace();
  const t = new Evaluator(trace);
  return finish("mlco2", input, t, trace, t.input("deviceHours", input.deviceHours));
}

/**
 * The classic calculator read as "peak power at peak throughput": device-hours from operations at efficiency 1.
 *
 * @param input - operations, device and place
 * @returns energy (kWh) and emissions (gCO2e)
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { mlco2Peak } from "llm-footprint/methods";
 *
 * const gpt3 = mlco2Peak({ tdpWatts: 300, computeFlop: 3.15e23, peakFlopPerSecond: 125e12, intensityGramsPerKwh: 429 });
 * console.log((gpt3.operationalGramsCo2e / 1e6).toFixed(2)); // 90.09
 * ```
 */
export function mlco2Peak(input: Mlco2PeakInput): Mlco2Estimate {
  const trace = new Trace();
  const t = new Evaluator(trace);
  const hours = t.line("deviceHours", mlco2PeakDeviceHours, {
    computeFlop: t.input("computeFlop", input.computeFlop),
    peakFlopPerSecond: t.input("peakFlopPerSecond", input.peakFlopPerSecond),
  });
  return finish("mlco2-peak", input, t, trace, hours);
}

function finish(
  method: Mlco2Estimate["method"],
  input: Mlco2CommonInput,
  t: Evaluator,
  trace: Trace,
  deviceHours: ReturnType<typeof t.input<"deviceHours">>,
): Mlco2Estimate {
  const tdp = t.line("deviceEnergyKwh", mlco2Energy, { tdpWatts: t.input("tdpWatts", input.tdpWatts), deviceHours });
  const energy =
    input.applyPue === undefined ? tdp : t.line("energyKwh", facilityEnergy, { itEnergyKwh: tdp, pue: t.input("pue", input.applyPue) });
  const carbon = t.line("operationalGramsCo2e", mlco2Carbon, {
    energyKwh: energy,
    intensityGramsPerKwh: t.input("intensityGramsPerKwh", input.intensityGramsPerKwh),
  });
  return {
    method,
    deviceHours: t.value(deviceHours),
    energyKwh: t.value(energy),
    operationalGramsCo2e: t.value(carbon),
    lines: trace.lines(),
  };
}
