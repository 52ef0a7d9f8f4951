import nameTable from "../../data/model-names.json" with { type: "json" };
import { FootprintError } from "../core/errors.js";
import { checkArgument, formatValue } from "../core/formula.js";
import { lazily } from "../core/lazily.js";
import { readTable } from "./read-table.js";
import type { Tables } from "./names.js";
import type { ClosedModelRecord, ModelClassRecord, ModelKind, ServingPrecision } from "./records.js";

/** The tables that a name of a model may be in. */
export type ModelTable = "models" | "closedModels" | "embeddingModels" | "modelClasses";

/** What {@link resolveModel} makes of a name. */
export interface ResolvedModel {
  /** The name as it was written. */
  readonly text: string;
  /** Id of the record; absent where there is none. */
  readonly id?: string;
  readonly table?: ModelTable;
  /** `exact` the id itself, `alias` another listed name, `rule` after rules, `class` a class of closed models, `none` nothing. */
  readonly match: "exact" | "alias" | "rule" | "class" | "none";
  /** The rules that led from the name to the record, in their order. */
  readonly rules: readonly string[];
  /** Where there is no record, or more than one: ids whose names begin alike, as `table/id`. */
  readonly candidates: readonly string[];
  /** Why there is no record. */
  readonly reason?: string;
  /** What it makes, where that is not text alone. */
  readonly kind?: ModelKind | "other" | "router";
  /** Who serves it, as the name tells. */
  readonly provider?: string;
  /** Where it is served, as the name tells: a region, or a geography such as `eu`. */
  readonly region?: string;
  /** Date of the release that the name asks for. */
  readonly release?: string;
  /** Number format of the weights that the name asks for. */
  readonly precision?: ServingPrecision;
}

/** What else is known of a name. */
export interface ResolveOptions {
  /** Day of the call (`2026-03-01`): what a moving name such as `mistral-large-latest` meant then. */
  readonly date?: string;
  /** `class` answers names of closed models that nobody knows yet with their class. */
  readonly unknown?: "class";
  /** Who serves the model, where the name does not tell. */
  readonly provider?: string;
}

/** The reason of a name that no rule leads anywhere. */
export const notInCatalogue = "not in the catalogue";

interface Rule {
  readonly developer: string;
  readonly pattern: string;
  readonly size: ModelClassRecord["size"] | "open" | "as-without-pro";
  readonly note?: string;
}
interface Moving {
  readonly meanings: readonly { readonly from: string; readonly id: string }[];
  readonly until: string;
}
interface Names {
  readonly hosts: Readonly<Record<string, string>>;
  readonly vendors: Readonly<Record<string, string>>;
  readonly families: readonly (readonly [string, string])[];
  readonly kinds: readonly (readonly [string, ModelKind | "other"])[];
  readonly routers: string;
  readonly classRules: readonly Rule[];
  readonly moving: Readonly<Record<string, Moving>>;
}

/** Names of the records of each table, and the years of the classes. */
export interface NameIndex {
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly closedModels: Readonly<Record<string, readonly string[]>>;
  readonly embeddingModels: Readonly<Record<string, readonly string[]>>;
  readonly kinds: Readonly<Record<string, ModelKind>>;
  /** Year and month of the release of closed models. */
  readonly released: Readonly<Record<string, string>>;
  readonly classes: readonly (Pick<ModelClassRecord, "size" | "firstYear" | "lastYear"> & { readonly id: string })[];
}

