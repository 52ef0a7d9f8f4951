// Manufacturing emissions: how a run's share is found, with a published run as the check.
import { estimateTraining, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const tonnes = (grams: number) => (grams / 1e6).toFixed(2);

// #region bloom
// BLOOM: 1,082,990 A100-hours, 150 kg per GPU, 2,500 kg per server of eight, six years at 85 % (Luccioni et al. 2022, section 4.1).
const bloom: TrainingInput = {
  model: models["bloom-176b"],
  tokens: 366e9,
  accelerator: { ...accelerators["a100-sxm4-80gb"], productFootprintGramsCo2e: 150_000 },
  acceleratorCount: 384,
  deviceHours: 1_082_990,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 57 },
  server: { name: "BLOOM server", acceleratorsPerServer: 8, hostGramsCo2e: 2_500_000 },
  lifetimeYears: 6,
  lifetimeUtilisation: 0.85,
};
console.log(`BLOOM, embodied: ${tonnes(estimateTraining(bloom).embodiedGramsCo2e)} t CO2e (the paper prints 11.2)`);
// #endregion bloom

// #region methods
// The same hours on a card that has a product footprint, with both methods of this library and three lifetimes.
const run: TrainingInput = {
  model: models["bloom-176b"],
  tokens: 366e9,
  accelerator: accelerators["a100-sxm4-40gb"],
  acceleratorCount: 384,
  deviceHours: 1_082_990,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 57 },
};
for (const embodiedMethod of ["product-footprint", "components"] as const) {
  for (const lifetimeYears of [3, 5, 6]) {
    const { embodiedGramsCo2e, low, high } = estimateTraining({ ...run, embodiedMethod, lifetimeYears });
    const range = `${tonnes(low.embodiedGramsCo2e)} to ${tonnes(high.embodiedGramsCo2e)}`;
    console.log(`${embodiedMethod.padEnd(17)}  ${lifetimeYears} years  ${tonnes(embodiedGramsCo2e)} t CO2e  (${range})`);
  }
}
// #endregion methods

// #region die
import { dieEmissions, fabCarbonPerArea } from "llm-footprint/formulas";

// 7 nm figures of ACT (Gupta et al. 2022), fab on 500 g/kWh; the A100 die has 8.26 cm2.
const carbonPerAreaGramsPerSquareCentimetre = fabCarbonPerArea({
  fabIntensityGramsPerKwh: 500,
  fabEnergyKwhPerSquareCentimetre: 2.15,
  processGasGramsPerSquareCentimetre: 350,
  materialGramsPerSquareCentimetre: 500,
  yieldFraction: 0.875,
});
const die = dieEmissions({ dieAreaSquareCentimetres: 8.26, carbonPerAreaGramsPerSquareCentimetre });
console.log(`A100 die: ${carbonPerAreaGramsPerSquareCentimetre.toFixed(0)} g/cm2, ${(die / 1000).toFixed(3)} kg CO2e`);
// #endregion die
