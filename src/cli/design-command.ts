import { parseQuantity } from "../core/conversion.js";
import { FootprintError } from "../core/errors.js";
import { unitOf } from "../core/units.js";
import { type CostDifference, type Costs, type CostKey } from "../planning/difference.js";
import type { EffectiveParameters, LossLawId, RoutingLawId } from "../planning/laws.js";
import { type LossPlan, planAtLoss, type PlanBy } from "../planning/loss-plan.js";
import { computeOptimal, type ComputeOptimum } from "../planning/optimum.js";
import { type Colours, formatDelta, formatQuantity, formatRow, kebab, table } from "./format.js";
import type { Io } from "./io.js";
import type { Option, Parsed } from "./options.js";
import { loadScenario } from "./scenario-file.js";

/** Flags of `design` beside those of a scenario. */
export const designOptions: readonly Option[] = [
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

const optimumFlags = { "training-flop": "compute", parameters: "parameters", tokens: "tokens", loss: "number" } as const;
const apiNames = { "training-flop": "trainingFlop", parameters: "parameters", tokens: "tokens", loss: "loss" } as const;
const planFlags = ["loss-change", "loss-target", "by", "effective-parameters", "routing"] as const;

function written({ values }: Parsed, flag: string): string | undefined {
  const value = values[flag];
  return typeof value === "string" ? value : undefined;
}

function wrongMix(flag: string, message: string): FootprintError {
  return new FootprintError("conflicting-input", `design: --${flag} ${message}`, { field: flag });
}

/** Runs `design`: a plan for a scenario, or the optimum for a budget. */
export function designCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const law = written(parsed, "law") as LossLawId | undefined;
  const withLaw = law === undefined ? {} : { law };
  const json = parsed.values["json"] === true;
  if (parsed.positionals.length > 0 || parsed.fields["model"] !== undefined) {
    const alone = (["training-flop", "parameters", "loss"] as const).find((flag) => written(parsed, flag) !== undefined);
    if (alone !== undefined)
      throw wrongMix(alone, "is for an optimum without a scenario; leave the scenario out, or give --loss-change or --loss-target");
    const scenario = loadScenario(parsed, io);
    const plan = planAtLoss({ run: scenario.input, ...withLaw, ...readPlan(parsed) });
    return json ? [JSON.stringify({ name: scenario.name, ...plan }, null, 2)] : formatPlan(scenario.name, plan, colours);
  }
  const surplus = planFlags.find((flag) => written(parsed, flag) !== undefined);
  if (surplus !== undefined)
    throw wrongMix(surplus, "is a plan for a scenario; give one, for example llm-footprint design scenario.yaml --loss-change=-1%");
  const given = Object.entries(optimumFlags).flatMap(([flag, dimension]) => {
    const text = written(parsed, flag);
    return text === undefined ? [] : [[apiNames[flag as keyof typeof apiNames], parseQuantity(text, dimension)] as const];
  });
  const other = Object.keys(parsed.fields).find((field) => field !== "tokens");
  if (other !== undefined) throw wrongMix(kebab(other), "is a field of a scenario, which needs --model or a file");
  const optimum = computeOptimal({ ...Object.fromEntries(given), ...withLaw });
  return json ? [JSON.stringify(optimum, null, 2)] : formatOptimum(optimum, colours);
}

function readPlan(parsed: Parsed): Omit<Parameters<typeof planAtLoss>[0], "run" | "law"> {
  const change = written(parsed, "loss-change");
  const target = written(parsed, "loss-target");
  const by = written(parsed, "by") as PlanBy | undefined;
  if (change === undefined && target === undefined) {
    throw new FootprintError(
      "invalid-input",
      "design: --loss-change is missing; say which loss, for example --loss-change=-1%, or --loss-target 1.95",
      {
        field: "loss-change",
      },
    );
  }
  const effectiveParameters = readSize(parsed);
  return {
    ...(change === undefined ? {} : { lossChange: parseQuantity(change, "fraction") }),
    ...(target === undefined ? {} : { lossTarget: parseQuantity(target, "number") }),
    ...(by === undefined ? {} : { by }),
    ...(effectiveParameters === undefined ? {} : { effectiveParameters }),
  };
}

function readSize(parsed: Parsed): EffectiveParameters | undefined {
  const size = written(parsed, "effective-parameters");
  const routing = written(parsed, "routing");
  if (size !== undefined && routing !== undefined)
    throw wrongMix("routing", "and --effective-parameters both say what the model is worth; give one");
  if (routing !== undefined) return { routing: routing as RoutingLawId };
  return size === undefined ? undefined : parseQuantity(size, "parameters");
}

const costRows: readonly (readonly [CostKey, string])[] = [
  ["trainingFlop", "Operations"],
  ["deviceHours", "Accelerator-hours"],
  ["energyKwh", "Energy, facility"],
  ["operationalGramsCo2e", "Emissions, operational"],
  ["embodiedGramsCo2e", "Emissions, embodied"],
  ["totalGramsCo2e", "Emissions, total"],
];

/** A signed quantity in the unit in which it is best read. */
const signed = (text: string): string => (text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`);

function differenceCells(key: CostKey, { low, high, ...central }: CostDifference): string[] {
  const ends: readonly Costs[] = [central, low, high];
  return formatRow(
    ends.map((costs) => costs[key]),
    unitOf(key),
  ).map(signed);
}

function formatPlan(name: string, plan: LossPlan, colours: Colours): string[] {
  const { before, after, difference, sameLoss, otherLaws } = plan;
  const pair = (label: string, from: string, to: string): string[] => [label, from, to, "", "", ""];
  return [
    colours.bold(`${name}: loss ${formatDelta(after.loss / before.loss - 1)} by ${plan.by}, law ${plan.law}`),
    "",
    ...table([
      ["", "given", "changed", "difference", "low", "high"].map((cell) => colours.dim(cell)),
      pair("Test loss (nats per token)", before.loss.toFixed(4), after.loss.toFixed(4)),
      pair("Size in the law", ...(formatRow([before.effectiveParameters, after.effectiveParameters], "parameter") as [string, string])),
      pair("Training tokens", ...(formatRow([before.tokens, after.tokens], "token") as [string, string])),
      ...costRows.map(([key, label]) => [
        label,
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
      ["law", "training tokens", "emissions, total"].map((cell) => colours.dim(cell)),
      ...otherLaws.map(({ law, tokens, totalGramsCo2e }) => [
        law,
        tokens === null ? "cannot reach it" : formatQuantity(tokens, "token"),
        totalGramsCo2e === null ? "" : signed(formatQuantity(totalGramsCo2e, "gCO2e")),
      ]),
    ]),
    "",
    colours.bold("Notes"),
    ...plan.notes.map((note) => `  - ${note}`),
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
    "",
    colours.bold("Notes"),
    ...optimum.notes.map((note) => `  - ${note}`),
  ];
}