/** The names of the tables of a catalogue, as a resolver wants them. */
export function nameIndexOf(tables: Tables): NameIndex {
  const namesOf = (table: string): NameIndex["models"] =>
    Object.fromEntries(Object.entries(tables[table] ?? {}).map(([id, { name, aliases }]) => [id, [name, ...aliases]]));
  const closed = Object.entries(
    (tables["closedModels"] ?? {}) as unknown as Readonly<Record<string, Pick<ClosedModelRecord, "kind" | "released">>>,
  );
  const classes = Object.entries((tables["modelClasses"] ?? {}) as unknown as Readonly<Record<string, ModelClassRecord>>);
  return {
    models: namesOf("models"),
    closedModels: namesOf("closedModels"),
    embeddingModels: namesOf("embeddingModels"),
    kinds: Object.fromEntries(closed.flatMap(([id, { kind }]) => (kind === undefined ? [] : [[id, kind]]))),
    released: Object.fromEntries(closed.map(([id, { released }]) => [id, released])),
    classes: classes.map(([id, { size, firstYear, lastYear }]) => ({
      id,
      size,
      ...(firstYear === undefined ? {} : { firstYear }),
      ...(lastYear === undefined ? {} : { lastYear }),
    })),
  };
}

/** A record by its table and id, with the names that are its own. */
interface Entry {
  readonly table: "models" | "closedModels" | "embeddingModels";
  readonly id: string;
}

interface Index {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Keys of whole names, the others are those of their last part. */
  readonly whole: ReadonlySet<string>;
  readonly sorted: readonly string[];
  readonly moving: ReadonlyMap<string, Moving>;
  readonly kinds: readonly (readonly [RegExp, ModelKind | "other"])[];
  readonly families: readonly (readonly [RegExp, string])[];
  readonly routers: RegExp;
  readonly classRules: readonly (Rule & { readonly matches: RegExp })[];
  readonly kindOf: NameIndex["kinds"];
  readonly released: NameIndex["released"];
  readonly classes: NameIndex["classes"];
}

/**
 * A name without what people write differently: case, accents, and signs, but for one between two digits, which is a point (`3-1`, `3p1`, `3_1`
 * and `3.1` are one, `3-11b` and `31-1b` are not).
 */
