import { countParameters } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { cloudRegions, regionPlace } from "llm-footprint/catalog/cloud-regions";
import { grids, gridInYear } from "llm-footprint/catalog/grids";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { testGolden } from "../helpers/golden.js";
import goldenAccelerators from "./catalogue/accelerators.json" with { type: "json" };
import goldenGrids from "./catalogue/grids.json" with { type: "json" };
import goldenModels from "./catalogue/models.json" with { type: "json" };

testGolden<{ id: keyof typeof grids; year: number }>(goldenGrids, ({ id, year }) => ({
  intensityGramsPerKwh: gridInYear(grids[id], year).intensityGramsPerKwh.value,
}));

testGolden<{ id: keyof typeof accelerators }>(goldenAccelerators, ({ id }) => {
  const { memoryBytes, nominalMemoryBytes = memoryBytes, memoryBandwidthBytesPerSecond, tdpWatts, peakFlopPerSecond } = accelerators[id];
  return {
    // The sources print the size as it is sold.
    memoryBytes: nominalMemoryBytes?.value,
    memoryBandwidthBytesPerSecond: memoryBandwidthBytesPerSecond?.value,
    tdpWatts: tdpWatts?.value,
    ...Object.fromEntries(Object.entries(peakFlopPerSecond).map(([precision, peak]) => [precision, peak.value])),
  };
});

testGolden<{ id: keyof typeof models }>(goldenModels, ({ id }) => {
  const { parameters, activeParameters } = countParameters(models[id]);
  return { parameters, activeParameters };
});

describe("spot regions", () => {
  it("aws:us-east-1 is in Virginia, on the eGRID subregion SERC Virginia/Carolina", () => {
    const region = cloudRegions["aws:us-east-1"];
    expect(region).toMatchObject({ country: "US", grid: "egrid-srvc" });
    expect(regionPlace(region, grids, 2024).grid).toMatchObject({ year: 2023, intensityGramsPerKwh: { source: "epa-egrid" } });
  });

  it("gcp:europe-north1 is in Finland, with the intensity that Google publishes for it", () => {
    const region = cloudRegions["gcp:europe-north1"];
    expect(region.country).toBe("FI");
    // GoogleCloudPlatform/region-carbon-info, data/yearly/2024.csv, row europe-north1.
    expect(regionPlace(region, grids, 2024).grid.intensityGramsPerKwh).toMatchObject({ value: 39.32, source: "google-region-carbon" });
  });

  it("azure:swedencentral is in Sweden, on its grid", () => {
    expect(cloudRegions["azure:swedencentral"]).toMatchObject({ country: "SE", grid: "swe" });
    expect(regionPlace(cloudRegions["azure:swedencentral"], grids, 2024).grid.intensityGramsPerKwh.value).toBe(34.91);
  });
});
