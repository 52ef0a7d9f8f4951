/** Most digits that {@link Digits} holds in one number: sums of 2^16 of them stay whole in float64. */
const mostDigits = 11;

/** A number by its shortest decimal form: ±(high · 10^lowDigits + low) · 10^exponent, both parts below 10^11. */
export interface Digits {
  negative: boolean;
  high: number;
  low: number;
  lowDigits: number;
  exponent: number;
}

/** An empty place for {@link readDigits}. */
export const emptyDigits = (): Digits => ({ negative: false, high: 0, low: 0, lowDigits: 0, exponent: 0 });

/** Reads the digits of a finite number as `String` prints them, which is what decimal arithmetic takes it for. */
export function readDigits(value: number, into: Digits): void {
  const text = String(value);
  const negative = text.charCodeAt(0) === 45;
  let high = 0;
  let low = 0;
  let digits = 0;
  let decimals = 0;
  let exponent = 0;
  let afterPoint = false;
  for (let place = negative ? 1 : 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === 46) {
      afterPoint = true;
    } else if (code === 101) {
      exponent = Number(text.slice(place + 1));
      break;
    } else {
      decimals += afterPoint ? 1 : 0;
      if (digits < mostDigits) high = high * 10 + code - 48;
      else low = low * 10 + code - 48;
      // Zeros in front are no digits.
      if (high > 0) digits++;
    }
  }
  into.negative = negative;
  into.high = high;
  into.low = low;
  into.lowDigits = digits > mostDigits ? digits - mostDigits : 0;
  into.exponent = exponent - decimals;
}

/** Power of ten of the highest digit of a number, plus one. */
export function topOf({ high, low, lowDigits, exponent }: Digits): number {
  return high === 0 && low === 0 ? -Infinity : exponent + lowDigits + String(high).length;
}

/** A whole number of 10^-places as decimal text, with as many decimals. */
export function decimalText(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const sign = units < 0n ? "-" : "";
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
