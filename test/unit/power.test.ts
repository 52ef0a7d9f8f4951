import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { cosineOfTurns, cubeRoot, exp, expLessOne, log, log10, power, powerOfTwo } from "../../src/core/power.js";

/** Digits enough that the last of a float64 is known. */
const Exact = Decimal.clone({ precision: 40, defaults: true });
type Exact = InstanceType<typeof Exact>;

/** A float64 itself: the shortest text of it, which decimals read, is another number. */
const itself = (value: number): Exact => new Exact(`${value < 0 ? "-" : ""}0b${Math.abs(value).toString(2)}`);

/** The distance of a float64 from its neighbour, at the size of a number. */
const unit = (value: number): number => Math.max(2 ** (Math.floor(Math.log2(Math.abs(value))) - 52), Number.MIN_VALUE);

/** A function is right up to some last digits: what Node prints is held against forty digits. */
function isWithin(units: number, name: string, actual: number, exact: Exact): void {
  const error = Math.abs(itself(actual).minus(exact).toNumber());
  expect(error, `${name} = ${actual}, not ${exact.toString()}`).toBeLessThan(units * unit(exact.toNumber()));
}

/** Numbers over a range, none of them round. */
const between = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => low + ((high - low) * (index + 0.377)) / count);

describe("exp", () => {
  const arguments_ = [
    ...between(-745, 709, 60),
    ...between(-2, 2, 60),
    // The ends of its ways.
    ...[
      0.3465735912322997, 0.3465735912322999, 1.0397205352783203, 1.0397205352783201, 4e-9, 3e-9, 1e-300, 709.7, 709.4, -708.3, -708.5,
      -709.1,
    ],
  ].flatMap((x) => [x, -x]);

  it("is e^x to the last digit but one", () => {
    for (const x of arguments_) if (x < 709.78) isWithin(1, `exp(${x})`, exp(x), itself(x).exp());
  });

  it.each([
    [0, 1],
    [1, Math.E],
    [3e-9, 1.000000003],
    [709.782712893384, 1.7976931348622732e308],
    [709.7827128933841, Number.POSITIVE_INFINITY],
    [-745.1332191019411, 5e-324],
    [-745.1332191019412, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.NaN, Number.NaN],
  ])("of %d is %d", (x, value) => {
    expect(exp(x)).toBe(value);
  });
});

describe("log and log10", () => {
  const arguments_ = [
    ...between(0.3, 4, 80),
    ...between(-320, 308, 60).map((exponent) => 10 ** exponent * 1.37),
    // Next to powers of two, where another way is gone.
    ...[1, 2, 0.5, 1024, 2 ** -30].flatMap((of) => [
      of * (1 + 1e-7),
      of * (1 - 1e-7),
      of * (1 + 1e-12),
      of * (1 + 2 ** -52),
      of * (1 - 2 ** -53),
    ]),
    ...[5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.5e-308, Number.MAX_VALUE],
  ];

  it("are the logarithms to the last digits", () => {
    for (const x of arguments_) {
      isWithin(1, `log(${x})`, log(x), itself(x).ln());
      isWithin(2, `log10(${x})`, log10(x), itself(x).log());
    }
  });

  it.each([
    [1, 0],
    [2, Math.LN2],
    [0.5, -Math.LN2],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [0, Number.NEGATIVE_INFINITY],
    [-1, Number.NaN],
    [Number.NaN, Number.NaN],
  ])("log of %d is %d", (x, value) => {
    expect(log(x)).toBe(value);
  });

  it("log10 of powers of ten is whole", () => {
    for (let exponent = -22; exponent <= 22; exponent++) expect(log10(Number(`1e${exponent}`))).toBe(exponent);
    expect(log10(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log10(-1)).toBeNaN();
    expect(log10(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("powers", () => {
  it.each([
    [2, 10, 1024],
    [2, -3, 0.125],
    [7, 0, 1],
    [0, 0, 1],
    [3, 16, 43_046_721],
    [3, -16, 1 / 43_046_721],
    [2, 0.5, Math.SQRT2],
    [0, 0.3, 0],
    [0, -0.3, Number.POSITIVE_INFINITY],
    [0, 17, 0],
    [1, 0.3, 1],
    [1, 1e300, 1],
  ])("%d^%d is %d", (x, y, value) => {
    expect(power(x, y)).toBe(value);
  });

  it("of any exponent are near the exact ones", () => {
    for (const x of between(0.01, 50, 40)) {
      for (const y of [-17, -2.5, -0.34, 0.28, 0.7, 1.5, 3.1, 17]) {
        const exact = itself(x).pow(y);
        expect(power(x, y) / exact.toNumber(), `${x}^${y}`).toBeCloseTo(1, 13);
      }
    }
  });

  it.each([
    [-1, 0],
    [0, 0],
    [Number.NaN, 0],
    [0.3, 1],
    [1, 1],
    [1.01, 2],
    [2, 2],
    [5, 8],
    [1000, 1024],
  ])("the least power of two for %d is %d", (least, value) => {
    expect(powerOfTwo(least)).toBe(value);
  });
});

describe("e^x − 1 and cube roots", () => {
  it("keep their digits near zero", () => {
    for (const x of [...between(-40, 40, 60), ...between(-1e-3, 1e-3, 20), 1e-10, -1e-12, 1e-15, 1e-17]) {
      isWithin(4, `expLessOne(${x})`, expLessOne(x), itself(x).exp().minus(1));
    }
    expect(expLessOne(-800)).toBe(-1);
    expect(expLessOne(800)).toBe(Number.POSITIVE_INFINITY);
    for (const x of [1e-20, -1e-300]) expect(expLessOne(x)).toBe(x);
  });

  it("of whole cubes are whole", () => {
    for (let root = 1; root <= 300; root++) expect(cubeRoot(root ** 3)).toBe(root);
    expect(cubeRoot(0.125)).toBe(0.5);
    expect(cubeRoot(0)).toBe(0);
    expect(cubeRoot(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    for (const x of between(0.001, 1e6, 50)) isWithin(1, `cubeRoot(${x})`, cubeRoot(x), itself(x).cbrt());
  });
});

describe("the cosine of turns", () => {
  it("is that of the angle", () => {
    for (const u of between(0, 1, 100)) {
      const exact = itself(u).times(2).times(Exact.acos(-1)).cos();
      expect(Math.abs(itself(cosineOfTurns(u)).minus(exact).toNumber()), `${u} turns`).toBeLessThan(2.5e-16);
    }
  });

  it("is exact at quarters", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((u) => cosineOfTurns(u) + 0)).toEqual([1, 0, -1, 0, 1]);
  });
});
