import { expect, it } from "vitest";
import { logFormats } from "../../src/usage/logs/formats.js";

const cell = (text: string): string => text.replaceAll("|", "\\|");

// Written from the registry by `npm run generate`; a stale page fails.
it("docs/guide/log-formats.md has every format with what is recognised of it", async () => {
  const text = [
    "# Formats of logs",
    "",
    "What [`llm-footprint usage`](usage.md#one-command-on-a-log) reads. A format is recognised by its columns; `--format` says it where it is not. Prompts and answers are never read. Written by a test",
    "(`npm run generate`).",
    ...logFormats.flatMap(({ name, description, columns }) => [
      "",
      `## ${name}`,
      "",
      `${cell(description)}.`,
      "",
      `Read: ${columns.map((column) => `\`${column}\``).join(", ")}.`,
    ]),
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../docs/guide/log-formats.md");
});
