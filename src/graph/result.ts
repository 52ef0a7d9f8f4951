/** The hidden key under which a result keeps what it is made from. */
const state = /* @__PURE__ */ Symbol("llm-footprint.state");
const inspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");

interface Kept<State> {
  readonly of: State;
  readonly made: Map<string, unknown>;
}
type Holder<State> = Readonly<Record<typeof state, Kept<State>>>;

/** What a result was made from; `undefined` for other objects. */
export const madeFrom = (result: object): unknown => (result as Partial<Holder<unknown>>)[state]?.of;

/** How a key of a result is had: ready, and read each time; or made at its first reading. */
export type Field<State> = (of: State) => unknown;

/**
 * Makes results whose keys are own and enumerable, so that they spread, print and serialise like plain objects, and whose values are made when they
 * are read: numbers each time, everything else once.
 *
 * @param ready - keys that are cheap to read
 * @param later - keys that are made once, at their first reading
 */
export function resultMaker<State, Result>(
  ready: Readonly<Record<string, Field<State>>>,
  later: Readonly<Record<string, Field<State>>>,
): (of: State) => Result {
  const descriptors: PropertyDescriptorMap = {};
  for (const [key, read] of Object.entries(ready)) {
    descriptors[key] = {
      enumerable: true,
      configurable: true,
      get(this: Holder<State>) {
        return read(this[state].of);
      },
    };
  }
  for (const [key, make] of Object.entries(later)) {
    descriptors[key] = {
      enumerable: true,
      configurable: true,
      get(this: Holder<State>) {
        const { of, made } = this[state];
        if (!made.has(key)) made.set(key, make(of));
        return made.get(key);
      },
    };
  }
  // Node prints accessors as such unless it is told what to print.
  descriptors[inspect as unknown as string] = {
    value(this: object) {
      return { ...this };
    },
  };
  return (of) => {
    const kept: Kept<State> = { of, made: new Map() };
    return Object.defineProperties(Object.defineProperty({}, state, { value: kept }), descriptors) as Result;
  };
}
