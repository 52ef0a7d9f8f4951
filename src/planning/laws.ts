import { effectiveExperts, effectiveParameters } from "../architecture/scaling.js";
import type { LossLaw, RoutingLawRecord, ScalingLaws } from "../catalog/records.js";
import { scalingLaws } from "../catalog/scaling-laws.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, isInDomain, nonNegative, outOfDomain, positive } from "../core/formula.js";
import { nearMatches } from "../core/near-matches.js";
import { trainingTotals } from "../estimate/training.js";
import { quantity } from "../graph/rows.js";
import { from } from "../graph/ways.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";

/** Id of a published law of the test loss. */
export type LossLawId = keyof ScalingLaws["loss"];

/** Id of a published law of the dense size that a routed model is worth. */
export type RoutingLawId = keyof ScalingLaws["routing"];

/** The law of the specification; every result names the law that it used. */
const DEFAULT_LAW: LossLawId = "hoffmann-2022";

/** A law with the name under which results quote it. */
export interface NamedLaw {
  readonly id: string;
  readonly law: LossLaw;
}

const lawDomains = {
  irreducibleLoss: nonNegative,
  parameterScale: positive,
  parameterExponent: positive,
  tokenScale: positive,
  tokenExponent: positive,
} as const satisfies Partial<Record<keyof LossLaw, Domain>>;

function unknownLaw(field: string, written: unknown, known: readonly string[]): FootprintError {
  return new FootprintError("unknown-id", `planning: ${field} = ${formatValue(written)} is not one of ${known.join(", ")}`, {
    field,
    value: written,
    nearest: nearMatches(String(written), known),
  });
}

/** A law by its id, or the caller's own, checked. */
export function lawOf(written: LossLawId | LossLaw = DEFAULT_LAW): NamedLaw {
  if (typeof written !== "object" || written === null) {
    if (!Object.hasOwn(scalingLaws.loss, written)) throw unknownLaw("law", written, Object.keys(scalingLaws.loss));
    return { id: written, law: scalingLaws.loss[written] };
  }
  for (const [key, domain] of Object.entries(lawDomains)) {
    checkGiven("planning", `law.${key}`, written[key as keyof typeof lawDomains], domain);
  }
  if (typeof written.name !== "string" || written.name === "") {
    throw new FootprintError("invalid-input", "planning: law.name is missing; results quote the law by its name", { field: "law.name" });
  }
  return { id: written.name, law: written };
}

/** The published laws other than one. */
export function otherLaws({ id }: NamedLaw): NamedLaw[] {
  return Object.entries(scalingLaws.loss)
    .filter(([other]) => other !== id)
    .map(([other, law]) => ({ id: other, law }));
}

const ofRecord = from<NamedLaw>();

/** The constants of a law. */
export const ofLaw = {
  irreducibleLoss: quantity("Loss that no model falls below", ofRecord("law", "irreducibleLoss")),
  parameterScale: quantity("Scale of the loss of size", ofRecord("law", "parameterScale")),
  parameterExponent: quantity("Exponent of the loss of size", ofRecord("law", "parameterExponent")),
  tokenScale: quantity("Scale of the loss of tokens", ofRecord("law", "tokenScale")),
  tokenExponent: quantity("Exponent of the loss of tokens", ofRecord("law", "tokenExponent")),
};

/** The constants of a law as bare numbers. */
export function constantsOf({ law }: NamedLaw): Readonly<Record<keyof typeof lawDomains, number>> {
  return {
    irreducibleLoss: valueOf(law.irreducibleLoss),
    parameterScale: valueOf(law.parameterScale),
    parameterExponent: valueOf(law.parameterExponent),
    tokenScale: valueOf(law.tokenScale),
    tokenExponent: valueOf(law.tokenExponent),
  };
}

/**
 * The size of the dense model that a model is worth: a number of the caller, or a published law of routed models.
 */
export type EffectiveParameters =
  | Given
  | {
      readonly routing: RoutingLawId;
      /** Routed experts per layer (count); those of the model's architecture where left out. */
      readonly experts?: number;
    };

/** What a law takes as the size of a model, and what to know about it. */
export interface ModelSize {
  readonly parameters: number;
  readonly notes: readonly string[];
}

