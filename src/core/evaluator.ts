import { type Given, valueOf } from "./figure.js";
import type { Formula } from "./formula.js";
import { sumOf, type Trace } from "./trace.js";
import type { Unit, UnitOf } from "./units.js";

declare const unitOfQuantity: unique symbol;

/**
 * A value on its way through an estimate. Opaque on purpose: the number itself while nothing is recorded, the place of a node in the
 * trace while it is. The type parameter is its unit, so that the compiler refuses a kWh where an equation wants g/kWh.
 */
export interface Quantity<U extends Unit = Unit> {
  readonly [unitOfQuantity]: U;
}

/** The inputs of an equation as quantities: each key must hold the unit that its suffix announces. */
export type Quantities<Inputs> = { readonly [Key in keyof Inputs & string]: Quantity<UnitOf<Key>> };

/**
 * How an estimate is evaluated: as bare numbers, or into a trace. The wiring in `estimate/` is written once against this class.
 *
 * One class with a branch in short methods, and a number in both branches, on purpose: V8 then sees one shape at every call, inlines the
 * equation behind it, and turns the wiring into flat arithmetic. With a subclass per mode it did not (docs/adr/0003, `npm run bench`).
 */
export class Evaluator {
  readonly trace: Trace | undefined;

  /** @param trace - where to record; without one, only numbers are computed, unguarded */
  constructor(trace?: Trace) {
    this.trace = trace;
  }

  /** A number that came from the caller or from a record that the caller chose. */
  input<Key extends string>(key: Key, given: Given): Quantity<UnitOf<Key>> {
    return (this.trace === undefined ? valueOf(given) : +this.trace.input(key, given)) as unknown as Quantity<UnitOf<Key>>;
  }

  /** A cited number that the library chose because the caller gave none. */
  fallback<Key extends string>(key: Key, given: Given): Quantity<UnitOf<Key>> {
    return (this.trace === undefined ? valueOf(given) : +this.trace.fallback(key, given)) as unknown as Quantity<UnitOf<Key>>;
  }

  /** The result of an equation. */
  line<Key extends string, Inputs>(key: Key, formula: Formula<Inputs, UnitOf<Key>>, inputs: Quantities<Inputs>): Quantity<UnitOf<Key>> {
    return (this.trace === undefined
      ? formula.raw(inputs as unknown as Inputs)
      : +this.trace.line(
          key,
          formula as unknown as Formula<never>,
          inputs as unknown as Readonly<Record<string, number>>,
        )) as unknown as Quantity<UnitOf<Key>>;
  }

  /** The sum of parts, in the order given. */
  sum<Key extends string>(key: Key, parts: readonly Quantity<UnitOf<Key>>[]): Quantity<UnitOf<Key>> {
    const numbers = parts as unknown as readonly number[];
    return (this.trace === undefined ? sumOf(numbers) : +this.trace.sum(key, numbers)) as unknown as Quantity<UnitOf<Key>>;
  }

  /** Wires a part of an estimate whose lines bear its name: `rollout` makes `energyKwh` `rolloutEnergyKwh`. */
  within<Result>(scope: string, wire: () => Result): Result {
    return this.trace === undefined ? wire() : this.trace.within(scope, wire);
  }

  /** The bare number of a quantity. */
  value(quantity: Quantity): number {
    const number = quantity as unknown as number;
    return this.trace === undefined ? number : this.trace.value(number);
  }
}
