import { describe, expect, it } from "vitest";
import { logFormats } from "../../src/usage/logs/formats.js";
import { type UsageReport } from "../../src/cli/usage-view.js";
import { logFile, usageCli, type UsageRun } from "../helpers/usage.js";

const formats: Record<string, string> = { "litellm.csv": "litellm", "codex.jsonl": "codex", "generic.csv": "csv", "focus.csv": "focus" };

const row = (fields: object): string => `${JSON.stringify({ model: "gpt-4o", inputTokens: 1000, outputTokens: 1000, ...fields })}\n`;

const log = [
  row({ id: "a", timestamp: "2026-11-20T10:00:00Z", region: "deu", team: "x" }),
  row({ id: "b", timestamp: "2026-11-20T23:30:00-05:00", model: "a-class", team: "y" }),
  row({ id: "a" }),
  row({ id: "c", model: "unknown-1" }),
  row({ id: "d", model: "unknown-2" }),
  row({ id: "e", inputTokens: -1 }),
  row({ id: "f", inputTokens: 2e9 }),
  row({ id: "g", outputTokens: null }),
  "{cut\n",
].join("");

const json = async (
  args: readonly string[],
  files: Readonly<Record<string, string | Buffer>>,
): Promise<UsageReport & { dataVersion: string }> => {
  const { stdout, stderr, status } = await usageCli([...args, "--json"], files);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout) as UsageReport & { dataVersion: string };
};

const refusal = async (args: readonly string[], files: Readonly<Record<string, string | Buffer>> = { "a.jsonl": log }): Promise<string> => {
  const { stdout, stderr, status } = await usageCli(args, files);
  expect(stdout).toBe("");
  expect(status).toBe(2);
  return stderr;
};

