import packageJson from "../../package.json" with { type: "json" };
import { FootprintError, invalid, isFootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import type { FormKind } from "../schema/generated/fields.js";
import { type Colours, coloursFor, oneLine, printable } from "./format.js";
import { commandHelp, type CommandHelp, programHelp } from "./help.js";
import type { CommandBody, Io, Outcome } from "./io.js";
import type { View } from "./kind-command.js";
import { inFlags, type Parsed, parseOptions } from "./options.js";

interface Command extends Omit<CommandHelp, "options"> {
  /** Arguments that are no flags; one where left out. */
  readonly mostPositionals?: number;
  readonly load: () => Promise<CommandBody>;
}

/** The views of a family of kinds; loaded with the first command of one of them. */
const families = {
  training: async () => (await import("./training-view.js")).trainingViews,
  serving: async () => (await import("./serving-views.js")).servingViews,
  adaptation: async () => (await import("./adaptation-views.js")).adaptationViews,
};

/** The command of a kind of files. */
const ofKind =
  <Family extends keyof typeof families>(family: Family, kind: keyof Awaited<ReturnType<(typeof families)[Family]>> & FormKind) =>
  async (): Promise<CommandBody> => {
    const [{ kindCommand }, views] = await Promise.all([import("./kind-command.js"), families[family]()]);
    return kindCommand((views as Readonly<Record<FormKind, View>>)[kind], kind);
  };

/** The commands in the order of the help; what one runs, and the flags that it takes, load with it alone. */
export const commands: Readonly<Record<string, Command>> = {
  train: {
    usage: "train --model <name> --accelerator <name> [flags]",
    summary: "Estimate a training run from flags",
    examples: [
      "train --model gpt-3-175b --tokens 300B --accelerator v100-sxm2-32gb --accelerator-count 10000 --efficiency 0.197 --power 330W --pue 1.1 --intensity 429g/kWh",
      "train --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 1024 --pue 1.1 --grid usa --year 2024 --json",
    ],
    mostPositionals: 0,
    load: ofKind("training", "training"),
  },
  estimate: {
    usage: "estimate <scenario.json|.yaml> [flags]",
    summary: "Estimate a scenario file; flags replace its fields",
    examples: ["estimate examples/scenarios/gpt-3.yaml --lines --chart", "estimate examples/scenarios/gpt-3.yaml --pue 1.2 --json"],
    load: async () => (await import("./estimate-command.js")).estimate,
  },
  explain: {
    usage: "explain <scenario.json|.yaml> [flags]",
    summary: "Show every step of an estimate, or draw it: equation, inputs with origin, source",
    examples: [
      "explain examples/scenarios/gpt-3.yaml",
      "explain examples/scenarios/gpt-3.yaml --graph gpt-3.svg",
      "explain examples/scenarios/gpt-3.yaml --graph energy.mmd --goal energyKwh",
    ],
    load: async () => (await import("./estimate-command.js")).explain,
  },
  calibrate: {
    usage: "calibrate [scenario] --parameter <name> --reference <value>",
    summary: "Solve for one parameter so that the estimate meets a reference",
    examples: ['calibrate examples/scenarios/gpt-3.yaml --parameter efficiency --reference "536.69 t"'],
    load: async () => (await import("./calibrate-command.js")).calibrateCommand,
  },
  design: {
    usage: "design [scenario] --loss-change=<share> | --training-flop <number>",
    summary: "What a lower loss costs, or the optimal model for a budget",
    examples: [
      "design examples/scenarios/gpt-3.yaml --loss-change=-1%",
      "design examples/scenarios/gpt-3.yaml --loss-change=-1% --by compute-optimal --law besiroglu-2024",
      "design --training-flop 1e24",
    ],
    load: async () => (await import("./design-command.js")).design,
  },
  list: {
    usage: "list [table] [--filter <conditions>]",
    summary: "List the tables of the catalogue, or the records of one",
    examples: ["list", 'list accelerators --filter "vendor=AMD,launchYear>=2023"', "list grids --filter country=DE --json"],
    load: async () => (await import("./catalog-commands.js")).list,
  },
  show: {
    usage: "show <table> <id>",
    summary: "Show a record of the catalogue: every figure with its source",
    examples: ["show accelerators h100-sxm-80gb", "show cloud-regions aws:us-east-1 --json"],
    mostPositionals: 2,
    load: async () => (await import("./catalog-commands.js")).show,
  },
  find: {
    usage: "find <text>",
    summary: "Find records by what people write: id, name, alias, or something like it",
    examples: ["find h100", "find gpt-4o --json"],
    load: async () => (await import("./catalog-commands.js")).findRecords,
  },
  resolve: {
    usage: "resolve <file|-|name> [--column <name>] [--expect <name>]",
    summary: "Which models names mean, as gateways, bills and client libraries write them",
    examples: [
      "resolve bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0",
      "resolve usage.csv --column model_id --json",
      "resolve deepseek-chat --date 2026-01-15",
    ],
    load: async () => (await import("./resolve-command.js")).resolveNames,
  },
  usage: {
    usage: "usage <file|-> [more files] [flags]",
    summary: "What the calls of a log cost: energy, emissions, water, by model, region, day",
    examples: [
      "usage examples/usage/gateway.csv",
      "usage ~/.claude/projects/*/*.jsonl --group-by day,model --csv",
      "usage spend.jsonl.gz --region aws:us-east-1 --fail-on-unmatched --max-co2e 5kg --json",
    ],
    mostPositionals: 100_000,
    load: async () => (await import("./usage-command.js")).usage,
  },
  sources: {
    usage: "sources [scenario] [flags]",
    summary: "List every cited work, or those that an estimate used",
    examples: ["sources --bibtex", "sources examples/scenarios/gpt-3.yaml --json"],
    load: async () => (await import("./sources-command.js")).sources,
  },
  infer: {
    usage: "infer [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Estimate a request to a served model: time, energy, emissions, price",
    examples: [
      "infer --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 8 --batch 64 --input-tokens 1000 --output-tokens 400 --pue 1.2 --intensity 400g/kWh",
      "infer examples/inference/coding-agent.yaml --batch 32 --json",
    ],
    load: ofKind("serving", "inference"),
  },
  serve: {
    usage: "serve [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Plan a service: batch under limits, instances for a load, price and footprint",
    examples: [
      "serve --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 8 --tpot 50ms --requests-per-second 10 --input-tokens 1000 --output-tokens 400 --pue 1.2 --intensity 400g/kWh",
      "serve examples/inference/fleet.yaml --json",
    ],
    load: ofKind("serving", "serving"),
  },
  finetune: {
    usage: "finetune [scenario] --method <name> --model <name> --accelerator <name> [flags]",
    summary: "Estimate a fine-tuning: full, LoRA, RLHF, DPO, GRPO, distillation, phase by phase",
    examples: [
      "finetune --method lora --model llama-3.1-8b --accelerator h100-sxm-80gb --examples 52000 --example-tokens 300 --epochs 3 --pue 1.2 --intensity 400g/kWh",
      "finetune examples/adaptation/ppo.yaml --json",
    ],
    load: ofKind("adaptation", "fine-tuning"),
  },
  rag: {
    usage: "rag [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Estimate a question with retrieval, reranking, graphs, tools: per question and month",
    examples: [
      "rag --model llama-3.1-8b --accelerator h100-sxm-80gb --batch 64 --output-tokens 300 --retrieval-chunks 5 --index-chunks 1000000 --requests-per-day 100000 --pue 1.2 --intensity 400g/kWh",
      "rag examples/adaptation/agent.yaml --agent-turns 10",
    ],
    load: ofKind("adaptation", "rag"),
  },
  "compare-adaptation": {
    usage: "compare-adaptation [scenario] [flags]",
    summary: "Compare retrieval with fine-tuning: footprint, price, time, break-even",
    examples: [
      "compare-adaptation examples/adaptation/rag-or-fine-tuning.yaml",
      "compare-adaptation examples/adaptation/rag-or-fine-tuning.yaml --requests 10000",
    ],
    load: ofKind("adaptation", "adaptation"),
  },
  hybrid: {
    usage: "hybrid [scenario] --cloud-model <name> --draft-model <name> [flags]",
    summary: "Estimate an answer that a device drafts and a server verifies, against either alone",
    examples: [
      "hybrid --cloud-model llama-3.1-70b --cloud-accelerator h100-sxm-80gb --cloud-accelerator-count 4 --cloud-batch 32 --cloud-pue 1.2 --cloud-intensity 400g/kWh --draft-model llama-3.1-8b --device-kind laptop --network-kind 5g --input-tokens 300 --output-tokens 300",
      "hybrid examples/adaptation/hybrid.yaml --acceptance 80%",
    ],
    load: ofKind("adaptation", "hybrid"),
  },
  local: {
    usage: "local [scenario] --model <name> --device-kind <name> [flags]",
    summary: "Estimate a request to a model on a phone, a laptop or a processor",
    examples: ["local --model llama-3.1-8b --device-kind laptop --output-tokens 300 --intensity 400g/kWh"],
    load: ofKind("adaptation", "local"),
  },
  lifecycle: {
    usage: "lifecycle [scenario] [flags]",
    summary: "Estimate the whole life of a model: shares, amortised training, when serving overtakes",
    examples: ["lifecycle examples/adaptation/life.yaml", "lifecycle examples/adaptation/life.yaml --rag-requests-per-day 50000 --json"],
    load: ofKind("adaptation", "lifecycle"),
  },
  size: {
    usage: "size [scenario] --model <name> --accelerator <name> [flags]",
    summary: "Plan the memory of training, or of serving: devices and split",
    examples: [
      "size --model llama-65b --accelerator a100-sxm4-80gb",
      "size examples/sizings/llama-65b.yaml --accelerator-count 8",
      "size --for serving --model llama-3.1-405b --accelerator h100-sxm-80gb --precision fp8 --batch 64 --context-tokens 1000",
    ],
    load: async () => (await import("./size-command.js")).size,
  },
  validate: {
    usage: "validate [flags]",
    summary: "Score the library against published and measured figures",
    examples: ["validate", "validate --training-runs runs.csv --json"],
    mostPositionals: 0,
    load: async () => (await import("./validate-command.js")).validateCommand,
  },
  reproduce: {
    usage: "reproduce llmcarbon|mlco2",
    summary: "Compute the published tables, paper against computed, row by row",
    examples: ["reproduce llmcarbon", "reproduce mlco2 --json"],
    load: async () => (await import("./reproduce.js")).reproduce,
  },
};

const ok = (lines: readonly string[]): Outcome => ({ stdout: `${lines.join("\n")}\n`, stderr: "", status: 0 });

/** What goes to a terminal, without what it would obey. */
const shown = ({ stdout, stderr, status }: Outcome, { colour }: Io): Outcome => ({
  stdout: printable(stdout, colour),
  stderr: printable(stderr, false),
  status,
});

/** The command that a name means, if it is one. */
const commandNamed = (name: string | undefined): Command | undefined =>
  name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;

/**
 * Runs the program in memory.
 *
 * @param argv - the arguments after the name of the program
 * @param io - files and terminal
 * @returns what goes to the two streams, and the exit status; nothing goes to standard output when it is 1 or 2
 */
export async function run(argv: readonly string[], io: Io): Promise<Outcome> {
  return runBody(argv, io, await commandNamed(argv[0])?.load());
}

/** The same with the body of the command at hand, which only the name of a command needs. */
export async function runBody(argv: readonly string[], io: Io, body: CommandBody | undefined): Promise<Outcome> {
  return shown(await outcomeOf(argv.map(oneLine), io, body), io);
}

/** The same at once, for every command but those whose input comes bit by bit. */
export function runLoaded(argv: readonly string[], io: Io, body: CommandBody | undefined): Outcome {
  const outcome = outcomeOf(argv.map(oneLine), io, body);
  if (outcome instanceof Promise) throw new TypeError(`${argv[0] ?? ""} answers later: await runBody`);
  return shown(outcome, io);
}

/** Runs a command; what flags alone leave out is missing by their names. */
function runParsed(body: CommandBody, parsed: Parsed, io: Io, colours: Colours): ReturnType<CommandBody["run"]> {
  try {
    return body.run(parsed, io, colours);
  } catch (error) {
    if (!isFootprintError(error) || parsed.positionals.length > 0) throw error;
    throw new FootprintError(error.code, inFlags(error.message, body.options), error.details, { cause: error });
  }
}

/** What an error leaves behind; one that is not of the library is a fault of the program. */
function failed(error: unknown): Outcome {
  if (!isFootprintError(error)) throw error;
  return { stdout: "", stderr: `${error.message}\n`, status: error.code === "no-solution" ? 1 : 2 };
}

function outcomeOf(argv: readonly string[], io: Io, body: CommandBody | undefined): Outcome | Promise<Outcome> {
  const colours = coloursFor(io.colour);
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") return ok(programHelp(commands, packageJson.version));
    if (name === "--version" || name === "-v") return ok([packageJson.version]);
    const command = commandNamed(name);
    if (command === undefined || body === undefined) {
      const known = Object.keys(commands);
      const nearest = nearMatches(name, known);
      const hint = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : `known: ${known.join(", ")}`;
      throw invalid("command", `"${name}" is not a command; ${hint}`, { value: name, nearest });
    }
    const help = rest.findIndex((text) => text === "--help" || text === "-h");
    if (help >= 0) return ok(commandHelp({ ...command, ...body, name }, rest[help + 1]));
    const parsed = parseOptions(rest, body.options, command.mostPositionals ?? 1);
    const said = runParsed(body, parsed, io, colours);
    const left = (what: Awaited<typeof said>): Outcome => ("status" in what ? what : ok(what));
    return said instanceof Promise ? said.then(left).catch(failed) : left(said);
  } catch (error) {
    return failed(error);
  }
}
