// The catalogue: finding records by what people write, their sources, and the places of cloud regions.

// #region find
import { catalog } from "llm-footprint/catalog";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { find } from "llm-footprint/catalog/find";
import { isFootprintError } from "llm-footprint";

// One table; the type of the record follows from the table.
const { id, record } = find(accelerators, "NVIDIA H100 80GB HBM3", "accelerator");
console.log(id, record.tdpWatts?.value);

// All default tables at once; `table` says where it was.
console.log(catalog.find("meta-llama/Llama-3.1-70B-Instruct").table, catalog.find("llama3.1:70b").id);

// A name that fits several records is not decided for you.
try {
  catalog.find("A100");
} catch (error) {
  if (isFootprintError(error)) console.log(error.code, error.details.nearest);
}

// For a search box: ranked, and an empty list where nothing is near.
for (const match of catalog.search("mi300", 3)) console.log(match.table, match.id);
// #endregion find

// #region cite
import { cite, formatSources, sourcesUsed } from "llm-footprint/catalog/cite";
import { estimateTraining } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";

const tdp = cite(accelerators["h100-sxm-80gb"]).find(({ field }) => field === "tdpWatts");
console.log(`${tdp?.value} W: ${tdp?.work?.authors} (${tdp?.work?.year}), ${tdp?.at}; basis ${tdp?.basis}; licence ${tdp?.work?.licence}`);

const estimate = estimateTraining({
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
});
const used = sourcesUsed(estimate);
console.log(`${used.length} works, data ${estimate.dataVersion}`);
console.log(formatSources(used.slice(0, 1), "text"));
console.log(formatSources(used.slice(0, 1), "bibtex"));
// #endregion cite

// #region region
import { cloudRegions, regionPlace } from "llm-footprint/catalog/cloud-regions";
import { grids } from "llm-footprint/catalog/grids";

for (const region of ["aws:us-east-1", "gcp:europe-north1", "azure:swedencentral"] as const) {
  const { grid, pue } = regionPlace(cloudRegions[region], grids, 2024);
  console.log(`${region}: ${grid.intensityGramsPerKwh.value} g/kWh, PUE ${pue?.value} (${pue?.at})`);
  console.log(`  ${grid.notes.join(" ")}`);
}
// #endregion region

// #region others
import { createCatalog } from "llm-footprint/catalog/find";
import { resolveModel } from "llm-footprint/catalog/resolve";
import { closedModels, modelFromIntervals } from "llm-footprint/catalog/closed-models";
import { electricityMapsZones } from "llm-footprint/catalog/odbl/electricity-maps-zones";

// Tables under copyleft licences are in no default: put them in where their terms suit you (docs/catalog).
const wider = createCatalog({ ...catalog.tables, electricityMapsZones });
console.log(wider.find("electricityMapsZones/JP-TK").id);

// A closed model has the interval of its class; names of gateways lead to its record.
const named = resolveModel("openrouter/openai/gpt-4o-2024-08-06");
const closed = modelFromIntervals(closedModels[named.id as "gpt-4o"], closedModels);
console.log(closed.name, closed.note);
// #endregion others

// #region prices
import { apiPrices, priceOfCall } from "llm-footprint/catalog/api-prices";

const call = { inputTokens: 2000, cacheReadTokens: 10_000, outputTokens: 500 };
for (const id of ["anthropic:claude-sonnet-4-5", "cerebras:gpt-oss-120b"] as const) {
  const { usd, asOf, notes } = priceOfCall(apiPrices[id], call);
  console.log(`${id}: ${usd.toPrecision(3)} USD as of ${asOf}`);
  for (const note of notes) console.log(`  ${note}`);
}
// #endregion prices