describe("usage", () => {
  it("adds up every row exactly once, with shares and a joint range", async () => {
    const { totals, rejects, notes, dataVersion } = await json(["a.jsonl"], { "a.jsonl": log });
    expect(totals).toMatchObject({ rows: 9, estimated: 2, rejected: 6, duplicates: 1, skipped: 0, tokens: 4000 });
    expect(totals.energyKwh).toBeCloseTo(0.002, 12);
    expect(totals.totalGramsCo2e).toBeCloseTo(1, 12);
    expect(totals.low?.totalGramsCo2e).toBeCloseTo(0.5, 12);
    expect(totals.high?.energyKwh).toBeCloseTo(0.004, 12);
    expect([totals.matchedShare, totals.assumedShare, totals.rejectedShare]).toEqual([1 / 8, 1 / 8, 6 / 8]);
    expect(rejects).toEqual([
      { reason: "the model is not known", rows: 2, example: { line: 4, file: "a.jsonl", model: "unknown-1" }, candidates: ["models/near"] },
      {
        reason: "inputTokens = … is negative; a count of tokens is whole and not negative",
        rows: 1,
        example: { line: 6, file: "a.jsonl" },
      },
      {
        reason: "usage: inputTokens = … is longer than the model takes",
        rows: 1,
        example: { line: 7, file: "a.jsonl", model: "gpt-4o" },
      },
      { reason: "the tokens are not known", rows: 1, example: { line: 8, file: "a.jsonl", model: "gpt-4o" } },
      { reason: "the line is no JSON", rows: 1, example: { line: 9, file: "a.jsonl" } },
    ]);
    expect(notes).toEqual([{ message: "cache classes are not stated: counted as none", rows: 2 }]);
    expect(dataVersion).toMatch(/^20/u);
  });

  it("groups by dimensions, and by columns of the log", async () => {
    const { groups } = await json(["a.jsonl", "--group-by", "model,day,team"], { "a.jsonl": log });
    expect(groups.map(({ model, day, team, estimated, rejected }) => [model, day, team, estimated, rejected])).toEqual([
      ["gpt-4o", "2026-11-20", "x", 1, 0],
      // 23:30 in New York is the next day in UTC.
      ["a-class", "2026-11-21", "y", 1, 0],
      ["gpt-4o", null, null, 0, 2],
      ["unknown-1", null, null, 0, 1],
      ["unknown-2", null, null, 0, 1],
    ]);
    const keys = await json(["x.csv", "--group-by", "key,month,hour,record,region,provider,host,tier,file"], {
      "x.csv": logFile("litellm.csv"),
    });
    expect(keys.groups[0]).toMatchObject({
      key: "k1",
      month: "2026-11",
      hour: "2026-11-20T10",
      record: "models/gpt-4o-2024-08-06",
      region: null,
      provider: "openai",
      host: "openai",
      tier: null,
      file: "x.csv",
    });
    expect(keys.totals).toMatchObject({ rows: 5, estimated: 2, duplicates: 1, skipped: 2 });
    expect(keys.skips.map(({ reason }) => reason)).toEqual([
      "answered by the cache of the gateway: nothing was computed",
      "a call that failed, without tokens",
    ]);
  });

  it("reads several files, and standard input; a row of both counts once", async () => {
    const files = { "-": row({ id: "a" }), "b.jsonl": row({ id: "a" }) + row({ id: "b" }), "c.csv": logFile("codecarbon.csv") };
    const { totals } = await json(["-", "b.jsonl", "c.csv"], files);
    expect(totals).toMatchObject({ rows: 6, estimated: 4, duplicates: 2 });
    expect(totals.matchedShare).toBe(1);
    expect(totals.energyKwh).toBeCloseTo(0.002 + 0.0124 + 0.5, 12);
  });

  it("prints tables with significant digits, never 0.0", async () => {
    const small = { "a.jsonl": row({ outputTokens: 1 }) + row({ model: "unknown" }) };
    const { stdout } = await usageCli(["a.jsonl", "--group-by", "model"], small);
    expect(stdout).toContain("2 rows: 1 estimated, 1 rejected.");
    expect(stdout).toContain("50 % are answered by a record");
    expect(stdout).toMatch(/Energy +0\.0010* Wh +0\.0005\d* Wh +0\.002\d* Wh/u);
    expect(stdout).toMatch(/gpt-4o +1 +0 +1,000 tokens +0\.001 Wh \(0\.0005–0\.002\) +0\.5 mg CO2e \(0\.25–1\)/u);
    expect(stdout).toContain("the model is not known");
    expect(stdout).toContain("perhaps models/near");
    const { stdout: csv } = await usageCli(["a.jsonl", "--group-by", "model", "--csv"], small);
    expect(csv.split("\n")[0]).toContain("model,rows,estimated");
    expect(csv).toContain("lowEnergyKwh");
    const { stdout: md } = await usageCli(["a.jsonl", "--group-by", "model", "--md"], small);
    expect(md).toContain("| model | calls | rejected | tokens | energy | emissions |\n| --- | ---: |");
  });

  it("says all in one line for status bars", async () => {
    const { stdout } = await usageCli(["a.jsonl", "--status"], { "a.jsonl": log });
    expect(stdout).toBe("2 Wh (1-4) · 1 g CO2e (0.5-2) · 4,000 tokens · 6 not estimated\n");
    const none = await usageCli(["a.jsonl", "--status"], { "a.jsonl": "" });
    expect(none.stdout).toBe("0 kWh (0-0) · 0 g CO2e (0-0) · 0 tokens\n");
  });

  it("writes every rejected row to a file", async () => {
    const { written } = await usageCli(["a.jsonl", "--rejects", "r.jsonl"], { "a.jsonl": log });
    const rows = (written["r.jsonl"] ?? "")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual({
      file: "a.jsonl",
      line: 4,
      id: "c",
      model: "unknown-1",
      reason: "the model is not known",
      candidates: ["models/near"],
    });
    expect(await refusal(["a.jsonl", "--rejects", "nowhere/r.jsonl"])).toContain("--rejects nowhere/r.jsonl cannot be written");
  });

  it("ends with a status for what is not answered, and for too much, and prints all the same", async () => {
    const files = { "a.jsonl": log };
    const ends = async (...flags: string[]): Promise<UsageRun> => usageCli(["a.jsonl", "--json", ...flags], files);
    expect(await ends("--fail-on-unmatched")).toMatchObject({
      status: 3,
      stderr: "--fail-on-unmatched: 6 rows are rejected; --rejects lists them\n",
    });
    const above = await ends("--fail-on-unmatched", "--max-co2e", "0.9 g");
    expect(above).toMatchObject({ status: 4, stderr: "--max-co2e 0.9 g: the calls cause 1 g CO2e, which is more\n" });
    expect(JSON.parse(above.stdout)).toHaveProperty("totals.rows", 9);
    expect((await ends("--max-co2e", "5kg")).status).toBe(0);
    expect((await usageCli(["b.jsonl", "--fail-on-unmatched"], { "b.jsonl": row({}) })).status).toBe(0);
  });

  it("goes on where it ended, and reads an unfinished row when it is whole", async () => {
    const written: Record<string, string> = {};
    const cut = log.length - 30;
    const first = await usageCli(
      ["a.jsonl", "--resume", "s.json", "--json", "--group-by", "model"],
      { "a.jsonl": log.slice(0, cut) },
      { written },
    );
    expect((JSON.parse(first.stdout) as UsageReport).totals.rows).toBe(7);
    const args = ["a.jsonl", "--resume", "s.json", "--json", "--group-by", "model"];
    const more = log + row({ id: "b" }) + row({ id: "h", model: "a-class" });
    const second = await usageCli(args, { "a.jsonl": more }, { written });
    const third = await usageCli(args, { "a.jsonl": more }, { written });
    const whole = await usageCli(["a.jsonl", "--json", "--group-by", "model"], { "a.jsonl": more });
    expect(JSON.parse(second.stdout)).toEqual(JSON.parse(whole.stdout));
    expect(third.stdout).toBe(second.stdout);
    expect((await usageCli(["a.jsonl", "--resume", "s.json"], { "a.jsonl": more }, { written })).stderr).toContain("--group-by model");
    expect((await usageCli([...args, "--region", "deu"], { "a.jsonl": more }, { written })).stderr).toContain("other flags");
    written["t.json"] = "no state";
    expect((await usageCli(["a.jsonl", "--resume", "t.json"], { "a.jsonl": more }, { written })).stderr).toContain(
      "no state of an earlier run",
    );
  });

  it.each(Object.keys(formats))("%s in two runs is the same as in one", async (name) => {
    const bytes = logFile(name);
    const args = [name, "--json", "--format", formats[name] as string];
    const whole = await usageCli(args, { [name]: bytes });
    for (let cut = 1; cut < bytes.length; cut += 97) {
      const written: Record<string, string> = {};
      await usageCli([...args, "--resume", "s.json"], { [name]: bytes.subarray(0, cut) }, { written });
      const rest = await usageCli([...args, "--resume", "s.json"], { [name]: bytes }, { written });
      expect(rest.stderr).toBe("");
      expect(JSON.parse(rest.stdout)).toEqual(JSON.parse(whole.stdout));
    }
  });

  it("watches a file that grows, and stops when nobody reads", async () => {
    const files: Record<string, string> = { "a.jsonl": row({ id: "a" }) };
    let looks = 0;
    const wait = (): Promise<boolean> => {
      looks++;
      if (looks === 2) files["a.jsonl"] = row({ id: "a" }) + row({ id: "b" });
      return Promise.resolve(looks < 5);
    };
    const { shown, stdout } = await usageCli(["a.jsonl", "--watch"], files, { terminal: { wait } });
    expect(stdout).toBe("");
    expect(shown).toEqual(["1 Wh (0.5-2) · 500 mg CO2e (250-1,000) · 2,000 tokens\n", "2 Wh (1-4) · 1 g CO2e (0.5-2) · 4,000 tokens\n"]);
    const gone = await usageCli(["a.jsonl", "--watch"], files, { terminal: { wait, write: () => false } });
    expect(gone.status).toBe(0);
  });

  it("shows how far it is to who watches, and not with --quiet", async () => {
    const said: string[] = [];
    const progress = (text: string): void => {
      said.push(text);
    };
    await usageCli(["a.jsonl"], { "a.jsonl": log }, { terminal: { progress } });
    expect(said.at(-1)).toBe("");
    said.length = 0;
    await usageCli(["a.jsonl", "--quiet"], { "a.jsonl": log }, { terminal: { progress } });
    expect(said).toEqual([]);
  });

  it("never prints prompts and answers, whatever is asked", async () => {
    const prompts = `${JSON.stringify({ model: "gpt-4o", prompt: "CANARY", inputTokens: 1, outputTokens: 1 })}\n`;
    const files = {
      "a.jsonl": prompts,
      "b.csv": logFile("litellm.csv"),
      "c.jsonl": logFile("langfuse.jsonl"),
      "d.jsonl": logFile("otlp.jsonl"),
    };
    for (const name of Object.keys(files)) {
      for (const format of ["--json", "--csv", "--md"]) {
        const { stdout, stderr, written } = await usageCli([name, format, "--rejects", "r"], files);
        expect(stdout + stderr + JSON.stringify(written)).not.toContain("CANARY");
      }
    }
    expect(await refusal(["a.jsonl", "--group-by", "prompt"])).toContain("prompts and answers are never read");
    const mapped = await usageCli(
      ["a.jsonl", "--columns", "model=model,inputTokens=prompt,outputTokens=outputTokens", "--rejects", "r"],
      files,
    );
    expect(mapped.stdout + JSON.stringify(mapped.written)).toContain("prompt = … is no number");
    expect(mapped.stdout + JSON.stringify(mapped.written)).not.toContain("CANARY");
  });

  it("refuses what cannot be meant, and says what to do", async () => {
    expect(await refusal([])).toContain("the log is missing");
    expect(await refusal(["b.jsonl"])).toContain("b.jsonl cannot be read: ENOENT");
    expect(await refusal(["a.jsonl", "a.jsonl"])).toContain("given twice");
    expect(await refusal(["a.jsonl", "--format", "litelm"])).toContain("did you mean litellm");
    expect(await refusal(["a.jsonl", "--format", "litellm", "--columns", "model=m"])).toContain("leave one out");
    expect(await refusal(["a.jsonl", "--json", "--md"])).toContain("two formats");
    expect(await refusal(["a.jsonl", "--unknown", "guess"])).toContain("give class");
    expect(await refusal(["a.jsonl", "--max-co2e", "5 kWh"])).toContain("kWh");
    expect(await refusal(["a.jsonl", "--equivalents"])).toContain("leave it out");
    expect(await refusal(["a.jsonl", "--group-by", "modle"])).toContain("did you mean model");
    expect(await refusal(["a.jsonl", "--group-by", "model,,day"])).toContain("empty name");
    expect(await refusal(["-", "--watch"])).toContain("give a file");
    expect(await refusal(["x.json", "--resume", "s.json"], { "x.json": "[]" })).toContain("only lines can be read on");
    expect(await refusal(["x.jsonl.gz", "--watch"], { "x.jsonl.gz": Buffer.from("x") })).toContain("compressed");
  });

  it("lists formats and statuses in its help", async () => {
    const { stdout } = await usageCli(["--help"]);
    for (const { name } of logFormats) expect(stdout).toContain(name);
    expect(stdout).toContain("3 with --fail-on-unmatched");
  });
});
