import { unitOf } from "../../src/core/units.js";
import type { Field, Fields } from "../../src/forms/declare.js";
import type { Interface } from "../../src/forms/interfaces.js";
import type { KindOptions } from "../../src/graph/kind.js";
import { isPart, type Table } from "../../src/graph/rows.js";

/** A property of an interface. */
interface Property {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly words: string;
}
type Properties = ReadonlyMap<string, Property>;

const imports: Readonly<Record<string, readonly string[]>> = {
  "../../catalog/records.js": ["Accelerator", "EmbeddingModel", "Grid", "Model", "Server", "ServingFit", "TrainingFit"],
  "../../core/figure.js": ["Given"],
};
const imported = new Set(Object.values(imports).flat());
const plurals: Readonly<Record<string, string>> = { token: "tokens", parameter: "parameters" };

const unitWords = (name: string, dimension?: string): string => {
  const unit: string = unitOf(name);
  if (unit !== "1") return ` (${plurals[unit] ?? unit})`;
  return dimension === "fraction" ? " (fraction)" : "";
};
/** The unit stands behind what the quantity is, before what is said of it. */
const withUnit = (words: string, unit: string): string => {
  const [head = "", ...tail] = words.split(";");
  return [`${head}${unit}`, ...tail].join(";");
};
const literals = (values: readonly (string | number)[]): string => values.map((value) => JSON.stringify(value)).join(" | ");

