import { invalid } from "../../core/errors.js";
import { nearMatches } from "../../core/near-matches.js";
import { anthropicUsage } from "./anthropic-usage.js";
import { bedrock } from "./bedrock.js";
import { claudeCode } from "./claude-code.js";
import { codecarbon } from "./codecarbon.js";
import { codex } from "./codex.js";
import { focus } from "./focus.js";
import { type ColumnMap, genericFormat } from "./generic.js";
import { helicone } from "./helicone.js";
import { langfuse } from "./langfuse.js";
import { litellm } from "./litellm.js";
import { openaiUsage } from "./openai-usage.js";
import { openrouter } from "./openrouter.js";
import { otlp } from "./otlp.js";
import type { LogFormat, Row } from "./row.js";

/** Every format of its own, in the order in which a log is tried: those that tell more of themselves come first. */
const ownFormats: readonly LogFormat[] = [
  claudeCode,
  codex,
  bedrock,
  otlp,
  focus,
  codecarbon,
  langfuse,
  openaiUsage,
  anthropicUsage,
  helicone,
  openrouter,
  litellm,
];

/** All formats that are read; docs and help are written from this list. */
export const logFormats: readonly LogFormat[] = [...ownFormats, /* @__PURE__ */ genericFormat()];

/**
 * The format of a name.
 *
 * @throws `FootprintError` `invalid-input` with near matches for a name that none has
 */
export function formatNamed(name: string, columns: ColumnMap = {}): LogFormat {
  const format = logFormats.find((known) => known.name === name);
  if (format === undefined) {
    const known = logFormats.map((one) => one.name);
    const nearest = nearMatches(name, known);
    const hint = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : `known: ${known.join(", ")}`;
    throw invalid("format", `--format ${name} is not a format that is read; ${hint}`, { value: name, nearest });
  }
  return format.name === "csv" ? genericFormat(columns) : format;
}

/** The format that a row can only be of; undefined where it may be of several, or of none. */
export function formatOf(row: Row, columns: ColumnMap = {}): LogFormat | undefined {
  const generic = genericFormat(columns);
  // Who maps columns has said what they mean.
  if (Object.keys(columns).length > 0) return generic.recognise(row) ? generic : undefined;
  return ownFormats.find((format) => format.recognise(row)) ?? (generic.recognise(row) ? generic : undefined);
}
