/**
 * Units: which suffix announces which, conversions, and reading of quantities as people write them.
 *
 * @module
 */
export { convert, type Dimension, parseQuantity } from "./core/conversion.js";
export { type Unit, unitOf, type UnitOf, type UnitSuffix, unitSuffixes } from "./core/units.js";
