// Carbon per area of a fab: the same node on two grids, and against other published figures.

// #region fab
import { embodied } from "llm-footprint/catalog/embodied";
import { grids, gridInYear } from "llm-footprint/catalog/grids";
import { fabCarbonPerArea } from "llm-footprint/formulas";

const { energyKwhPerSquareCentimetre, gasGramsPerSquareCentimetre, materialGramsPerSquareCentimetre, yieldFraction } =
  embodied["act-fab-5nm"];

for (const grid of [grids.twn, grids.usa]) {
  const { name, intensityGramsPerKwh } = gridInYear(grid, 2024);
  const grams = fabCarbonPerArea({
    fabIntensityGramsPerKwh: intensityGramsPerKwh.value,
    fabEnergyKwhPerSquareCentimetre: energyKwhPerSquareCentimetre?.value ?? Number.NaN,
    processGasGramsPerSquareCentimetre: gasGramsPerSquareCentimetre?.value ?? Number.NaN,
    materialGramsPerSquareCentimetre: materialGramsPerSquareCentimetre?.value ?? Number.NaN,
    yieldFraction: yieldFraction?.value ?? Number.NaN,
  });
  console.log(`5 nm on ${name}: ${(grams / 1000).toFixed(2)} kg/cm2`);
}

for (const id of ["imec-fab-5nm", "llmcarbon-fab-4nm", "ademe-gpu-die"] as const) {
  const { name, boundary, carbonPerAreaGramsPerSquareCentimetre: grams } = embodied[id];
  console.log(`${name}: ${((grams?.value ?? Number.NaN) / 1000).toFixed(2)} kg/cm2 (${boundary})`);
}
// #endregion fab
