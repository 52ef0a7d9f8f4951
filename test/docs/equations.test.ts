import { expect, it } from "vitest";
import { formatDomain } from "../../src/core/formula.js";
import { unitOf } from "../../src/core/units.js";
import { sources } from "../../src/catalog/sources.js";
import type { SourceId } from "../../src/catalog/ids.js";
import { formulas } from "../helpers/formulas.js";

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

// Written from the cards by `npm run generate`; stale pages fail.
it("docs/guide/equations.md lists every equation", async () => {
  const groups = groupBy(
    formulas.map(({ card }) => card).sort((a, b) => (a.id < b.id ? -1 : 1)),
    ({ id }) => id.slice(0, id.lastIndexOf(".")),
  );
  const page = [
    "# Equations",
    "",
    "Every equation of the library, from the cards in the code. The function of an equation is exported by `llm-footprint/formulas`; its",
    "letters are those of its source, its inputs are words whose ending names the unit. Written by a test (`npm run generate`).",
    ...[...groups].flatMap(([group, cards]) => [
      "",
      `## ${group}`,
      ...cards.flatMap(({ id, equation, unit, source, domain }) => [
        "",
        `### ${id}`,
        "",
        "```text",
        equation,
        "```",
        "",
        `Result in ${unit === "1" ? "a pure number" : `\`${unit}\``}. Source: ${sources[source.id as SourceId].authors.split(",")[0] as string} ${String(sources[source.id as SourceId].year)} (\`${source.id}\`), ${source.at}.`,
        "",
        "| Input | Unit | Domain |",
        "| --- | --- | --- |",
        ...Object.entries(domain).map(([key, range]) => `| \`${key}\` | ${unitOf(key)} | ${formatDomain(range)} |`),
      ]),
    ]),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/guide/equations.md");
});
