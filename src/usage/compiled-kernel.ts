import { exp, log } from "../core/power.js";
import { type Coefficients, featuresOf, linearCost } from "./features.js";
import type { QuantileKernel, ServiceKernel } from "./quantile-kernel.js";
import { exactly, type Ranged } from "./ranged.js";
import { typicalCall } from "./typical-call.js";

/** What a place does to energy: its electricity, its cooling, its water. */
export interface PlaceFactors {
  /** PUE in the place of that of the preset, and that of the preset (ratio). */
  readonly pue: number;
  readonly presetPue: number;
  readonly intensityGramsPerKwh: Ranged;
  readonly wueLitresPerKwh: Ranged;
}

/** Coefficients of energy and manufacture of one end, with the factors that make emissions and water of the energy. */
export interface CompiledEnd {
  readonly energyKwh: Coefficients;
  readonly embodiedGramsCo2e: Coefficients;
  readonly gramsPerKwh: number;
  readonly litresPerKwh: number;
}

/** A service at a place, ready for many calls. */
export interface CompiledKernel {
  readonly low: CompiledEnd;
  readonly central: CompiledEnd;
  readonly high: CompiledEnd;
}

const scaled = (coefficients: Coefficients, factor: number): Coefficients =>
  coefficients.map((one) => one * factor) as unknown as Coefficients;

/**
 * The factor that makes an end of a product of the end of an energy: independent logarithms add up as squares, and what the energy has of its own
 * stays in its coefficients.
 */
function endFactor(value: number, end: number, energySteps: number): number {
  if (value <= 0 || end <= 0) return end;
  const steps = log(end / value);
  const joint = Math.sqrt(energySteps * energySteps + steps * steps) - Math.abs(energySteps);
  return value * exp(steps < 0 ? -joint : joint);
}

/**
 * Joins what a service costs per feature of a call with the place where it runs.
 *
 * @param kernel - costs with low and high
 * @param place - PUE, electricity and water
 * @param widerBy - how much wider either way where nothing is known of the machines (ratio)
 * @param multiple - computing for a token that is seen, over that of the model (ratio)
 */
export function compileKernel(kernel: ServiceKernel, place: PlaceFactors, widerBy = 1, multiple: Ranged = exactly(1)): CompiledKernel {
  const ofPue = place.pue / place.presetPue;
  const typical = featuresOf({ ...typicalCall, cacheReadTokens: 0 });
  const { energyKwh, embodiedGramsCo2e } = kernel;
  const widened = (costs: QuantileKernel, end: keyof QuantileKernel, factor: number): Coefficients =>
    scaled(costs[end], factor * (end === "low" ? 1 / widerBy : end === "high" ? widerBy : 1));
  /** The same with what is computed for tokens that nobody sees. */
  const multiplied = ([fresh, pairs, cached, generated, context]: Coefficients, by: number): Coefficients => [
    fresh,
    pairs,
    cached,
    generated * by,
    context * by,
  ];
  const compiled = (end: keyof QuantileKernel): CompiledEnd => {
    const energy = widened(energyKwh, end, ofPue);
    const steps = log(linearCost(energy, typical) / linearCost(widened(energyKwh, "central", ofPue), typical));
    const factor = (of: Ranged): number => (end === "central" ? of.value : endFactor(of.value, of[end], steps));
    return {
      energyKwh: multiplied(energy, factor(multiple)),
      embodiedGramsCo2e: multiplied(widened(embodiedGramsCo2e, end, 1), factor(multiple)),
      gramsPerKwh: factor(place.intensityGramsPerKwh),
      litresPerKwh: factor(place.wueLitresPerKwh) / place.pue,
    };
  };
  return { low: compiled("low"), central: compiled("central"), high: compiled("high") };
}
