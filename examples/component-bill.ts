// The manufacture behind a run as a bill: the accelerator, the host from its parts, what surrounds it, and the end of life.

// #region bill
import { estimateTraining, type HostBill, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const bill: HostBill = {
  cpus: { count: 2, dieAreaSquareCentimetres: 12.61 }, // AMD EPYC 9654
  memoryBytes: 2048e9,
  ssdBytes: 30_720e9,
  hddCount: 0,
  // powerSupplyKilograms and chipPackageCount are not known: a note calls them missing.
};
const run: TrainingInput = {
  model: models["llama-3.1-8b"],
  tokens: 15e12,
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 1024,
  deviceHours: 1_460_000,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 385 },
  server: { name: "own host", acceleratorsPerServer: 8, bill },
};
const estimate = estimateTraining(run);
const kilograms = (key: string) => ((estimate.lines.find((line) => line.key === key)?.value ?? Number.NaN) / 1000).toFixed(1);
for (const part of ["Processors", "Memory", "Ssd", "Hdd"]) console.log(`host, ${part}: ${kilograms(`host${part}GramsCo2e`)} kg CO2e`);
console.log(
  `host with mainboard, chassis and assembly: ${kilograms("hostGramsCo2e")} kg CO2e, an eighth ${kilograms("hostShareGramsCo2e")}`,
);
// #endregion bill

// #region wide
// Memory and SSD decide the host, and sources differ about both by more than a factor of ten.
for (const { input, atLow, atHigh } of estimate.drivers.slice(0, 8)) {
  if (input.endsWith("PerGigabyte")) console.log(`${input}: total ${(atLow / 1e6).toFixed(1)} to ${(atHigh / 1e6).toFixed(1)} t CO2e`);
}
// #endregion wide

// #region around
// Numbers of your own for what surrounds the servers, per accelerator. These are made up for the example.
const whole = estimateTraining({
  ...run,
  rackGramsCo2e: 20_000,
  networkGramsCo2e: { value: 60_000, low: 30_000, high: 120_000 },
  endOfLifeFraction: { value: 0.05, low: 0.007, high: 0.105 },
});
for (const { key, value, partOf } of whole.lines) {
  if (partOf === "embodiedGramsCo2e") console.log(`${key}: ${(value / 1e6).toFixed(3)} t CO2e`);
}
for (const { code, message } of whole.notes) if (code === "missing-part") console.log(`[${code}] ${message}`);
// #endregion around
