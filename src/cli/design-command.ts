import type { Dimension } from "../core/conversion.js";
import { conflicting, type FootprintError, invalid } from "../core/errors.js";
import { parseQuantity } from "../core/quantity-text.js";
import { unitOf } from "../core/units.js";
import { estimateTraining } from "../estimate/training.js";
import type { CostDifference, CostKey } from "../planning/difference.js";
import type { LossLawId, RoutingLawId } from "../planning/laws.js";
import { type LossPlan, planAtLoss, type PlanBy } from "../planning/loss-plan.js";
import { computeOptimal, type ComputeOptimum } from "../planning/optimum.js";
import { readScenario } from "../schema/scenario.js";
import { type Colours, formatDelta, formatQuantity, formatRow, heading, kebab, table } from "./format.js";
import type { CommandBody } from "./io.js";
import { scenarioFlags } from "./kind-command.js";
import type { Option, Parsed } from "./options.js";
import { block, labelOf, licencesOf, licenceTexts, notesBlock } from "./report.js";
import { loadCatalog, writtenOf } from "./scenario-file.js";

/** Flags of `design` beside those of a scenario. */
const designOptions: readonly Option[] = [
  { flag: "loss-change", example: "-1%", description: "Change of the test loss of the scenario; write --loss-change=-1%" },
  { flag: "loss-target", example: "1.95", description: "Test loss that the scenario should reach, in nats per token" },
  { flag: "by", example: "compute-optimal", description: "What changes: tokens (default), or size and tokens (compute-optimal)" },
  { flag: "effective-parameters", example: "18B", description: "Dense size that a mixture of experts is worth" },
  { flag: "routing", example: "clark-2022-s-base", description: "Law of routed models that gives that size" },
  { flag: "training-flop", example: "1e24", description: "Without a scenario: the optimum for these operations" },
  { flag: "parameters", example: "70B", description: "Without a scenario: the optimum of this size" },
  { flag: "loss", example: "1.95", description: "Without a scenario: the optimum with this loss" },
  {
    flag: "law",
    example: "hoffmann-2022",
    description: "Law of the test loss: besiroglu-2024, hoffmann-2022 (default), hoffmann-2022-unrounded",
  },
];

/** Flags of an optimum without a scenario: their names in the API, and what they are read as. */
const optimumFlags = {
  "training-flop": ["trainingFlop", "compute"],
  parameters: ["parameters", "parameters"],
  tokens: ["tokens", "tokens"],
  loss: ["loss", "number"],
} as const;
const planFlags = ["loss-change", "loss-target", "by", "effective-parameters", "routing"] as const;

const wrongMix = (flag: string, message: string): FootprintError => conflicting(flag, `design: --${flag} ${message}`);

/** The text of a flag as the API takes it, under its name there; nothing where it is not written. */
function read<Name extends string, Value>(
  { values }: Parsed,
  flag: string,
  name: Name,
  valueOf: (text: string) => Value,
): { readonly [Key in Name]?: Value } {
  const text = values[flag];
  return (typeof text === "string" ? { [name]: valueOf(text) } : {}) as { readonly [Key in Name]?: Value };
}

const as =
  <Word extends string>() =>
  (text: string): Word =>
    text as Word;
const quantity =
  (dimension: Dimension) =>
  (text: string): number =>
    parseQuantity(text, dimension);

function readPlan(parsed: Parsed): Omit<Parameters<typeof planAtLoss>[0], "run" | "law"> {
  const { values } = parsed;
  if (values["loss-change"] === undefined && values["loss-target"] === undefined) {
    throw invalid("loss-change", "design: --loss-change is missing; say which loss, for example --loss-change=-1%, or --loss-target 1.95");
  }
  if (values["effective-parameters"] !== undefined && values["routing"] !== undefined)
    throw wrongMix("routing", "and --effective-parameters both say what the model is worth; give one");
  return {
    ...read(parsed, "loss-change", "lossChange", quantity("fraction")),
    ...read(parsed, "loss-target", "lossTarget", quantity("number")),
    ...read(parsed, "by", "by", as<PlanBy>()),
    ...read(parsed, "effective-parameters", "effectiveParameters", quantity("parameters")),
    ...read(parsed, "routing", "effectiveParameters", (routing) => ({ routing: routing as RoutingLawId })),
  };
}

