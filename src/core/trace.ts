import { FootprintError } from "./errors.js";
import { type Given, valueOf } from "./figure.js";
import type { Domain, Formula, SourceReference } from "./formula.js";
import { type Unit, unitOf } from "./units.js";

/** Where the input of a line comes from. */
export type Origin =
  /** The caller gave the number. */
  | { readonly kind: "given" }
  /** The caller chose a cited record. */
  | { readonly kind: "source"; readonly source: string; readonly at: string }
  /** The caller gave nothing, so the library used a cited record. */
  | { readonly kind: "default"; readonly source: string; readonly at: string }
  /** The number was solved for, so that an estimate meets a reference. */
  | { readonly kind: "calibration"; readonly reference: string }
  /** An earlier line of the same trace. */
  | { readonly kind: "line"; readonly line: string };

/** One input of a line: its value, unit, origin, and range where it has one. */
export interface LineInput {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly origin: Origin;
  readonly low?: number;
  readonly high?: number;
}

/** One step of an estimate: an equation, what went in and what came out. */
export interface Line {
  /** Unique in the trace; ends in the suffix of its unit. */
  readonly key: string;
  readonly value: number;
  readonly unit: Unit;
  /** Id of the equation, or `core.sum`. */
  readonly formula: string;
  readonly equation: string;
  readonly source: SourceReference;
  readonly inputs: readonly LineInput[];
  /** The first sum that this line is an addend of. */
  readonly partOf?: string;
}

/** The equation of a sum line. */
const SUM = {
  id: "core.sum",
  equation: "Σ parts",
  source: { id: "llm-footprint", at: "sum of the lines named as inputs" },
} as const;

/** An input with a range, by its place in the trace. */
export interface RangedInput {
  readonly key: string;
  readonly node: number;
  readonly low: number;
  readonly high: number;
}

/** A number on record: a leaf with what was given, a line with its equation, or a sum; the last two with the nodes that they use. */
interface Node {
  /** Name of a leaf as its equation knows it, or of a line with its scope. */
  readonly key: string;
  /** Part of the estimate in which a leaf was first read: it tells apart two leaves of one name. */
  readonly scope: string;
  /** What the caller or a record gave, for a leaf. */
  readonly given: Given | undefined;
  /** Whether the library chose it because the caller gave nothing. */
  readonly isFallback: boolean;
  /** The equation of a line; a leaf and a sum have none. */
  readonly formula: Formula<never> | undefined;
  /** Names of the inputs of a line. */
  readonly names: readonly string[];
  /** Places of the inputs of a line or of the parts of a sum; a leaf has none. */
  readonly from: readonly number[];
  /** What the equation of a line was evaluated with. */
  readonly inputs: Record<string, number> | undefined;
}

const GIVEN: Origin = { kind: "given" };
const NONE: readonly never[] = [];

function originOf({ key, given, isFallback }: Node): Origin {
  if (given === undefined) return { kind: "line", line: key };
  if (typeof given === "number") return GIVEN;
  if ("calibratedTo" in given) return { kind: "calibration", reference: given.calibratedTo };
  if ("source" in given) return { kind: isFallback ? "default" : "source", source: given.source, at: given.at };
  return GIVEN;
}

function hasRange(given: Given | undefined): given is Exclude<Given, number> {
  return typeof given === "object" && (given.low !== undefined || given.high !== undefined);
}

function isDefinition(given: Given | undefined): boolean {
  return typeof given === "object" && "basis" in given && given.basis === "derived" && given.source === "llm-footprint";
}

