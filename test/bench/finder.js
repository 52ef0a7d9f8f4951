// Finding a record: `npm run bench`. Goals of the issue: an exact hit below 20 µs, a miss with suggestions below 2 ms over the largest table.
import { bench, run, summary } from "mitata";
import { find } from "llm-footprint/catalog/find";
import { models } from "llm-footprint/catalog/models";
import { electricityMapsZones } from "llm-footprint/catalog/odbl/electricity-maps-zones";

const miss = (table, text) => {
  try {
    return find(table, text, "bench");
  } catch (error) {
    return error;
  }
};

console.log(`models: ${Object.keys(models).length} records; zones: ${Object.keys(electricityMapsZones).length} records`);
summary(() => {
  bench("models, exact id", () => find(models, "llama-3.1-70b", "bench"));
  bench("models, alias", () => find(models, "meta-llama/Llama-3.1-70B-Instruct", "bench"));
  bench("models, miss with suggestions", () => miss(models, "llama-318b"));
  bench("models, miss of a long name", () => miss(models, "meta-llama/Lama-3.1-70B-Instrukt"));
  bench("zones, exact id", () => find(electricityMapsZones, "us-cal-ciso", "bench"));
  bench("zones, miss with suggestions", () => miss(electricityMapsZones, "Califrnia"));
});
await run();
