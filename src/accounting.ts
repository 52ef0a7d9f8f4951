/**
 * Exact decimal sums, and rounded parts that add up to their rounded total.
 *
 * @module
 */
export { apportion, type Apportioned } from "./accounting/apportion.js";
export { exactSum } from "./accounting/exact-sum.js";
