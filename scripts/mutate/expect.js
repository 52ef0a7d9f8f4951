// What test files import of vitest, for scripts/mutate/worker.js: its expectations themselves, and tests in a plain list.
import {
  addCustomEqualityTesters,
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from "@vitest/expect";
import { spyOn } from "@vitest/spy";
import fc from "fast-check";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT], {
  addEqualityTesters: addCustomEqualityTesters,
  extend: (matchers) => chai.expect.extend(expect, matchers),
  unreachable: (message) => chai.assert.fail(message ?? "not to be reached"),
});
expect.extend(customMatchers);

// The same draws for every mutant. Tests that say how often they run keep their number.
fc.configureGlobal({ seed: 1, numRuns: 20 });

/** Every test of the files that were imported: its name and what it does. */
export const tests = [];
let path = [];

const add = (name, test) => tests.push({ name: [...path, name].join(" > "), test });

/** Rows of a table as vitest hands them on: spread where all of them are lists. */
const each =
  (make) =>
  ([...rows]) =>
  (name, of) => {
    const areLists = rows.every(Array.isArray);
    rows.forEach((row, index) => make(`${name} ${index}`, () => (areLists ? of(...row) : of(row))));
  };

export const it = Object.assign((name, test) => add(name, test), { each: each(add) });

function group(name, of) {
  const outer = path;
  path = [...path, name];
  of();
  path = outer;
}
export const describe = Object.assign(group, { each: each(group) });

/** Types are not checked here. */
export const expectTypeOf = () => new Proxy(() => undefined, { get: () => expectTypeOf(), apply: () => expectTypeOf() });

export const vi = { spyOn };
