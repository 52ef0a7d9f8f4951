import { seededRandom } from "../core/random.js";
import { normalDraw, Z95 } from "../core/draws.js";
import { power } from "../core/power.js";
import { behind } from "./estimator.js";
import type { FootprintTotals, UsageFootprint } from "./usage-record.js";

/** What many calls cost together. */
export interface JointTotals extends FootprintTotals {
  /** 5 and 95 % of what is not known; null where nothing was estimated. */
  readonly low: FootprintTotals | null;
  readonly high: FootprintTotals | null;
  /** Price of the calls whose price is known (USD), and how many calls those are. */
  readonly costUsd?: number;
  readonly pricedRows?: number;
}

/** Adds calls up. */
export interface UsageTotals {
  /** Adds a call; one without numbers adds none. */
  readonly add: (footprint: UsageFootprint) => void;
  /** The sums so far. */
  readonly totals: () => JointTotals;
  /** The sums as plain data, from which `createUsageTotals` goes on. */
  readonly state: () => UsageTotalsState;
}

const keys = ["energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e", "waterLitres"] as const;
type Key = (typeof keys)[number];

/** Sums that are kept for later. */
export interface UsageTotalsState {
  readonly groups: Readonly<Record<string, GroupState>>;
  readonly costUsd: number;
  readonly pricedRows: number;
}

/** The sums of one service. */
export interface GroupState extends Omit<Group, "low" | "central" | "high"> {
  readonly low: readonly number[];
  readonly central: readonly number[];
  readonly high: readonly number[];
}

/** The calls of one service: they move together, because what is not known of it is the same for all of them. */
interface Group {
  readonly sizeKey: string;
  readonly placeKey: string;
  /** Weights of what is shared: the size of the model, the error of the equations, the place with its deployment. */
  readonly size: number;
  readonly error: number;
  readonly place: number;
  readonly low: Float64Array;
  readonly central: Float64Array;
  readonly high: Float64Array;
}

/** Draws of the joint range: its ends move by less than a hundredth with more of them. */
const DRAWS = 2000;

/**
 * Sums of calls with a range of the whole: what calls share moves them together (the size of a model, the deployment and the place of a provider,
 * the error of the equations), and what they do not share averages out.
 *
 * @param saved - sums that were kept, to go on with
 *
 * @example
 * ```ts
 * import { createEstimator, createUsageTotals } from "llm-footprint/usage";
 *
 * const footprint = createEstimator();
 * const sums = createUsageTotals();
 * for (const outputTokens of [100, 200]) {
 *   const record = { model: "gpt-4o", inputTokens: 1000, outputTokens };
 *   sums.add(footprint(record));
 * }
 * const { energyKwh, low } = sums.totals();
 * console.log(low !== null && low.energyKwh < energyKwh); // true
 * ```
 */
export function createUsageTotals(saved?: UsageTotalsState): UsageTotals {
  const groups = new Map<string, Group>(
    Object.entries(saved?.groups ?? {}).map(([key, { low, central, high, ...group }]) => [
      key,
      { ...group, low: Float64Array.from(low), central: Float64Array.from(central), high: Float64Array.from(high) },
    ]),
  );
  const sums = new Float64Array(keys.length);
  for (const { central } of groups.values()) for (const [index, value] of central.entries()) sums[index] = (sums[index] as number) + value;
  let { costUsd = 0, pricedRows = 0 } = saved ?? {};
  return {
    add: (footprint) => {
      if (footprint.costUsd !== undefined) {
        costUsd += footprint.costUsd;
        pricedRows++;
      }
      const { low, high } = footprint;
      if (low === null || high === null) return;
      const group = groupOf(groups, footprint);
      for (let index = 0; index < keys.length; index++) {
        const key = keys[index] as Key;
        const value = footprint[key] as number;
        sums[index] = (sums[index] as number) + value;
        group.low[index] = (group.low[index] as number) + low[key];
        group.central[index] = (group.central[index] as number) + value;
        group.high[index] = (group.high[index] as number) + high[key];
      }
    },
    totals: () => {
      const [low, high] = groups.size === 0 ? [null, null] : jointEnds([...groups.values()], sums);
      return { ...totalsOf(sums), low, high, ...(pricedRows > 0 ? { costUsd, pricedRows } : {}) };
    },
    state: () => ({
      groups: Object.fromEntries(
        [...groups].map(([key, { low, central, high, ...group }]) => [
          key,
          { ...group, low: [...low], central: [...central], high: [...high] },
        ]),
      ),
      costUsd,
      pricedRows,
    }),
  };
}

