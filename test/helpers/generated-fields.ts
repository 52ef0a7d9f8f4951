import { isPart, type Table } from "../../src/graph/rows.js";
import type { Field, Fields, Form } from "../../src/schema/field.js";

const quoted = (text: string): string => (/^[a-z]\w*$/iu.test(text) ? text : JSON.stringify(text));

/** What the API calls it is said only where it differs. */
const bare = (name: string, { api, ...field }: Field): Field => (api === undefined || api === name ? field : { ...field, api });

/** Every field and every group that stands more than once is written once, under a name of its own. */
class Writer {
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>(["fields", "type", "default", "import", "export", "new", "switch", "class"]);
  readonly lines: string[] = [];
  readonly shared: string[] = [];

  count(fields: Fields): void {
    for (const [name, field] of Object.entries(fields)) {
      const key = JSON.stringify(bare(name, field));
      const known = this.#counts.get(key) ?? 0;
      this.#counts.set(key, known + 1);
      if (field.fields !== undefined && known === 0) this.count(field.fields);
    }
  }

  #field(name: string, field: Field): string {
    const own = bare(name, field);
    const key = JSON.stringify(own);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const { fields, ...rest } = own;
    const text = JSON.stringify(rest)
      .replaceAll(/"(\w+)":/gu, "$1: ")
      .replaceAll(/,(?=[a-zA-Z]+: )/gu, ", ");
    const whole = fields === undefined ? text : `${text.slice(0, -1)}, fields: ${this.fields(fields)}}`;
    if ((this.#counts.get(key) ?? 0) < 2) return whole;
    let own2 = name;
    for (let number = 2; this.#taken.has(own2); number++) own2 = `${name}${number}`;
    this.#taken.add(own2);
    this.#names.set(key, own2);
    this.lines.push(`const ${own2}: Field = ${whole};`);
    this.shared.push(own2);
    return own2;
  }

  fields(fields: Fields): string {
    const entries = Object.entries(fields).map(([name, field]) => {
      const text = this.#field(name, field);
      return text === name ? name : `${quoted(name)}: ${text}`;
    });
    return `{ ${entries.join(", ")} }`;
  }
}

/** The text of `src/schema/generated/fields.ts`. */
export function generatedFields(forms: Readonly<Record<string, Form>>): string {
  const writer = new Writer();
  for (const { fields } of Object.values(forms)) writer.count(fields);
  const kinds = Object.entries(forms).map(([kind, { fields, title, words: text, required, first, forParts, flags, rest }]) => [
    `  ${quoted(kind)}: {`,
    `    title: ${JSON.stringify(title)},`,
    `    words: ${JSON.stringify(text)},`,
    `    required: ${JSON.stringify(required)},`,
    `    first: ${JSON.stringify(first)},`,
    `    forParts: ${JSON.stringify(forParts)},`,
    `    flags: ${JSON.stringify(flags)},`,
    `    fields: ${writer.fields(fields)},`,
    `    rest: ${JSON.stringify(rest)},`,
    "  },",
  ]);
  const short = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(" | ");
  const quantitiesOf = (kind: string): string[] =>
    Object.entries((forms[kind] as Form).fields).flatMap(([name, { type }]) => (type === "quantity" ? [name] : []));
  return [
    "/**",
    " * Fields of files by kind, with the words of the tables of quantities, so that the library needs no words where it computes. Written by a test",
    " * (`npm run generate`) from the tables and from `src/forms`.",
    " *",
    " * @module",
    " */",
    'import type { Field, Form } from "../field.js";',
    "",
    ...(() => {
      const text = kinds.flat();
      return [
        ...writer.lines,
        "",
        "/** Fields that several kinds or groups share, by the names that the JSON Schema gives them. */",
        `export const shared: Readonly<Record<string, Field>> = { ${writer.shared.join(", ")} };`,
        "",
        "/** Every kind of file. */",
        "export const forms = {",
        ...text,
        "} as const satisfies Readonly<Record<string, Form>>;",
      ];
    })(),
    "",
    "/** Name of a kind of file. */",
    "export type FormKind = keyof typeof forms;",
    "/** Name of a number of a training scenario. */",
    `export type QuantityName = ${short(quantitiesOf("training"))};`,
    "/** Name of a number of a deployment and its requests. */",
    `export type ServingFieldName = ${short(quantitiesOf("inference").filter((name) => !quantitiesOf("training").includes(name)))};`,
    "",
  ].join("\n");
}

/** The text of `src/schema/generated/rests.ts`. */
export function generatedRests(tables: Readonly<Record<string, Table>>): string {
  // Rows of several tables have their words once.
  const words = new Map<string, string>();
  const results = new Set<string>();
  const lists = Object.entries(tables).map(([table, rows]) => {
    const own: string[] = [];
    const same: string[] = [];
    for (const [name, row] of Object.entries(rows)) {
      if (isPart(row)) continue;
      if (row.isOfParts === true) {
        results.add(name);
        continue;
      }
      if (!words.has(name)) words.set(name, row.words);
      if (words.get(name) === row.words) same.push(name);
      else own.push(`${quoted(name)}: ${JSON.stringify(row.words)}`);
    }
    return `  ${quoted(table)}: () => rest(${JSON.stringify(same.join(" "))}${own.length === 0 ? "" : `, { ${own.join(", ")} }`}),`;
  });
  return [
    "/**",
    " * Quantities of tables with their words, for files that give others than those that they are asked for. Written by a test (`npm run generate`)",
    " * from the tables.",
    " *",
    " * @module",
    " */",
    "const words: Readonly<Record<string, string>> = {",
    ...[...words].map(([name, text]) => `  ${quoted(name)}: ${JSON.stringify(text)},`),
    "};",
    "const rest = (names: string, own: Readonly<Record<string, string>> = {}): Record<string, string> =>",
    '  ({ ...Object.fromEntries(names.split(" ").map((name) => [name, words[name] as string])), ...own });',
    "",
    "/** Quantities by table, with their words. */",
    "export const rests: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {",
    ...lists,
    "};",
    "",
    "/** Results that follow from others beside them, in all tables that have them: no file gives them. */",
    `export const results: readonly string[] = ${JSON.stringify([...results].join(" "))}.split(" ");`,
    "",
  ].join("\n");
}
