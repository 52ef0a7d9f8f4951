import type { SourceId } from "../../src/catalog/ids.js";
import { sources } from "../../src/catalog/sources.js";
import { formatNumber, scaleOf } from "../../src/cli/format.js";
import { formatShown } from "../../src/cli/graph-file.js";
import type { Given } from "../../src/core/figure.js";
import { type Domain, formatDomain } from "../../src/core/formula.js";
import { isFootprintError } from "../../src/core/errors.js";
import { type Unit, unitOf } from "../../src/core/units.js";
import { describe, describeTable, type GraphNode } from "../../src/graph/describe.js";
import { toSvg } from "../../src/graph/draw.js";
import type { Run } from "../../src/graph/evaluate.js";
import type { Step } from "../../src/graph/plan.js";
import { domainOf, fieldNamed, isPart, type Quantity, type Row, type Table } from "../../src/graph/rows.js";
import type { AnyWay } from "../../src/graph/ways.js";
import type { Fields, Form } from "../../src/schema/field.js";

type AnyQuantity = Quantity<Unit, string, never>;

/** A drawing of a page: what leads to some quantities of its usual input. */
interface Picture {
  /** Ending of its file name; none for the first. */
  readonly name?: string;
  readonly title: string;
  readonly goals: readonly string[];
  /** Quantities whose way is not shown. */
  readonly folds?: readonly string[];
  readonly mostInRow?: number;
  /** Whether boxes say the name of their part, instead of lying in it. */
  readonly isFlat?: boolean;
}

/** A kind of estimate, or a table that several share, as a page. */
export interface MethodPage {
  readonly slug: string;
  readonly title: string;
  /** What it is, in a sentence or two. */
  readonly intro: string;
  /** The usual input, what it is called, and how it is run. */
  readonly usual: string;
  readonly input: object;
  readonly run: (input: object) => Run;
  /** The notes on the usual input. */
  readonly notes?: readonly (string | { readonly message: string })[];
  readonly pictures: readonly Picture[];
  /** How files of the kind are read, where there are such files. */
  readonly form?: Form;
  /** The rows of the page, where they are not all of its table. */
  readonly rows?: Table;
}

/** A table that several kinds share, with its page. */
export interface SharedTable {
  readonly slug: string;
  readonly title: string;
  readonly rows: Table;
}

const code = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const unitText = (name: string): string => (unitOf(name) === "1" ? "" : unitOf(name));

function cite(id: string, at: string): string {
  const known = sources[id as SourceId] as { readonly authors: string; readonly year: number | string } | undefined;
  if (known === undefined) return id === "llm-footprint" ? at : `${code(id)}, ${at}`;
  return `${known.authors.split(",")[0] as string} ${String(known.year)}, ${at}`;
}

/** A figure with its range and where it is from. */
function figureText(figure: Given, unit: Unit): string {
  if (typeof figure === "number") return formatShown(figure, unit);
  const { value, low, high } = figure;
  const [size] = scaleOf(value, unit);
  const range = low === undefined || high === undefined ? "" : ` (${formatNumber(low / size)} to ${formatNumber(high / size)})`;
  return `${formatShown(value, unit)}${range}${"source" in figure ? `; ${cite(figure.source, figure.at)}` : ""}`;
}

const equationLink = ({ id, equation }: { readonly id: string; readonly equation: string }): string =>
  `[${code(equation)}](../equations.md#${id.replaceAll(".", "")})`;
const bare = (need: string): string => need.replace(/\?$/u, "");
const ifKnown = (need: string): string => (need.endsWith("?") ? `${code(bare(need))} where known` : code(need));

/** A way to have a quantity, in words. */
function wayText(way: AnyWay, unit: Unit, records: unknown): string {
  const { kind, needs, names, formula, path, figure, isAssumed, test, reached, isHeld } = way;
  const some = test === undefined ? "" : "for some choices: ";
  const decided = isHeld === true && kind !== "solve" ? ", decided once" : "";
  const [first = "", second = "", third = ""] = needs;
  if (formula !== undefined) {
    const inputs = needs.map((need, index) => (names?.[index] === need ? code(need) : `${code(need)} as ${code(names?.[index] ?? "")}`));
    return `${some}${equationLink(formula.card)} from ${inputs.join(", ")}; ${cite(formula.card.source.id, formula.card.source.at)}${decided}`;
  }
  switch (kind) {
    case "same":
      return `${some}${code(first)}${decided}`;
    case "sum":
      return `${some}${needs.map(ifKnown).join(" + ")}${decided}`;
    case "pick":
      return `${some}${code(second)} where ${code(first)} is 1, else ${code(third)}`;
    case "between":
      return `${some}${code(second)}, somewhere from ${code(first)} to ${code(third)}`;
    case "solve":
      return `${some}solved for, from ${code(second)} to ${code(third)}, so that ${code(reached ?? "")} is ${code(first)}`;
    default:
      if (path !== undefined) return `${some}${code(path.join("."))} of the record`;
      if (figure !== undefined) return `${some}${figureText(figure, unit)}`;
  }
  const read = readBy(way, records);
  const here =
    read === undefined || (typeof read === "object" && "source" in read && read.source === "llm-footprint" && read.basis === "derived")
      ? ""
      : `, here ${figureText(read, unit)}`;
  return `${some}${isAssumed === true ? "a default by the choices" : "by records and choices"}${here}`;
}

