import achievableMatmulTable from "../../data/cc-by-sa/achievable-matmul.json" with { type: "json" };
import marginalGridTable from "../../data/cc-by-sa/marginal-grids.json" with { type: "json" };
import ecologitsModelTable from "../../data/mpl/ecologits-models.json" with { type: "json" };
import electricityImpactTable from "../../data/mpl/electricity-impacts.json" with { type: "json" };
import cloudEfficiencyTable from "../../data/odbl/cloud-efficiency.json" with { type: "json" };
import digital4betterModelTable from "../../data/odbl/digital4better-models.json" with { type: "json" };
import electricityMapsTable from "../../data/odbl/electricity-maps-zones.json" with { type: "json" };
import hourlyIntensityTable from "../../data/odbl/hourly-intensities.json" with { type: "json" };
import serverFootprintTable from "../../data/odbl/server-footprints.json" with { type: "json" };
import subnationalGridTable from "../../data/odbl/subnational-grids.json" with { type: "json" };
import type { achievableMatmul } from "./cc-by-sa/achievable-matmul.js";
import type { marginalGrids } from "./cc-by-sa/marginal-grids.js";
import type { ecologitsModels } from "./mpl/ecologits-models.js";
import type { electricityImpacts } from "./mpl/electricity-impacts.js";
import type { cloudEfficiency } from "./odbl/cloud-efficiency.js";
import type { digital4betterModels } from "./odbl/digital4better-models.js";
import type { electricityMapsZones } from "./odbl/electricity-maps-zones.js";
import type { hourlyIntensities } from "./odbl/hourly-intensities.js";
import type { serverFootprints } from "./odbl/server-footprints.js";
import type { subnationalGrids } from "./odbl/subnational-grids.js";
import { readTable } from "./read-table.js";

/** The tables under licences that ask for more than a citation, each read when it is first asked for. */
export const licensedTables = {
  get electricityMapsZones() {
    return readTable<typeof electricityMapsZones>(electricityMapsTable);
  },
  get subnationalGrids() {
    return readTable<typeof subnationalGrids>(subnationalGridTable);
  },
  get hourlyIntensities() {
    return readTable<typeof hourlyIntensities>(hourlyIntensityTable);
  },
  get cloudEfficiency() {
    return readTable<typeof cloudEfficiency>(cloudEfficiencyTable);
  },
  get serverFootprints() {
    return readTable<typeof serverFootprints>(serverFootprintTable);
  },
  get ecologitsModels() {
    return readTable<typeof ecologitsModels>(ecologitsModelTable);
  },
  get digital4betterModels() {
    return readTable<typeof digital4betterModels>(digital4betterModelTable);
  },
  get electricityImpacts() {
    return readTable<typeof electricityImpacts>(electricityImpactTable);
  },
  get marginalGrids() {
    return readTable<typeof marginalGrids>(marginalGridTable);
  },
  get achievableMatmul() {
    return readTable<typeof achievableMatmul>(achievableMatmulTable);
  },
};
