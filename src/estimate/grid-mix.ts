import { lazily } from "../core/lazily.js";
import type { FuelRecord, FuelShares, GridRecord, HourlyMixRecord } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Basis, Figure } from "../core/figure.js";
import { checkArgument, type Domain, formatValue, fraction, isInDomain, outOfDomain } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { kind, rangesOf } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { resultMaker } from "../graph/result.js";
import { graph, part, quantity } from "../graph/rows.js";
import { by, from, sum } from "../graph/ways.js";
import { generationShare } from "../site/grid-mix.js";

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

type MixBasis = GridRecord["basis"];
type Fuels = Readonly<Record<string, Pick<FuelRecord, "name" | "lifecycleGramsPerKwh" | "directGramsPerKwh">>>;

/** A fuel of the mix with its factor. */
interface OfFuel {
  readonly factor: { readonly gramsPerKwh: Figure };
}
const fuel = lazily(() =>
  graph<OfFuel>()({
    generationShare: quantity("Share of the fuel in the generation", { domain: fraction, field: "" }),
    fuelGramsPerKwh: quantity("Emissions of the fuel", from<OfFuel>()("factor", "gramsPerKwh")),
    mixPartGramsPerKwh: quantity("What the fuel adds to the intensity", by(F.mixPart)),
  }),
);

/** The fuels of a mix in their order; each is a scope of its own in the trace. */
interface OfMix {
  readonly mix: readonly (OfFuel & { readonly scope: string; readonly generationShare: number })[];
}
const mixed = lazily(() =>
  graph<OfMix>()({
    mix: part(fuel(), ({ mix }: OfMix) => mix),
    shareSum: quantity(
      "Sum of the shares, 1 up to rounding",
      { domain: SHARE_SUM, fix: "name every fuel, as fractions" },
      sum("mix.generationShare"),
    ),
    partsGramsPerKwh: quantity("Sum of the parts", sum("mix.mixPartGramsPerKwh")),
    intensityGramsPerKwh: quantity("Intensity of the mix", by(F.mixIntensity)),
  }),
);
const ofMix = /* @__PURE__ */ kind<OfMix>(() => ({
  name: "mix",
  graph: mixed(),
  totals: ["intensityGramsPerKwh"],
  rankBy: "intensityGramsPerKwh",
  choices: ["mix"],
}));

function entryOf(fuels: Fuels, scope: string, share: number, basis: MixBasis): OfMix["mix"][number] {
  const record = Object.hasOwn(fuels, scope) ? fuels[scope] : undefined;
  if (record === undefined) {
    const known = Object.keys(fuels);
    throw new FootprintError("unknown-id", `mix: "${scope}" is not a fuel; known: ${known.join(", ")}`, {
      field: `mix.${scope}`,
      value: scope,
      nearest: known,
    });
  }
  const factor = basis === "lifecycle" ? record.lifecycleGramsPerKwh : record.directGramsPerKwh;
  if (factor === undefined) {
    throw new FootprintError("invalid-input", `mix: ${record.name} has no ${basis} factor`, { field: `mix.${scope}`, value: basis });
  }
  return { scope, generationShare: share, factor: { gramsPerKwh: factor } };
}

/** A mix that was evaluated. */
interface Mixed {
  readonly run: Run;
  readonly shares: FuelShares;
  readonly basis: MixBasis;
  /** The least sure of its factors: the figure stands on all of them. */
  readonly weakest: Figure;
  readonly sources: readonly string[];
}

const textOf = (shares: FuelShares): string =>
  Object.entries(shares)
    .map(([name, share]) => `${name} ${formatValue(share)}`)
    .join(", ");
const isUnsure = ({ basis }: Figure): boolean => weakness.includes(basis);

function figureOf({ run, shares, weakest, sources }: Mixed): Figure {
  const { low, high } = rangesOf<{ readonly intensityGramsPerKwh: number }>(run, ofMix.totalsOf(run.program.plan), "intensityGramsPerKwh");
  return {
    value: valueIn(run, "intensityGramsPerKwh") as number,
    low: low.intensityGramsPerKwh,
    high: high.intensityGramsPerKwh,
    source: weakest.source,
    at: `mix of ${textOf(shares)}; factors of ${sources.join(", ")}`,
    basis: isUnsure(weakest) ? weakest.basis : "derived",
  };
}

const notesOf = ({ shares, basis, weakest }: Mixed): string[] => [
  `Grid: the ${basis === "lifecycle" ? "life-cycle" : "direct"} intensity of a mix of ${textOf(shares)}; low and high are those of the literature on each fuel.`,
  ...(isUnsure(weakest) ? [`Grid: at least one factor of the mix is only ${weakest.basis} (${weakest.source}).`] : []),
];

const gridOf = /* @__PURE__ */ resultMaker<Mixed, MixGrid>(
  { name: () => "own mix" },
  { intensityGramsPerKwh: figureOf, lines: ({ run }) => linesOf(run), notes: notesOf },
);

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
export function gridFromMix(shares: FuelShares, fuels: Fuels, basis: MixBasis = "lifecycle"): MixGrid {
  if (basis !== "lifecycle" && basis !== "direct") {
    throw new FootprintError("invalid-input", `mix: basis = ${formatValue(basis)} is not one of lifecycle, direct`, {
      field: "mixBasis",
      value: basis,
      nearest: ["lifecycle", "direct"],
    });
  }
  checkArgument("mix", "shares", shares, "an object");
  checkArgument("mix", "fuels", fuels, "an object");
  const mix = Object.entries(shares).map(([name, share]) => entryOf(fuels, name, share, basis));
  if (mix.length === 0) {
    throw new FootprintError("out-of-domain", "mix: the shares of no fuel add up to 0; name every fuel, as fractions", { field: "mix" });
  }
  const factors = mix.map(({ factor }) => factor.gramsPerKwh);
  return gridOf({
    run: ofMix.run({ mix }),
    shares,
    basis,
    weakest: factors.reduce((least, factor) => (rankOf(factor) < rankOf(least) ? factor : least)),
    sources: [...new Set(factors.map(({ source }) => source))],
  });
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
  checkArgument("mix", "the record", record, "an object");
  checkArgument("mix", "generationKwh", record.generationKwh, "an object");
  checkWhole("month", month, 1, 12);
  checkWhole("hour", hour, 0, 23);
  for (const [fuel, hours] of Object.entries(record.generationKwh)) checkArgument("mix", `generationKwh.${fuel}`, hours, "a list");
  const energies = Object.entries(record.generationKwh).map(
    ([fuel, byMonth]) => [fuel, byMonth.find((_, before) => before + 1 === month)?.[hour] as number] as const,
  );
  const totalEnergy = energies.reduce((sum, [, energy]) => sum + energy, 0);
  return Object.fromEntries(energies.map(([fuel, fuelEnergy]) => [fuel, generationShare({ fuelEnergy, totalEnergy })]));
}

function checkWhole(field: string, value: number, min: number, max: number): void {
  // One hour is meant, no range of them.
  if (!isInDomain(value, { min, max })) throw outOfDomain("mix", field, value, { min, max });
  if (!Number.isInteger(value))
    throw new FootprintError("out-of-domain", `mix: ${field} = ${value} is not a whole number`, { field, value });
}
