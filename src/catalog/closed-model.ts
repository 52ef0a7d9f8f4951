import type { Figure } from "../core/figure.js";
import type { ClosedModelRecord, Interval, Model } from "./records.js";

/**
 * A closed model as an estimate takes it: its parameters as intervals around their geometric mean. The mean is no statement about the model,
 * only the middle of an interval over an order of magnitude; low and high are what counts.
 *
 * @param record - a record such as `closedModels["gpt-4o"]`
 *
 * @example
 * ```ts
 * import { closedModels, modelFromIntervals } from "llm-footprint/catalog/mpl/closed-models";
 *
 * const { parameters } = modelFromIntervals(closedModels["gpt-4o"]);
 * console.log(typeof parameters === "object" && parameters.low !== parameters.high); // true
 * ```
 */
export function modelFromIntervals(record: ClosedModelRecord): Model {
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
  return record.architecture === "dense"
    ? { kind: "dense", name, parameters: middle(record.parameters) }
    : {
        kind: "mixture-of-experts",
        name,
        parameters: middle(record.parameters),
        activeParameters: middle(record.activeParameters),
      };
}
