/**
 * The default catalogue: every table that asks for nothing but a citation, searched together. Tables under the Open Database License, the
 * Mozilla Public License or CC BY-SA are in it only if you put them in (`createCatalog` of `llm-footprint/catalog/find`).
 *
 * @module
 */
import { accelerators } from "./catalog/accelerators.js";
import { cloudRegions } from "./catalog/cloud-regions.js";
import { embodied } from "./catalog/embodied.js";
import { createCatalog } from "./catalog/find.js";
import { embeddingModels } from "./catalog/embedding-models.js";
import { fuels } from "./catalog/fuels.js";
import { grids } from "./catalog/grids.js";
import { hourlyMixes } from "./catalog/hourly-mixes.js";
import { models } from "./catalog/models.js";
import { servers } from "./catalog/servers.js";
import { sites } from "./catalog/sites.js";

/**
 * The default tables as one catalogue.
 *
 * @example
 * ```ts
 * import { catalog } from "llm-footprint/catalog";
 *
 * const { table, id } = catalog.find("meta-llama/Llama-3.1-70B-Instruct");
 * console.log(table, id); // models llama-3.1-70b
 * console.log(catalog.tables.grids.swe.name); // Sweden
 * ```
 */
export const catalog = /* @__PURE__ */ createCatalog({
  accelerators,
  cloudRegions,
  embeddingModels,
  embodied,
  fuels,
  grids,
  hourlyMixes,
  models,
  servers,
  sites,
});

/** The tables of {@link catalog}. */
export type DefaultTables = typeof catalog.tables;
