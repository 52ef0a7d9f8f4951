import { accelerators } from "../catalog/accelerators.js";
import { find } from "../catalog/find.js";
import { gridInYear, grids } from "../catalog/grids.js";
import { models } from "../catalog/models.js";
import type { Accelerator, Grid, Model, Server } from "../catalog/records.js";
import { servers } from "../catalog/servers.js";
import { sites } from "../catalog/sites.js";
import { type Dimension, parseQuantity } from "../core/conversion.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import type { HardwareFlopUtilisation, TrainingInput } from "../estimate/training-input.js";
import { parseWith } from "./issues.js";
import { type QuantityField, quantityFields, type QuantityName } from "./quantity-fields.js";
import { type TrainingScenarioFile, trainingScenarioSchema } from "./scenario-schema.js";

/** A published value to compare an estimate with. */
export interface ScenarioReference {
  readonly label: string;
  /** Published operational emissions (gCO2e). */
  readonly operationalGramsCo2e: number;
  readonly source: string;
}

/** A scenario with its names looked up and its units read. */
export interface Scenario {
  readonly kind: "training";
  readonly name: string;
  /** What `estimateTraining` takes. */
  readonly input: TrainingInput;
  readonly references: readonly ScenarioReference[];
  readonly baselines: readonly ("mlco2" | "mlco2-peak")[];
}

/** A quantity as files hold it: bare, or with range and source. */
type Written = number | string | { value: number | string; low?: unknown; high?: unknown; source?: string | undefined; at?: string | undefined };

const fields: ReadonlyMap<QuantityName, QuantityField> = new Map(quantityFields.map((field) => [field.name, field]));
const knownFields = [...Object.keys(trainingScenarioSchema.shape), ...quantityFields.map(({ apiName }) => apiName)];

function readAmount(field: string, written: unknown, dimension: Dimension, perUnit = 1): number {
  if (typeof written === "number") return written;
  const text = String(written);
  // A bare number in text is in the unit of the field (years), like a number in JSON; a unit in it is one of the dimension (hours).
  if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  try {
    return parseQuantity(text, dimension) / perUnit;
  } catch (error) {
    if (isFootprintError(error)) throw new FootprintError(error.code, `${field}: ${error.message}`, { ...error.details, field, value: written });
    throw error;
  }
}

function readQuantity(field: string, written: Written, dimension: Dimension, perUnit?: number): Given {
  if (typeof written !== "object") return readAmount(field, written, dimension, perUnit);
  const { value, low, high, source, at } = written;
  return {
    value: readAmount(`${field}.value`, value, dimension, perUnit),
    ...(low === undefined ? {} : { low: readAmount(`${field}.low`, low, dimension, perUnit) }),
    ...(high === undefined ? {} : { high: readAmount(`${field}.high`, high, dimension, perUnit) }),
    ...(source === undefined ? {} : { source, at: at ?? "", basis: "published" as const }),
  };
}

/** A quantity under its short name or its API name; both at once is a conflict. */
function quantityOf(file: Readonly<Record<string, unknown>>, name: QuantityName): Given | undefined {
  const { apiName, dimension, perUnit } = fields.get(name) as QuantityField;
  const [short, long] = [file[name], file[apiName]];
  if (name !== apiName && short !== undefined && long !== undefined) {
    throw new FootprintError("conflicting-input", `${name} and ${apiName} are the same quantity; give one of them`, { field: name });
  }
  const written = short ?? long;
  return written === undefined ? undefined : readQuantity(short === undefined ? apiName : name, written as Written, dimension, perUnit);
}

function required(value: Given | undefined, field: string, fix: string): Given {
  if (value === undefined) throw new FootprintError("invalid-input", `${field} is missing; ${fix}`, { field });
  return value;
}

function readModel(written: TrainingScenarioFile["model"]): { model: Model; name: string; trainingTokens: Given | undefined } {
  if (typeof written === "string") {
    const { record } = find(models, written, "model");
    return { model: record, name: record.name, trainingTokens: record.trainingTokens };
  }
  const counts = {
    ...(written.parameters === undefined ? {} : { parameters: readQuantity("model.parameters", written.parameters, "parameters") }),
    ...(!("activeParameters" in written) || written.activeParameters === undefined
      ? {}
      : { activeParameters: readQuantity("model.activeParameters", written.activeParameters, "parameters") }),
  };
  return { model: { ...written, ...counts } as Model, name: written.name ?? "own model", trainingTokens: undefined };
}

/** Dimension of each figure of an accelerator or server that a file describes itself. */
const hardwareDimensions: Readonly<Record<string, Dimension>> = {
  memoryBytes: "memory",
  tdpWatts: "power",
  dieAreaSquareCentimetres: "number",
  trainingPowerWatts: "power",
  trainingEfficiency: "fraction",
  productFootprintGramsCo2e: "mass",
  hostGramsCo2e: "mass",
};

/** An accelerator or server of the file's own, its figures read like every other quantity. */
function readHardware(path: string, written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const dimension = hardwareDimensions[key];
      return [key, dimension === undefined || value === undefined ? value : readQuantity(`${path}.${key}`, value as Written, dimension)];
    }),
  );
}

