import { formatSources, type Sources, sourcesUsed } from "../catalog/cite.js";
import type { Line, LineInput } from "../core/line.js";
import { unitOf } from "../core/units.js";
import type { Note } from "../estimate/note.js";
import type { Driver } from "../graph/ranges.js";
import { licenceNames } from "./catalog-tables.js";
import { bullets, type Colours, formatQuantity, formatRow, heading, table } from "./format.js";

/** What rows of reports are called. */
const labels = {
  parameters: "Parameters",
  trainingFlop: "Operations",
  deviceHours: "Accelerator-hours",
  days: "Wall-clock time",
  timeToFirstTokenSeconds: "Time to first token",
  timePerOutputTokenSeconds: "Time per output token",
  latencySeconds: "Time to last token",
  userTokensPerSecond: "Tokens per second and user",
  systemTokensPerSecond: "Tokens per second and instance",
  acceleratorEnergyKwh: "Energy, accelerators",
  hostEnergyKwh: "Energy, hosts",
  idleEnergyKwh: "Energy, waiting",
  retentionEnergyKwh: "Energy, kept caches",
  inputEnergyKwh: "  input",
  cacheWriteEnergyKwh: "  cache write",
  cacheReadEnergyKwh: "  cache read",
  outputEnergyKwh: "  output",
  reasoningEnergyKwh: "  reasoning",
  itEnergyKwh: "Energy, IT",
  energyKwh: "Energy, facility",
  fleetEnergyKwh: "Energy, facility",
  operationalGramsCo2e: "Emissions, operational",
  fleetOperationalGramsCo2e: "Emissions, operational",
  embodiedGramsCo2e: "Emissions, embodied",
  fleetEmbodiedGramsCo2e: "Emissions, embodied",
  totalGramsCo2e: "Emissions, total",
  fleetTotalGramsCo2e: "Emissions, total",
  fleetWaterLitres: "Water",
  fleetCostUsd: "Price",
  marketOperationalGramsCo2e: "Market-based, beside it",
  waterLitres: "Water",
  costUsd: "Price",
  acceleratorJoulesPerToken: "Accelerators",
  energyKwhPerMillionTokens: "Energy, facility",
  totalGramsPerMillionTokens: "Emissions, total",
  hardwareUsdPerMillionTokens: "Price, hardware",
  electricityUsdPerMillionTokens: "Price, electricity",
} as const;

/** A number that a row of a report shows. */
export type Shown = keyof typeof labels;
/** Numbers of an estimate by name. */
type Numbers<Key extends Shown> = Readonly<Partial<Record<Key, number>>>;
/** The same with their ends. */
export type WithEnds<Key extends Shown> = Numbers<Key> & { readonly low: Numbers<Key>; readonly high: Numbers<Key> };

/** What a row is called. */
export const labelOf = (key: Shown): string => labels[key];

/** Rows of the numbers that an estimate has, each with its range. */
export function rangedRows<Key extends Shown>(estimate: WithEnds<Key>, keys: readonly Key[]): string[][] {
  const { low, high }: { readonly low: Numbers<Key>; readonly high: Numbers<Key> } = estimate;
  return keys.flatMap((key) => {
    const value: number | undefined = estimate[key];
    return value === undefined ? [] : [[labels[key], ...formatRow([value, low[key] ?? value, high[key] ?? value], unitOf(key))]];
  });
}

/** Heads of columns of a value with its range. */
export const rangeHeading = (colours: Colours, title = ""): string[] => heading(colours, title, "estimate", "low", "high");

/** A block of lines under a blank one; nothing where there are no lines. */
export const block = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ["", ...lines]);

function originText({ origin }: LineInput): string {
  switch (origin.kind) {
    case "given":
      return "given";
    case "calibration":
      return `calibrated to ${origin.reference}`;
    case "line":
      return "above";
    case "default":
      return `default, ${origin.source}: ${origin.at}`;
    case "source":
      return `${origin.source}: ${origin.at}`;
  }
}

/** One row per step. */
export function stepsBlock(lines: readonly Line[], colours: Colours): string[] {
  const rows = lines.map(({ key, value, unit, equation }) => [key, formatQuantity(value, unit, 5), equation]);
  return ["", colours.bold("Steps"), ...table([heading(colours, "step", "value", "equation"), ...rows], [0, 2])];
}

