import type { Driver } from "../graph/ranges.js";
import type { Line } from "../core/line.js";
import type { Note } from "./note.js";

/** The numbers of a training estimate. */
export interface TrainingTotals {
  /** Parameters of the model. */
  readonly parameters: number;
  /** Parameters that one token passes through. */
  readonly activeParameters: number;
  /** Operations of the model, recomputation not counted (FLOP). */
  readonly trainingFlop: number;
  /** Accelerator-hours (h). */
  readonly deviceHours: number;
  /** Wall-clock days (d). */
  readonly days: number;
  /** Energy of the IT equipment (kWh). */
  readonly itEnergyKwh: number;
  /** Energy of the facility: IT energy × PUE (kWh). */
  readonly energyKwh: number;
  /** Emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e: number;
  /** Operational, location-based, plus embodied (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Emissions of the electricity under contracts and certificates (gCO2e), where a market-based intensity is known; never in the total. */
  readonly marketOperationalGramsCo2e?: number;
  /** Water on site and at the power plants (L), as far as their factors are given; absent where neither is. */
  readonly waterLitres?: number;
}

/** The numbers that every training estimate has. */
export type TrainingQuantity = Exclude<keyof TrainingTotals, "marketOperationalGramsCo2e" | "waterLitres">;

/** A training estimate: each number, its low and high, the lines that led to it and what to know about it. */
export interface TrainingEstimate extends TrainingTotals {
  readonly kind: "training";
  /** Version of the data that cited records and defaults come from. */
  readonly dataVersion: string;
  /** Lower end of each number. */
  readonly low: TrainingTotals;
  /** Upper end of each number. */
  readonly high: TrainingTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  /** Every step, each after the steps that it uses. */
  readonly lines: readonly Line[];
  /** What was left out, assumed, or looks odd. */
  readonly notes: readonly Note[];
}
