/**
 * Electricity of one's own: the intensity of a mix of fuels, and the mixes of balancing areas by hour.
 *
 * @module
 */
export { gridFromMix, mixAt, type MixGrid } from "./estimate/grid-mix.js";
