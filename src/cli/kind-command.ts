import type { Sources } from "../catalog/cite.js";
import { dataVersion } from "../catalog/version.js";
import type { Line } from "../core/line.js";
import type { Note } from "../estimate/note.js";
import type { FormKind } from "../schema/generated/fields.js";
import { nameOf, type Read } from "../schema/read-kind.js";
import type { Lookup } from "../schema/records.js";
import type { Colours } from "./format.js";
import type { CommandBody, Io } from "./io.js";
import { catalogOptions, kindOptions, type Option, outputOptions, type Parsed } from "./options.js";
import { block, licencesOf, licenceTexts, notesBlock, stepsBlock } from "./report.js";
import { loadCatalog, writtenOf } from "./scenario-file.js";

/** What has steps to show. */
export interface Traced {
  readonly lines: readonly Line[];
  readonly notes: readonly (Note | string)[];
}

/** A file or flags, read and estimated. */
export interface Answer {
  readonly name: string;
  /** The works that its own records cite. */
  readonly sources: Sources;
  readonly traced: Traced;
  /** With the names of the API. */
  readonly json: (values: Parsed["values"]) => object;
  readonly report: (colours: Colours, values: Parsed["values"], columns?: number) => readonly string[];
}

/** How files of a kind are read, estimated and shown. */
export type View = (written: unknown, catalog: Lookup) => Answer;

type Flags = Parsed["values"];

/** Names of the grids that an input takes its electricity from, with their years. */
const gridNames = (input: unknown): string[] =>
  typeof input !== "object" || input === null
    ? []
    : Object.entries(input).flatMap(([key, inner]) => (/grid$/iu.test(key) ? (nameOf(inner) ?? []) : gridNames(inner)));

/**
 * How files of a kind are read, estimated and shown; the title, the place and the notes stand around the report.
 *
 * @param traced - what of the estimate has steps, where that is not the whole
 * @param noted - what the whole says beside the notes of that
 * @param steps - how the report shows them at its end, where they are asked for
 * @param beside - what else stands in its JSON
 */
export function viewOf<Scenario extends Read<FormKind, unknown>, Estimate extends object>(
  read: (written: unknown, catalog: Lookup) => Scenario,
  estimateOf: (input: Scenario["input"]) => Estimate,
  report: (scenario: Scenario, estimate: Estimate, colours: Colours, values: Flags) => readonly string[],
  {
    traced: tracedOf = (estimate) => estimate as Estimate & Traced,
    noted = () => [],
    steps = ({ lines }, _, colours) => stepsBlock(lines, colours),
    beside = () => ({}),
  }: {
    readonly traced?: (estimate: Estimate) => Traced;
    readonly noted?: (estimate: Estimate) => Traced["notes"];
    readonly steps?: (traced: Traced, own: Sources, colours: Colours) => readonly string[];
    readonly beside?: (scenario: Scenario, estimate: Estimate, values: Flags) => object;
  } = {},
): View {
  return (written, catalog) => {
    const scenario = read(written, catalog);
    const { name, sources } = scenario;
    const estimate = estimateOf(scenario.input);
    const traced = tracedOf(estimate);
    const version = "dataVersion" in estimate ? {} : { dataVersion };
    return {
      name,
      sources,
      traced,
      json: (values) => {
        const licences = licencesOf(traced.lines, sources);
        return { name, ...version, ...estimate, ...beside(scenario, estimate, values), ...(licences.length === 0 ? {} : { licences }) };
      },
      report: (colours, values, columns) => {
        const grids = [...new Set(gridNames(scenario.input))];
        return [
          colours.bold(name),
          ...(grids.length === 0 ? [] : [colours.dim(`Electricity: ${grids.join("; ")}`)]),
          ...report(scenario, estimate, colours, values),
          ...(values["lines"] === true ? steps(traced, sources, colours) : []),
          ...notesBlock([...noted(estimate), ...traced.notes], colours, { isFull: values["notes"] === true, columns }),
          ...block(licenceTexts(licencesOf(traced.lines, sources))),
        ];
      },
    };
  };
}

/** A file, flags, or a file with some fields replaced by flags, estimated. */
export const answerOf = (view: View, kind: FormKind, parsed: Parsed, io: Io): Answer =>
  view(writtenOf(parsed, io, kind), loadCatalog(parsed, io));

/** The flags of a scenario of a kind: its fields, those of its parts with the name of the part before them. */
export const scenarioFlags = (kind: FormKind): readonly Option[] => [...kindOptions(kind), ...catalogOptions, outputOptions.json];

/** What the command of a kind runs. */
export function runKind(view: View, kind: FormKind, parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { json, report } = answerOf(view, kind, parsed, io);
  return parsed.values["json"] === true ? [JSON.stringify(json(parsed.values), null, 2)] : report(colours, parsed.values, io.columns);
}

/** The command of a kind. */
export const kindCommand = (view: View, kind: FormKind): CommandBody => ({
  options: [...scenarioFlags(kind), outputOptions.lines, outputOptions.notes, ...(kind === "training" ? [outputOptions.chart] : [])],
  run: (parsed, io, colours) => runKind(view, kind, parsed, io, colours),
});
