// A month of a service: how many accelerators for a day's load under limits, what it draws and costs.

// #region fleet
import { planServing } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

// Requests per second of all users, in steps of three hours.
const loadCurve = [4, 2, 3, 12, 20, 22, 16, 9];
const secondsOfMonth = 30 * 86_400;
const requests = (secondsOfMonth * loadCurve.reduce((sum, rate) => sum + rate)) / loadCurve.length;
const { batch, memoryBatch, serviceBatch, fleet, inference, meanRequest } = planServing({
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 4,
  precision: "fp8",
  inputTokens: 800,
  outputTokens: 350,
  serviceLevel: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05 },
  loadCurve,
  requests,
  acceleratorUsdPerHour: 2.5,
  electricityUsdPerKwh: 0.1,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
});
console.log(`batch ${batch}: memory holds ${memoryBatch ?? "?"}, the limits allow ${serviceBatch}`);
console.log(
  `${fleet?.instances ?? 0} instances, ${fleet?.accelerators ?? 0} accelerators; the load is ${((fleet?.meanShare ?? 0) * 100).toFixed(0)} % of what they could serve`,
);
// The mean request holds the quiet hours, in which the instances run few sequences or wait.
const { energyKwh = 0, costUsd = 0, deviceHours = 0, fleetEnergyKwh = 0, fleetTotalGramsCo2e = 0 } = meanRequest ?? {};
const wattHours = (kwh: number): string => `${(kwh * 1000).toFixed(3)} Wh`;
console.log(`a request at the peak ${wattHours(inference.energyKwh)}, the mean request ${wattHours(energyKwh)}`);
console.log(
  `${(requests / 1e6).toFixed(1)} million requests: ${(deviceHours * requests).toFixed(0)} accelerator-hours, ` +
    `${(fleetEnergyKwh / 1000).toFixed(1)} MWh, ${(fleetTotalGramsCo2e / 1e6).toFixed(1)} t CO2e, ${(costUsd * requests).toFixed(0)} USD`,
);
// #endregion fleet
