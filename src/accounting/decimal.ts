import { Decimal } from "decimal.js";

/** Significant digits of {@link ExactDecimal}. */
export const PRECISION = 80;

/**
 * The library's own Decimal: half-even rounding, and 80 digits so that sums of float64 values over wide magnitudes are exact and do not
 * depend on their order (the default of 20 digits rounds them). Sums that fit take the faster way of `wholeSum`, with the same result.
 */
export const ExactDecimal = /* @__PURE__ */ Decimal.clone({ precision: PRECISION, rounding: Decimal.ROUND_HALF_EVEN, defaults: true });
