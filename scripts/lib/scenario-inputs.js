// Random inputs of kinds of estimates, from inputs that are right. Most stay within what is allowed: a change that is refused is mended as its error
// says (what conflicts is left out, what is missing is given) or undone. The rest go anywhere.
import { isFootprintError } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { seededRandom } from "llm-footprint/uncertainty";
import { forms } from "../../src/schema/generated/fields.js";

/** Share of the inputs that are held to what is allowed. */
const INSIDE = 0.75;

const exact = [1, 1e-9, 1e9, 1e300, 5e-324, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE];

/** Random choices of one seed. */
export function chooserOf(seed, isHeld = false) {
  const random = seededRandom(seed);
  const isInside = random() < INSIDE || isHeld;
  const below = (most) => Math.floor(random() * most);
  const oneOf = (list) => list[below(list.length)];
  const factor = (most) => most ** (2 * random() - 1);
  /** A number of the kind of another: a share stays one, a count stays whole, a factor of at least 1 too. */
  const allowed = (near) => {
    const moved = (near === 0 ? 1 : near) * factor(below(6) === 0 ? 100 : 3);
    if (near > 0 && near < 1) return below(12) === 0 ? 1 : Math.min(1, moved);
    if (near >= 1) return Number.isInteger(near) ? Math.max(1, Math.round(moved)) : Math.max(1, moved);
    return near === 0 && below(2) === 0 ? 0 : moved;
  };
  const anywhere = (near) => {
    const way = below(12);
    if (way === 0) return 0;
    if (way === 1) return oneOf(exact);
    const moved = (near === 0 ? 1 : near) * factor(way < 8 ? 3 : 1000);
    return way % 2 === 0 && near >= 1 ? Math.max(1, Math.round(moved)) : moved;
  };
  const number = (near) => (isInside ? allowed(near) : anywhere(near));
  const ends = (value, isShare) =>
    isInside
      ? [
          value >= 1 ? Math.max(1, value * (1 - random() / 2)) : value * (1 - random()),
          isShare ? value + (1 - value) * random() : value * (1 + random()),
        ]
      : [value * random(), value * (1 + (below(8) === 0 ? 1e6 : 3) * random())];
  const given = (near) => {
    const value = number(near);
    if (isHeld || below(3) > 0) return value;
    const [low, high] = ends(value, near > 0 && near < 1 && value <= 1);
    return oneOf([
      { value, low, high },
      { value, high },
      { value, low },
    ]);
  };
  return { isInside, random, below, oneOf, given, number };
}

const records = new Set(["model", "accelerator", "draftModel", "processor", "rewardModel", "criticModel", "of", "draws", "seed", "run"]);
const isTree = (value) => typeof value === "object" && value !== null;
const isRange = (value) => isTree(value) && typeof value.value === "number" && ("low" in value || "high" in value);

/** Places of the numbers of an input, records left out. */
function numbersIn(input, fixed, path = []) {
  return Object.entries(input).flatMap(([key, value]) => {
    if ((records.has(key) && key !== "run" && key !== "of") || fixed.includes(key)) return [];
    if (typeof value === "number" || isRange(value)) return [[...path, key]];
    return isTree(value) ? numbersIn(value, fixed, [...path, key]) : [];
  });
}

/** An input with another value at a path; `undefined` leaves a key out. */
export function placed(input, [key, ...rest], change) {
  const copy = Array.isArray(input) ? [...input] : { ...input };
  const value = rest.length === 0 ? change(copy[key]) : placed(copy[key] ?? {}, rest, change);
  if (value === undefined && !Array.isArray(copy)) Reflect.deleteProperty(copy, key);
  else copy[key] = value;
  return copy;
}

const pathOf = (field) =>
  String(field)
    .replaceAll(/\[(\d+)\]/gu, ".$1")
    .split(".");
const held = (input, path) => path.reduce((at, key) => (isTree(at) ? at[key] : undefined), input);

