import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { usage } from "../../src/cli/usage-command.js";
import { usageCli } from "../helpers/usage.js";

interface Report {
  readonly totals: Readonly<Record<string, number>> & {
    readonly low: Readonly<Record<string, number>>;
    readonly high: Readonly<Record<string, number>>;
  };
  readonly rejects: readonly { readonly reason: string; readonly rows: number }[];
}

/** What the command says of an example. */
async function report(path: string): Promise<Report> {
  const { stdout, status } = await usageCli([path, "--json"], { [path]: readFileSync(path) }, { body: usage });
  expect(status).toBe(0);
  return JSON.parse(stdout) as Report;
}

describe("the example logs with the estimator of the library", () => {
  it("estimates most of a price list, says why of every other row, and has a total at most 10 wide", async () => {
    const { totals, rejects } = await report("examples/usage/gateway.csv");
    expect(totals["rows"]).toBe(1000);
    expect(totals["estimated"]).toBeGreaterThanOrEqual(600);
    expect((totals["estimated"] as number) + (totals["rejected"] as number)).toBe(1000);
    expect(rejects.reduce((sum, { rows }) => sum + rows, 0)).toBe(totals["rejected"]);
    expect((totals.high["energyKwh"] as number) / (totals.low["energyKwh"] as number)).toBeLessThan(10);
    expect((totals.high["totalGramsCo2e"] as number) / (totals.low["totalGramsCo2e"] as number)).toBeLessThan(10);
  }, 240_000);

  it("estimates all of a user who calls ten current models", async () => {
    const { totals } = await report("examples/usage/ten-models.jsonl");
    expect((totals["estimated"] as number) / (totals["rows"] as number)).toBeGreaterThanOrEqual(0.95);
  }, 240_000);
});