/** The optimum for a budget; without a scenario. */
function optimumOf(parsed: Parsed): ComputeOptimum {
  const surplus = planFlags.find((flag) => parsed.values[flag] !== undefined);
  if (surplus !== undefined)
    throw wrongMix(surplus, "is a plan for a scenario; give one, for example llm-footprint design scenario.yaml --loss-change=-1%");
  const given = Object.entries(optimumFlags).map(([flag, [name, dimension]]) => read(parsed, flag, name, quantity(dimension)));
  const other = Object.keys(parsed.fields).find((field) => field !== "tokens");
  if (other !== undefined) throw wrongMix(kebab(other), "is a field of a scenario, which needs --model or a file");
  return computeOptimal(Object.assign({}, ...given, read(parsed, "law", "law", as<LossLawId>())) as Parameters<typeof computeOptimal>[0]);
}

/** `design`: a plan for a scenario, or the optimum for a budget. */
export const design: CommandBody = {
  options: [...designOptions, ...scenarioFlags("training")],
  run(parsed, io, colours) {
    const { values, positionals, fields } = parsed;
    const isJson = values["json"] === true;
    if (positionals.length === 0 && fields["model"] === undefined) {
      const optimum = optimumOf(parsed);
      return isJson ? [JSON.stringify(optimum, null, 2)] : formatOptimum(optimum, colours);
    }
    const alone = (["training-flop", "parameters", "loss"] as const).find((flag) => values[flag] !== undefined);
    if (alone !== undefined)
      throw wrongMix(alone, "is for an optimum without a scenario; leave the scenario out, or give --loss-change or --loss-target");
    const { name, input, sources } = readScenario(writtenOf(parsed, io, "training"), loadCatalog(parsed, io));
    const plan = planAtLoss({ run: input, ...read(parsed, "law", "law", as<LossLawId>()), ...readPlan(parsed) });
    const licences = licencesOf(estimateTraining(input).lines, sources);
    return isJson
      ? [JSON.stringify({ name, ...plan, ...(licences.length === 0 ? {} : { licences }) }, null, 2)]
      : [...formatPlan(name, plan, colours), ...block(licenceTexts(licences))];
  },
};

const costs = [
  "trainingFlop",
  "deviceHours",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
] as const satisfies readonly CostKey[];

/** A signed quantity in the unit in which it is best read. */
const signed = (text: string): string => (text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`);

function differenceCells(key: CostKey, { low, high, ...central }: CostDifference): string[] {
  return formatRow([central[key], low[key], high[key]], unitOf(key)).map(signed);
}

function formatPlan(name: string, plan: LossPlan, colours: Colours): string[] {
  const { before, after, difference, sameLoss, otherLaws } = plan;
  const pair = (label: string, from: string, to: string): string[] => [label, from, to, "", "", ""];
  return [
    colours.bold(`${name}: loss ${formatDelta(after.loss / before.loss - 1)} by ${plan.by}, law ${plan.law}`),
    "",
    ...table([
      heading(colours, "", "given", "changed", "difference", "low", "high"),
      pair("Test loss (nats per token)", before.loss.toFixed(4), after.loss.toFixed(4)),
      pair("Size in the law", ...(formatRow([before.effectiveParameters, after.effectiveParameters], "parameter") as [string, string])),
      pair("Training tokens", ...(formatRow([before.tokens, after.tokens], "token") as [string, string])),
      ...costs.map((key) => [
        labelOf(key),
        ...formatRow([before.totals[key], after.totals[key]], unitOf(key)),
        ...differenceCells(key, difference),
      ]),
    ]),
    ...(sameLoss === undefined
      ? []
      : [
          "",
          `Of this, the loss alone, from the optimal run with the loss of the given one (${formatQuantity(sameLoss.effectiveParameters, "parameter")}, ` +
            `${formatQuantity(sameLoss.tokens, "token")}): ${differenceCells("totalGramsCo2e", sameLoss.difference)[0] as string}`,
        ]),
    "",
    colours.bold("The same by other laws"),
    ...table([
      heading(colours, "law", "training tokens", "emissions, total"),
      ...otherLaws.map(({ law, tokens, totalGramsCo2e }) => [
        law,
        tokens === null ? "cannot reach it" : formatQuantity(tokens, "token"),
        totalGramsCo2e === null ? "" : signed(formatQuantity(totalGramsCo2e, "gCO2e")),
      ]),
    ]),
    ...notesBlock(plan.notes, colours),
  ];
}

function formatOptimum(optimum: ComputeOptimum, colours: Colours): string[] {
  return [
    colours.bold(`Least loss for the training operations, law ${optimum.law}`),
    "",
    ...table([
      ["Operations", formatQuantity(optimum.trainingFlop, "FLOP")],
      ["Parameters", formatQuantity(optimum.parameters, "parameter")],
      ["Training tokens", formatQuantity(optimum.tokens, "token")],
      ["Test loss (nats per token)", optimum.loss.toFixed(4)],
    ]),
    ...notesBlock(optimum.notes, colours),
  ];
}