/** What a property is, in a sentence. */
function wordsOf(name: string, { words, usual, type, dimension, inApi }: Field): string {
  const said = ((inApi === false ? undefined : inApi?.words) ?? words).replace("of the catalogue by name", "of the catalogue");
  const stated = type === "quantity" ? withUnit(said, unitWords(name, dimension)) : said;
  if (usual === undefined || stated.includes("left out")) return stated;
  return `${stated}; ${type === "choice" && Number.isNaN(Number(usual)) ? `\`${usual}\`` : usual} where left out`;
}

/** The TypeScript of a property type. */
function typeOf({ type, values = [], orWords = [], isPlain, inApi }: Field): string {
  const { type: own, isGivenToo, isNullToo } = inApi === undefined || inApi === false ? {} : inApi;
  const or = [
    ...(isGivenToo === true ? ["Given"] : []),
    ...(orWords.length === 0 ? [] : [literals(orWords)]),
    ...(isNullToo === true ? ["null"] : []),
  ];
  const plain = {
    quantity: isPlain === true ? "number" : "Given",
    numbers: "readonly number[]",
    choice: literals(values),
    names: `readonly (${literals(values)})[]`,
    switch: "boolean",
    text: "string",
    year: "number",
    mix: "never",
    model: "Model",
    accelerator: "Accelerator",
    server: "Server | null",
    encoder: "EmbeddingModel",
    group: "",
    groups: "",
  }[type];
  if (type === "quantity" && own !== undefined && own !== "Given") return [plain, own, ...or].join(" | ");
  return [own ?? plain, ...or].join(" | ");
}

/** Writes interfaces; those that others hold whole stand once. */
class Writer {
  readonly #shared: (readonly [name: string, properties: Properties])[] = [];
  readonly #known = new Map<string, string>();
  readonly lines: string[] = [];

  /** The properties of fields, and of the groups on their way. */
  propertiesOf({
    fields,
    required = [],
    without = [],
    rest = {},
  }: Pick<Interface, "fields" | "required" | "without" | "rest">): Properties {
    const found = new Map<string, Property>();
    const inGroups: [string, Field][] = [];
    for (const [name, field] of Object.entries(fields)) {
      const { inApi, api = name, isFileOnly, type, words, fields: inner = {} } = field;
      if (inApi === false || isFileOnly === true || without.includes(name)) continue;
      const path = (inApi?.at ?? api).split(".");
      if (path.length > 1) {
        inGroups.push([path.join("."), field]);
        continue;
      }
      const own = path[0] as string;
      const isOptional = inApi?.isNeeded !== true && !required.includes(name);
      found.set(own, { name: own, type: typeOf(field), isOptional, words: wordsOf(own, field) });
      const named = inApi?.type;
      if (named === undefined || !/^\w+$/u.test(named) || imported.has(named) || this.#shared.some(([known]) => known === named)) continue;
      const further = Object.fromEntries(
        Object.entries(fields).flatMap(([of, { api: at, inApi: is, ...one }]) => {
          const [group, key = ""] = ((is === false ? undefined : is?.at) ?? at ?? of).split(".");
          return group === name && key !== ""
            ? [[key, { ...one, ...(is === false || is === undefined ? {} : { inApi: { type: is.type } }) } as Field]]
            : [];
        }),
      );
      const start = `${name}.`;
      const ownRequired = required.flatMap((one) => (one.startsWith(start) ? [one.slice(start.length)] : []));
      const all: Fields = { ...inner, ...further };
      if (type === "quantity" || Object.keys(all).length > 0)
        this.interface(named, words, this.propertiesOf({ fields: all, required: ownRequired }));
    }
    for (const [name, row] of Object.entries(rest)) {
      if (isPart(row) || row.isOfParts === true || found.has(name) || without.includes(name)) continue;
      found.set(name, { name, type: "Given", isOptional: true, words: withUnit(row.words, unitWords(name)) });
    }
    return found;
  }

  /** Interfaces that hold nothing else are extended, the largest first; what they word otherwise is said again. */
  #extended(properties: Properties, name: string): { readonly bases: readonly string[]; readonly covered: Properties } {
    const bases: string[] = [];
    const covered = new Map<string, Property>();
    const largest = [...this.#shared].sort(([, one], [, other]) => other.size - one.size);
    for (const [base, held] of largest) {
      if (base === name) continue;
      const isHeld = [...held.values()].every(({ name: key, type, isOptional }) => {
        const own = properties.get(key);
        return own !== undefined && (own.type === type || (type === "Given" && own.type === "number")) && (isOptional || !own.isOptional);
      });
      if (!isHeld || [...held.keys()].every((key) => covered.has(key))) continue;
      bases.push(base);
      for (const [key, property] of held) if (!covered.has(key)) covered.set(key, property);
    }
    return { bases, covered };
  }

  interface(name: string, words: string, properties: Properties, isShared = false, isTotal = false): void {
    const { bases, covered } = this.#extended(properties, name);
    const own = [...properties.values()].filter((property) => {
      const from = covered.get(property.name);
      return from === undefined || JSON.stringify(from) !== JSON.stringify(property);
    });
    const kept = bases.filter((base) => base !== name);
    // What adds nothing to another is that one.
    if (isShared && own.length === 0 && kept.length === 1) return;
    const text = [
      "",
      `/** ${words}. */`,
      `export interface ${name}${kept.length === 0 ? "" : ` extends ${kept.join(", ")}`} {`,
      ...own.flatMap(({ name: key, type, isOptional, words: said }) => [
        `  /** ${said}. */`,
        `  readonly ${key}${isOptional ? "?" : ""}: ${isTotal ? "number" : type};`,
      ]),
      "}",
    ];
    const known = this.#known.get(name);
    // What says what it is for may differ; what it holds may not.
    const held = text.slice(2).join("\n");
    if (known !== undefined && known !== held) throw new Error(`${name} has two meanings`);
    if (known === undefined) this.lines.push(...text);
    this.#known.set(name, held);
    if (isShared) this.#shared.push([name, properties]);
  }
}

const head = (what: string, lines: readonly string[]): string => {
  const text = lines.join("\n");
  return [
    "/**",
    ` * ${what} Written by a test (\`npm run generate\`) from the tables of quantities and from \`src/forms\`.`,
    " *",
    " * @module",
    " */",
    ...Object.entries(imports).flatMap(([path, names]) => {
      const used = names.filter((name) => new RegExp(`[ (]${name}\\b`, "u").test(text.replaceAll(/\/\*\*.*?\*\//gu, "")));
      return used.length === 0 ? [] : [`import type { ${used.join(", ")} } from "${path}";`];
    }),
    ...lines,
    "",
  ].join("\n");
};

/** The text of `src/estimate/generated/inputs.ts`. */
export function generatedInputs(
  shared: Readonly<Record<string, Interface>>,
  inputs: Readonly<Record<string, Interface>>,
  givens: Readonly<Record<string, readonly [string, Table]>>,
): string {
  const writer = new Writer();
  for (const [name, of] of Object.entries(shared)) writer.interface(name, of.words, writer.propertiesOf(of), true);
  const askedIn = ({ fields }: Interface): string[] => Object.entries(fields).flatMap(([name, { api = name }]) => [name, api]);
  const asked = new Set(Object.values(inputs).flatMap(askedIn));
  for (const [name, [words, table]] of Object.entries(givens)) {
    writer.interface(name, words, writer.propertiesOf({ fields: {}, rest: table, without: [...asked] }), true);
  }
  for (const [name, of] of Object.entries(inputs)) {
    const { rest = {}, words, ...askedFor } = of;
    const own = writer.propertiesOf(askedFor);
    const further = writer.propertiesOf({ fields: {}, rest, without: [...(of.without ?? []), ...own.keys(), ...askedIn(of)] });
    const base = `${name.replace("Input", "")}Givens`;
    writer.interface(base, `Further quantities that may be given in place of what they follow from`, further, true);
    writer.interface(name, words, new Map([...own, ...further]));
  }
  return head("What estimates take.", writer.lines);
}

/** The text of `src/estimate/generated/totals.ts`. */
export function generatedTotals(totals: Readonly<Record<string, readonly [string, Pick<KindOptions<never>, "graph" | "totals">]>>): string {
  const writer = new Writer();
  for (const [name, [words, { graph, totals: names }]] of Object.entries(totals)) {
    const properties = names.map((total): [string, Property] => {
      const isOptional = total.endsWith("?");
      const key = isOptional ? total.slice(0, -1) : total;
      const row = graph.table[key];
      if (row === undefined || isPart(row)) throw new Error(`${name}: ${key} is no quantity`);
      return [key, { name: key, type: "number", isOptional, words: withUnit(row.words.split(";")[0] as string, unitWords(key)) }];
    });
    writer.interface(name, words, new Map(properties));
  }
  return head("Numbers of results.", writer.lines);
}
