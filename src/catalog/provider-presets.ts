/**
 * How providers of language models serve, by provider and period: devices, PUE, water, grid. In no search of the catalogue: its names are those of
 * makers of chips and models too.
 *
 * @module
 */
import table from "../../data/provider-presets.json" with { type: "json" };
import type { ProviderPresetId } from "./ids.js";
import { readTable } from "./read-table.js";
import type { ProviderPresetRecord } from "./records.js";

export type { DrawnPrecision, ProviderPresetRecord } from "./records.js";

/**
 * How providers serve, as far as it is public. Shares of devices are assumptions, all of them.
 *
 * @example
 * ```ts
 * import { providerPresets } from "llm-footprint/catalog/provider-presets";
 *
 * const { pue, accelerators } = providerPresets["google-2026"];
 * console.log(pue.value, accelerators["tpu-v7"]?.value); // 1.09 0.35
 * ```
 */
export const providerPresets = /* @__PURE__ */ readTable<Readonly<Record<ProviderPresetId, ProviderPresetRecord>>>(table);
