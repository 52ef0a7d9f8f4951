import { calibrate, type CalibrationParameter, type CalibrationReference } from "../calibration/calibrate.js";
import { dataVersion } from "../catalog/version.js";
import { parseQuantity } from "../core/conversion.js";
import { FootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { unitOf } from "../core/units.js";
import { quantityFields } from "../schema/quantity-fields.js";
import { type Colours, formatDelta, formatQuantity, table } from "./format.js";
import type { Io } from "./io.js";
import type { Option, Parsed } from "./options.js";
import { loadScenario } from "./scenario-file.js";
import { scenarioFlags } from "./train-command.js";

/** Results by the short names of the flags. */
const referenceQuantities = {
  operational: ["operationalGramsCo2e", "mass"],
  total: ["totalGramsCo2e", "mass"],
  energy: ["energyKwh", "energy"],
  "it-energy": ["itEnergyKwh", "energy"],
  "device-hours": ["deviceHours", "duration"],
} as const satisfies Record<string, readonly [NonNullable<CalibrationReference["quantity"]>, Parameters<typeof parseQuantity>[1]]>;

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
  throw new FootprintError(
    "invalid-input",
    written === undefined
      ? `--${flag} is missing; one of ${known.join(", ")}`
      : `--${flag} = "${String(written)}" is not one of ${known.join(", ")}`,
    { field: flag, value: written, nearest: nearMatches(String(written), known) },
  );
}

/** `calibrate`: one parameter so that the estimate meets a reference. */
export function calibrateCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { values } = parsed;
  const parameter = choose(calibrationParameters, "parameter", values["parameter"]);
  const [quantity, dimension] = choose(referenceQuantities, "quantity", values["quantity"] ?? "operational");
  const written = values["reference"];
  if (typeof written !== "string") {
    throw new FootprintError("invalid-input", '--reference is missing; give a value with its unit, for example --reference "552.1 t"', {
      field: "reference",
    });
  }
  if (Number.isFinite(Number(written))) {
    throw new FootprintError("unit-mismatch", `--reference = ${written} has no unit; write for example "${written} t"`, {
      field: "reference",
      value: written,
    });
  }
  const scenario = loadScenario(parsed, io);
  const result = calibrate({
    scenario: scenario.input,
    parameter,
    reference: {
      quantity,
      value: parseQuantity(written, dimension),
      source: typeof values["source"] === "string" ? values["source"] : "the reference on the command line",
    },
  });
  if (values["json"] === true) return [JSON.stringify({ dataVersion, ...result }, null, 2)];
  const unit = unitOf(parameter);
  return [
    colours.bold(`${scenario.name}: ${parameter} that meets ${written}`),
    ...table([
      ["", "before", "calibrated"].map((cell) => colours.dim(cell)),
      [parameter, formatQuantity(result.before, unit, 10), formatQuantity(result.value, unit, 10)],
      [quantity, formatQuantity(result.estimateBefore, unitOf(quantity), 8), formatQuantity(result.estimateAfter, unitOf(quantity), 8)],
      ["over the reference", formatDelta(result.estimateBefore / parseQuantity(written, dimension) - 1), formatDelta(result.residual)],
    ]),
    "",
    `Physical range: ${formatQuantity(result.bounds.low, unit)} to ${formatQuantity(result.bounds.high, unit)}: ${result.withinBounds ? "inside" : "outside"}`,
    ...result.notes.map((note) => `  - ${note}`),
    "A calibrated run says nothing about accuracy.",
  ];
}

/** Flags of `calibrate`. */
export const calibrateFlags: readonly Option[] = [
  { flag: "parameter", example: "efficiency", description: "efficiency, power, intensity, pue or tokens" },
  { flag: "reference", example: "552.1 t", description: "Value to meet, with its unit" },
  { flag: "quantity", example: "operational", description: `What it is: ${Object.keys(referenceQuantities).join(", ")}` },
  { flag: "source", example: "patterson-2021", description: "Where the reference comes from" },
  ...scenarioFlags,
];
