import packageJson from "../../package.json" with { type: "json" };
import { calibrate, type CalibrationParameter, type CalibrationReference } from "../calibration/calibrate.js";
import { dataVersion } from "../catalog/version.js";
import { parseQuantity } from "../core/conversion.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { unitOf } from "../core/units.js";
import { estimateTraining } from "../estimate/training.js";
import type { AdaptationKind } from "../schema/adaptation.js";
import { quantityFields } from "../schema/quantity-fields.js";
import { adaptationCommand, adaptationFlags, explainAdaptation, isAdaptationKind } from "./adaptation-commands.js";
import { findCommand, listCommand, showCommand, sourcesCommand } from "./catalog-commands.js";
import { designCommand, designOptions } from "./design-command.js";
import { coloursFor, type Colours, formatDelta, formatQuantity, table } from "./format.js";
import { type CommandHelp, commandHelp, programHelp } from "./help.js";
import type { Io, Outcome } from "./io.js";
import { catalogOption, type Option, outputOptions, type Parsed, parseOptions, scenarioOptions } from "./options.js";
import { explainLines, report, scenarioBars } from "./report.js";
import { formatReproduction, reproduceLlmcarbon, reproduceMlco2 } from "./reproduce.js";
import { explainInference, inferCommand, inferFlags, serveCommand, serveFlags } from "./inference-commands.js";
import { kindOf, loadScenario } from "./scenario-file.js";
import { sizeCommand, sizeFlags } from "./size-command.js";
import { validateCommand, validateFlags } from "./validate-command.js";

interface Command extends CommandHelp {
  readonly mostPositionals: number;
  readonly run: (parsed: Parsed, io: Io, colours: Colours) => readonly string[];
}

const json = (value: unknown): string[] => [JSON.stringify(value, null, 2)];

function needFile({ positionals: [path] }: Parsed, command: string): void {
  if (path === undefined) {
    throw new FootprintError("invalid-input", `${command} needs a scenario file, for example llm-footprint ${command} scenario.yaml`, {
      field: "scenario",
    });
  }
}

/** Scenarios of other kinds than training go to the command of their kind. */
function commandOfKind(parsed: Parsed, io: Io): typeof inferCommand | undefined {
  const kind = kindOf(parsed, io);
  const other = isAdaptationKind(kind)
    ? commandFor(kind)
    : kind === "inference"
      ? inferCommand
      : kind === "serving"
        ? serveCommand
        : undefined;
  if (other !== undefined && parsed.values["chart"] === true) {
    throw new FootprintError(
      "invalid-input",
      `--chart compares a training run with its references; leave it out for kind: ${String(kind)}`,
      {
        field: "chart",
      },
    );
  }
  return other;
}

const commandFor =
  (kind: AdaptationKind): typeof inferCommand =>
  (parsed, io, colours) =>
    adaptationCommand(kind, parsed, io, colours);

function estimateCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const other = commandOfKind(parsed, io);
  if (other !== undefined) return other(parsed, io, colours);
  const scenario = loadScenario(parsed, io);
  const estimate = estimateTraining(scenario.input);
  const chart = parsed.values["chart"] === true;
  if (parsed.values["json"] === true) {
    return json({ name: scenario.name, ...estimate, ...(chart ? { comparison: scenarioBars(scenario, estimate) } : {}) });
  }
  return report(scenario, estimate, { lines: parsed.values["lines"] === true, chart }, colours);
}

function explainCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const kind = kindOf(parsed, io);
  if (kind === "inference") return explainInference(parsed, io, colours);
  if (isAdaptationKind(kind)) return explainAdaptation(kind, parsed, io, colours);
  const scenario = loadScenario(parsed, io);
  const { lines, notes } = estimateTraining(scenario.input);
  if (parsed.values["json"] === true) return json({ name: scenario.name, dataVersion, lines, notes });
  return [
    colours.bold(scenario.name),
    "",
    ...explainLines(lines, scenario.sources, colours),
    "",
    ...notes.map(({ message }) => `  - ${message}`),
  ];
}

function reproduceCommand({ positionals: [method], values }: Parsed, _io: Io, colours: Colours): readonly string[] {
  const methods = { llmcarbon: reproduceLlmcarbon, mlco2: reproduceMlco2 };
  if (method === undefined || !Object.hasOwn(methods, method)) {
    const known = Object.keys(methods);
    throw new FootprintError("unknown-id", `reproduce: "${method ?? ""}" is not a method; known: ${known.join(", ")}`, {
      field: "method",
      value: method,
      nearest: nearMatches(method ?? "", known),
    });
  }
  const result = methods[method as keyof typeof methods]();
  return values["json"] === true ? json({ dataVersion, ...result }) : formatReproduction(result, colours);
}