function keyOf(text: string): string {
  const plain = /^[\u0020-\u007e]*$/u.test(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .replaceAll(/\p{M}+/gu, "")
        .toLowerCase();
  return plain.replaceAll(/(?<=\d)(?:p|[^\p{L}\p{N}]+)(?=\d)/gu, ".").replaceAll(/[^\p{L}\p{N}.]+|\.(?!\d)|(?<!\d)\./gu, "");
}

const facts = (): Names => readTable<Names>(nameTable);

/** Names by their keys. */
function indexOf(index: NameIndex): Index {
  const { kinds, families, routers, classRules, moving } = facts();
  const entries = new Map<string, Entry[]>();
  const whole = new Set<string>();
  const add = (key: string, entry: Entry): void => {
    const known = entries.get(key);
    if (known === undefined) entries.set(key, [entry]);
    else if (!known.some(({ table, id }) => table === entry.table && id === entry.id)) known.push(entry);
  };
  const parts: [string, Entry][] = [];
  for (const table of ["models", "closedModels", "embeddingModels"] as const) {
    for (const [id, others] of Object.entries(index[table])) {
      for (const name of [id, ...others]) {
        const key = keyOf(name);
        whole.add(key);
        add(key, { table, id });
        if (name.includes("/")) parts.push([keyOf(name.slice(name.lastIndexOf("/") + 1)), { table, id }]);
      }
    }
  }
  // The last part of a name stands for it where no record has it as a whole.
  for (const [key, entry] of parts) if (!whole.has(key)) add(key, entry);
  const all = <Value>(list: readonly (readonly [string, Value])[]): (readonly [RegExp, Value])[] =>
    list.map(([pattern, value]) => [new RegExp(pattern, "u"), value]);
  return {
    entries,
    whole,
    sorted: [...entries.keys()].sort(),
    moving: new Map(Object.entries(moving).map(([name, meanings]) => [keyOf(name), meanings])),
    kinds: all(kinds),
    families: all(families),
    routers: new RegExp(routers, "u"),
    classRules: classRules.map((rule) => ({ ...rule, matches: new RegExp(rule.pattern, "u") })),
    kindOf: index.kinds,
    released: index.released,
    classes: index.classes,
  };
}

/** What a rule tells beside the shorter name. */
type Told = Pick<ResolvedModel, "precision" | "release" | "region" | "provider">;
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What may come off the end of a name and leave the same weights. */
interface Ending {
  readonly rule: string;
  readonly pattern: RegExp;
  /** Of open weights only: `gpt-4-turbo` is a model of its own; or of closed models only, whose makers do not change the size with the month. */
  readonly of?: "open weights" | "closed models";
  readonly tells?: (match: RegExpExecArray) => Told;
}

const formats: Readonly<Record<string, ServingPrecision>> = { "4bit": "int4", "8bit": "int8", fp4: "nvfp4" };

const formatOf = (format: string | undefined): Told =>
  format === undefined ? {} : { precision: formats[format] ?? (format as ServingPrecision) };

/** Year, month and day: 20250514, 2024-08-06. */
const dated = (year: string, month: string, day = ""): Told => ({ release: [year, month, ...(day === "" ? [] : [day])].join("-") });

const endings: readonly Ending[] = [
  { rule: "context", pattern: /(?::\d+k|\[\d+m\])$/u },
  { rule: "version", pattern: /(?:[-:@](?:v1|default)|@00\d|(?<=\d.*)-00\d|-v?\d+:\d+|:\d+)$/u },
  { rule: "route", pattern: /(?::(?:free|nitro|floor|online|extended|exacto|beta|thinking)|[:-]cloud)$/u },
  {
    rule: "format",
    pattern:
      /[-_:.](?:gguf|mlx|bnb|qat|(fp8|bf16|fp16|int8|int4|nvfp4|mxfp4|fp4|awq|gptq|w4a16|4bit|8bit|(?:i?q\d(?:_\d|_k(?:_[sml])?|_xs|_nl)?))(?:-dynamic)?)$/u,
    tells: ([, format]) => formatOf(format),
  },
  {
    rule: "date",
    pattern: /[-@](20\d\d)-?(0[1-9]|1[0-2])-?([0-3]\d)$/u,
    tells: ([, year = "", month = "", day]) => dated(year, month, day),
  },
  // Of open weights a month tells releases apart, as that of Command R of August 2024; of closed models it is a preview of one.
  { rule: "date", pattern: /-(0[1-9]|1[0-2])-(20\d\d)$/u, of: "closed models", tells: ([, month = "", year = ""]) => dated(year, month) },
  { rule: "date", pattern: /[-@](?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])$/u },
  // Makers who number releases by year and month give them other weights, but not where the name says its size as well.
  {
    rule: "date",
    pattern: /(?<=\d[bm](?:-[a-z].*)?)[-@]2[3-9](?:0[1-9]|1[0-2])$/u,
    of: "open weights",
  },
  { rule: "variant", pattern: /-(?:maas|preview|exp|default|customtools|thinking|(?:non-)?reasoning|basic)$/u },
  { rule: "effort", pattern: /-(?:minimal|low|medium|high|xhigh)$/u, of: "closed models" },
  {
    rule: "variant",
    pattern:
      /-(?:instruct|it|chat|base|hf|turbo|tput|free|fast|versatile|instant|highspeed|long|adapter|lora|online|\d+k(?:-rope)?|\d+m)$/u,
    of: "open weights",
  },
];

/** What may stand before a name of open weights. */
const beginnings: readonly RegExp[] = [/^meta-(?=llama)/u, /^cohere-(?=command)/u, /^hf[-.]/u, /^nvidia-(?=nemotron)/u];

/** A name on its way: what is left of it, and how. */
interface Form {
  readonly text: string;
  readonly rules: readonly string[];
  readonly told: Told;
  readonly needs?: Ending["of"];
}

const geographies = "us|eu|apac|global|us-gov|jp|au|ca";
const geography = new RegExp(`^(${geographies})\\.(?=[a-z0-9]+\\.)`, "u");
const cloudRegion =
  /^(?:(?:us-gov|us|eu|ap|ca|sa|me|af|il|mx)-[a-z]+-\d|(?:africa|asia|australia|europe|me|northamerica|southamerica|us)-[a-z]+\d+)$/u;
