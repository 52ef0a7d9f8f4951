import { invalid } from "../core/errors.js";
import { checkArgument, formatValue } from "../core/formula.js";
import type { Figure } from "../core/figure.js";
import { oneOf } from "../core/near-matches.js";
import { exp, log } from "../core/power.js";
import { modelClasses } from "./model-classes.js";
import type { ClosedModelRecord, Interval, Model, ModelClassRecord, SizeOpinionRecord } from "./records.js";

/** A record that tells a size as an interval. */
type Sized = ClosedModelRecord | ModelClassRecord | SizeOpinionRecord;

/** How many models of one class or guess are named. */
const MOST_NAMED = 4;

const middleOf = ({ low, high }: Interval): number => Math.sqrt(low * high);
/** The logarithm of how far the ends of an interval lie from its middle. */
const spreadOf = ({ low, high }: Interval): number => log(high / low) / 2;

/** The interval that holds all of some. */
const hullOf = (intervals: readonly Interval[]): Interval => ({
  low: Math.min(...intervals.map(({ low }) => low)),
  high: Math.max(...intervals.map(({ high }) => high)),
});

/**
 * Parameters of a class: those of a token times the ratio, both lognormal and drawn apart, so that the logarithms of their widths add up as squares;
 * the product of the ends would be wider than 90 %.
 */
function totalOf(active: Interval, ratio: Interval): Interval {
  const middle = middleOf(active) * middleOf(ratio);
  const [ofActive, ofRatio] = [spreadOf(active), spreadOf(ratio)];
  const spread = exp(Math.sqrt(ofActive * ofActive + ofRatio * ofRatio));
  return { low: middle / spread, high: middle * spread };
}

interface Sizes {
  readonly parameters: Interval;
  readonly activeParameters: Interval;
  /** All parameters over the active ones, where their number is not told apart. */
  readonly totalOverActive?: Interval;
  /** Of what sizes the record speaks, so that others of the same can be named. */
  readonly key: string;
}

/** A class by its id; a record of one's own may name one that is none. */
function classRecord(id: string): ModelClassRecord {
  const record = (modelClasses as Readonly<Record<string, ModelClassRecord>>)[id];
  if (record !== undefined) return record;
  const { expected, nearest } = oneOf(id, Object.keys(modelClasses));
  throw invalid("classes", `closed model: classes holds ${formatValue(id)}, which is not ${expected}`, { value: id, nearest });
}

/** The intervals of a record. */
export function sizesOf(record: Sized): Sizes {
  if ("architecture" in record) {
    const { architecture, parameters, activeParameters } = record;
    return {
      parameters,
      activeParameters,
      key: [architecture, parameters.low, parameters.high, activeParameters.low, activeParameters.high].join(),
    };
  }
  const classes = "classes" in record ? record.classes.map((id) => classRecord(id)) : [record];
  const activeParameters = hullOf(classes.map((one) => one.activeParameters));
  const stated = "classes" in record ? record.parameters : undefined;
  const key = [...classes.map(({ name }) => name), stated?.low, stated?.high].join();
  if (stated !== undefined) return { parameters: stated, activeParameters, key };
  const totalOverActive = hullOf(classes.map((one) => one.totalOverActive));
  return { parameters: totalOf(activeParameters, totalOverActive), activeParameters, totalOverActive, key };
}

/** What a reader of an estimate must know of a closed model, beside its intervals. */
function notesOf(record: Sized, others: readonly string[]): string[] {
  const notes: string[] = [];
  if (others.length > 0) {
    const named = others.slice(0, MOST_NAMED).join(", ");
    const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : "";
    notes.push(`same ${"classes" in record ? "class" : "guess"} as ${named}${more}: not a comparison of vendors`);
  }
  const { computeMultiple, kind } = record as Partial<ClosedModelRecord>;
  if (computeMultiple !== undefined) {
    const { value, low, high } = computeMultiple;
    notes.push(
      `it computes ${value} (${low ?? value} to ${high ?? value}) times as much for a token that its user sees, which is not in this estimate`,
    );
  }
  if (kind !== undefined) notes.push(`its kind is ${kind}: the estimate is of its text alone`);
  return notes;
}

/**
 * A closed model as an estimate takes it: its parameters as intervals around their geometric mean. The mean is no statement about the model,
 * only the middle of an interval over an order of magnitude; low and high are what counts.
 *
 * @param record - a record such as `closedModels["gpt-4o"]`, a class such as `modelClasses["mini-2025"]`, or a second opinion
 * @param table - the table that it is in, so that an estimate can name the models that have the same interval
 *
 * @example
 * ```ts
 * import { closedModels, modelFromIntervals } from "llm-footprint/catalog/closed-models";
 *
 * const model = modelFromIntervals(closedModels["gpt-4o"]);
 * console.log(model.kind); // mixture-of-experts
 * ```
 */
export function modelFromIntervals(record: Sized, table: Readonly<Record<string, Sized>> = {}): Model {
  checkArgument("closed model", "the record", record, "an object");
  checkArgument("closed model", "the table", table, "an object");
  if (!("classes" in record)) checkArgument("closed model", "activeParameters", record.activeParameters, "an object");
  if ("architecture" in record) checkArgument("closed model", "parameters", record.parameters, "an object");
  if ("classes" in record) checkArgument("closed model", "classes", record.classes, "a list");
  const { name, source, at, basis } = record;
  const { parameters, activeParameters, totalOverActive, key } = sizesOf(record);
  const cited = { source, at: `${at}; geometric mean of the interval`, basis, ...(record.note === undefined ? {} : { note: record.note }) };
  const middle = ({ low, high }: Interval, of: Pick<Figure, "source" | "at" | "basis" | "note"> = cited): Figure => ({
    value: middleOf({ low, high }),
    low,
    high,
    ...of,
  });
  const others = Object.values(table).filter((other) => other.name !== name && sizesOf(other).key === key);
  const notes = notesOf(
    record,
    others.map((other) => other.name),
  );
  const head = { name, ...(notes.length === 0 ? {} : { note: notes.join("; ") }) };
  if ("architecture" in record && record.architecture === "dense") return { kind: "dense", ...head, parameters: middle(parameters) };
  const mixture = { kind: "mixture-of-experts", ...head, activeParameters: middle(activeParameters) } as const;
  // Active parameters and the ratio are drawn; a total that is drawn apart from them could be less than what is active of it.
  if (totalOverActive !== undefined) return { ...mixture, totalOverActive: middle(totalOverActive) };
  const stated = "classes" in record ? record.parameters : undefined;
  return { ...mixture, parameters: middle(parameters, stated && { source: stated.source, at: stated.at, basis: stated.basis }) };
}