/** Results by the short names of the flags. */
const referenceQuantities = {
  operational: ["operationalGramsCo2e", "mass"],
  total: ["totalGramsCo2e", "mass"],
  energy: ["energyKwh", "energy"],
  "it-energy": ["itEnergyKwh", "energy"],
  "device-hours": ["deviceHours", "duration"],
} as const satisfies Record<string, readonly [NonNullable<CalibrationReference["quantity"]>, Parameters<typeof parseQuantity>[1]]>;

const calibrationParameters: Readonly<Record<string, CalibrationParameter>> = Object.fromEntries(
  quantityFields
    .filter(({ name }) => ["efficiency", "power", "intensity", "pue", "tokens"].includes(name))
    .flatMap(({ name, apiName }) => [
      [name, apiName as CalibrationParameter],
      [apiName, apiName as CalibrationParameter],
    ]),
);

function choose<T>(choices: Readonly<Record<string, T>>, flag: string, written: string | boolean | undefined): T {
  if (typeof written === "string" && Object.hasOwn(choices, written)) return choices[written] as T;
  const known = Object.keys(choices);
  throw new FootprintError(
    "invalid-input",
    written === undefined
      ? `--${flag} is missing; one of ${known.join(", ")}`
      : `--${flag} = "${String(written)}" is not one of ${known.join(", ")}`,
    { field: flag, value: written, nearest: nearMatches(String(written), known) },
  );
}

function calibrateCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { values } = parsed;
  const parameter = choose(calibrationParameters, "parameter", values["parameter"]);
  const [quantity, dimension] = choose(referenceQuantities, "quantity", values["quantity"] ?? "operational");
  const written = values["reference"];
  if (typeof written !== "string") {
    throw new FootprintError("invalid-input", '--reference is missing; give a value with its unit, for example --reference "552.1 t"', {
      field: "reference",
    });
  }
  if (Number.isFinite(Number(written))) {
    throw new FootprintError("unit-mismatch", `--reference = ${written} has no unit; write for example "${written} t"`, {
      field: "reference",
      value: written,
    });
  }
  const scenario = loadScenario(parsed, io);
  const result = calibrate({
    scenario: scenario.input,
    parameter,
    reference: {
      quantity,
      value: parseQuantity(written, dimension),
      source: typeof values["source"] === "string" ? values["source"] : "the reference on the command line",
    },
  });
  if (values["json"] === true) return json({ dataVersion, ...result });
  const unit = unitOf(parameter);
  return [
    colours.bold(`${scenario.name}: ${parameter} that meets ${written}`),
    ...table([
      ["", "before", "calibrated"].map((cell) => colours.dim(cell)),
      [parameter, formatQuantity(result.before, unit, 10), formatQuantity(result.value, unit, 10)],
      [quantity, formatQuantity(result.estimateBefore, unitOf(quantity), 8), formatQuantity(result.estimateAfter, unitOf(quantity), 8)],
      ["over the reference", formatDelta(result.estimateBefore / parseQuantity(written, dimension) - 1), formatDelta(result.residual)],
    ]),
    "",
    `Physical range: ${formatQuantity(result.bounds.low, unit)} to ${formatQuantity(result.bounds.high, unit)}: ${result.withinBounds ? "inside" : "outside"}`,
    ...result.notes.map((note) => `  - ${note}`),
    "A calibrated run says nothing about accuracy.",
  ];
}

const scenarioFlags: readonly Option[] = [...scenarioOptions, catalogOption, outputOptions.json];
const catalogFlags: readonly Option[] = [catalogOption, outputOptions.json, outputOptions.csv];
const estimateFlags: readonly Option[] = [...scenarioFlags, outputOptions.lines, outputOptions.chart];

