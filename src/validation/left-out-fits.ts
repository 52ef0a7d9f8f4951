import type { ServingFit } from "../catalog/records.js";
import { servingLeftOut } from "../catalog/validation-rows.js";
import { fitOf } from "./inference-fit.js";

/** Constants of fits by name. */
export type FitValues = Readonly<Record<string, number>>;

/** What rows are left out together: a family of models, a device, a laboratory, the software that serves. */
export const leftOutKeys = ["family", "deviceId", "laboratory", "engine"] as const;
/**
 *
 */
export type LeftOutKey = (typeof leftOutKeys)[number];

/** Rows of a fit that are alike in all by which some are left out. */
export interface FittedRows extends Readonly<Record<LeftOutKey, string>> {
  /** What their times are fitted as (`sglang; h100; 8 bit; dense`). */
  readonly time: string;
  /** What their energies are fitted as, where they tell them (`sglang; NVIDIA H200 SXM; 8 bit; dense`). */
  readonly energy?: string;
  readonly rows: number;
}

/** Constants of fits without the rows of one family of models, device, laboratory or engine, as `npm run refit` writes them. */
export interface LeftOutValues extends Readonly<Record<LeftOutKey, Readonly<Record<string, FitValues>>>> {
  readonly rows: readonly FittedRows[];
}

/** What rows fit together, by how many they are. */
export function fittedOf(rows: readonly FittedRows[]): ServingFit["fitted"] {
  const fitted: Record<keyof ServingFit["fitted"], Record<string, number>> = { energy: {}, time: {} };
  for (const { rows: count, ...as } of rows) {
    for (const spread of ["energy", "time"] as const) {
      const name = as[spread];
      if (name !== undefined) fitted[spread][name] = (fitted[spread][name] ?? 0) + count;
    }
  }
  return fitted;
}

/** The stored fits that leave something out; a test repeats them. */
export function leftOutFits(): Readonly<Record<LeftOutKey, Readonly<Record<string, ServingFit>>>> {
  const { rows, ...stored } = servingLeftOut as LeftOutValues;
  const fitsWithout = (key: LeftOutKey): Record<string, ServingFit> =>
    Object.fromEntries(
      Object.entries(stored[key]).map(([left, constants]) => {
        const fit = fitOf(constants, `npm run refit without the rows of ${left}`);
        return [left, { ...fit, fitted: fittedOf(rows.filter((row) => row[key] !== left)) }];
      }),
    );
  return {
    family: fitsWithout("family"),
    deviceId: fitsWithout("deviceId"),
    laboratory: fitsWithout("laboratory"),
    engine: fitsWithout("engine"),
  };
}
