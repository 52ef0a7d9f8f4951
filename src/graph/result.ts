/** The hidden key under which a result keeps what it is made from. */
const state = /* @__PURE__ */ Symbol("llm-footprint.state");
const inspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");

interface Kept<State> {
  readonly of: State;
  made: Map<string, unknown> | undefined;
}
type Holder<State> = Readonly<Record<typeof state, Kept<State>>>;

/** What a result was made from; `undefined` for other objects. */
export const madeFrom = (result: object): unknown => (result as Partial<Holder<unknown>>)[state]?.of;

/** How a key of a result is had. */
export type Field<State> = (of: State) => unknown;

/**
 * Makes results whose keys are own and enumerable, so that they spread, print and serialise like plain objects: what is ready is there, and
 * everything else is made when it is first read.
 *
 * @param ready - keys whose values are there at once
 * @param later - keys whose values are made once, at their first reading
 */
export function resultMaker<State, Result>(
  ready: Readonly<Record<string, Field<State>>>,
  later: Readonly<Record<string, Field<State>>>,
): (of: State) => Result {
  const names = Object.keys(ready);
  const reads = Object.values(ready);
  const descriptors: PropertyDescriptorMap = {};
  for (const [key, make] of Object.entries(later)) {
    descriptors[key] = {
      enumerable: true,
      configurable: true,
      get(this: Holder<State>) {
        const kept = this[state];
        const made = (kept.made ??= new Map<string, unknown>());
        if (!made.has(key)) made.set(key, make(kept.of));
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
  descriptors[state as unknown as string] = { writable: true, value: undefined };
  return (of) => {
    const result: Record<string, unknown> & { [state]?: Kept<State> } = {};
    for (let index = 0; index < names.length; index++) result[names[index] as string] = (reads[index] as Field<State>)(of);
    // In this order: accessors on an object that already holds its state, or that is a copy, cost V8 twenty times as much.
    Object.defineProperties(result, descriptors);
    result[state] = { of, made: undefined };
    return result as Result;
  };
}
