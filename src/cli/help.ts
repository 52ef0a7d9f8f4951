import { table } from "./format.js";
import type { Option } from "./options.js";

/** A command as the help shows it. */
export interface CommandHelp {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly Option[];
  readonly examples: readonly string[];
}

/** The help of one command. */
export function commandHelp({ usage, summary, options, examples }: CommandHelp): string[] {
  return [
    summary,
    "",
    `Usage: llm-footprint ${usage}`,
    "",
    ...options.map(({ flag, example, description }) => {
      const left = `  --${flag}${example === undefined ? "" : ` <${example}>`}`;
      return `${left.padEnd(36)} ${description}`;
    }),
    "",
    "Examples:",
    ...examples.map((example) => `  llm-footprint ${example}`),
  ];
}

/** The help of the program. */
export function programHelp(commands: Readonly<Record<string, Pick<CommandHelp, "usage" | "summary">>>, version: string): string[] {
  return [
    `llm-footprint ${version}: energy and carbon footprint of large language models, every digit traceable to its source`,
    "",
    "Usage: llm-footprint <command> [arguments]",
    "",
    ...table(
      Object.values(commands).map(({ usage, summary }) => [`  ${usage}`, summary]),
      [0, 1],
    ),
    "",
    "llm-footprint <command> --help shows the flags of a command. Exit status: 0 ok, 1 failure, 2 usage or input error.",
  ];
}
