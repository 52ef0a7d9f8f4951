import { invalid } from "../core/errors.js";
import { table } from "./format.js";
import type { Option } from "./options.js";

/** A command as the help shows it. */
export interface CommandHelp {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** What stands between the flags and the examples. */
  readonly help?: () => readonly string[];
}

const flagLine = ({ flag, example, description, isRequired }: Option): string => {
  const left = `  --${flag}${example === undefined ? "" : ` <${example.length > 28 ? "…" : example}>`}`;
  return `${left.padEnd(36)} ${description}${isRequired === true ? " (required)" : ""}`;
};

/**
 * The help of one command: the flags that matter most and its own, with the topics of the rest; the flags of a topic; or all of them.
 *
 * @throws `FootprintError` for a topic that there is not
 */
export function commandHelp(
  { usage, summary, options, examples, name, help }: CommandHelp & { readonly name: string },
  topic?: string,
): string[] {
  const head = [summary, "", `Usage: llm-footprint ${usage}`, ""];
  const byTopic = groupsOf(options);
  const shown = topic === undefined || topic.startsWith("-") ? undefined : topic;
  const of = (key: string): string[] => ["", `${key}:`, ...(byTopic.get(key) ?? []).map(flagLine)];
  const topics = [...byTopic.keys()].filter((key) => key !== "");
  const first = (byTopic.get("") ?? []).map(flagLine);
  if (shown === "all") return [...head, ...first, ...topics.flatMap(of)];
  if (shown !== undefined) {
    if (byTopic.has(shown) && shown !== "") return [...head.slice(0, 3), ...of(shown)];
    const message = `--help ${shown}: there is no such topic; the topics are ${["all", ...topics].join(", ")}`;
    throw invalid("help", message, { value: shown, nearest: topics });
  }
  const more = topics.map((key) => `  ${key} (${(byTopic.get(key) ?? []).length})`);
  return [
    ...head,
    ...first,
    ...(topics.length === 0 ? [] : ["", `More flags: llm-footprint ${name} --help <topic>, or --help all`, ...wrapped(more)]),
    ...(help === undefined ? [] : ["", ...help()]),
    "",
    "Examples:",
    ...examples.map((example) => `  llm-footprint ${example}`),
  ];
}

/** Flags by topic, in the order in which they occur. */
function groupsOf(options: readonly Option[]): ReadonlyMap<string, Option[]> {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(option.topic ?? "", [...(groups.get(option.topic ?? "") ?? []), option]);
  return groups;
}

/** Short texts side by side. */
function wrapped(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + text.length > 118) lines.push(text);
    else lines[lines.length - 1] = last + text;
  }
  return lines;
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
    "llm-footprint <command> --help shows the flags of a command. Exit status: 0 ok, 1 failure, 2 usage or input error; of usage also 3 and 4.",
  ];
}
