// Records of your own beside those of the catalogue, with the same checks.

// #region extend
import { readFileSync } from "node:fs";
import { estimateTraining, isFootprintError } from "llm-footprint";
import { catalog } from "llm-footprint/catalog";
import { extendCatalog, readScenario } from "llm-footprint/schema";

const own: unknown = JSON.parse(readFileSync(new URL("catalogs/my-catalog.json", import.meta.url), "utf8"));
const extended = extendCatalog(catalog, own);
console.log(extended.find("Our hydro contract").id);

// Names of the file work in scenarios; the same on the command line: --catalog examples/catalogs/my-catalog.json
const scenario = readScenario(
  { kind: "training", model: "our-7b", accelerator: "h100-sxm-80gb", acceleratorCount: 64, tokens: "100B", pue: 1.2, grid: "our-site" },
  extended,
);
const estimate = estimateTraining(scenario.input);
console.log(`${(estimate.totalGramsCo2e / 1e6).toFixed(2)} t CO2e`);
// #endregion extend

// #region clash
// An id that the catalogue has, as an id, a name or an alias, is refused: nothing of it can be replaced in silence.
try {
  extendCatalog(catalog, { grids: { fra: {} } });
} catch (error) {
  if (isFootprintError(error)) console.log(error.message.split("\n")[0]);
}
// #endregion clash
