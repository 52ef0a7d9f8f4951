import { lazily } from "../core/lazily.js";
import type { Given } from "../core/figure.js";
import { atLeastOne } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import type { Run } from "../graph/evaluate.js";
import { estimator, kind } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { graph, quantity } from "../graph/rows.js";
import { by, same } from "../graph/ways.js";

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

/** The calculator; `mlco2-peak` alone knows how to tell the hours. */
const table = lazily(() => ({
  tdpWatts: quantity("Thermal design power of one device", { example: "300" }),
  deviceHours: quantity("Device-hours", { example: "3552000" }),
  deviceEnergyKwh: quantity("Energy of the devices at their design power", by(F.mlco2Energy)),
  applyPue: quantity("PUE by which the energy is multiplied; the published calculator knows none", { domain: atLeastOne, example: "1.1" }),
  energyKwh: quantity(
    "Energy, with a PUE where one is asked for",
    by(F.facilityEnergy, { itEnergyKwh: "deviceEnergyKwh", pue: "applyPue" }),
    same("deviceEnergyKwh"),
  ),
  intensityGramsPerKwh: quantity("Carbon intensity of the electricity", { example: "429" }),
  operationalGramsCo2e: quantity("Emissions of the electricity", by(F.mlco2Carbon)),
}));
const peak = lazily(() => ({
  ...table(),
  computeFlop: quantity("Operations", { example: "3.15e23" }),
  peakFlopPerSecond: quantity("Peak rate of one device", { example: "125e12" }),
  deviceHours: quantity("Device-hours at the peak rate", by(F.mlco2PeakDeviceHours)),
}));

const common = { totals: ["deviceHours", "energyKwh", "operationalGramsCo2e"], choices: [] } as const;
const classic = /* @__PURE__ */ kind<Mlco2Input>(() => ({ name: "mlco2", graph: graph<object>()(table()), ...common }));
const atPeak = /* @__PURE__ */ kind<Mlco2PeakInput>(() => ({ name: "mlco2-peak", graph: graph<object>()(peak()), ...common }));
const later = { lines: ({ run }: { readonly run: Run }) => linesOf(run) } as const;
const estimateClassic = /* @__PURE__ */ estimator<Mlco2Input, Mlco2Estimate>(classic, { method: () => "mlco2" }, later);
const estimateAtPeak = /* @__PURE__ */ estimator<Mlco2PeakInput, Mlco2Estimate>(atPeak, { method: () => "mlco2-peak" }, later);

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
  return estimateClassic(input);
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
  return estimateAtPeak(input);
}
