/**
 * Units: which suffix announces which, conversions, and reading of quantities as people write them.
 *
 * @module
 */
export { type Base, convert, type Dimension } from "./core/conversion.js";
export { parseQuantity } from "./core/quantity-text.js";
export { type Unit, unitOf, type UnitOf, type UnitSuffix, unitSuffixes } from "./core/units.js";
