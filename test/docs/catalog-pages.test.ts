import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { cite } from "../../src/catalog/cite.js";
import { dataVersion } from "../../src/catalog/version.js";
import type { SourceRecord } from "../../src/catalog/records.js";
import { basisLegend, fullCatalog, licenceNames, type TableName, tableViews } from "../../src/cli/catalog-tables.js";
import { kebab } from "../../src/cli/format.js";
import { recordsOf, tableFiles } from "../helpers/tables.js";

const escape = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
const row = (cells: readonly string[]): string => `| ${cells.map(escape).join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(heads),
  `|${heads.map(() => " --- |").join("")}`,
  ...rows.map(row),
];
const written = "<!-- Written by test/docs/catalog-pages.test.ts from data/: run `npm run generate`. -->";
const sources = recordsOf("sources") as unknown as Readonly<Record<string, SourceRecord>>;

const licenceLinks: Readonly<Record<string, string>> = {
  permissive:
    "Facts and permissive works; they may be used under the terms of this package when the sources are named ([ATTRIBUTION.md](../../ATTRIBUTION.md)).",
  odbl: "[Open Database License 1.0](https://opendatacommons.org/licenses/odbl/1-0/): see [NOTICE.md](../../data/odbl/NOTICE.md).",
  mpl: "[Mozilla Public License 2.0](https://www.mozilla.org/MPL/2.0/): see [NOTICE.md](../../data/mpl/NOTICE.md).",
  "cc-by-sa": "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/): see [NOTICE.md](../../data/cc-by-sa/NOTICE.md).",
};

const sourceRows = (ids: Iterable<string>): string[][] =>
  [...ids].sort().map((id) => {
    const { authors, year, title, url, licence, retrieved } = sources[id] as SourceRecord;
    return [id, [`${authors} (${year}). ${title}.`, url ?? ""].join(" ").trim(), licence, retrieved];
  });

// `npm run generate` writes the pages; CI fails when they are stale.
it.each(Object.keys(tableViews) as TableName[])("docs/catalog has a page for %s", async (name) => {
  const view = tableViews[name];
  const { columns } = view;
  const records = Object.entries<object>(fullCatalog.tables[name]);
  const citations = records.map(([, record]) => cite(record));
  const notes = records.flatMap(([id, record]) => {
    const { note, parametersNote } = record as { readonly note?: string; readonly parametersNote?: string };
    return [parametersNote, note].flatMap((text) => (text === undefined ? [] : [[id, text]]));
  });
  const bases = new Map<string, number>();
  for (const { basis } of citations.flat()) if (basis !== undefined) bases.set(basis, (bases.get(basis) ?? 0) + 1);
  const page = [
    `# ${view.title}`,
    "",
    written,
    "",
    view.summary,
    "",
    `${records.length} records, data ${dataVersion}. In code: \`import { ${name} } from "llm-footprint/catalog/${view.path}"\`. ` +
      `On the command line: \`llm-footprint list ${kebab(name)}\`, and \`llm-footprint show ${kebab(name)} <id>\` for every figure with its source. ` +
      `The file: [data/${view.path}.json](../../data/${view.path}.json).`,
    "",
    `Licence: ${licenceLinks[view.licenceClass] as string}`,
    "",
    `Marks: ${basisLegend} Figures by basis: ${[...bases]
      .sort(([, a], [, b]) => b - a)
      .map(([basis, count]) => `${basis} ${count}`)
      .join(", ")}.`,
    "",
    "## Records",
    "",
    ...table(
      ["id", "name", ...columns.map(({ head }) => head)],
      records.map(([id, record]) => [`\`${id}\``, (record as { readonly name: string }).name, ...columns.map(({ cell }) => cell(record))]),
    ),
    ...(notes.length === 0
      ? []
      : [
          "",
          "## Notes",
          "",
          ...table(
            ["id", "note"],
            notes.map(([id, text]) => [`\`${id as string}\``, text as string]),
          ),
        ]),
    "",
    "## Sources",
    "",
    ...table(["id", "work", "licence", "read"], sourceRows(new Set(citations.flat().map(({ source }) => source)))),
    "",
  ];
  await expect(page.join("\n")).toMatchFileSnapshot(`../../docs/catalog/${kebab(name)}.md`);
});

