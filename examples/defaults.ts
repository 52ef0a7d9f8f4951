// Every figure that stands in where a caller gives none: value, range, basis and source.

// #region defaults
import { defaults, type Figure } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";

function show(name: string, { value, low, high, basis, source, at }: Figure): void {
  console.log(`${name}: ${value} (${low ?? value} to ${high ?? value})\n  ${basis}; ${source}, ${at}`);
}

const { server, hostParts, carbonPerAreaGramsPerSquareCentimetre, plausibleRanges, ...figures } = defaults;
for (const [name, figure] of Object.entries(figures)) show(name, figure);
show("server.hostGramsCo2e", server.hostGramsCo2e);
console.log(`server.acceleratorsPerServer: ${server.acceleratorsPerServer}`);
for (const [node, figure] of Object.entries(carbonPerAreaGramsPerSquareCentimetre)) show(`carbonPerArea ${node} (g/cm2)`, figure);
// #endregion defaults

// #region accelerators
// Those of which a published training run is known; for any other give efficiency and power yourself.
for (const [id, { trainingEfficiency, trainingPowerWatts }] of Object.entries(accelerators)) {
  if (trainingEfficiency !== undefined) show(`${id}, efficiency`, trainingEfficiency);
  if (trainingPowerWatts !== undefined) show(`${id}, power (W)`, trainingPowerWatts);
}
// #endregion accelerators

// #region plausible
// Outside these a number is more likely a slip than a run: notes warn, and a calibration says that it left the physical range.
for (const [name, { low, high, basis, at }] of Object.entries(plausibleRanges)) console.log(`${name}: ${low} to ${high} (${basis}; ${at})`);
// #endregion plausible

// #region parts
// The parts of a server that is described by a bill instead of one figure.
for (const [name, figure] of Object.entries(hostParts)) show(`hostParts.${name}`, figure);
// #endregion parts
