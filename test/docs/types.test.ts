import { expect, it } from "vitest";
import { givens, inputs, shared, totals } from "../../src/forms/interfaces.js";
import { generatedInputs, generatedTotals } from "../helpers/generated-types.js";

// Written from the tables of quantities and the declarations of `src/forms` by `npm run generate`; a stale file fails.
it("src/estimate/generated/inputs.ts holds what every estimate takes", async () => {
  await expect(generatedInputs(shared, inputs, givens)).toMatchFileSnapshot("../../src/estimate/generated/inputs.ts");
});

it("src/estimate/generated/totals.ts holds the numbers of every result", async () => {
  await expect(generatedTotals(totals)).toMatchFileSnapshot("../../src/estimate/generated/totals.ts");
});