it("docs/catalog/README.md lists the tables", async () => {
  const rows = (Object.keys(tableViews) as TableName[]).map((name) => [
    `[${tableViews[name].title}](${kebab(name)}.md)`,
    String(Object.keys(fullCatalog.tables[name]).length),
    licenceNames[tableViews[name].licenceClass],
    tableViews[name].summary,
  ]);
  const page = [
    "# The catalogue",
    "",
    written,
    "",
    `Data ${dataVersion}. How to use it: [guide](../guide/catalogue.md). How to correct or add a figure: [data/README.md](../../data/README.md). ` +
      "Where sources disagree: [cross-checks](cross-checks.md). All cited works: [sources](sources.md).",
    "",
    ...table(["table", "records", "licence", "what"], rows),
    "",
  ];
  await expect(page.join("\n")).toMatchFileSnapshot("../../docs/catalog/README.md");
});

it("docs/catalog/sources.md lists every cited work", async () => {
  const page = ["# Sources", "", written, "", ...table(["id", "work", "licence", "read"], sourceRows(Object.keys(sources))), ""];
  await expect(page.join("\n")).toMatchFileSnapshot("../../docs/catalog/sources.md");
});

it("ATTRIBUTION.md names every work whose licence asks for it", async () => {
  const usedBy = new Map<string, string[]>();
  for (const { file, records } of tableFiles) {
    if (file === "data/sources.json") continue;
    for (const source of new Set(Object.values(records).flatMap((record) => cite(record).map((citation) => citation.source)))) {
      usedBy.set(source, [...(usedBy.get(source) ?? []), file]);
    }
  }
  const section = (title: string, classes: readonly string[]): string[] => {
    const rows = Object.entries(sources)
      .filter(([id, { licenceClass }]) => classes.includes(licenceClass) && usedBy.has(id) && id !== "llm-footprint")
      .map(([id, { title: work, authors, url, licence }]) => [
        `${authors}: ${work}. ${url ?? ""}`,
        licence,
        (usedBy.get(id) ?? []).join(", "),
      ]);
    return ["", `## ${title}`, "", ...table(["work", "licence", "used in"], rows)];
  };
  const page = [
    "# Attribution",
    "",
    written,
    "",
    "The code of llm-footprint is under the Apache License 2.0. Its tables hold figures from the works below. Figures were changed into the units",
    "of this library and otherwise left as they are; every record says where each of its figures is printed.",
    "",
    "`exp`, `log` and `log10` in `src/core/power.ts` follow fdlibm step by step. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.",
    "Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted,",
    "provided that this notice is preserved.",
    ...section("Works under permissive licences and in the public domain", ["permissive"]),
    ...section("Open Database License 1.0, in `data/odbl/`", ["odbl"]),
    ...section("Mozilla Public License 2.0, in `data/mpl/`", ["mpl"]),
    ...section("CC BY-SA 4.0, in `data/cc-by-sa/`", ["cc-by-sa"]),
    ...section("Works of which single facts are cited", ["facts"]),
    "",
  ];
  await expect(page.join("\n")).toMatchFileSnapshot("../../ATTRIBUTION.md");
});

it("README.md counts what the tables hold", () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");
  const counts = { accelerators: "accelerators", grids: "grids by year", cloudRegions: "cloud regions", models: "models" } as const;
  for (const [name, words] of Object.entries(counts)) {
    expect(readme).toContain(`${Object.keys(fullCatalog.tables[name as TableName]).length} ${words}`);
  }
});
