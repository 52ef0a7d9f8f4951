import { equivalentFigures } from "../catalog/equivalent-figures.js";
import type { Figure } from "../core/figure.js";
import { checkArgument, isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import { lazily } from "../core/lazily.js";
import { exp, log } from "../core/power.js";
import { type Ranged, rangedOf } from "./ranged.js";
import type { FootprintTotals } from "./usage-record.js";

/** What a total is as much as. */
export interface EverydayEquivalent {
  readonly key: "petrolCarKilometres" | "smartphoneCharges" | "ledBulbHours" | "showerMinutes";
  readonly value: number;
  /** 5 and 95 %: of the total, where it has ends, and of the everyday thing. */
  readonly low: number;
  readonly high: number;
  readonly unit: "km" | "charge" | "h" | "min";
  /** `1.2 km by an average petrol car (0.4 to 3.6)`. */
  readonly text: string;
  /** Id of the work in `sources.json` that the everyday thing is from, and the place in it. */
  readonly source: string;
  readonly at: string;
}

/** Totals as estimators and sums of calls give them: with ends, or without. */
export type EquatedTotals = { readonly [Key in keyof FootprintTotals]: number | null } & {
  readonly low?: FootprintTotals | null;
  readonly high?: FootprintTotals | null;
};

const WHERE = "everydayEquivalents";
const WATTS_PER_KILOWATT = 1000;

interface Everyday {
  readonly key: EverydayEquivalent["key"];
  readonly of: "totalGramsCo2e" | "energyKwh" | "waterLitres";
  readonly unit: EverydayEquivalent["unit"];
  /** The words behind the number. */
  readonly name: string;
  readonly figure: Figure;
  /** From the unit of the figure to that of the total. */
  readonly scale: number;
}

const everyday = /* @__PURE__ */ lazily((): readonly Everyday[] => {
  const { petrolCarKilometreGramsCo2e, smartphoneChargeKwh, ledBulbWatts, showerMinuteLitres } = equivalentFigures;
  const drive = { key: "petrolCarKilometres", of: "totalGramsCo2e", unit: "km", name: "km by an average petrol car" } as const;
  const charge = { key: "smartphoneCharges", of: "energyKwh", unit: "charge", name: "charges of a smartphone" } as const;
  const bulb = { key: "ledBulbHours", of: "energyKwh", unit: "h", name: "h of an LED bulb" } as const;
  const shower = { key: "showerMinutes", of: "waterLitres", unit: "min", name: "min of water of a shower" } as const;
  return [
    { ...drive, figure: petrolCarKilometreGramsCo2e, scale: 1 },
    { ...charge, figure: smartphoneChargeKwh, scale: 1 },
    { ...bulb, figure: ledBulbWatts, scale: 1 / WATTS_PER_KILOWATT },
    { ...shower, figure: showerMinuteLitres, scale: 1 },
  ];
});

/** A total over an everyday thing; logarithms that do not hang together add up as squares. */
function ratioOf(total: Ranged, thing: Ranged): Ranged {
  const value = total.value / thing.value;
  const end = (of: number, by: number): number => {
    if (total.value <= 0 || of <= 0) return of / thing.value;
    const [ofTotal, ofThing] = [log(of / total.value), log(thing.value / by)];
    const steps = Math.sqrt(ofTotal * ofTotal + ofThing * ofThing);
    return value * exp(of < total.value || by > thing.value ? -steps : steps);
  };
  return { value, low: end(total.low, thing.high), high: end(total.high, thing.low) };
}

const DIGITS = 2;
const printed = (value: number): string => `${Number(value.toPrecision(DIGITS))}`;

function checked(totals: EquatedTotals): void {
  checkArgument(WHERE, "totals", totals, "an object");
  for (const { of } of everyday()) {
    const value = totals[of];
    if (value !== null && !isInDomain(value, nonNegative)) throw outOfDomain(WHERE, of, value, nonNegative);
    for (const end of ["low", "high"] as const) {
      const ends = totals[end];
      if (ends === undefined || ends === null) continue;
      checkArgument(WHERE, end, ends, "an object");
      if (!isInDomain(ends[of], nonNegative)) throw outOfDomain(WHERE, `${end}.${of}`, ends[of], nonNegative);
    }
  }
}

/**
 * What totals are as much as, in everyday things: on request only, because such a number says less than the total that it comes from. Each thing
 * has its source.
 *
 * @param totals - the result of an estimator, or the sums of many calls
 * @returns one entry for each thing; none for a number that is null
 * @throws `FootprintError` `out-of-domain` for a number that is none
 *
 * @example
 * ```ts
 * import { everydayEquivalents } from "llm-footprint/usage";
 *
 * const month = { energyKwh: 12, operationalGramsCo2e: 4600, embodiedGramsCo2e: 400, totalGramsCo2e: 5000, waterLitres: 3 };
 * const [drive] = everydayEquivalents(month);
 * console.log(drive?.text, drive?.source); // 28 km by an average petrol car (23 to 35) defra-2018
 * ```
 */
export function everydayEquivalents(totals: EquatedTotals): readonly EverydayEquivalent[] {
  checked(totals);
  return everyday().flatMap(({ key, of, unit, name, figure, scale }) => {
    const value = totals[of];
    if (value === null) return [];
    const total = { value, low: Math.min(value, totals.low?.[of] ?? value), high: Math.max(value, totals.high?.[of] ?? value) };
    const thing = rangedOf(figure);
    const ratio = ratioOf(total, { value: thing.value * scale, low: thing.low * scale, high: thing.high * scale });
    const { source, at } = figure;
    return [{ key, ...ratio, unit, text: `${printed(ratio.value)} ${name} (${printed(ratio.low)} to ${printed(ratio.high)})`, source, at }];
  });
}