/**
 * The size with which a run enters a law of dense models: its parameters, or for a mixture of experts what the caller says that it is worth.
 *
 * @throws `FootprintError` `invalid-input` for a mixture of experts about which the caller says nothing
 */
export function sizeOf(run: TrainingInput, effective: EffectiveParameters | undefined, field = "effectiveParameters"): ModelSize {
  const { parameters, activeParameters } = trainingTotals(run);
  if (effective === undefined) {
    if (run.model.kind === "dense") return { parameters, notes: [] };
    throw new FootprintError(
      "invalid-input",
      `planning: ${field} is missing; the law is of dense models, so a mixture of experts needs the dense size that it is worth: a number, ` +
        `or { routing } with one of ${Object.keys(scalingLaws.routing).join(", ")}`,
      { field },
    );
  }
  if (typeof effective !== "object" || effective === null || !("routing" in effective)) {
    checkGiven("planning", field, effective, positive);
    return {
      parameters: valueOf(effective),
      notes: [`The model counts as a dense one of ${short(valueOf(effective))} parameters: as given.`],
    };
  }
  if (!Object.hasOwn(scalingLaws.routing, effective.routing)) {
    throw unknownLaw(`${field}.routing`, effective.routing, Object.keys(scalingLaws.routing));
  }
  const experts = effective.experts ?? (run.model.kind === "dense" ? undefined : run.model.architecture?.experts.total);
  if (!isInDomain(experts, atLeastOne)) throw outOfDomain("planning", `${field}.experts`, experts, atLeastOne);
  return routedSize(activeParameters, experts, effective.routing, scalingLaws.routing[effective.routing]);
}

function routedSize(baseParameters: number, experts: number, id: string, law: RoutingLawRecord): ModelSize {
  const expertsAtStart = law.expertsAtStart.value;
  const parameters = effectiveParameters({
    baseParameters,
    effectiveExperts: effectiveExperts({ experts, expertsAtStart, mostExperts: law.mostExperts.value }),
    expertsAtStart,
    parameterSlope: law.parameterSlope.value,
    expertSlope: law.expertSlope.value,
    interaction: law.interaction.value,
  });
  if (parameters < baseParameters) {
    throw new FootprintError(
      "out-of-domain",
      `planning: ${id} gives ${short(baseParameters)} active parameters with ${experts} experts less than their own worth; the law does not reach so far`,
      { field: "effectiveParameters.routing", value: id },
    );
  }
  const { low, high } = law.fittedParameters;
  const outside = baseParameters < low || baseParameters > high || experts > law.fittedExperts.high;
  return {
    parameters,
    notes: [
      `${id}: ${short(baseParameters)} active parameters with ${experts} experts count as a dense model of ${short(parameters)} parameters ` +
        "(one expert per token and 130e9 tokens in the fit; joining it with a law of the loss is an assumption of this library).",
      ...(outside
        ? [`${id} was fitted to ${short(low)} to ${short(high)} parameters and up to ${law.fittedExperts.high} experts: extrapolated.`]
        : []),
    ],
  };
}

/** A large number as people write it: 1.6e10. */
const short = (value: number): string => Number(value.toPrecision(4)).toExponential().replace("e+", "e");

/** What holds for every use of a law. */
export function noteLaw({ id, law }: NamedLaw, points: readonly { readonly parameters: number; readonly tokens: number }[]): string[] {
  const { fittedParameters: sizes, fittedTokens: lengths } = law;
  const outside = points.some(
    ({ parameters, tokens }) =>
      (sizes !== undefined && (parameters < sizes.low || parameters > sizes.high)) ||
      (lengths !== undefined && (tokens < lengths.low || tokens > lengths.high)),
  );
  return [
    `Loss by ${id} (${law.name}): one family of dense models, one tokenizer and mix of data, one pass over it. Loss is not task quality.`,
    ...(sizes === undefined || lengths === undefined ? ["The law states no range of its fit: whether it is extrapolated is unknown."] : []),
    ...(outside && sizes !== undefined && lengths !== undefined
      ? [
          `The law was fitted to ${short(sizes.low)} to ${short(sizes.high)} parameters and ${short(lengths.low)} to ${short(lengths.high)} tokens: extrapolated.`,
        ]
      : []),
  ];
}
