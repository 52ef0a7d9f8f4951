import { percent } from "../core/printed.js";
import { dataVersion } from "../catalog/version.js";
import { invalid } from "../core/errors.js";
import { efficiencyColumns } from "../validation/efficiency.js";
import { fineTuningColumns } from "../validation/fine-tuning.js";
import { inferenceColumns } from "../validation/inference-rows.js";
import { powerColumns } from "../validation/power.js";
import type { Scorecard, ScoreSet } from "../validation/scored.js";
import { parseCsv, placed, type Row } from "../validation/table.js";
import { runColumns } from "../validation/training-rows.js";
import { validate } from "../validation/validate.js";
import { bullets, type Colours, heading, table } from "./format.js";
import type { CommandBody } from "./io.js";
import { outputOptions } from "./options.js";
import { cleaned, readText } from "./scenario-file.js";

/** Files that may be given: the flag, what they replace in the API, what they hold, the table like them, and the columns that each must have. */
const files = [
  ["training-runs", "trainingRuns", "training runs", "training-runs", runColumns],
  ["efficiency", "efficiency", "efficiencies", "training-efficiency", efficiencyColumns],
  ["power", "power", "average powers", "power", powerColumns],
  ["inference", "inference", "measured serving", "inference-measurements", inferenceColumns],
  ["fine-tuning", "fineTuning", "fine-tunings", "fine-tuning", fineTuningColumns],
] as const;

const shareCell = (share: number | null): string => (share === null ? "" : percent(share));
const numberCell = (value: number | undefined, digits: number): string => (value === undefined ? "" : value.toPrecision(digits));

/** Devices, laboratories and engines of fewer rows than this stand in `--json` alone. */
const LEAST_ROWS = 5;
const isPrinted = ({ group, n }: ScoreSet): boolean => !group.includes(":") || n >= LEAST_ROWS;

function setsTable(sets: readonly ScoreSet[], colours: Colours): string[] {
  const head = "set,level,group,method,n,skipped,median,mean,by publisher,within 20 %,within 50 %,within 2x,p90,bias,in range,width".split(
    ",",
  );
  return table(
    [
      heading(colours, ...head),
      ...sets
        .filter(isPrinted)
        .map((set) => [
          set.name,
          set.level,
          set.group,
          set.method ?? "llm-footprint",
          String(set.n),
          String(set.skipped),
          ...[set.mdape, set.mape, set.publisherMape ?? null].map(shareCell),
          ...[set.within20pct, set.within50pct, set.within2x, set.p90, set.bias, set.inRange ?? null].map(shareCell),
          set.medianWidth === undefined ? "" : set.medianWidth.toFixed(2),
        ]),
    ],
    [0, 1, 2, 3],
  );
}

function rowLines({ rows }: Scorecard, colours: Colours): string[] {
  return table(
    [
      heading(colours, "set", "level", "method", "row", "groups", "predicted", "reported", "ratio"),
      ...rows.map((row) =>
        "skipped" in row
          ? [row.name, row.level, "", `${row.row}: not scored, ${row.skipped}`, "", "", "", ""]
          : [
              row.name,
              row.level,
              row.method ?? "llm-footprint",
              row.anomaly === undefined ? row.row : `${row.row} (${row.anomaly})`,
              row.groups.join(" "),
              numberCell(row.predicted, 4),
              numberCell(row.reported, 4),
              row.ratio.toFixed(3),
            ],
      ),
    ],
    [0, 1, 2, 3, 4],
  );
}

/** Fine-tunings one by one: too few, and too different, for a median to say much. */
function fineTuningLines({ rows }: Scorecard, colours: Colours, columns?: number): string[] {
  const of = rows.filter(({ name }) => name.startsWith("fine-tuning"));
  if (of.length === 0) return [];
  const cells: string[][] = [];
  // What several runs have in common is said once.
  const remarks = new Map<string, Set<string>>();
  const remarkOn = (run: string, remark: string): void => {
    remarks.set(remark, (remarks.get(remark) ?? new Set<string>()).add(run));
  };
  for (const row of of) {
    if ("skipped" in row) {
      if (!row.skipped.endsWith("reported")) remarkOn(`not scored, ${row.row}`, row.skipped);
      continue;
    }
    const { name, predicted, low, high, reported, ratio, remark } = row;
    const what = name === "fine-tuning-energy" ? "kWh" : "device-hours";
    cells.push([row.row, what, ...[predicted, low, high, reported].map((value) => numberCell(value, 3)), ratio.toFixed(2)]);
    if (remark !== undefined) remarkOn(row.row, remark);
  }
  return [
    "",
    colours.bold("Fine-tunings, from method, model, data and device alone"),
    ...table([heading(colours, "run", "", "predicted", "low", "high", "reported", "ratio"), ...cells], [0, 1]),
    ...bullets(
      [...remarks].map(
        ([remark, [first, ...others]]) => `${first as string}${others.length === 0 ? "" : ` and ${others.length} more`}: ${remark}`,
      ),
      columns,
    ),
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
  throw invalid("only", `--only = "${written}" begins no name of a set; they are ${known.join(", ")}`, { value: written, nearest: known });
}

/** `validate`: predictions against published and measured figures. */
export const validateCommand: CommandBody = {
  options: [
    ...files.map(([flag, , what, data]) => ({
      flag,
      example: `${flag}.csv`,
      description: `CSV of ${what}, with the columns of data/validation/${data}.json`,
    })),
    { flag: "only", example: "inference", description: "Sets to print, by the beginning of their names, with commas between them" },
    { flag: "rows", description: "Print every row with its prediction, or why it has none" },
    outputOptions.json,
  ],
  run({ values }, io, colours) {
    const given = files.flatMap(([flag, key, , , columns]): [string, Row[]][] => {
      const path = values[flag];
      return typeof path === "string"
        ? [[key, parseCsv(readText(path, io), path, columns).map((row) => placed(cleaned(row) as Row, row))]]
        : [];
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
      ...fineTuningLines(card, colours, io.columns),
      "",
      ...(values["rows"] === true ? ["", ...rowLines(card, colours)] : ["--rows shows every row, and why some are not scored."]),
    ];
  },
};