const totalsOf = (values: ArrayLike<number>): FootprintTotals =>
  Object.fromEntries(keys.map((key, index) => [key, values[index] as number])) as unknown as FootprintTotals;

function groupOf(groups: Map<string, Group>, footprint: UsageFootprint): Group {
  const answer = behind(footprint)?.answer;
  const key = footprint.match === "measured" ? `measured ${answer?.placeKey ?? ""}` : (answer?.groupKey ?? "");
  let group = groups.get(key);
  if (group === undefined) {
    const { sizeShare = 0, errorShare = 0 } = answer?.service ?? {};
    const whole = Math.max(1, sizeShare + errorShare);
    group = {
      sizeKey: answer?.sizeKey ?? "",
      placeKey: answer?.placeKey ?? "",
      size: Math.sqrt(sizeShare / whole),
      error: Math.sqrt(errorShare / whole),
      place: Math.sqrt(Math.max(0, 1 - (sizeShare + errorShare) / whole)),
      low: new Float64Array(keys.length),
      central: new Float64Array(keys.length),
      high: new Float64Array(keys.length),
    };
    groups.set(key, group);
  }
  return group;
}

/** Low and high of a sum: of one group its own ends, of several the 5 and 95 % of joint draws, which never lie beyond the sums of the ends. */
function jointEnds(groups: readonly Group[], sums: Float64Array): readonly [FootprintTotals, FootprintTotals] {
  const sumOf = (end: "low" | "high"): number[] =>
    keys.map((_, index) => groups.reduce((sum, group) => sum + (group[end][index] as number), 0));
  const [lowest, highest] = [sumOf("low"), sumOf("high")];
  if (groups.length === 1) return [totalsOf(lowest), totalsOf(highest)];
  const random = seededRandom(1);
  const drawn = keys.map(() => new Float64Array(DRAWS));
  for (let draw = 0; draw < DRAWS; draw++) {
    const error = normalDraw(random);
    const shared = new Map<string, number>();
    const of = (key: string): number => {
      let z = shared.get(key);
      if (z === undefined) shared.set(key, (z = normalDraw(random)));
      return z;
    };
    for (const group of groups) {
      const z = (group.size * of(`size ${group.sizeKey}`) + group.error * error + group.place * of(`place ${group.placeKey}`)) / Z95;
      for (let index = 0; index < keys.length; index++) {
        const central = group.central[index] as number;
        const end = (z < 0 ? group.low : group.high)[index] as number;
        // Zero has no logarithm; where a number is zero, so are its ends.
        const value = central <= 0 || end <= 0 ? central : central * power(end / central, Math.abs(z));
        const column = drawn[index] as Float64Array;
        column[draw] = (column[draw] as number) + value;
      }
    }
  }
  const at = (share: number): number[] => drawn.map((column) => column.sort()[Math.round(share * (DRAWS - 1))] as number);
  const [low, high] = [at(0.05), at(0.95)];
  return [
    totalsOf(low.map((value, index) => Math.min(sums[index] as number, Math.max(value, lowest[index] as number)))),
    totalsOf(high.map((value, index) => Math.max(sums[index] as number, Math.min(value, highest[index] as number)))),
  ];
}
