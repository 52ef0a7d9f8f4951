import { describe, expect, it } from "vitest";
import { equivalentFigures } from "../../src/catalog/equivalent-figures.js";
import { everydayEquivalents, footprintOf } from "../../src/usage.js";
import { refusal } from "../helpers/refusal.js";

const totals = { energyKwh: 1.298, operationalGramsCo2e: 300, embodiedGramsCo2e: 52, totalGramsCo2e: 352, waterLitres: 0.946 };
const byKey = (list: ReturnType<typeof everydayEquivalents>) => Object.fromEntries(list.map((one) => [one.key, one]));

describe("everyday equivalents", () => {
  it("are the totals over the cited figures", () => {
    const found = byKey(everydayEquivalents(totals));
    expect(found["petrolCarKilometres"]?.value).toBeCloseTo(2, 12);
    expect(found["smartphoneCharges"]?.value).toBeCloseTo(100, 9);
    expect(found["ledBulbHours"]?.value).toBeCloseTo(129.8, 9);
    expect(found["showerMinutes"]?.value).toBeCloseTo(0.1, 12);
    expect(found["showerMinutes"]?.text).toBe("0.1 min of water of a shower (0.1 to 0.12)");
    for (const { source, at } of Object.values(found)) expect(`${source} ${at}`).toMatch(/^[a-z0-9-]+ .{20,}/u);
  });

  it("have the ends of the thing where the total has none, and wider ones where it has", () => {
    const { value, low, high } = equivalentFigures.petrolCarKilometreGramsCo2e;
    const [alone] = everydayEquivalents(totals);
    expect(alone?.low).toBeCloseTo(352 / (high as number), 9);
    expect(alone?.high).toBeCloseTo(352 / (low as number), 9);
    const of = (factor: number) => Object.fromEntries(Object.entries(totals).map(([key, one]) => [key, one * factor])) as typeof totals;
    const [ranged] = everydayEquivalents({ ...totals, low: of(1 / 3), high: of(3) });
    expect(ranged?.value).toBe(352 / value);
    expect((ranged?.high as number) / 2).toBeGreaterThan(3);
    // Less than both at their ends, which hang together with nothing.
    expect((ranged?.high as number) / 2).toBeLessThan((3 * value) / (low as number));
    expect(2 / (ranged?.low as number)).toBeGreaterThan(3);
  });

  it("take a result as it is, zero, and a result without numbers", () => {
    expect(everydayEquivalents(footprintOf({ model: "nobody/knows-this-1", inputTokens: 1, outputTokens: 1 }))).toEqual([]);
    const zero = { energyKwh: 0, operationalGramsCo2e: 0, embodiedGramsCo2e: 0, totalGramsCo2e: 0, waterLitres: 0 };
    expect(everydayEquivalents(zero).map(({ value, low, high }) => [value, low, high])).toEqual(Array(4).fill([0, 0, 0]));
  });

  it("take an end on the wrong side of its number for the number", () => {
    expect(everydayEquivalents({ ...totals, low: { ...totals, totalGramsCo2e: 353 } })).toEqual(everydayEquivalents(totals));
  });

  it("refuse what is no total", () => {
    expect(refusal(() => everydayEquivalents(null as never))).toMatchObject({ code: "invalid-input", field: "totals" });
    expect(refusal(() => everydayEquivalents({ ...totals, energyKwh: -1 }))).toMatchObject({ code: "out-of-domain", field: "energyKwh" });
    expect(refusal(() => everydayEquivalents({ ...totals, waterLitres: undefined as never }))).toMatchObject({ code: "out-of-domain" });
    expect(refusal(() => everydayEquivalents({ ...totals, low: 3 as never }))).toMatchObject({ code: "invalid-input", field: "low" });
    expect(refusal(() => everydayEquivalents({ ...totals, high: { ...totals, waterLitres: Number.NaN } }))).toMatchObject({
      code: "out-of-domain",
      field: "high.waterLitres",
    });
  });
});