function readAccelerator(written: TrainingScenarioFile["accelerator"]): Accelerator {
  if (typeof written === "string") return find(accelerators, written, "accelerator").record;
  const peaks = Object.entries(written.peakFlopPerSecond).map(([precision, peak]) => [
    precision,
    readQuantity(`accelerator.peakFlopPerSecond.${precision}`, peak, "compute-rate"),
  ]);
  return { ...readHardware("accelerator", written), peakFlopPerSecond: Object.fromEntries(peaks) as unknown } as Accelerator;
}

function readServer(written: TrainingScenarioFile["server"]): Server | null | undefined {
  if (written === undefined) return undefined;
  if (written === "none") return null;
  return typeof written === "string" ? find(servers, written, "server").record : (readHardware("server", written) as unknown as Server);
}

/** PUE and intensity: each from its own field, else from the site; two statements about one of them are a conflict. */
function readPlace(file: TrainingScenarioFile & Readonly<Record<string, unknown>>): { pue: Given; grid: Grid } {
  const site = file.site === undefined ? undefined : find(sites, file.site, "site").record;
  const pue = quantityOf(file, "pue");
  const intensity = quantityOf(file, "intensity");
  if (site !== undefined && pue !== undefined) {
    throw new FootprintError("conflicting-input", `site and pue both give the PUE (${site.name}: ${site.pue.value}); leave one out`, { field: "pue" });
  }
  if (intensity !== undefined && file.grid !== undefined) {
    throw new FootprintError("conflicting-input", "intensity and grid both give the carbon intensity; leave one out", { field: "intensity" });
  }
  if (file.year !== undefined && file.grid === undefined) {
    throw new FootprintError("conflicting-input", "year is the year of a grid; give grid with it, or leave it out", { field: "year" });
  }
  const grid: Grid | undefined =
    intensity !== undefined
      ? { intensityGramsPerKwh: intensity }
      : file.grid !== undefined
        ? gridInYear(find(grids, file.grid, "grid").record, file.year)
        : site?.intensityGramsPerKwh === undefined
          ? undefined
          : { name: site.name, intensityGramsPerKwh: site.intensityGramsPerKwh };
  if (grid === undefined) {
    throw new FootprintError("invalid-input", "intensity is missing; give intensity (429 g/kWh), grid (usa), or a site that has one", {
      field: "intensity",
    });
  }
  return { pue: required(pue ?? site?.pue, "pue", "give pue (1.1) or site"), grid };
}

function readEfficiency(file: TrainingScenarioFile): Given | HardwareFlopUtilisation | undefined {
  const { efficiency } = file;
  if (typeof efficiency !== "object" || !("hfu" in efficiency)) return quantityOf(file, "efficiency");
  return { hfu: readQuantity("efficiency.hfu", efficiency.hfu, "fraction"), recompute: efficiency.recompute };
}

/**
 * Reads a scenario as JSON or YAML hold it: checks it, looks its names up in the catalogue, reads its units.
 *
 * @param value - the parsed content of a scenario file
 * @returns the scenario, ready for `estimateTraining(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateTraining } from "llm-footprint";
 * import { readScenario } from "llm-footprint/schema";
 *
 * const { input } = readScenario({
 *   kind: "training", model: "gpt-3-175b", tokens: "300B", accelerator: "v100-sxm2-32gb", acceleratorCount: 10000,
 *   efficiency: "19.7%", power: "330 W", pue: 1.1, intensity: "429 g/kWh",
 * });
 * console.log(Math.round(estimateTraining(input).operationalGramsCo2e / 1e6)); // 553
 * ```
 */
export function readScenario(value: unknown): Scenario {
  const file = parseWith(trainingScenarioSchema, value, knownFields);
  const { model, name, trainingTokens } = readModel(file.model);
  const accelerator = readAccelerator(file.accelerator);
  const acceleratorCount = required(quantityOf(file, "acceleratorCount"), "acceleratorCount", "give the number of accelerators");
  if (typeof acceleratorCount !== "number") {
    throw new FootprintError("invalid-input", "acceleratorCount is a plain number, without range or source", { field: "acceleratorCount" });
  }
  const optional = {
    precision: file.precision,
    efficiency: readEfficiency(file),
    deviceHours: quantityOf(file, "deviceHours"),
    averagePowerWatts: quantityOf(file, "power"),
    lifetimeYears: quantityOf(file, "lifetime"),
    lifetimeUtilisation: quantityOf(file, "lifetimeUtilisation"),
    server: readServer(file.server),
    embodiedMethod: file.embodiedMethod,
  };
  return {
    kind: "training",
    name: file.name ?? `${name} on ${accelerator.name}`,
    input: {
      model,
      tokens: required(quantityOf(file, "tokens") ?? trainingTokens, "tokens", "give the training tokens, for example 300B"),
      accelerator,
      acceleratorCount,
      ...readPlace(file),
      ...Object.fromEntries(Object.entries(optional).filter(([, given]) => given !== undefined)),
    },
    references: (file.references ?? []).map(({ label, operational, source }, index) => ({
      label,
      operationalGramsCo2e: readAmount(`references.${index}.operational`, operational, "mass"),
      source,
    })),
    baselines: file.baselines ?? [],
  };
}
