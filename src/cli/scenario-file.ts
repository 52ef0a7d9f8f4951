import { parseDocument } from "yaml";
import { FootprintError } from "../core/errors.js";
import { readScenario, type Scenario } from "../schema/scenario.js";
import type { Io } from "./io.js";
import type { Parsed } from "./options.js";

/**
 * The scenario of a command: a JSON or YAML file, flags, or a file with some fields replaced by flags.
 *
 * @throws `FootprintError` `invalid-input` when the file cannot be read or parsed
 */
export function loadScenario({ positionals: [path], fields }: Parsed, io: Io): Scenario {
  return readScenario(path === undefined ? { kind: "training", ...fields } : { ...readObject(path, io), ...fields });
}

function readObject(path: string, io: Io): Record<string, unknown> {
  let text: string;
  try {
    text = io.readFile(path);
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} cannot be read: ${(cause as Error).message}`, { field: path }, { cause });
  }
  const value = path.endsWith(".json") ? parseJson(path, text) : parseYaml(path, text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FootprintError("invalid-input", `${path} holds no scenario; it must be a mapping with kind: training`, { field: path });
  }
  return value as Record<string, unknown>;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} is not valid JSON: ${(cause as Error).message}`, { field: path }, { cause });
  }
}

function parseYaml(path: string, text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined)
    throw new FootprintError("invalid-input", `${path} is not valid YAML: ${error.message}`, { field: path }, { cause: error });
  try {
    return document.toJS();
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} is not valid YAML: ${(cause as Error).message}`, { field: path }, { cause });
  }
}