/** Names of quantities that a kind shows in its trace, which may be given too. */
const shown = new Map();
export function quantitiesOf(name, { estimate, inputs }) {
  if (!shown.has(name)) {
    shown.set(
      name,
      inputs.flatMap((input) => {
        const { lines } = estimate(input);
        return Array.isArray(lines) ? lines.map(({ key, value }) => ({ key, value })) : [];
      }),
    );
  }
  return shown.get(name);
}

/** Every field of a form with its path: groups before what they hold. */
const listed = new Map();
function fieldsOf(kind) {
  const walk = (fields, path) =>
    Object.entries(fields).flatMap(([name, field]) => [
      { path: [...path, name], field },
      ...(field.fields === undefined || field.isList === true ? [] : walk(field.fields, [...path, name])),
    ]);
  if (!listed.has(kind)) listed.set(kind, walk(forms[kind].fields, []));
  return listed.get(kind);
}

const small = ["llama-3.1-8b", "llama-3.2-1b", "qwen3-30b-a3b", "gpt-oss-20b", "mistral-7b"].filter((id) => id in models);
const texts = {
  grid: ["usa", "france", "germany", "world", "poland", "norway", "us-ca"],
  region: ["aws:eu-west-1", "aws:us-east-1", "gcp:europe-west1", "azure:westeurope"],
  start: ["2024-01-01", "2025-06-30"],
  end: ["2026-01-01", "2027-12-31"],
};

/** What groups need: the search for what is missing takes longer than many estimates. */
const groups = {
  evaluation: { requests: 1000, inputTokens: 200, outputTokens: 300 },
  teacher: { model: "llama-3.1-70b" },
  calibration: { batch: 64, energy: "0.4 J/token" },
  index: { chunks: 1000000 },
  agent: { turns: 3 },
  servingBand: { low: 8, high: 256 },
  storage: { years: 2, datasetBytes: "60 TB" },
};
const groupNamed = (kind, name) => (kind === "lifecycle" && name === "storage" ? { stored: "60 TB", kept: "2 a" } : (groups[name] ?? {}));

/** What a file may hold for a field. */
function writtenFor(kind, name, field, { isInside, below, oneOf, number, random }) {
  const { type, example, values, orWords, dimension, isPlain } = field;
  switch (type) {
    case "quantity": {
      if (orWords !== undefined && below(4) === 0) return oneOf(orWords);
      const [, digits = "1", unit = ""] = /^([-+]?\d[\d.]*(?:e[-+]?\d+)?)(.*)$/u.exec(example ?? "1") ?? [];
      const share = dimension === "fraction" && unit === "%" ? 100 : 1;
      const drawn = () => {
        const moved = share * number(Number(digits) / share);
        return Number(moved.toPrecision(4));
      };
      const value = drawn();
      if (isPlain !== true && below(5) === 0) {
        const high = share === 100 ? value + (100 - value) * random() : value * (1 + random());
        return isInside ? `${value}..${Number(Math.max(value, high).toPrecision(4))}${unit}` : `${value}..${drawn()}${unit}`;
      }
      return unit === "" && below(2) === 0 ? value : `${value}${unit}`;
    }
    case "numbers":
      return Array.from({ length: 1 + below(4) }, () => Number(number(3).toPrecision(4)));
    case "choice":
      return oneOf(values);
    case "names":
      return values === undefined ? [example] : [oneOf(values)];
    case "switch":
      return below(2) === 0;
    case "year":
      return 2015 + below(12);
    case "mix":
      return oneOf([
        { coal: "40%", gas: "60%" },
        { nuclear: "70%", gas: "30%" },
      ]);
    case "model":
      return oneOf(below(3) > 0 ? small : Object.keys(models));
    case "accelerator":
      return name === "processor" ? example : oneOf(Object.keys(accelerators));
    case "group":
    case "groups":
      return field.isList === true && below(2) === 0 ? example : groupNamed(kind, name);
    default:
      return texts[name] === undefined ? example : oneOf(texts[name]);
  }
}

