import achievableMatmul from "../../data/cc-by-sa/achievable-matmul.json" with { type: "json" };
import marginalGrids from "../../data/cc-by-sa/marginal-grids.json" with { type: "json" };
import accelerators from "../../data/accelerators.json" with { type: "json" };
import apiPrices from "../../data/api-prices.json" with { type: "json" };
import cloudRegions from "../../data/cloud-regions.json" with { type: "json" };
import embodied from "../../data/embodied.json" with { type: "json" };
import draftAcceptance from "../../data/draft-acceptance.json" with { type: "json" };
import embeddingModels from "../../data/embedding-models.json" with { type: "json" };
import fuels from "../../data/fuels.json" with { type: "json" };
import grids from "../../data/grids.json" with { type: "json" };
import hourlyMixes from "../../data/hourly-mixes.json" with { type: "json" };
import models from "../../data/models.json" with { type: "json" };
import closedModels from "../../data/closed-models.json" with { type: "json" };
import modelClasses from "../../data/model-classes.json" with { type: "json" };
import ecologitsModels from "../../data/mpl/ecologits-models.json" with { type: "json" };
import digital4betterModels from "../../data/odbl/digital4better-models.json" with { type: "json" };
import electricityImpacts from "../../data/mpl/electricity-impacts.json" with { type: "json" };
import cloudEfficiency from "../../data/odbl/cloud-efficiency.json" with { type: "json" };
import electricityMapsZones from "../../data/odbl/electricity-maps-zones.json" with { type: "json" };
import hourlyIntensities from "../../data/odbl/hourly-intensities.json" with { type: "json" };
import serverFootprints from "../../data/odbl/server-footprints.json" with { type: "json" };
import subnationalGrids from "../../data/odbl/subnational-grids.json" with { type: "json" };
import servers from "../../data/servers.json" with { type: "json" };
import sites from "../../data/sites.json" with { type: "json" };
import providerPresets from "../../data/provider-presets.json" with { type: "json" };
import providerSpeeds from "../../data/provider-speeds.json" with { type: "json" };
import sources from "../../data/sources.json" with { type: "json" };
import type { recordSchemas } from "../../src/schema/data-schemas.js";

/** A table as its file holds it: the file, what its folder may hold, the records as plain data. */
export interface TableFile {
  readonly name: keyof ReturnType<typeof recordSchemas>;
  readonly file: string;
  readonly licence: "permissive" | "odbl" | "mpl" | "cc-by-sa";
  readonly records: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const file = (name: TableFile["name"], path: string, records: object, licence: TableFile["licence"] = "permissive"): TableFile => ({
  name,
  file: `data/${path}.json`,
  licence,
  records: records as TableFile["records"],
});

/** Every table of `data/`, read as data and not through the catalogue. */
export const tableFiles: readonly TableFile[] = [
  file("accelerators", "accelerators", accelerators),
  file("servers", "servers", servers),
  file("grids", "grids", grids),
  file("fuels", "fuels", fuels),
  file("cloudRegions", "cloud-regions", cloudRegions),
  file("sites", "sites", sites),
  file("embodied", "embodied", embodied),
  file("models", "models", models),
  file("closedModels", "closed-models", closedModels),
  file("modelClasses", "model-classes", modelClasses),
  file("draftAcceptance", "draft-acceptance", draftAcceptance),
  file("embeddingModels", "embedding-models", embeddingModels),
  file("hourlyMixes", "hourly-mixes", hourlyMixes),
  file("apiPrices", "api-prices", apiPrices),
  file("providerPresets", "provider-presets", providerPresets),
  file("providerSpeeds", "provider-speeds", providerSpeeds),
  file("sources", "sources", sources),
  file("electricityMapsZones", "odbl/electricity-maps-zones", electricityMapsZones, "odbl"),
  file("subnationalGrids", "odbl/subnational-grids", subnationalGrids, "odbl"),
  file("hourlyIntensities", "odbl/hourly-intensities", hourlyIntensities, "odbl"),
  file("cloudEfficiency", "odbl/cloud-efficiency", cloudEfficiency, "odbl"),
  file("serverFootprints", "odbl/server-footprints", serverFootprints, "odbl"),
  file("digital4betterModels", "odbl/digital4better-models", digital4betterModels, "odbl"),
  file("ecologitsModels", "mpl/ecologits-models", ecologitsModels, "mpl"),
  file("electricityImpacts", "mpl/electricity-impacts", electricityImpacts, "mpl"),
  file("marginalGrids", "cc-by-sa/marginal-grids", marginalGrids, "cc-by-sa"),
  file("achievableMatmul", "cc-by-sa/achievable-matmul", achievableMatmul, "cc-by-sa"),
];

/** The records of one table. */
export function recordsOf(name: TableFile["name"]): TableFile["records"] {
  return (tableFiles.find((table) => table.name === name) as TableFile).records;
}

/** Every object below a value, with its path. */
export function* objectsIn(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}.${key}`);
}

/** Ids of works that a value cites: figures and records by `source`, pointers by `id` beside `at`. */
export function* citedIn(value: unknown): Generator<string> {
  for (const [, object] of objectsIn(value, "")) {
    for (const key of ["source", "actualSource"]) if (typeof object[key] === "string") yield object[key];
    if (typeof object["at"] === "string" && typeof object["id"] === "string") yield object["id"];
  }
}