const commands: Readonly<Record<string, Command>> = {
  train: {
    usage: "train --model <name> --accelerator <name> [flags]",
    summary: "Estimate a training run from flags",
    options: estimateFlags,
    examples: [
      "train --model gpt-3-175b --tokens 300B --accelerator v100-sxm2-32gb --accelerator-count 10000 --efficiency 0.197 --power 330W --pue 1.1 --intensity 429g/kWh",
      "train --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 1024 --pue 1.1 --grid usa --year 2024 --json",
    ],
    mostPositionals: 0,
    run: estimateCommand,
  },
  estimate: {
    usage: "estimate <scenario.json|.yaml> [flags]",
    summary: "Estimate a scenario file; flags replace its fields",
    options: estimateFlags,
    examples: ["estimate examples/scenarios/gpt-3.yaml --lines --chart", "estimate examples/scenarios/gpt-3.yaml --pue 1.2 --json"],
    mostPositionals: 1,
    run: (parsed, io, colours) => {
      needFile(parsed, "estimate");
      return estimateCommand(parsed, io, colours);
    },
  },
  explain: {
    usage: "explain <scenario.json|.yaml> [flags]",
    summary: "Show every step of an estimate: equation, inputs with origin, source",
    options: scenarioFlags,
    examples: ["explain examples/scenarios/gpt-3.yaml"],
    mostPositionals: 1,
    run: (parsed, io, colours) => {
      needFile(parsed, "explain");
      return explainCommand(parsed, io, colours);
    },
  },
  calibrate: {
    usage: "calibrate [scenario] --parameter <name> --reference <value>",
    summary: "Solve for one parameter so that the estimate meets a reference",
    options: [
      { flag: "parameter", example: "efficiency", description: "efficiency, power, intensity, pue or tokens" },
      { flag: "reference", example: "552.1 t", description: "Value to meet, with its unit" },
      { flag: "quantity", example: "operational", description: `What it is: ${Object.keys(referenceQuantities).join(", ")}` },
      { flag: "source", example: "patterson-2021", description: "Where the reference comes from" },
      ...scenarioFlags,
    ],
    examples: ['calibrate examples/scenarios/gpt-3.yaml --parameter efficiency --reference "536.69 t"'],
    mostPositionals: 1,
    run: calibrateCommand,
  },
  design: {
    usage: "design [scenario] --loss-change=<share> | --training-flop <number>",
    summary: "What a lower loss costs, or the optimal model for a budget",
    options: [...designOptions, ...scenarioFlags],
    examples: [
      "design examples/scenarios/gpt-3.yaml --loss-change=-1%",
      "design examples/scenarios/gpt-3.yaml --loss-change=-1% --by compute-optimal --law besiroglu-2024",
      "design --training-flop 1e24",
    ],
    mostPositionals: 1,
    run: designCommand,
  },
  list: {
    usage: "list [table] [--filter <conditions>]",
    summary: "List the tables of the catalogue, or the records of one",
    options: [
      { flag: "filter", example: "vendor=AMD,launchYear>=2023", description: "Conditions on fields; bare text must occur in a name" },
      ...catalogFlags,
    ],
    examples: ["list", 'list accelerators --filter "vendor=AMD,launchYear>=2023"', "list grids --filter country=DE --json"],
    mostPositionals: 1,
    run: listCommand,
  },
  show: {
    usage: "show <table> <id>",
    summary: "Show a record of the catalogue: every figure with its source",
    options: catalogFlags,
    examples: ["show accelerators h100-sxm-80gb", "show cloud-regions aws:us-east-1 --json"],
    mostPositionals: 2,
    run: showCommand,
  },
  find: {
    usage: "find <text>",
    summary: "Find records by what people write: id, name, alias, or something like it",
    options: catalogFlags,
    examples: ["find h100", "find gpt-4o --json"],
    mostPositionals: 1,
    run: findCommand,
  },
  sources: {
    usage: "sources [scenario] [flags]",
    summary: "List every cited work, or those that an estimate used",
    options: [...scenarioOptions, catalogOption, outputOptions.json, outputOptions.csv, outputOptions.bibtex],
    examples: ["sources --bibtex", "sources examples/scenarios/gpt-3.yaml --json"],
    mostPositionals: 1,
    run: sourcesCommand,
  },
  infer: {
    usage: "infer [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Estimate a request to a served model: time, energy, emissions, price",
    options: inferFlags,
    examples: [
      "infer --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 8 --batch 64 --input-tokens 1000 --output-tokens 400 --pue 1.2 --intensity 400g/kWh",
      "infer examples/inference/coding-agent.yaml --batch 32 --json",
    ],
    mostPositionals: 1,
    run: inferCommand,
  },
  serve: {
    usage: "serve [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Plan a service: batch under limits, instances for a load, price and footprint",
    options: serveFlags,
    examples: [
      "serve --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 8 --tpot 50ms --requests-per-second 10 --input-tokens 1000 --output-tokens 400 --pue 1.2 --intensity 400g/kWh",
      "serve examples/inference/fleet.yaml --json",
    ],
    mostPositionals: 1,
    run: serveCommand,
  },
  finetune: {
    usage: "finetune [scenario] --method <name> --model <name> --accelerator <name> [flags]",
    summary: "Estimate a fine-tuning: full, LoRA, RLHF, DPO, GRPO, distillation, phase by phase",
    options: adaptationFlags("fine-tuning"),
    examples: [
      "finetune --method lora --model llama-3.1-8b --accelerator h100-sxm-80gb --examples 52000 --example-tokens 300 --epochs 3 --pue 1.2 --intensity 400g/kWh",
      "finetune examples/adaptation/ppo.yaml --json",
    ],
    mostPositionals: 1,
    run: commandFor("fine-tuning"),
  },
  rag: {
    usage: "rag [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Estimate a question with retrieval, reranking, graphs, tools: per question and month",
    options: adaptationFlags("rag"),
    examples: [
      "rag --model llama-3.1-8b --accelerator h100-sxm-80gb --batch 64 --output-tokens 300 --retrieval-chunks 5 --index-chunks 1000000 --requests-per-day 100000 --pue 1.2 --intensity 400g/kWh",
      "rag examples/adaptation/agent.yaml --agent-turns 10",
    ],
    mostPositionals: 1,
    run: commandFor("rag"),
  },
  "compare-adaptation": {
    usage: "compare-adaptation [scenario] [flags]",
    summary: "Compare retrieval with fine-tuning: footprint, price, time, break-even",
    options: adaptationFlags("adaptation"),
    examples: [
      "compare-adaptation examples/adaptation/rag-or-fine-tuning.yaml",
      "compare-adaptation examples/adaptation/rag-or-fine-tuning.yaml --requests 10000",
    ],
    mostPositionals: 1,
    run: commandFor("adaptation"),
  },
  hybrid: {
    usage: "hybrid [scenario] --cloud-model <name> --draft-model <name> [flags]",
    summary: "Estimate an answer that a device drafts and a server verifies, against either alone",
    options: adaptationFlags("hybrid"),
    examples: [
      "hybrid --cloud-model llama-3.1-70b --cloud-accelerator h100-sxm-80gb --cloud-accelerator-count 4 --cloud-batch 32 --cloud-pue 1.2 --cloud-intensity 400g/kWh --draft-model llama-3.1-8b --device-kind laptop --network-kind 5g --input-tokens 300 --output-tokens 300",
      "hybrid examples/adaptation/hybrid.yaml --acceptance 80%",
    ],
    mostPositionals: 1,
    run: commandFor("hybrid"),
  },
  local: {
    usage: "local [scenario] --model <name> --device-kind <name> [flags]",
    summary: "Estimate a request to a model on a phone, a laptop or a processor",
    options: adaptationFlags("local"),
    examples: ["local --model llama-3.1-8b --device-kind laptop --output-tokens 300 --intensity 400g/kWh"],
    mostPositionals: 1,
    run: commandFor("local"),
  },
  lifecycle: {
    usage: "lifecycle [scenario] [flags]",
    summary: "Estimate the whole life of a model: shares, amortised training, when serving overtakes",
    options: adaptationFlags("lifecycle"),
    examples: ["lifecycle examples/adaptation/life.yaml", "lifecycle examples/adaptation/life.yaml --rag-requests-per-day 50000 --json"],
    mostPositionals: 1,
    run: commandFor("lifecycle"),
  },
  size: {
    usage: "size [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Plan the memory of training, or of serving: devices and split",
    options: sizeFlags,
    examples: [
      "size --model llama-65b --accelerator a100-sxm4-80gb",
      "size examples/sizings/llama-65b.yaml --accelerator-count 8",
      "size --for serving --model llama-3.1-405b --accelerator h100-sxm-80gb --precision fp8 --batch 64 --context-tokens 1000",
    ],
    mostPositionals: 1,
    run: sizeCommand,
  },
  validate: {
    usage: "validate [flags]",
    summary: "Score the library against published and measured figures",
    options: validateFlags,
    examples: ["validate", "validate --training-runs runs.csv --json"],
    mostPositionals: 0,
    run: validateCommand,
  },
  reproduce: {
    usage: "reproduce llmcarbon|mlco2",
    summary: "Compute the published tables, paper against computed, row by row",
    options: [outputOptions.json],
    examples: ["reproduce llmcarbon", "reproduce mlco2 --json"],
    mostPositionals: 1,
    run: reproduceCommand,
  },
};

const ok = (lines: readonly string[]): Outcome => ({ stdout: `${lines.join("\n")}\n`, stderr: "", status: 0 });

/**
 * Runs the program in memory.
 *
 * @param argv - the arguments after the name of the program
 * @param io - files and terminal
 * @returns what goes to the two streams, and the exit status; nothing goes to standard output when it is not 0
 */
export function run(argv: readonly string[], io: Io): Outcome {
  const colours = coloursFor(io.colour);
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") return ok(programHelp(commands, packageJson.version));
    if (name === "--version" || name === "-v") return ok([packageJson.version]);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
      const known = Object.keys(commands);
      const nearest = nearMatches(name, known);
      throw new FootprintError(
        "invalid-input",
        `"${name}" is not a command; ${nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : `known: ${known.join(", ")}`}`,
        { field: "command", value: name, nearest },
      );
    }
    if (rest.includes("--help") || rest.includes("-h")) return ok(commandHelp(command));
    return ok(command.run(parseOptions(rest, command.options, command.mostPositionals), io, colours));
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    return { stdout: "", stderr: `${error.message}\n`, status: error.code === "no-solution" ? 1 : 2 };
  }
}
