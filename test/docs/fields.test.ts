import { expect, it } from "vitest";
import { adaptation, adaptationTables } from "../../src/forms/adaptation.js";
import { type Form, inFiles } from "../../src/forms/declare.js";
import { kinds, kindTables } from "../../src/forms/kinds.js";
import { generatedFields, generatedRests } from "../helpers/generated-fields.js";

// Written from the tables of quantities and the declarations of `src/forms` by `npm run generate`; a stale table fails.
it("src/schema/generated/fields.ts holds the fields of every kind", async () => {
  const forms = Object.entries({ ...kinds, ...adaptation }).map(([kind, form]): [string, Form] => [
    kind,
    { ...form, fields: inFiles(form.fields) },
  ]);
  await expect(generatedFields(Object.fromEntries(forms))).toMatchFileSnapshot("../../src/schema/generated/fields.ts");
});

it("src/schema/generated/rests.ts holds the quantities of every table", async () => {
  await expect(generatedRests({ ...kindTables, ...adaptationTables })).toMatchFileSnapshot("../../src/schema/generated/rests.ts");
});
