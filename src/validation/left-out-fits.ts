import type { ServingFit } from "../catalog/records.js";
import { servingLeftOut } from "../catalog/validation-rows.js";
import { fitOf } from "./inference-fit.js";

/** Constants of a fit by name. */
export type FitValues = Readonly<Record<string, number>>;

/** Constants of fits without the rows of one family of models, or of one device, as `npm run refit` writes them. */
export interface LeftOutValues {
  readonly byFamily: Readonly<Record<string, FitValues>>;
  readonly byDevice: Readonly<Record<string, FitValues>>;
}

/** The stored fits that leave something out; a test repeats them. */
export function leftOutFits(): {
  readonly byFamily: Readonly<Record<string, ServingFit>>;
  readonly byDevice: Readonly<Record<string, ServingFit>>;
} {
  const { byFamily, byDevice } = servingLeftOut as LeftOutValues;
  const fits = (values: Readonly<Record<string, FitValues>>): Record<string, ServingFit> =>
    Object.fromEntries(
      Object.entries(values).map(([left, constants]) => [left, fitOf(constants, `npm run refit without the rows of ${left}`)]),
    );
  return { byFamily: fits(byFamily), byDevice: fits(byDevice) };
}