/** What a way reads of the usual input, where it reads anything. */
function readBy({ read, test }: AnyWay, records: unknown): Given | undefined {
  try {
    return test?.(records as never, () => false) === false ? undefined : read?.(records as never);
  } catch {
    return undefined;
  }
}

const MOST_ROWS_OF_PART = 25;
const isComputing = ({ kind }: AnyWay): boolean => kind !== "read";
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(" | ")} |`,
  `| ${head.map(() => "---").join(" | ")} |`,
  ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
];

/** An object without a field, which may lie in a group. */
function without(input: object, [key = "", ...rest]: readonly string[]): object {
  const own = input as Readonly<Record<string, unknown>>;
  if (rest.length === 0) return Object.fromEntries(Object.entries(own).filter(([name]) => name !== key));
  return typeof own[key] === "object" && own[key] !== null ? { ...own, [key]: without(own[key], rest) } : own;
}

function isRefused(action: () => unknown): boolean {
  try {
    action();
  } catch (error) {
    return isFootprintError(error);
  }
  return false;
}

/** What a page knows of its quantities. */
interface Known {
  readonly page: MethodPage;
  readonly run: Run;
  readonly step: (name: string) => Step | undefined;
}

const domainIn = ({ step }: Known, name: string, row: AnyQuantity): Domain => step(name)?.domain ?? domainOf(row);

/** What stands in for a quantity that nobody gives. */
function leftOut({ run, step, page }: Known, name: string, row: AnyQuantity): string {
  const own = step(name);
  const field = fieldNamed(row, name);
  const isGiven = own?.kind === "given";
  if (isGiven && isRefused(() => page.run(without(page.input, field.split("."))))) return "**required** here";
  if (row.ways.length > 0) return row.ways.map((way) => wayText(way, unitOf(name), run.records[0])).join("; else ");
  return row.missing === undefined ? "not counted, or not needed" : `missing, and not zero: ${row.missing}`;
}

const nameCell = (name: string, row: AnyQuantity): string => {
  const field = fieldNamed(row, name);
  const short = row.as === undefined ? "" : `, in files ${code(row.as)}`;
  return `${field === "" ? code(name) : code(field)}${short}`;
};

/** The sections of numbers that callers are asked for. */
function asked(known: Known, rows: readonly (readonly [string, AnyQuantity])[]): string[] {
  const lines = rows
    .filter(([, { example }]) => example !== undefined)
    .map(([name, row]) => {
      const { words, example = "" } = row;
      return [nameCell(name, row), words, unitText(name), formatDomain(domainIn(known, name, row)), example, leftOut(known, name, row)];
    })
    .sort((a, b) => Number(b[5] === "**required** here") - Number(a[5] === "**required** here"));
  if (lines.length === 0) return [];
  return [
    "",
    "Any quantity of this page can be given, in a file, by a flag or from code, with a range or a source; it then takes the place of all that leads",
    "to it. People are asked for these:",
    "",
    ...table(["Field", "Meaning", "Unit", "Numbers", "Example", "Where left out"], lines),
  ];
}

/** What a form asks for beside quantities, groups with their fields; parts that are whole estimates have pages of their own. */
function choicesIn(fields: Fields, path = ""): string[][] {
  return Object.entries(fields).flatMap(([name, { type, words, values, example, usual, inherits, fields: inner = {} }]): string[][] => {
    const field = `${path}${name}`;
    if (type === "group" || type === "groups") {
      return inherits === true || Object.keys(inner).includes("model") ? [[code(field), words, "", ""]] : choicesIn(inner, `${field}.`);
    }
    if (type === "quantity" || type === "numbers") return [];
    return [[code(field), words, values?.join(", ") ?? example ?? "", usual ?? ""]];
  });
}

const isRow = (row: Row | undefined): row is AnyQuantity => row !== undefined && !isPart(row);

/** The drawings of a page, by file name. */
export function picturesOf({
  slug,
  input,
  run,
  pictures,
}: MethodPage): { readonly file: string; readonly title: string; readonly svg: string }[] {
  const made = run(input);
  return pictures.map(({ name, title, goals, folds = [], mostInRow = 4, isFlat = false }) => {
    const description = describe(made, goals, { folds, hides: ({ kind }) => kind === "defined" });
    const flat = ({ scope, words, ...node }: GraphNode): GraphNode =>
      scope === "" ? { ...node, scope, words } : { ...node, scope: "", words: `${scope}: ${words}` };
    return {
      file: `method-${slug}${name === undefined ? "" : `-${name}`}.svg`,
      title,
      svg: toSvg(isFlat ? { ...description, nodes: description.nodes.map(flat) } : description, { title, format: formatShown, mostInRow }),
    };
  });
}

/** A page of a kind of estimate. */
export function methodPage(page: MethodPage, shared: readonly SharedTable[]): string {
  const run = page.run(page.input);
  const { plan } = run.program;
  const whole: Table = plan.scopes[0]?.table ?? {};
  const known: Known = {
    page,
    run,
    step: (name) => {
      const at = plan.place.get(name);
      return at === undefined ? undefined : plan.steps[at];
    },
  };
  const pageOf = (name: string): SharedTable | undefined =>
    page.rows === undefined ? shared.find(({ rows }) => Object.hasOwn(rows, name) && rows[name] === whole[name]) : undefined;
  // What the usual input does not tell comes after what it does.
  const goals =
    page.rows === undefined ? [...plan.roots.map((at) => (plan.steps[at] as Step).key), ...Object.keys(whole)] : Object.keys(page.rows);
  const nodes = describeTable(
    whole,
    goals.filter((goal) => isRow(whole[goal])),
  ).nodes.filter(({ scope }) => scope === "");
  const isOwn = ({ name }: GraphNode): boolean => pageOf(name) === undefined && (page.rows === undefined || Object.hasOwn(page.rows, name));
  const rows = nodes.filter(isOwn).map(({ name }) => [name, whole[name] as AnyQuantity] as const);
  const others = shared
    .map((other) => ({ ...other, count: nodes.filter(({ name }) => pageOf(name) === other).length }))
    .filter(({ count }) => count > 0);
  const computed = rows.filter(([, { ways }]) => ways.some(isComputing));
  const figures = rows.filter(([, { ways, example }]) => example === undefined && ways.length > 0 && !ways.some(isComputing));
  const parts = Object.entries(whole).filter((entry): entry is [string, Extract<Row, { readonly inner: Table }>] => isPart(entry[1]));
  const missing = rows.filter(([, row]) => row.missing !== undefined);
  return [
    `# ${page.title}: the method on one page`,
    "",
    page.intro,
    "",
    `Written by a test from the table that computes it (\`npm run generate\`). The drawings show ${page.usual}${page.usual.includes("examples/") ? "; \`explain <scenario> --graph out.svg\` draws yours" : ""}.`,
    ...picturesOf(page).flatMap(({ file, title }) => ["", `![${title}](../img/${file})`]),
    "",
    "## What it asks for",
    ...(page.form === undefined
      ? []
      : [
          "",
          "Records and choices:",
          "",
          ...table(["Field", "Meaning", "Values, or an example", "Where left out"], choicesIn(page.form.fields)),
        ]),
    ...asked(known, rows),
    ...(others.length === 0
      ? []
      : [
          "",
          `Further rows stand on pages of their own: ${others.map(({ slug, title, count }) => `[${title}](${slug}.md) (${count})`).join(", ")}.`,
        ]),
    "",
    "## Equations",
    "",
    "In reading order: a row comes after those that it is made from. Ways are tried from the first on; what is given comes before all of them.",
    "",
    ...table(
      ["Quantity", "Meaning", "Unit", "Ways"],
      computed.map(([name, row]) => [
        code(name),
        row.words,
        unitText(name),
        row.ways.map((way) => wayText(way, unitOf(name), run.records[0])).join("<br>else "),
      ]),
    ),
    ...(parts.length === 0
      ? []
      : [
          "",
          `Parts are graphs of their own, whose keys begin with their name: ${parts.map(([name]) => code(name)).join(", ")}. Above, \`part.x\` is a quantity of a part.`,
        ]),
    ...parts.flatMap(([name, { inner, over }]) => {
      const own = Object.entries(inner).filter(
        (entry): entry is [string, AnyQuantity] =>
          isRow(entry[1]) && whole[entry[0]] !== entry[1] && !shared.some(({ rows: others }) => others[entry[0]] === entry[1]),
      );
      // Parts that are kinds themselves have pages.
      if (own.length === 0 || own.length > MOST_ROWS_OF_PART) return [];
      const waysOf = (key: string, { ways }: AnyQuantity): string =>
        [...(over[key] ?? []), ...ways].map((way) => wayText(way, unitOf(key), undefined)).join("<br>else ");
      return [
        "",
        `### Part \`${name}\``,
        "",
        ...table(
          ["Quantity", "Meaning", "Unit", "Ways"],
          own.map(([key, row]) => [code(key), row.words, unitText(key), waysOf(key, row) || "given"]),
        ),
      ];
    }),
    ...(figures.length === 0
      ? []
      : [
          "",
          "## Figures",
          "",
          "What records and the library tell, where nobody gives it:",
          "",
          ...table(
            ["Quantity", "Meaning", "Unit", "From"],
            figures.map(([name, row]) => [code(name), row.words, unitText(name), leftOut(known, name, row)]),
          ),
        ]),
    ...(missing.length === 0
      ? []
      : ["", `Missing, and not zero, where it is not given: ${missing.map(([, row]) => row.missing as string).join(", ")}.`]),
    ...((page.notes ?? []).length === 0
      ? []
      : ["", "## Notes on this input", "", ...(page.notes ?? []).map((note) => `- ${typeof note === "string" ? note : note.message}`)]),
    "",
  ].join("\n");
}
