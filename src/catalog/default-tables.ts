import acceleratorTable from "../../data/accelerators.json" with { type: "json" };
import closedModelTable from "../../data/closed-models.json" with { type: "json" };
import cloudRegionTable from "../../data/cloud-regions.json" with { type: "json" };
import draftAcceptanceTable from "../../data/draft-acceptance.json" with { type: "json" };
import embeddingModelTable from "../../data/embedding-models.json" with { type: "json" };
import embodiedTable from "../../data/embodied.json" with { type: "json" };
import gridTable from "../../data/grids.json" with { type: "json" };
import hourlyMixTable from "../../data/hourly-mixes.json" with { type: "json" };
import modelTable from "../../data/models.json" with { type: "json" };
import type { accelerators } from "./accelerators.js";
import type { closedModels } from "./closed-models.js";
import type { cloudRegions } from "./cloud-regions.js";
import type { draftAcceptance } from "./draft-acceptance.js";
import type { embeddingModels } from "./embedding-models.js";
import type { embodied } from "./embodied.js";
import { fuels } from "./fuels.js";
import type { grids } from "./grids.js";
import type { hourlyMixes } from "./hourly-mixes.js";
import { modelClasses } from "./model-classes.js";
import type { models } from "./models.js";
import { readTable } from "./read-table.js";
import { servers } from "./servers.js";
import { sites } from "./sites.js";

/** The default tables, each read when it is first asked for: whoever looks up one name pays for one table. */
export const defaultTables = {
  get accelerators() {
    return readTable<typeof accelerators>(acceleratorTable);
  },
  get closedModels() {
    return readTable<typeof closedModels>(closedModelTable);
  },
  get cloudRegions() {
    return readTable<typeof cloudRegions>(cloudRegionTable);
  },
  get draftAcceptance() {
    return readTable<typeof draftAcceptance>(draftAcceptanceTable);
  },
  get embeddingModels() {
    return readTable<typeof embeddingModels>(embeddingModelTable);
  },
  get embodied() {
    return readTable<typeof embodied>(embodiedTable);
  },
  fuels,
  get grids() {
    return readTable<typeof grids>(gridTable);
  },
  get hourlyMixes() {
    return readTable<typeof hourlyMixes>(hourlyMixTable);
  },
  modelClasses,
  get models() {
    return readTable<typeof models>(modelTable);
  },
  servers,
  sites,
};
