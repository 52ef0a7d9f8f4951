import { format } from "prettier";
import { expect, it } from "vitest";
import { accelerators } from "../../src/catalog/accelerators.js";
import { grids } from "../../src/catalog/grids.js";
import { models } from "../../src/catalog/models.js";
import { servers } from "../../src/catalog/servers.js";
import { sites } from "../../src/catalog/sites.js";
import { sources } from "../../src/catalog/sources.js";
import { scenarioJsonSchema } from "../../src/schema/scenario-schema.js";

const tables = { accelerators, grids, models, servers, sites, sources };
const typeName = (table: string): string => `${table.charAt(0).toUpperCase()}${table.slice(1, -1)}Id`;

// `npm run generate` runs these with -u and so writes the files; CI fails when they are stale.
it("src/catalog/ids.ts lists the ids of every table", async () => {
  const blocks = Object.entries(tables).map(
    ([name, table]) =>
      `/** Id of a record of \`data/${name}.json\`. */\nexport type ${typeName(name)} = ${Object.keys(table)
        .map((id) => `| ${JSON.stringify(id)}`)
        .join(" ")};`,
  );
  const text = ["// Written by test/data/ids.test.ts from data/*.json: run `npm run generate` after a change of the data.", ...blocks].join(
    "\n\n",
  );
  await expect(await format(text, { parser: "typescript", printWidth: 140 })).toMatchFileSnapshot("../../src/catalog/ids.ts");
});

it("schema/scenario.schema.json is the JSON Schema of scenario files", async () => {
  await expect(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`).toMatchFileSnapshot("../../schema/scenario.schema.json");
});
