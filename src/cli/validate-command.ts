import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { efficiencyColumns } from "../validation/efficiency.js";
import { fineTuningColumns } from "../validation/fine-tuning.js";
import { inferenceColumns } from "../validation/inference-rows.js";
import { powerColumns } from "../validation/power.js";
import type { Scorecard, ScoreSet } from "../validation/scored.js";
import { parseCsv, type Row } from "../validation/table.js";
import { runColumns } from "../validation/training-runs.js";
import { validate } from "../validation/validate.js";
import { type Colours, table } from "./format.js";
import type { Io } from "./io.js";
import { type Option, outputOptions, type Parsed } from "./options.js";

/** Files that may be given, and the columns that each must have. */
const files = [
  {
    flag: "training-runs",
    key: "trainingRuns",
    columns: runColumns,
    description: "CSV of training runs, with the columns of data/validation/training-runs.json",
  },
  {
    flag: "efficiency",
    key: "efficiency",
    columns: efficiencyColumns,
    description: "CSV of efficiencies, with the columns of data/validation/training-efficiency.json",
  },
  {
    flag: "power",
    key: "power",
    columns: powerColumns,
    description: "CSV of average powers, with the columns of data/validation/power.json",
  },
  {
    flag: "inference",
    key: "inference",
    columns: inferenceColumns,
    description: "CSV of measured serving, with the columns of data/validation/inference-measurements.json",
  },
  {
    flag: "fine-tuning",
    key: "fineTuning",
    columns: fineTuningColumns,
    description: "CSV of fine-tunings, with the columns of data/validation/fine-tuning.json",
  },
] as const;

/** Flags of `validate`. */
export const validateFlags: readonly Option[] = [
  ...files.map(({ flag, description }) => ({ flag, example: `${flag}.csv`, description })),
  { flag: "only", example: "inference", description: "Sets to print, by the beginning of their names, with commas between them" },
  { flag: "rows", description: "Print every row with its prediction, or why it has none" },
  outputOptions.json,
];

function readRows(path: string, columns: readonly string[], io: Io): Row[] {
  let text: string;
  try {
    text = io.readFile(path);
  } catch (error) {
    throw new FootprintError("invalid-input", `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      field: path,
      value: path,
    });
  }
  return parseCsv(text, path, columns);
}

const percent = (share: number | null): string => (share === null ? "" : `${(share * 100).toFixed(1)} %`);

function setsTable(sets: readonly ScoreSet[], colours: Colours): string[] {
  const head = [
    "set",
    "level",
    "group",
    "method",
    "n",
    "skipped",
    "median",
    "mean",
    "within 20 %",
    "within 50 %",
    "within 2x",
    "p90",
    "bias",
    "in range",
  ];
  return table(
    [
      head.map((cell) => colours.dim(cell)),
      ...sets.map((set) => [
        set.name,
        set.level,
        set.group,
        set.method ?? "llm-footprint",
        String(set.n),
        String(set.skipped),
        ...[set.mdape, set.mape, set.within20pct, set.within50pct, set.within2x, set.p90, set.bias].map(percent),
        set.inRange === undefined ? "" : percent(set.inRange),
      ]),
    ],
    [0, 1, 2, 3],
  );
}

function rowLines({ rows }: Scorecard, colours: Colours): string[] {
  const number = (value: number): string => value.toPrecision(4);
  return table(
    [
      ["set", "level", "method", "row", "predicted", "reported", "ratio"].map((cell) => colours.dim(cell)),
      ...rows.map((row) =>
        "skipped" in row
          ? [row.name, row.level, "", `${row.row}: not scored, ${row.skipped}`, "", "", ""]
          : [
              row.name,
              row.level,
              row.method ?? "llm-footprint",
              row.anomaly === undefined ? row.row : `${row.row} (${row.anomaly})`,
              number(row.predicted),
              number(row.reported),
              row.ratio.toFixed(3),
            ],
      ),
    ],
    [0, 1, 2, 3],
  );
}

/** Fine-tunings one by one: too few, and too different, for a median to say much. */
function fineTuningLines({ rows }: Scorecard, colours: Colours): string[] {
  const of = rows.filter(({ name }) => name.startsWith("fine-tuning"));
  if (of.length === 0) return [];
  const number = (value: number | undefined): string => (value === undefined ? "" : value.toPrecision(3));
  const cells: string[][] = [];
  const remarks = new Map<string, string>();
  for (const row of of) {
    if ("skipped" in row) {
      if (!row.skipped.endsWith("reported")) remarks.set(`not scored, ${row.row}`, row.skipped);
      continue;
    }
    const { name, predicted, low, high, reported, ratio, remark } = row;
    const what = name === "fine-tuning-energy" ? "kWh" : "device-hours";
    cells.push([row.row, what, ...[predicted, low, high, reported].map(number), ratio.toFixed(2)]);
    if (remark !== undefined) remarks.set(row.row, remark);
  }
  return [
    "",
    colours.bold("Fine-tunings, from method, model, data and device alone"),
    ...table([["run", "", "predicted", "low", "high", "reported", "ratio"].map((cell) => colours.dim(cell)), ...cells], [0, 1]),
    ...[...remarks].map(([run, remark]) => `  - ${run}: ${remark}`),
  ];
}

/** The part of a scorecard whose names begin as asked. */
function only(card: Scorecard, written: string | boolean | undefined): Scorecard {
  if (typeof written !== "string") return card;
  const beginnings = written.split(",").map((text) => text.trim());
  const isAsked = ({ name }: { readonly name: string }): boolean =>
    beginnings.some((beginning) => beginning !== "" && name.startsWith(beginning));
  const part = { sets: card.sets.filter(isAsked), comparators: card.comparators.filter(isAsked), rows: card.rows.filter(isAsked) };
  if (part.sets.length > 0) return part;
  const known = [...new Set(card.sets.map(({ name }) => name))];
  throw new FootprintError("invalid-input", `--only = "${written}" begins no name of a set; they are ${known.join(", ")}`, {
    field: "only",
    value: written,
    nearest: known,
  });
}

/** Runs `validate`. */
export function validateCommand({ values }: Parsed, io: Io, colours: Colours): readonly string[] {
  const given = files.flatMap(({ flag, key, columns }) => {
    const path = values[flag];
    return typeof path === "string" ? [[key, readRows(path, columns, io)] as const] : [];
  });
  const card = only(validate(Object.fromEntries(given)), values["only"]);
  if (values["json"] === true) return [JSON.stringify({ dataVersion, ...card }, null, 2)];
  return [
    colours.bold("Predicted against published and measured figures") + colours.dim(" (errors are of |predicted/reported − 1|)"),
    "",
    ...setsTable([...card.sets, ...card.comparators], colours),
    "",
    "A: hours and place given. B: model, tokens and device alone. left-out: predicted by a fit without the publisher of the run, or without the family of the served model.",
    "supplied and in-sample: by the shipped coefficients. Anomalous rows are scored and named in --rows; without-anomalies leaves them out.",
    "Rows that are TDP × hours by construction check arithmetic at level A; they are no skill and not in the group all.",
    ...fineTuningLines(card, colours),
    "",
    ...(values["rows"] === true ? ["", ...rowLines(card, colours)] : ["--rows shows every row, and why some are not scored."]),
  ];
}