/** What is refused, or nothing. */
function errorOf(attempt) {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Holds a changed input to what is allowed: mends what its error names, or takes the input before. */
function settled(before, after, changedPath, attempt, missing, report) {
  let input = after;
  for (let step = 0; step < 5; step++) {
    const error = errorOf(() => attempt(input));
    if (error === undefined) return input;
    if (!isFootprintError(error)) {
      report(error, input);
      return before;
    }
    const path = pathOf(error.details.field);
    if (path.join(".") === changedPath.join(".")) return before;
    const there = held(input, path);
    if (error.code === "conflicting-input" && there !== undefined) input = placed(input, path, () => undefined);
    else if (error.code === "invalid-input" && there === undefined) {
      const value = missing(path);
      if (value === undefined) return before;
      input = placed(input, path, () => value);
    } else return before;
  }
  return before;
}

/** Moves one share of a mix against another, so that they still add up. */
function movedMix(input, { oneOf, random }) {
  const [from, to] = [oneOf(Object.keys(input)), oneOf(["coal", "gas", "nuclear", "hydro", "wind-onshore", "solar-utility"])];
  const part = input[from] * random();
  const moved = { ...input, [from]: input[from] - part };
  return { ...moved, [to]: (moved[to] ?? 0) + part };
}

/** One change of an input of the API. */
function changed(name, kind, input, chooser) {
  const { below, oneOf, given, isInside } = chooser;
  const way = below(8);
  if (kind.isMix === true && isInside) return [movedMix(input, chooser), []];
  const recordsOf = ["accelerator", "model"].filter((key) => key in input);
  if (way < 2 && recordsOf.length > 0) {
    const key = oneOf(recordsOf);
    const all = key === "model" ? models : accelerators;
    return [{ ...input, [key]: all[oneOf(key === "model" && below(2) === 0 ? small : Object.keys(all))] }, [key]];
  }
  if (way === 2) {
    const quantities = quantitiesOf(name, kind);
    if (quantities.length > 0) {
      const { key, value } = oneOf(quantities);
      return [{ ...input, [key]: given(value) }, [key]];
    }
  }
  const places = numbersIn(input, kind.fixed ?? []);
  if (places.length === 0) return [input, []];
  const path = oneOf(places);
  return [placed(input, path, (value) => given(typeof value === "number" ? value : value.value)), path];
}

/** An input of the API. */
export function inputOf(name, kind, chooser, report) {
  const { below, oneOf, isInside } = chooser;
  let input = oneOf(kind.inputs);
  for (let change = below(4); change >= 0; change--) {
    const [after, path] = changed(name, kind, input, chooser);
    input = isInside ? settled(input, after, path, kind.estimate, () => undefined, report) : after;
  }
  return input;
}

/** The content of a file: that of a right one with some of the fields of its kind. */
export function fileOf(name, kind, catalog, chooser, report) {
  const { below, oneOf, isInside, number } = chooser;
  const fields = fieldsOf(name);
  const fieldAt = (path) => fields.find((known) => known.path.join(".") === path.join("."))?.field;
  const attempt = (file) => kind.estimate(kind.file.read(file, catalog).input);
  let file = { kind: name, ...kind.file.base };
  for (let change = below(5); change >= 0; change--) {
    let path;
    let value;
    if (below(8) === 0) {
      const quantities = quantitiesOf(name, kind).filter(({ key }) => fieldAt([key]) === undefined);
      if (quantities.length === 0) continue;
      const quantity = oneOf(quantities);
      path = [quantity.key];
      value = number(quantity.value);
    } else {
      const chosen = oneOf(fields);
      ({ path } = chosen);
      if (below(4) > 0 && path.length > 2) continue;
      value = writtenFor(name, path.at(-1), chosen.field, chooser);
    }
    const whole = path.length > 1 && file[path[0]] === undefined ? { ...file, [path[0]]: groupNamed(name, path[0]) } : file;
    const after = placed(whole, path, (own) => (isTree(value) && isTree(own) && !Array.isArray(value) ? own : value));
    file = isInside
      ? settled(file, after, path, attempt, (at) => fieldAt(at) && writtenFor(name, at.at(-1), fieldAt(at), chooser), report)
      : after;
  }
  return file;
}