/** Where an Amazon resource name says that it is. */
const resource = /^arn:aws[^:]*:bedrock:([a-z0-9-]+):/u;

interface Bare {
  /** The name with all that stands before it, then with less and less of that. */
  readonly paths: readonly Form[];
  /** The name alone: two forms where the maker before it may be a part of it. */
  readonly names: readonly Form[];
  readonly bare: string;
  readonly told: Told;
}

/** The forms of a name without the paths before it, the whole one first, and the name alone. */
function bareForms(text: string): Bare {
  const { hosts, vendors } = facts();
  const forms: Form[] = [{ text, rules: [], told: {} }];
  let told: Told = {};
  const rules: string[] = [];
  let rest = text;
  const fineTuned = /^ft:([^:]+)(?::.*)?$/u.exec(rest);
  if (fineTuned !== null) {
    rest = fineTuned[1] as string;
    rules.push("fine-tuned");
    forms.push({ text: rest, rules: [...rules], told });
  }
  if (rest.startsWith("~")) rest = rest.slice(1);
  for (let at = rest.indexOf("/"); at >= 0; at = rest.indexOf("/")) {
    const part = rest.slice(0, at);
    rest = rest.slice(at + 1);
    const host = Object.hasOwn(hosts, part) ? (hosts[part] as string) : undefined;
    // The first one that is known serves; what follows, as `anthropic` in openrouter/anthropic/…, is the maker.
    if (host !== undefined && told.provider === undefined) told = { ...told, provider: host };
    if (cloudRegion.test(part) || /^(?:us|eu|global|apac)$/u.test(part)) told = { ...told, region: part };
    const [, named] = resource.exec(part) ?? [];
    if (named !== undefined) told = { ...told, region: named, provider: "bedrock" };
    rules.push(`prefix ${part}/`);
    forms.push({ text: rest, rules: [...rules], told });
  }
  const place = geography.exec(rest);
  if (place !== null) {
    rest = rest.slice(place[0].length);
    told = { ...told, region: told.region ?? (place[1] as string), provider: told.provider ?? "bedrock" };
    rules.push(`geography ${place[1] as string}.`);
  }
  const [before = "", maker = ""] = /^([a-z0-9]+)\.(?=[a-z])/u.exec(rest) ?? [];
  if (!Object.hasOwn(vendors, maker)) return { paths: forms, names: [{ text: rest, rules, told }], bare: rest, told };
  const bare = rest.slice(before.length);
  told = { ...told, provider: told.provider ?? "bedrock" };
  rules.push(`vendor ${maker}.`);
  // Bedrock's deepseek.r1 is DeepSeek's r1.
  return { paths: forms, names: [bare, `${maker}-${bare}`].map((name) => ({ text: name, rules, told })), bare, told };
}

/** The next shorter name, or none where nothing more may come off. */
function shorter({ text, rules, told, needs }: Form): Form | undefined {
  for (const { rule, pattern, of, tells } of endings) {
    const match = pattern.exec(text);
    if (match === null || match[0] === "" || match.index === 0) continue;
    return {
      text: text.slice(0, match.index),
      rules: [...rules, `${rule} ${match[0]}`],
      told: { ...(tells?.(match) ?? {}), ...told },
      ...(needs === undefined ? {} : { needs }),
      ...(of === undefined ? {} : { needs: of }),
    };
  }
  return undefined;
}

/** Other ways to write the beginning of a name. */
function otherBeginnings(form: Form): Form[] {
  const begun = beginnings.flatMap((pattern): Form[] => {
    const [match] = pattern.exec(form.text) ?? [];
    return match === undefined
      ? []
      : [{ ...form, text: form.text.slice(match.length), rules: [...form.rules, `prefix ${match}`], needs: "open weights" }];
  });
  // llama-v3p1-8b is llama-3.1-8b.
  const versioned = form.text.replace(/(?<=[a-z]-)v(?=\d)/u, "");
  return versioned === form.text
    ? begun
    : [...begun, { ...form, text: versioned, rules: [...form.rules, "version v"], needs: "open weights" }];
}

