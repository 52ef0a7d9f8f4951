import { lazily } from "../../core/lazily.js";
import type { Unit, UnitOf } from "../../core/units.js";
import { bare, graph, type Quantity, quantity } from "../../graph/rows.js";
import { same, sum, type Way, whole } from "../../graph/ways.js";
import { repeated } from "./price.js";

type Goals<Names extends string, Goal extends string> = readonly `${Names}.${Goal}`[];
/** A quantity of all of some parts. */
export const inAll = <Names extends string, const Goal extends string>(parts: readonly Names[], goal: Goal): Goals<Names, Goal> =>
  parts.map((part) => `${part}.${goal}` as const);

/** A number given to a whole would not be the sum of its parts any more. */
const ofParts = { isOfParts: true } as const;

/**
 * The numbers of a whole from those of its parts, which have the rows of `repeated`. A number that one of the parts does not know is not known of the
 * whole; hours and prices are those of the parts that have accelerators.
 */
export const totalsOf = <const Names extends string>(...parts: readonly Names[]) => ({
  deviceHours: quantity("Accelerator-hours", ofParts, sum(...inAll(parts, "allDeviceHours?"))),
  itEnergyKwh: quantity("Energy of the equipment", ofParts, whole(...inAll(parts, "allItEnergyKwh"))),
  energyKwh: quantity(
    "Energy of the data centres, PUE applied once; of networks and devices as it is",
    ofParts,
    whole(...inAll(parts, "allEnergyKwh")),
  ),
  operationalGramsCo2e: quantity("Location-based emissions of the electricity", ofParts, whole(...inAll(parts, "allOperationalGramsCo2e"))),
  embodiedGramsCo2e: quantity("Share of the manufacture of the hardware", ofParts, whole(...inAll(parts, "allEmbodiedGramsCo2e"))),
  totalGramsCo2e: quantity(
    "Location-based emissions and the share of the manufacture",
    ofParts,
    whole(...inAll(parts, "allTotalGramsCo2e")),
  ),
  marketOperationalGramsCo2e: quantity(
    "Market-based emissions of the electricity, beside the total; where every part knows them",
    ofParts,
    whole(...inAll(parts, "allMarketOperationalGramsCo2e")),
  ),
  waterLitres: quantity("Water, where every part knows it", ofParts, whole(...inAll(parts, "allWaterLitres"))),
  costUsd: quantity("Price of accelerators and electricity, of the parts that have one", ofParts, sum(...inAll(parts, "allCostUsd?"))),
});

/** Numbers that stand elsewhere, so many times. */
export const counted = lazily(() => graph<unknown>()({ ...bare(totalsOf()), ...repeated() }));

type Key = Exclude<keyof ReturnType<typeof totalsOf>, symbol>;
type InAll<Name extends string> = { readonly [In in Key]: readonly [ReturnType<typeof same<`${Name}.all${Capitalize<In>}`>>] };
/** Ways by which {@link counted} has the numbers of another part in all. */
export const allOf = <const Name extends string>(part: Name): InAll<Name> =>
  Object.fromEntries(
    Object.keys(totalsOf()).map((key) => [key, [same(`${part}.all${key.charAt(0).toUpperCase()}${key.slice(1)}`)]]),
  ) as unknown as InAll<Name>;

type Ways<Rows> = {
  readonly [In in keyof Rows]: Rows[In] extends Quantity<infer U extends Unit, infer Needs, infer Records>
    ? readonly Way<U, Needs, Records>[]
    : never;
};
/** Ways by which {@link counted} has the sums over other parts. */
export const sumsOf = <const Names extends string>(...parts: readonly Names[]): Ways<ReturnType<typeof totalsOf<Names>>> =>
  Object.fromEntries(Object.entries(totalsOf(...parts)).map(([key, { ways }]) => [key, ways])) as never;

/** The numbers of a whole that are those of one of its parts. */
export const totalsLike = <const Name extends string>(
  name: Name,
): { readonly [In in Key]: Quantity<UnitOf<In>, `${Name}.${In}`, unknown> } =>
  Object.fromEntries(
    Object.entries(totalsOf()).map(([key, { words }]) => [key, quantity(words, ofParts, same(`${name}.${key}`))]),
  ) as never;
