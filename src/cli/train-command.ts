import { estimateTraining } from "../estimate/training.js";
import type { Colours } from "./format.js";
import type { Io } from "./io.js";
import { catalogOption, type Option, outputOptions, type Parsed, kindOptions } from "./options.js";
import { report, scenarioBars } from "./report.js";
import { loadScenario } from "./scenario-file.js";

/** Flags of every command that takes a training run. */
export const scenarioFlags: readonly Option[] = [...kindOptions("training"), catalogOption, outputOptions.json];
/** Flags of an estimate of a training run. */
export const estimateFlags: readonly Option[] = [...scenarioFlags, outputOptions.lines, outputOptions.chart];

/** `train`: the estimate of a training run. */
export function trainCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const scenario = loadScenario(parsed, io);
  const estimate = estimateTraining(scenario.input);
  const chart = parsed.values["chart"] === true;
  if (parsed.values["json"] === true) {
    return [
      JSON.stringify({ name: scenario.name, ...estimate, ...(chart ? { comparison: scenarioBars(scenario, estimate) } : {}) }, null, 2),
    ];
  }
  return report(scenario, estimate, { lines: parsed.values["lines"] === true, chart }, colours);
}
