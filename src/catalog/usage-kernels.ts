import table from "../../data/usage-kernels.json" with { type: "json" };
import { lazily } from "../core/lazily.js";
import { readTable } from "./read-table.js";

/**
 * What calls cost per feature, by model (`table/id`) and preset: coefficients of energy and of manufacture, each low, central and high, and the
 * shares of the variance; drawn by `npm run build:kernels`.
 */
export type KeptKernels = Readonly<Record<string, Readonly<Record<string, readonly (readonly number[])[]>>>>;

/** The kernels that are kept, read when one is asked for. */
export const usageKernels = /* @__PURE__ */ lazily(() => readTable<KeptKernels>(table));
