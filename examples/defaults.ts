// Every figure that stands in where a caller gives none: value, range, basis and source.

// #region defaults
import { defaults, type Figure, trainingFit } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";

function show(name: string, { value, low, high, basis, source, at }: Figure): void {
  console.log(`${name}: ${value} (${low ?? value} to ${high ?? value})\n  ${basis}; ${source}, ${at}`);
}

// Fabs, ranges and the parts of a server follow below.
const { carbonPerAreaGramsPerSquareCentimetre, server, hostParts, plausibleRanges, servingBand, ...figures } = defaults;
for (const [name, figure] of Object.entries(figures)) {
  if ("value" in figure) show(name, figure);
  else for (const [key, inner] of Object.entries(figure as Readonly<Record<string, Figure>>)) show(`${name} ${key}`, inner);
}
show("server.hostGramsCo2e", server.hostGramsCo2e);
console.log(`server.acceleratorsPerServer: ${server.acceleratorsPerServer}`);
// #endregion defaults

// #region carbon-per-area
for (const [node, figure] of Object.entries(carbonPerAreaGramsPerSquareCentimetre)) show(`carbon per area ${node} (g/cm2)`, figure);
// #endregion carbon-per-area

// #region accelerators
// The efficiency of a large dense model by device, and the published average power of those for which TDP and load are no guide.
for (const [group, figure] of Object.entries(trainingFit.deviceEfficiency)) show(`efficiency on ${group}`, figure);
show("efficiency on any other", trainingFit.unseenDeviceEfficiency);
for (const [id, { trainingPowerWatts }] of Object.entries(accelerators)) {
  if (trainingPowerWatts !== undefined) show(`${id}, power (W)`, trainingPowerWatts);
}
// #endregion accelerators

// #region plausible
// Outside these a number is more likely a slip than a run: notes warn, and a calibration says that it left the physical range.
for (const [name, { low, high, basis, at }] of Object.entries({ ...plausibleRanges, servingBand }))
  console.log(`${name}: ${low} to ${high} (${basis}; ${at})`);
// #endregion plausible

// #region parts
// The parts of a server that is described by a bill instead of one figure.
for (const [name, figure] of Object.entries(hostParts)) show(`hostParts.${name}`, figure);
// #endregion parts