const withRange = ([value = "", low = "", high = ""]: readonly string[]): [string, string] => [value, `(${low} to ${high})`];

/** Every step with its inputs, their origins and the sources in full. */
export function explainLines(lines: readonly Line[], own: Sources, colours: Colours): string[] {
  const text = lines.flatMap(({ key, value, unit, equation, formula, source, inputs }) => [
    `${colours.bold(key)} = ${formatQuantity(value, unit, 6)}`,
    `  ${equation}    ${colours.dim(`[${formula}; ${source.id}: ${source.at}]`)}`,
    ...table(
      inputs.map((input) => [
        `    ${input.name}`,
        ...(input.low === undefined || input.high === undefined
          ? [formatQuantity(input.value, input.unit, 6), ""]
          : withRange(formatRow([input.value, input.low, input.high], input.unit, 6))),
        colours.dim(originText(input)),
      ]),
      [0, 2, 3],
    ),
    "",
  ]);
  return [...text, colours.bold("Sources"), formatSources(sourcesUsed({ lines }, own), "text")];
}

/** The inputs that make a range wide; nothing where none has a range. */
export function driversBlock(
  drivers: readonly Driver[],
  colours: Colours,
  ofWhat = "total with this input alone at its low and high end",
): string[] {
  const most = 5;
  if (drivers.length === 0) return [];
  return [
    "",
    colours.bold("What makes the range wide") + colours.dim(` (${ofWhat})`),
    ...table(drivers.slice(0, most).map(({ input, atLow, atHigh }) => [`  ${input}`, ...formatRow([atLow, atHigh], "gCO2e")])),
  ];
}

/** What a reader must know first: slips, guesses and what the model and the place are. */
const firstOf: readonly Note["code"][] = [
  "magnitude",
  "estimated-model",
  "stated-parameters",
  "model",
  "grid",
  "missing-part",
  "predicted",
  "boundary",
];
const FIRST_NOTES = 3;

/** How notes are shown: all of them, or those that matter most; how wide the terminal is. */
export interface NotesShown {
  readonly isFull?: boolean;
  readonly columns?: number | undefined;
}

/** The notes that matter most, one of each code before a second of any. */
function firstNotes(notes: readonly (Note | string)[]): readonly (Note | string)[] {
  const seen = new Map<string, number>();
  const ranked = notes.map((note) => {
    const code = typeof note === "string" ? "" : note.code;
    const turn = code === "magnitude" || code === "" ? 0 : (seen.get(code) ?? 0);
    seen.set(code, turn + 1);
    const rank = firstOf.findIndex((one) => one === code);
    return { note, place: turn * firstOf.length + (rank < 0 ? firstOf.length : rank) };
  });
  return ranked
    .sort((one, other) => one.place - other.place)
    .slice(0, FIRST_NOTES)
    .map(({ note }) => note);
}

/** Notes under their title; those that matter most, unless all are asked for. */
export function notesBlock(notes: readonly (Note | string)[], colours: Colours, { isFull = true, columns }: NotesShown = {}): string[] {
  if (notes.length === 0) return [];
  const shown = isFull || notes.length <= FIRST_NOTES + 1 ? notes : firstNotes(notes);
  const more = notes.length - shown.length;
  return ["", colours.bold("Notes"), ...bullets(shown, columns), ...(more === 0 ? [] : [colours.dim(`  ${more} more with --notes`)])];
}

/** Whose figures stand in an estimate, where the licence asks that it says so. */
export interface Licensed {
  readonly source: string;
  readonly attribution: string;
  readonly licence: string;
}

/** The works that steps cite under licences that ask for their names beside what was made with them. */
export const licencesOf = (lines: readonly Line[], own: Sources): readonly Licensed[] =>
  sourcesUsed({ lines }, own).flatMap(({ id, work }) =>
    work === undefined || work.licenceClass === "permissive" || work.licenceClass === "facts"
      ? []
      : [{ source: id, attribution: work.authors, licence: licenceNames[work.licenceClass] }],
  );

/** The same as text. */
export const licenceTexts = (licences: readonly Licensed[]): readonly string[] =>
  licences.map(({ source, attribution, licence }) => `Contains data of ${attribution} (${source}), available under ${licence}.`);