/** A form of which the index knows the name. */
interface Found {
  readonly form: Form;
  readonly key: string;
  readonly entries: readonly Entry[];
}

/** The first answer to some forms. */
function firstOf(forms: readonly Form[], find: (form: Form) => Found | undefined): Found | undefined {
  for (const form of forms) {
    const found = find(form);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findWhole(form: Form, { entries }: Index): Found | undefined {
  const key = keyOf(form.text);
  const known = entries.get(key);
  return known === undefined ? undefined : { form, key, entries: known };
}

function findForm(form: Form, { entries }: Index): Found | undefined {
  for (let now: Form | undefined = form; now !== undefined; now = shorter(now)) {
    for (const variant of [now, ...otherBeginnings(now)]) {
      const key = keyOf(variant.text);
      const known = entries.get(key);
      const { needs } = variant;
      const fitting =
        needs === undefined ? known : known?.filter(({ table }) => (table === "closedModels") === (needs === "closed models"));
      if (fitting !== undefined && fitting.length > 0) return { form: variant, key, entries: fitting };
    }
  }
  return undefined;
}

/** Most ids that stand as candidates. */
const MOST_CANDIDATES = 5;

/** Ids whose names begin as a name does: neighbours in the sorted list. */
function beginningAlike(text: string, { sorted, entries }: Index): string[] {
  const key = keyOf(text);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  const common = (other: string | undefined): number => {
    let length = 0;
    while (other !== undefined && length < key.length && other[length] === key[length]) length++;
    return length;
  };
  const least = Math.max(4, Math.ceil(key.length * 0.6));
  const near: [string, number][] = [];
  for (const step of [-1, 1]) {
    for (let at = step < 0 ? low - 1 : low, count = 0; at >= 0 && at < sorted.length && count < 2 * MOST_CANDIDATES; at += step, count++) {
      const length = common(sorted[at]);
      if (length < least) break;
      near.push(...(entries.get(sorted[at] as string) ?? []).map(({ table, id }): [string, number] => [`${table}/${id}`, length]));
    }
  }
  return [...new Set(near.sort((a, b) => b[1] - a[1]).map(([label]) => label))].slice(0, MOST_CANDIDATES);
}

/** What a rule of classes says, in its own words. */
const told = ({ developer, size, note, pattern }: Rule): string => `names of ${developer} such as ${note ?? pattern}: ${size}`;

/** The class of a closed model that nobody knows yet. */
function classOf(
  text: string,
  developer: string | undefined,
  date: string | undefined,
  index: Index,
): { id: string; rules: string[] } | "open" {
  const { classRules, classes } = index;
  const year = date === undefined ? Number.POSITIVE_INFINITY : Number(date.slice(0, 4));
  const idOf = (size: string): string => {
    const within = classes.filter(
      (one) => one.size === size && (one.firstYear ?? 0) <= year && (one.lastYear ?? Number.POSITIVE_INFINITY) >= year,
    );
    return (within.at(-1) ?? classes.findLast((one) => one.size === size))?.id as string;
  };
  const rule = classRules.find((one) => one.developer === developer && one.matches.test(text));
  if (rule === undefined) return { id: idOf("unknown"), rules: ["no rule: the hull of all classes"] };
  if (rule.size === "open") return "open";
  if (rule.size === "as-without-pro") {
    const sibling = classOf(text.replace(/-pro\b/u, ""), developer, date, index);
    return sibling === "open" ? sibling : { ...sibling, rules: [told(rule), ...sibling.rules] };
  }
  return { id: idOf(rule.size), rules: [told(rule)] };
}

function checkOptions({ date, unknown: wanted, provider }: ResolveOptions): void {
  if (date !== undefined && !(typeof date === "string" && /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(date)))
    throw new FootprintError("invalid-input", `resolve: date = ${formatValue(date)} is not a day such as 2026-03-01`, {
      field: "date",
      value: date,
    });
  if (wanted !== undefined && (wanted as unknown) !== "class")
    throw new FootprintError("invalid-input", `resolve: unknown = ${formatValue(wanted)} is not "class"; leave it out to have no class`, {
      field: "unknown",
      value: wanted,
    });
  if (provider !== undefined && typeof provider !== "string")
    throw new FootprintError("invalid-input", `resolve: provider = ${formatValue(provider)} is no text`, {
      field: "provider",
      value: provider,
    });
}

/** Names whose meaning changes with time. */
function movingOf(forms: readonly Form[], { moving }: Index): { readonly form: Form; readonly meanings?: Moving } | undefined {
  for (const form of forms) {
    const meanings = moving.get(keyOf(form.text.replace(/:free$/u, "")));
    if (meanings !== undefined) return { form, meanings };
  }
  const form = forms.find(({ text }) => /[-@]latest$/u.test(text) && !text.includes("/"));
  return form === undefined ? undefined : { form };
}

/** Answers a name from the records of an index, as `resolveModel` does from those of the library. */
export type Resolver = (text: string, options?: ResolveOptions) => ResolvedModel;

/** A resolver of the names of an index, which it reads at its first call. */
export function resolverOf(names: NameIndex): Resolver {
  const index = lazily(() => indexOf(names));
  return (text, options = {}) => resolveIn(index, text, options);
}

/** A longer text is none: rules that look for an ending would take long over it. */
const LONGEST = 256;

/** The answer to one name. */
function resolveIn(indexed: () => Index, text: string, options: ResolveOptions): ResolvedModel {
  if (typeof text !== "string")
    throw new FootprintError("invalid-input", `resolve: ${formatValue(text)} is no name of a model`, { field: "text", value: text });
  checkArgument("resolve", "options", options, "an object");
  checkOptions(options);
  const written = text.trim();
  const index = indexed();
  const lower = written.toLowerCase();
  const noName = lower.length > LONGEST ? "longer than any name of a model" : keyOf(lower) === "" ? "no name" : undefined;
  if (noName !== undefined) return { text, match: "none", rules: [], candidates: [], reason: noName };
  // The id itself, of most calls.
  const same = index.entries.get(keyOf(lower));
  const { paths, names, bare, told } = bareForms(lower);
  const forms = [...paths, ...names];
  const developer = index.families.find(([pattern]) => pattern.test(bare))?.[1];
  const provider = told.provider ?? options.provider ?? developer;
  const common: Mutable<Partial<ResolvedModel>> = provider === undefined ? {} : { provider };
  const none = (reason: string, more: Partial<ResolvedModel> = {}): ResolvedModel => ({
    text,
    match: "none",
    rules: [],
    candidates: [],
    reason,
    ...common,
    ...more,
  });
  const answer = (
    entry: Entry,
    { form, key }: { readonly form: Form; readonly key: string },
    more: readonly string[] = [],
  ): ResolvedModel => {
    const rules = [...form.rules, ...more];
    const kind = entry.table === "embeddingModels" ? "embedding" : index.kindOf[entry.id];
    const isWhole = rules.length === 0 && index.whole.has(key);
    return {
      text,
      id: entry.id,
      table: entry.table,
      match: isWhole ? (keyOf(entry.id) === key ? "exact" : "alias") : "rule",
      rules: isWhole ? [] : rules.length === 0 ? ["without its path"] : rules,
      candidates: [],
      ...toldIn(bare),
      ...form.told,
      ...(told.region === undefined ? {} : { region: told.region }),
      ...common,
      ...(kind === undefined ? {} : { kind }),
    };
  };
  if (same?.length === 1) return answer(same[0] as Entry, { form: forms[0] as Form, key: keyOf(lower) });

  const moving = movingOf(forms, index);
  if (moving !== undefined) {
    const { form, meanings } = moving;
    if (options.date === undefined) return none("a moving name: give the date of the call", { candidates: candidatesOf(meanings, index) });
    const { date } = options;
    const meaning = meanings?.meanings.findLast(({ from }) => from <= date);
    if (meanings === undefined) {
      // gpt-5.1-chat-latest is the last of one release; mistral-large-latest, which has a table, goes over to the next.
      const base = form.text.replace(/[-:@]latest$/u, "");
      const known = index.entries.get(keyOf(base));
      const isOut = known?.length === 1 && (index.released[known[0]?.id ?? ""] ?? "9999") <= date.slice(0, 7);
      return isOut && /\d/u.test(base)
        ? answer(known[0] as Entry, { form, key: "" }, ["the last of its release"])
        : none(`a moving name whose meaning on ${date} is not known`);
    }
    const known = meaning === undefined || date > meanings.until ? undefined : index.entries.get(keyOf(meaning.id));
    if (known === undefined || meaning === undefined)
      return none(`a moving name whose meaning on ${date} is not known`, { candidates: candidatesOf(meanings, index) });
    return answer(known[0] as Entry, { form, key: "" }, [`moving name, from ${meaning.from}`]);
  }
  // What the last part names is a record all the same: openrouter/grok-beta ends as the code names of routers do.
  if (forms.some(({ text: one }) => index.routers.test(one) && !index.entries.has(keyOf(one.slice(one.lastIndexOf("/") + 1)))))
    return none("a router: it passes requests on to models that it does not name", { kind: "router" });

  if ((told.provider === "ollama" || bare.endsWith(":latest")) && !/\d[bmt](?![a-z])/u.test(bare))
    return none("a local name without a size: write its tag, such as :8b", {
      candidates: beginningAlike(bare.replace(/:latest$/u, ""), index),
    });
  // With something before it a name is only a listed one as a whole.
  const found = firstOf(paths, (form) => findWhole(form, index)) ?? firstOf(names, (form) => findForm(form, index));
  if (found !== undefined) {
    const [entry, another] = found.entries;
    if (another === undefined) return answer(entry as Entry, found);
    return none("a name of several models", { candidates: found.entries.map(({ table, id }) => `${table}/${id}`) });
  }
  const kind = index.kinds.find(([pattern]) => pattern.test(bare))?.[1];
  if (kind !== undefined) return none(kind === "other" ? "a model of another kind" : `a model of another kind: ${kind}`, { kind });
  // Whose a name is, a maker or the caller must tell: a slip of the pen is no closed model.
  const maker = developer ?? options.provider;
  if (options.unknown === "class" && maker !== undefined) {
    const ofClass = classOf(stripped(bare), maker, options.date, index);
    if (ofClass !== "open")
      return {
        text,
        id: ofClass.id,
        table: "modelClasses",
        match: "class",
        rules: ofClass.rules,
        candidates: beginningAlike(bare, index),
        ...common,
      };
  }
  return none(notInCatalogue, { candidates: beginningAlike(bare, index) });
}

/** The release and the format that a name asks for, also where the name with them is an alias. */
function toldIn(text: string): Told {
  const [, year = "", month = "", day = ""] = /[-@](20\d\d)-?(0[1-9]|1[0-2])-?([0-3]\d)(?!\d)/u.exec(text) ?? [];
  const [, format] = endings.find(({ rule }) => rule === "format")?.pattern.exec(text) ?? [];
  return { ...(year === "" ? {} : dated(year, month, day)), ...formatOf(format) };
}

/** A bare name without dates and versions, as the rules of classes read it. */
function stripped(text: string): string {
  let form: Form = { text, rules: [], told: {} };
  for (let next = shorter(form); next !== undefined && next.needs !== "open weights"; next = shorter(form)) form = next;
  return form.text;
}

function candidatesOf(meanings: Moving | undefined, { entries }: Index): string[] {
  const labels = meanings?.meanings
    .flatMap((one) => entries.get(keyOf(one.id))?.slice(0, 1) ?? [])
    .map(({ table, id }) => `${table}/${id}`);
  return [...new Set(labels)];
}
