import { calibrate, type CalibrationParameter, type CalibrationReference } from "../calibration/calibrate.js";
import { dataVersion } from "../catalog/version.js";
import type { Dimension } from "../core/conversion.js";
import { FootprintError, invalid } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { parseQuantity, splitQuantity } from "../core/quantity-text.js";
import { unitOf } from "../core/units.js";
import { estimateTraining } from "../estimate/training.js";
import { quantityFields } from "../schema/quantity-fields.js";
import { readScenario } from "../schema/scenario.js";
import { bullets, formatDelta, formatQuantity, heading, table } from "./format.js";
import type { CommandBody } from "./io.js";
import { scenarioFlags } from "./kind-command.js";
import { licencesOf, licenceTexts } from "./report.js";
import { loadCatalog, writtenOf } from "./scenario-file.js";

/** Results by the short names of the flags. */
const referenceQuantities = {
  operational: ["operationalGramsCo2e", "mass"],
  total: ["totalGramsCo2e", "mass"],
  energy: ["energyKwh", "energy"],
  "it-energy": ["itEnergyKwh", "energy"],
  "device-hours": ["deviceHours", "duration"],
} as const satisfies Record<string, readonly [NonNullable<CalibrationReference["quantity"]>, Dimension]>;

const calibrationParameters: Readonly<Record<string, CalibrationParameter>> = Object.fromEntries(
  quantityFields
    .filter(({ name }) => ["efficiency", "power", "intensity", "pue", "tokens"].includes(name))
    .flatMap(({ name, apiName }) => [
      [name, apiName as CalibrationParameter],
      [apiName, apiName as CalibrationParameter],
    ]),
);

function choose<T>(choices: Readonly<Record<string, T>>, flag: string, written: string | boolean | undefined): T {
  if (typeof written === "string" && Object.hasOwn(choices, written)) return choices[written] as T;
  const known = Object.keys(choices);
  const problem = written === undefined ? "is missing; one of" : `= "${String(written)}" is not one of`;
  throw invalid(flag, `--${flag} ${problem} ${known.join(", ")}`, { value: written, nearest: nearMatches(String(written), known) });
}

/** The value to meet, which must bear its unit. */
function readReference(written: string | boolean | undefined, dimension: Dimension): readonly [string, number] {
  if (typeof written !== "string")
    throw invalid("reference", '--reference is missing; give a value with its unit, for example --reference "552.1 t"');
  if (splitQuantity(written)?.rest !== "") return [written, parseQuantity(written, dimension)];
  const message = `--reference = ${written} has no unit; write for example "${written} t"`;
  throw new FootprintError("unit-mismatch", message, { field: "reference", value: written });
}

/** `calibrate`: one parameter so that the estimate meets a reference. */
export const calibrateCommand: CommandBody = {
  options: [
    { flag: "parameter", example: "efficiency", description: "efficiency, power, intensity, pue or tokens" },
    { flag: "reference", example: "552.1 t", description: "Value to meet, with its unit" },
    { flag: "quantity", example: "operational", description: `What it is: ${Object.keys(referenceQuantities).join(", ")}` },
    { flag: "source", example: "patterson-2021", description: "Where the reference comes from" },
    ...scenarioFlags("training"),
  ],
  run(parsed, io, colours) {
    const { values } = parsed;
    const parameter = choose(calibrationParameters, "parameter", values["parameter"]);
    const [quantity, dimension] = choose(referenceQuantities, "quantity", values["quantity"] ?? "operational");
    const [written, value] = readReference(values["reference"], dimension);
    const { name, input: scenario, sources } = readScenario(writtenOf(parsed, io, "training"), loadCatalog(parsed, io));
    const source = typeof values["source"] === "string" ? values["source"] : "the reference on the command line";
    const result = calibrate({ scenario, parameter, reference: { quantity, value, source } });
    const licences = licencesOf(estimateTraining(scenario).lines, sources);
    if (values["json"] === true)
      return [JSON.stringify({ dataVersion, ...result, ...(licences.length === 0 ? {} : { licences }) }, null, 2)];
    const { before, value: after, estimateBefore, estimateAfter, residual, bounds, withinBounds, notes } = result;
    const row = (key: string, digits: number, ...cells: readonly number[]): string[] => [
      key,
      ...cells.map((cell) => formatQuantity(cell, unitOf(key), digits)),
    ];
    return [
      colours.bold(`${name}: ${parameter} that meets ${written}`),
      ...table([
        heading(colours, "", "before", "calibrated"),
        row(parameter, 10, before, after),
        row(quantity, 8, estimateBefore, estimateAfter),
        ["over the reference", formatDelta(estimateBefore / value - 1), formatDelta(residual)],
      ]),
      "",
      `Physical range: ${[bounds.low, bounds.high].map((bound) => formatQuantity(bound, unitOf(parameter))).join(" to ")}: ${withinBounds ? "inside" : "outside"}`,
      ...bullets(notes, io.columns),
      ...licenceTexts(licences),
      "A calibrated run says nothing about accuracy.",
    ];
  },
};
