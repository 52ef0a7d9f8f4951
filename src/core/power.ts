/**
 * Powers, exponentials and logarithms with the same digits on every runtime. A standard says how sums, products, quotients and square roots are
 * rounded, and nothing of these: `**` differs between Node.js 22 and 24, `Math.exp` between V8 and JavaScriptCore. `exp`, `log` and `log10` follow
 * fdlibm step by step, which V8 uses too.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy,
 * modify, and distribute this software is freely granted, provided that this notice is preserved.
 *
 * @module
 */

/** A number, and the same as two words. */
const number = /* @__PURE__ */ Float64Array.of(1);
const words = /* @__PURE__ */ wordsOf(number);
/** Place of the word with the sign and the exponent. */
const HIGH = /* @__PURE__ */ highWord(words);

/** Functions, so that bundlers see that nothing else happens. */
function wordsOf({ buffer }: Float64Array): Int32Array {
  return new Int32Array(buffer);
}
function highWord(of: Int32Array): number {
  return of[1] === 0 ? 0 : 1;
}

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** 2^k for whole k from −1,022 to 1,023. */
function scale(k: number): number {
  number[0] = 0;
  words[HIGH] = (k + 1023) << 20;
  return number[0];
}

/** e^x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (x === 1) return Math.E;
  const size = Math.abs(x);
  if (size < 3.725290298461914e-9) return 1 + x;
  let k = 0;
  let high = 0;
  let low = 0;
  let rest = x;
  if (size >= 0.3465735912322998) {
    k = size < 1.0397205352783203 ? Math.sign(x) : Math.trunc(1.442695040888963387 * x + (x < 0 ? -0.5 : 0.5));
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
    rest = high - low;
  }
  const t = rest * rest;
  const c =
    rest -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 + t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  if (k === 0) return 1 - ((rest * c) / (c - 2) - rest);
  const y = 1 - (low - (rest * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * scale(1023);
  return k >= -1021 ? y * scale(k) : y * scale(k + 1000) * scale(-1000);
}

/** What the logarithm takes of s = f / (2 + f), for 1 + f. */
function seriesOf(s: number): number {
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd = z * (6.66666666666673513e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return odd + even;
}

/** ln x. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  // Most are logarithms of ratios not far from one: the same series, without a look at the words.
  if (x > 0.7101 && x < 1.3799 && (x > 1.00001 || x < 0.99999)) {
    const near = x - 1;
    const s = near / (2 + near);
    return near - s * (near - seriesOf(s));
  }
  const isSubnormal = x < 2.2250738585072014e-308;
  number[0] = isSubnormal ? x * 18014398509481984 : x;
  const head = words[HIGH] as number;
  const mantissa = head & 0xfffff;
  const carry = (mantissa + 0x95f64) & 0x100000;
  words[HIGH] = mantissa | (carry ^ 0x3ff00000);
  const k = (head >> 20) - 1023 + (carry >> 20) - (isSubnormal ? 54 : 0);
  const f = number[0] - 1;
  if ((0xfffff & (2 + mantissa)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const cubic = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - cubic : k * LN2_HIGH - (cubic - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const sum = seriesOf(s);
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + sum));
    return k * LN2_HIGH - (half - (s * (half + sum) + k * LN2_LOW) - f);
  }
  if (k === 0) return f - s * (f - sum);
  return k * LN2_HIGH - (s * (f - sum) - k * LN2_LOW - f);
}

/** The decimal logarithm. */
export function log10(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return log(x);
  const isSubnormal = x < 2.2250738585072014e-308;
  number[0] = isSubnormal ? x * 18014398509481984 : x;
  const head = words[HIGH] as number;
  const k = (head >> 20) - 1023 - (isSubnormal ? 54 : 0);
  const isBelowOne = k < 0 ? 1 : 0;
  words[HIGH] = (head & 0xfffff) | ((1023 - isBelowOne) << 20);
  const y = k + isBelowOne;
  return y * 3.69423907715893078616e-13 + 4.34294481903251816668e-1 * log(number[0]) + y * 3.01029995663611771306e-1;
}

/** Whole exponents up to this are products. */
const MOST_FACTORS = 16;

/** x^y for x of zero and above. */
export function power(x: number, y: number): number {
  if (y === 0.5) return Math.sqrt(x);
  if (Number.isInteger(y) && Math.abs(y) <= MOST_FACTORS) {
    let product = 1;
    for (let factor = Math.abs(y); factor > 0; factor--) product *= x;
    return y < 0 ? 1 / product : product;
  }
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return x === 1 ? 1 : exp(y * log(x));
}

/** e^x − 1, without the loss of digits near zero (W. Kahan). */
export function expLessOne(x: number): number {
  const whole = exp(x);
  if (whole === 1) return x;
  const less = whole - 1;
  return less === -1 || whole === Number.POSITIVE_INFINITY ? less : (less * x) / log(whole);
}

/** ∛x for x of zero and above. */
export function cubeRoot(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const near = exp(log(x) / 3);
  // One step of Newton's method: roots of whole cubes are whole.
  return near - (near * near * near - x) / (3 * near * near);
}

/** The least power of two from 1 on that is not less than a number; 0 where that is not above zero. */
export function powerOfTwo(least: number): number {
  let found = least > 0 ? 1 : 0;
  while (found > 0 && found < least) found *= 2;
  return found;
}

/** cos 2πu for u from 0 to 1, by the polynomials of fdlibm for an eighth of a turn. */
export function cosineOfTurns(u: number): number {
  const quarter = Math.round(4 * u);
  const x = (4 * u - quarter) * (Math.PI / 2);
  const z = x * x;
  const cosine =
    1 -
    (0.5 * z -
      z *
        z *
        (4.16666666666666019037e-2 +
          z *
            (-1.38888888888741095749e-3 +
              z *
                (2.48015872894767294178e-5 +
                  z * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11))))));
  const sine =
    x +
    z *
      x *
      (-1.66666666666666324348e-1 +
        z *
          (8.33333333332248946124e-3 +
            z *
              (-1.98412698298579493134e-4 +
                z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)))));
  return [cosine, -sine, -cosine, sine][quarter % 4] as number;
}
