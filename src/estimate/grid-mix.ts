import type { FuelRecord, FuelShares, GridRecord, HourlyMixRecord } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator } from "../core/evaluator.js";
import { type Basis, checkGiven, type Figure } from "../core/figure.js";
import { type Domain, formatValue, fraction, isInDomain } from "../core/formula.js";
import { propagateRanges } from "../core/range.js";
import { type Line, sumOf, Trace } from "../core/trace.js";
import { generationShare, mixIntensity, mixPart } from "../site/grid-mix.js";

/** The electricity of a mix, with the lines that led to its intensity; goes where an estimate wants a `grid`. */
export interface MixGrid {
  readonly name: string;
  /** Emissions per unit of electricity (gCO2e/kWh), low and high from the literature on each fuel. */
  readonly intensityGramsPerKwh: Figure;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

// Printed shares are rounded; a sum further off has lost a fuel or mixed percent with fractions.
const SHARE_SUM: Domain = { min: 0.99, max: 1.01 };

/** Bases that the result keeps, the least sure first. */
const weakness: readonly Basis[] = ["recalled", "assumption", "estimated", "secondary"];

const rankOf = ({ basis }: Figure): number => (weakness.includes(basis) ? weakness.indexOf(basis) : weakness.length);

const wrongSum = (sum: number): FootprintError =>
  new FootprintError("out-of-domain", `mix: the shares add up to ${formatValue(sum)} and not to 1; name every fuel, as fractions`, {
    field: "mix",
    value: sum,
    bound: "[0.99, 1.01]",
  });

/**
 * The intensity of a mix of fuels, as a grid for an estimate.
 *
 * @param shares - share of each fuel in the generation (fractions that add up to 1), by the id that it has in `fuels`; shares of a table may
 *   name kinds that are no fuel (`other`, `other-fossil`): give those a factor of your own beside the fuels
 * @param fuels - the table of `llm-footprint/catalog/fuels`, or your own factors
 * @param basis - `lifecycle` with the upstream of fuels and plants, or `direct` from the stack alone
 * @throws `FootprintError` for a fuel that the table does not have, a share outside 0 to 1, shares that do not add up to 1, a fuel without a
 * direct factor
 *
 * @example
 * ```ts
 * import { fuels } from "llm-footprint/catalog/fuels";
 * import { gridFromMix } from "llm-footprint/electricity";
 *
 * const { intensityGramsPerKwh } = gridFromMix({ coal: 0.25, nuclear: 0.75 }, fuels);
 * console.log(intensityGramsPerKwh.value); // 214
 * ```
 */
export function gridFromMix(
  shares: FuelShares,
  fuels: Readonly<Record<string, Pick<FuelRecord, "name" | "lifecycleGramsPerKwh" | "directGramsPerKwh">>>,
  basis: GridRecord["basis"] = "lifecycle",
): MixGrid {
  if (basis !== "lifecycle" && basis !== "direct") {
    throw new FootprintError("invalid-input", `mix: basis = ${formatValue(basis)} is not one of lifecycle, direct`, {
      field: "mixBasis",
      value: basis,
      nearest: ["lifecycle", "direct"],
    });
  }
  const trace = new Trace();
  const t = new Evaluator(trace);
  const used: Figure[] = [];
  const entries = Object.entries(shares);
  const parts = entries.map(([fuel, share]) => {
    checkGiven("mix", fuel, share, fraction);
    const record = Object.hasOwn(fuels, fuel) ? fuels[fuel] : undefined;
    if (record === undefined) {
      const known = Object.keys(fuels);
      throw new FootprintError("unknown-id", `mix: "${fuel}" is not a fuel; known: ${known.join(", ")}`, {
        field: `mix.${fuel}`,
        value: fuel,
        nearest: known,
      });
    }
    const factor = basis === "lifecycle" ? record.lifecycleGramsPerKwh : record.directGramsPerKwh;
    if (factor === undefined) {
      throw new FootprintError("invalid-input", `mix: ${record.name} has no ${basis} factor`, { field: `mix.${fuel}`, value: basis });
    }
    used.push(factor);
    const ofFuel = t.input("generationShare", share);
    // A line of each fuel's own; the compiler needs to see the suffix.
    const key = `${fuel}MixPartGramsPerKwh` as "mixPartGramsPerKwh";
    return { ofFuel, part: t.line(key, mixPart, { generationShare: ofFuel, fuelGramsPerKwh: t.input("fuelGramsPerKwh", factor) }) };
  });
  const shareSum = t.sum(
    "shareSum",
    parts.map(({ ofFuel }) => ofFuel),
  );
  if (!isInDomain(t.value(shareSum), SHARE_SUM)) throw wrongSum(t.value(shareSum));
  const intensity = t.line("intensityGramsPerKwh", mixIntensity, {
    partsGramsPerKwh: t.sum(
      "partsGramsPerKwh",
      parts.map(({ part }) => part),
    ),
    shareSum,
  });
  const value = t.value(intensity);
  const { low, high } = propagateRanges(trace, { value }, { value: intensity }, "value");
  // The figure stands on all of its factors, so it is as sure as the least sure of them.
  const weakest = used.reduce((least, factor) => (rankOf(factor) < rankOf(least) ? factor : least));
  const unsure = weakness.includes(weakest.basis);
  const works = [...new Set(used.map(({ source }) => source))];
  const text = entries.map(([fuel, share]) => `${fuel} ${formatValue(share)}`).join(", ");
  return {
    name: "own mix",
    intensityGramsPerKwh: {
      value,
      low: low.value,
      high: high.value,
      source: weakest.source,
      at: `mix of ${text}; factors of ${works.join(", ")}`,
      basis: unsure ? weakest.basis : "derived",
    },
    lines: trace.lines(),
    notes: [
      `Grid: the ${basis === "lifecycle" ? "life-cycle" : "direct"} intensity of a mix of ${text}; low and high are those of the literature on each fuel.`,
      ...(unsure ? [`Grid: at least one factor of the mix is only ${weakest.basis} (${weakest.source}).`] : []),
    ],
  };
}

/**
 * The mix of a balancing area in one hour of the mean day of a month.
 *
 * @param record - a record such as `hourlyMixes.ciso`
 * @param month - 1 to 12
 * @param hour - 0 to 23, UTC
 * @returns share of each fuel in the generation (fractions); `other` is no fuel of the table and needs a factor of your own
 * @throws `FootprintError` `out-of-domain` for a month or hour that there is not
 *
 * @example
 * ```ts
 * import { hourlyMixes } from "llm-footprint/catalog/hourly-mixes";
 * import { mixAt } from "llm-footprint/electricity";
 *
 * // California in June at noon and at midnight, Pacific time
 * const [noon, midnight] = [mixAt(hourlyMixes.ciso, 6, 20), mixAt(hourlyMixes.ciso, 6, 8)];
 * console.log((noon["solar-utility"] ?? 0) > (midnight["solar-utility"] ?? 0)); // true
 * ```
 */
export function mixAt(record: HourlyMixRecord, month: number, hour: number): FuelShares {
  checkWhole("month", month, 1, 12);
  checkWhole("hour", hour, 0, 23);
  const energies = Object.entries(record.generationKwh).map(
    ([fuel, byMonth]) => [fuel, byMonth.find((_, before) => before + 1 === month)?.[hour] as number] as const,
  );
  const totalEnergy = sumOf(energies.map(([, energy]) => energy));
  return Object.fromEntries(energies.map(([fuel, fuelEnergy]) => [fuel, generationShare({ fuelEnergy, totalEnergy })]));
}

function checkWhole(field: string, value: number, min: number, max: number): void {
  checkGiven("mix", field, value, { min, max });
  if (!Number.isInteger(value))
    throw new FootprintError("out-of-domain", `mix: ${field} = ${value} is not a whole number`, { field, value });
}
