// Electricity of one's own: a mix of fuels, and a mix by hour.

// #region mix
import { fuels } from "llm-footprint/catalog/fuels";
import { gridFromMix, mixAt } from "llm-footprint/electricity";

const { intensityGramsPerKwh, notes } = gridFromMix({ "wind-onshore": 0.35, "solar-utility": 0.2, gas: 0.45 }, fuels);
const { value, low, high } = intensityGramsPerKwh;
console.log(`${value.toFixed(0)} g/kWh (${low?.toFixed(0)} to ${high?.toFixed(0)})`);
console.log(notes.join("\n"));
// #endregion mix

// #region hours
import { hourlyMixes } from "llm-footprint/catalog/hourly-mixes";

// Mean day of June in California, direct emissions; the fuel "other" is counted as gas here, which is an assumption of this example.
const factors = { ...fuels, other: fuels.gas };
for (const hour of [8, 14, 20]) {
  const grid = gridFromMix(mixAt(hourlyMixes.ciso, 6, hour), factors);
  console.log(`${hour}:00 UTC: ${grid.intensityGramsPerKwh.value.toFixed(0)} g/kWh`);
}
// #endregion hours
