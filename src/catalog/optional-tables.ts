import apiPriceTable from "../../data/api-prices.json" with { type: "json" };
import providerPresetTable from "../../data/provider-presets.json" with { type: "json" };
import providerSpeedTable from "../../data/provider-speeds.json" with { type: "json" };
import type { apiPrices } from "./api-prices.js";
import type { providerPresets } from "./provider-presets.js";
import type { providerSpeeds } from "./provider-speeds.js";
import { readTable } from "./read-table.js";

/** Tables that no search covers, each read when it is first asked for. */
export const optionalTables = {
  get apiPrices() {
    return readTable<typeof apiPrices>(apiPriceTable);
  },
  get providerPresets() {
    return readTable<typeof providerPresets>(providerPresetTable);
  },
  get providerSpeeds() {
    return readTable<typeof providerSpeeds>(providerSpeedTable);
  },
};
