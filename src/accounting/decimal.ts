import { Decimal } from "decimal.js";

/**
 * The library's own Decimal: half-even rounding, and 80 digits so that sums of float64 values over wide magnitudes are exact and do not
 * depend on their order (the default of 20 digits rounds them).
 */
export const ExactDecimal = /* @__PURE__ */ Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_EVEN, defaults: true });