/** The name of a number in a part of an estimate: `rollout` and `energyKwh` make `rolloutEnergyKwh`, whose suffix still tells the unit. */
function scopedKey(scope: string, key: string): string {
  return scope === "" ? key : `${scope}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/** Sum in the order given. */
export function sumOf(numbers: readonly number[]): number {
  let total = 0;
  for (let index = 0; index < numbers.length; index++) total += numbers[index] as number;
  return total;
}

function dependsOn(from: readonly number[], changed: Uint8Array): boolean {
  for (let index = 0; index < from.length; index++) if (changed[from[index] as number] === 1) return true;
  return false;
}

/** Writes those inputs of a line whose node moves. */
function setMoved(
  inputs: Record<string, number>,
  names: readonly string[],
  from: readonly number[],
  changed: Uint8Array,
  numbers: readonly number[],
): void {
  for (let index = 0; index < from.length; index++) {
    const place = from[index] as number;
    if (changed[place] === 1) inputs[names[index] as string] = numbers[place] as number;
  }
}

/**
 * Records every number of an estimate as a node: leaves with what was given, lines with their equation and the nodes that they use. Each
 * line is guarded when it is recorded. Recording keeps only references; what is read from it (lines, ranges) is made when it is asked for.
 */
export class Trace {
  readonly #nodes: Node[] = [];
  /** The number of each node, apart from it: evaluating again copies these alone. */
  readonly #values: number[] = [];
  /** Leaves with a range by what was given. */
  readonly #ranged = new Map<Given, number>();
  #scope = "";

  /** Records the lines of a part of the estimate under its name, so that two parts may use the same wiring. */
  within<Result>(scope: string, record: () => Result): Result {
    const outer = this.#scope;
    this.#scope = scopedKey(outer, scope);
    try {
      return record();
    } finally {
      this.#scope = outer;
    }
  }

  /** Records a number of the caller. */
  input(key: string, given: Given): number {
    return this.#leaf(key, given, false);
  }

  /** Records a number that stands in for one that the caller did not give. */
  fallback(key: string, given: Given): number {
    return this.#leaf(key, given, true);
  }

  #leaf(key: string, given: Given, isFallback: boolean): number {
    // One record with a range, read twice under one name, is one quantity of the world: it moves once, for all that use it.
    const known = hasRange(given) ? this.#ranged.get(given) : undefined;
    if (known !== undefined && (this.#nodes[known] as Node).key === key) return known;
    const scope = this.#scope;
    const place = this.#add(valueOf(given), {
      key,
      scope,
      given,
      isFallback,
      formula: undefined,
      names: NONE,
      from: NONE,
      inputs: undefined,
    });
    if (hasRange(given)) this.#ranged.set(given, place);
    return place;
  }

  /** Evaluates and records an equation, guarded. */
  line(key: string, formula: Formula<never>, inputs: Readonly<Record<string, number>>): number {
    const values: Record<string, number> = {};
    const names: string[] = [];
    const from: number[] = [];
    for (const name in inputs) {
      const place = inputs[name] as number;
      names.push(name);
      from.push(place);
      values[name] = this.value(place);
    }
    return this.#add(formula(values as never), {
      key: scopedKey(this.#scope, key),
      scope: this.#scope,
      given: undefined,
      isFallback: false,
      formula,
      names,
      from,
      inputs: values,
    });
  }

  /** Adds and records parts. */
  sum(key: string, parts: readonly number[]): number {
    const value = sumOf(parts.map((part) => this.value(part)));
    if (!Number.isFinite(value)) {
      throw new FootprintError("out-of-domain", `${key}: the sum of its parts is ${value}; the inputs are too large`, {
        field: key,
        value,
      });
    }
    return this.#add(value, {
      key: scopedKey(this.#scope, key),
      scope: this.#scope,
      given: undefined,
      isFallback: false,
      formula: undefined,
      names: NONE,
      from: parts,
      inputs: undefined,
    });
  }

  #add(value: number, node: Node): number {
    this.#values.push(value);
    return this.#nodes.push(node) - 1;
  }

  /** The number at a place. */
  value(place: number): number {
    return this.#values[place] as number;
  }

  /** The inputs with a range, in the order in which they were read. */
  rangedInputs(): RangedInput[] {
    const ranged: RangedInput[] = [];
    for (let node = 0; node < this.#nodes.length; node++) {
      const { key, given } = this.#nodes[node] as Node;
      if (!hasRange(given)) continue;
      const value = this.value(node);
      const { low = value, high = value } = given;
      if (low !== high) ranged.push({ key, node, low, high });
    }
    const times = new Map<string, number>();
    for (const { key } of ranged) times.set(key, (times.get(key) ?? 0) + 1);
    return ranged.map((input) => (times.get(input.key) === 1 ? input : { ...input, key: scopedKey(this.#scopeOf(input.node), input.key) }));
  }

  #scopeOf(place: number): string {
    return (this.#nodes[place] as Node).scope;
  }

  /** The numbers that a leaf may take: those for which every equation that uses it means something. */
  domainOf(leaf: number): { readonly min: number; readonly max: number } {
    let [min, max] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const { formula, names, from } of this.#nodes) {
      if (formula === undefined) continue;
      const domains = formula.card.domain as Readonly<Record<string, Domain>>;
      for (const [index, name] of names.entries()) {
        if (from[index] !== leaf) continue;
        const domain = domains[name] as Domain;
        min = Math.max(min, domain.min);
        max = Math.min(max, domain.max);
      }
    }
    return { min, max };
  }

  /** The places of the leaves of a name, in the order in which they were read. */
  leavesNamed(key: string): number[] {
    return this.#nodes.flatMap((node, place) => (node.key === key && node.from.length === 0 ? [place] : []));
  }

  /** The number of the last line or input of a name. */
  numberNamed(key: string): number | undefined {
    return this.#values[this.#nodes.findLastIndex((node) => node.key === key)];
  }

  /** The inputs for which the caller gave nothing; what the library's own equations define (no such effect, a bound) is no choice. */
  fallbackInputs(): string[] {
    return [...new Set(this.#nodes.filter(({ isFallback, given }) => isFallback && !isDefinition(given)).map(({ key }) => key))];
  }

  /** The inputs that the caller gave without a source and without a range. */
  exactInputs(): string[] {
    return this.#nodes
      .filter((node) => node.given !== undefined && originOf(node) === GIVEN && !hasRange(node.given))
      .map(({ key }) => key);
  }

  /**
   * The estimate as a function of some leaves: only the lines that depend on them are evaluated again, unguarded.
   *
   * @param leaves - places of the leaves, ascending
   * @returns a function of the other values of these leaves, which returns every number by its place, in one array that the next call
   * overwrites
   */
  reevaluation(leaves: readonly number[]): (replacements: readonly number[]) => readonly number[] {
    const nodes = this.#nodes;
    const numbers = this.#values.slice();
    const changed = new Uint8Array(numbers.length);
    for (let index = 0; index < leaves.length; index++) changed[leaves[index] as number] = 1;
    const steps: number[] = [];
    for (let place = (leaves[0] ?? numbers.length) + 1; place < numbers.length; place++) {
      if (!dependsOn((nodes[place] as Node).from, changed)) continue;
      changed[place] = 1;
      steps.push(place);
    }
    return (replacements) => {
      for (let index = 0; index < leaves.length; index++) numbers[leaves[index] as number] = replacements[index] as number;
      for (let index = 0; index < steps.length; index++) {
        const place = steps[index] as number;
        const { formula, names, from, inputs } = nodes[place] as Node;
        if (formula === undefined || inputs === undefined) {
          let total = 0;
          for (let part = 0; part < from.length; part++) total += numbers[from[part] as number] as number;
          numbers[place] = total;
          continue;
        }
        // Most inputs of most lines do not move: only those that do are written, and put back for the next who evaluates the line.
        setMoved(inputs, names, from, changed, numbers);
        numbers[place] = formula.raw(inputs as never);
        setMoved(inputs, names, from, changed, this.#values);
      }
      return numbers;
    };
  }

  /** The lines so far, each after the lines that it uses. */
  lines(): Line[] {
    const byKey = new Map<string, { -readonly [Key in keyof Line]: Line[Key] }>();
    for (let place = 0; place < this.#nodes.length; place++) {
      const { key, formula, names, from } = this.#nodes[place] as Node;
      if (from.length === 0) continue;
      // Two lines of one key could not be told apart by the origins that name them: a slip in the wiring, not in the caller's input.
      if (byKey.has(key)) throw new Error(`the trace holds two lines ${key}`);
      const { id, equation, source } = formula?.card ?? SUM;
      const lineInputs: LineInput[] = [];
      for (let index = 0; index < from.length; index++) {
        const input = from[index] as number;
        if (formula !== undefined) {
          lineInputs.push(this.#lineInput(names[index] as string, input));
          continue;
        }
        const part = (this.#nodes[input] as Node).key;
        lineInputs.push(this.#lineInput(part, input));
        const line = byKey.get(part);
        if (line !== undefined) line.partOf ??= key;
      }
      byKey.set(key, {
        key,
        value: this.value(place),
        unit: formula?.card.unit ?? unitOf(key),
        formula: id,
        equation,
        source,
        inputs: lineInputs,
      });
    }
    return [...byKey.values()];
  }

  #lineInput(name: string, place: number): LineInput {
    const node = this.#nodes[place] as Node;
    const { given } = node;
    const value = this.value(place);
    return hasRange(given)
      ? { name, value, unit: unitOf(name), origin: originOf(node), low: given.low ?? value, high: given.high ?? value }
      : { name, value, unit: unitOf(name), origin: originOf(node) };
  }
}
