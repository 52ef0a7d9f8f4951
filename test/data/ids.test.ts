import { format } from "prettier";
import { expect, it } from "vitest";
import { ownRecordsJsonSchema, scenarioJsonSchema } from "../../src/schema.js";
import { tableFiles } from "../helpers/tables.js";
import type { Tables } from "../../src/catalog/names.js";
import { nameIndexOf } from "../../src/catalog/resolver.js";

/** `accelerators` → `AcceleratorId`, `hourlyMixes` → `HourlyMixId`, `cloudEfficiency` → `CloudEfficiencyId`. */
const typeName = (table: string): string => {
  const singular = table.endsWith("ies") ? `${table.slice(0, -3)}y` : table.replace(/(?<=x|ss)es$|s$/u, "");
  return `${singular.charAt(0).toUpperCase()}${singular.slice(1)}Id`;
};

// `npm run generate` runs these with -u and so writes the files; CI fails when they are stale.
it("src/catalog/ids.ts lists the ids of every table", async () => {
  const blocks = tableFiles.map(({ name, file, records }) => {
    // The default server lives with the other defaults.
    const ids = name === "servers" ? ["eight-accelerator-host", ...Object.keys(records)].sort() : Object.keys(records);
    return `/** Id of a record of \`${file}\`. */\nexport type ${typeName(name)} = ${ids.map((id) => `| ${JSON.stringify(id)}`).join(" ")};`;
  });
  const text = ["// Written by test/data/ids.test.ts from data/*.json: run `npm run generate` after a change of the data.", ...blocks].join(
    "\n\n",
  );
  await expect(await format(text, { parser: "typescript", printWidth: 140 })).toMatchFileSnapshot("../../src/catalog/ids.ts");
});

it("data/names.json lists the names of models for the resolver, which loads no table", async () => {
  const tables = Object.fromEntries(tableFiles.map(({ name, records }) => [name, records])) as unknown as Tables;
  await expect(await formatted(nameIndexOf(tables))).toMatchFileSnapshot("../../data/names.json");
});

const formatted = (schema: object): Promise<string> => format(JSON.stringify(schema), { parser: "json", printWidth: 140 });

it("schema/scenario.schema.json is the JSON Schema of scenario files", async () => {
  await expect(await formatted(scenarioJsonSchema())).toMatchFileSnapshot("../../schema/scenario.schema.json");
});

it("schema/catalog.schema.json is the JSON Schema of files with own records", async () => {
  await expect(await formatted(ownRecordsJsonSchema())).toMatchFileSnapshot("../../schema/catalog.schema.json");
});
