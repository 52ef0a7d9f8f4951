import { type Given, valueOf } from "./figure.js";
import type { Formula, SourceReference } from "./formula.js";
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
  /** The sum that this line is an addend of. */
  readonly partOf?: string;
}

/** The equation of a sum line. */
export const SUM = {
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

/** The inputs of a line as places in the trace. */
export type NodeIndexes = Readonly<Record<string, number>>;

/** A line in the making: what it computes, from which nodes, and where each number comes from. */
interface Node {
  readonly key: string;
  readonly origin: Origin;
  readonly given: Given | undefined;
  readonly formula: Formula<never> | undefined;
  /** Names of the inputs in the order of `from`; empty for a leaf. */
  readonly names: readonly string[];
  /** Places of the inputs. */
  readonly from: readonly number[];
  partOf?: string;
}

const GIVEN: Origin = { kind: "given" };
const NONE: readonly never[] = [];

function originOf(given: Given): Origin {
  if (typeof given === "number") return GIVEN;
  if ("calibratedTo" in given) return { kind: "calibration", reference: given.calibratedTo };
  if ("source" in given) return { kind: "source", source: given.source, at: given.at };
  return GIVEN;
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

/**
 * Records every number of an estimate as a node: leaves with their origin, lines with their equation and the nodes that they use. Each line
 * is guarded when it is recorded, and can be evaluated again with some leaves changed.
 */
export class Trace {
  readonly #nodes: Node[] = [];
  readonly #values: number[] = [];
  readonly #keys = new Set<string>();
  readonly #ranged: RangedInput[] = [];
  readonly #fallbacks: string[] = [];
  readonly #exact: string[] = [];

  /** The inputs with a range, in the order in which they were read. */
  get rangedInputs(): readonly RangedInput[] {
    return this.#ranged;
  }

  /** The inputs for which the caller gave nothing. */
  get fallbackInputs(): readonly string[] {
    return this.#fallbacks;
  }

  /** The inputs that the caller gave without a source and without a range. */
  get exactInputs(): readonly string[] {
    return this.#exact;
  }

  /** Every number so far, by its place. */
  get values(): readonly number[] {
    return this.#values;
  }

  /** Records a number of the caller. */
  input(key: string, given: Given): number {
    const origin = originOf(given);
    if (origin === GIVEN && (typeof given === "number" || (given.low === undefined && given.high === undefined))) this.#exact.push(key);
    return this.#leaf(key, given, origin);
  }

  /** Records a number that stands in for one that the caller did not give. */
  fallback(key: string, given: Given): number {
    const origin = originOf(given);
    this.#fallbacks.push(key);
    return this.#leaf(key, given, origin.kind === "source" ? { kind: "default", source: origin.source, at: origin.at } : origin);
  }

  /** Evaluates and records an equation, guarded. */
  line(key: string, formula: Formula<never>, inputs: NodeIndexes): number {
    const names = Object.keys(inputs);
    const from = Object.values(inputs);
    return this.#record(key, formula(this.#inputsOf(names, from, this.#values)), formula, names, from);
  }

  /** Adds and records parts; each line among them becomes part of the sum. */
  sum(key: string, parts: readonly number[]): number {
    for (const part of parts) (this.#nodes[part] as Node).partOf = key;
    const names = parts.map((part) => (this.#nodes[part] as Node).key);
    return this.#record(key, sumOf(parts.map((part) => this.value(part))), undefined, names, parts);
  }

  /** The number at a place. */
  value(node: number): number {
    return this.#values[node] as number;
  }

  /**
   * Every number with some leaves changed: the lines that depend on them are evaluated again, unguarded, the others keep their value.
   *
   * @param leaves - the places of the leaves, ascending
   * @param replacements - their other values
   * @returns the numbers by place
   */
  valuesWith(leaves: readonly number[], replacements: readonly number[]): readonly number[] {
    const values = this.#values.slice();
    const changed = new Uint8Array(values.length);
    for (let index = 0; index < leaves.length; index++) {
      const leaf = leaves[index] as number;
      values[leaf] = replacements[index] as number;
      changed[leaf] = 1;
    }
    for (let place = (leaves[0] ?? values.length) + 1; place < values.length; place++) {
      const { formula, names, from } = this.#nodes[place] as Node;
      if (!dependsOn(from, changed)) continue;
      changed[place] = 1;
      values[place] =
        formula === undefined ? sumOf(from.map((input) => values[input] as number)) : formula.raw(this.#inputsOf(names, from, values));
    }
    return values;
  }

  /** The lines so far, each after the lines that it uses. */
  lines(): Line[] {
    const lines: Line[] = [];
    for (let place = 0; place < this.#nodes.length; place++) {
      const { key, formula, names, from, partOf } = this.#nodes[place] as Node;
      if (from.length === 0) continue;
      const { id, equation, source } = formula?.card ?? SUM;
      const inputs: LineInput[] = [];
      for (let index = 0; index < names.length; index++) inputs.push(this.#lineInput(names[index] as string, from[index] as number));
      const line = { key, value: this.value(place), unit: formula?.card.unit ?? unitOf(key), formula: id, equation, source, inputs };
      lines.push(partOf === undefined ? line : { ...line, partOf });
    }
    return lines;
  }

  #inputsOf(names: readonly string[], from: readonly number[], values: readonly number[]): never {
    const inputs: Record<string, number> = {};
    for (let index = 0; index < names.length; index++) inputs[names[index] as string] = values[from[index] as number] as number;
    return inputs as never;
  }

  #lineInput(name: string, place: number): LineInput {
    const { origin, given } = this.#nodes[place] as Node;
    const value = this.value(place);
    const unit = unitOf(name);
    return typeof given !== "object" || (given.low === undefined && given.high === undefined)
      ? { name, value, unit, origin }
      : { name, value, unit, origin, low: given.low ?? value, high: given.high ?? value };
  }

  #leaf(key: string, given: Given, origin: Origin): number {
    const value = valueOf(given);
    const node = this.#values.push(value) - 1;
    this.#nodes.push({ key, origin, given, formula: undefined, names: NONE, from: NONE });
    if (typeof given === "object") {
      const { low = value, high = value } = given;
      if (low !== high) this.#ranged.push({ key, node, low, high });
    }
    return node;
  }

  #record(key: string, value: number, formula: Formula<never> | undefined, names: readonly string[], from: readonly number[]): number {
    // Two lines of one key could not be told apart by the origins that name them: a slip in the wiring, not in the caller's input.
    if (this.#keys.has(key)) throw new Error(`the trace already holds a line ${key}`);
    this.#keys.add(key);
    this.#nodes.push({ key, origin: { kind: "line", line: key }, given: undefined, formula, names, from });
    return this.#values.push(value) - 1;
  }
}
