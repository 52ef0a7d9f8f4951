import { checkArgument } from "../core/formula.js";
import type { Figure } from "../core/figure.js";
import type { ClosedModelRecord, Interval, Model } from "./records.js";

/** How many models of one guess are named. */
const MOST_NAMED = 4;

/** What makes two guesses the same: kind and intervals. */
const guessOf = ({ architecture, parameters, activeParameters }: ClosedModelRecord): string =>
  [architecture, parameters.low, parameters.high, activeParameters.low, activeParameters.high].join();

/**
 * A closed model as an estimate takes it: its parameters as intervals around their geometric mean. The mean is no statement about the model,
 * only the middle of an interval over an order of magnitude; low and high are what counts.
 *
 * @param record - a record such as `closedModels["gpt-4o"]`
 * @param table - the table that it is in, so that an estimate can name the models of which the guess is the same
 *
 * @example
 * ```ts
 * import { closedModels, modelFromIntervals } from "llm-footprint/catalog/mpl/closed-models";
 *
 * const { parameters } = modelFromIntervals(closedModels["gpt-4o"]);
 * console.log(typeof parameters === "object" && parameters.low !== parameters.high); // true
 * ```
 */
export function modelFromIntervals(record: ClosedModelRecord, table: Readonly<Record<string, ClosedModelRecord>> = {}): Model {
  checkArgument("closed model", "the record", record, "an object");
  checkArgument("closed model", "the table", table, "an object");
  for (const key of ["parameters", "activeParameters"] as const) checkArgument("closed model", key, record[key], "an object");
  const { source, basis, note } = record;
  const middle = ({ low, high }: Interval): Figure => ({
    value: Math.sqrt(low * high),
    low,
    high,
    source,
    at: `${record.at}; geometric mean of the interval`,
    basis,
    ...(note === undefined ? {} : { note }),
  });
  const { name } = record;
  const alike = Object.values(table).filter((other) => other.name !== name && guessOf(other) === guessOf(record));
  const others = alike.slice(0, MOST_NAMED).map((other) => other.name);
  const more = alike.length > MOST_NAMED ? ` and ${alike.length - MOST_NAMED} more` : "";
  const head = {
    name,
    ...(alike.length === 0 ? {} : { note: `same guess as ${others.join(", ")}${more}: not a comparison of vendors` }),
  };
  return record.architecture === "dense"
    ? { kind: "dense", ...head, parameters: middle(record.parameters) }
    : {
        kind: "mixture-of-experts",
        ...head,
        parameters: middle(record.parameters),
        activeParameters: middle(record.activeParameters),
      };
}
