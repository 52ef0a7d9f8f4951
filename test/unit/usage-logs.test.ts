import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { formatNamed, logFormats } from "../../src/usage/logs/formats.js";
import { readColumnMap } from "../../src/usage/logs/generic.js";
import { seenIds } from "../../src/usage/logs/seen-ids.js";
import { type Caching, type StatedCounts, tokenClasses, tokenNotes } from "../../src/usage/logs/token-classes.js";
import { chunked, logFile, readRows, type ReadRows } from "../helpers/usage.js";

const read = (name: string, size?: number): Promise<ReadRows> => readRows(chunked(logFile(name), size), { path: name });

describe("token classes", () => {
  it.each<[string, StatedCounts, Caching, object, string[]]>([
    [
      "langfuse/codex-observability-plugin#22",
      { input: 117231, cacheRead: 115584, output: 225, total: 117456 },
      "either",
      { inputTokens: 1647, cacheReadTokens: 115584, outputTokens: 225 },
      [],
    ],
    [
      "langfuse/langfuse#12306",
      { input: 130213, cacheRead: 128955, cacheWrite: 1253, output: 1 },
      "either",
      { inputTokens: 5, cacheReadTokens: 128955, cacheWriteTokens: 1253, outputTokens: 1 },
      [],
    ],
    [
      "vercel/ai#6082",
      { input: 7477, output: 2060, reasoning: 1939, total: 11476 },
      "either",
      { inputTokens: 7477, outputTokens: 3999, reasoningTokens: 1939 },
      [],
    ],
    [
      "QuantumNous/new-api#5003",
      { input: 56322, cacheRead: 72960, output: 87 },
      "either",
      { inputTokens: 56322, cacheReadTokens: 72960, outputTokens: 87 },
      [tokenNotes.outside],
    ],
    [
      "crmne/ruby_llm#832: Bedrock, never subtracted",
      { input: 176, cacheRead: 1024, cacheWrite: 512, output: 350 },
      "outside",
      { inputTokens: 176, cacheReadTokens: 1024, cacheWriteTokens: 512, outputTokens: 350 },
      [],
    ],
    [
      "BerriAI/litellm#39850",
      { input: 346, cacheRead: 322, image: 194, output: 29, reasoning: 19 },
      "either",
      { inputTokens: 24, cacheReadTokens: 322, outputTokens: 29, reasoningTokens: 19, imageTokens: 194 },
      [],
    ],
    [
      "more cache than prompt where prompts hold it",
      { input: 10, cacheRead: 20, output: 1 },
      "inside",
      { inputTokens: 0 },
      [tokenNotes.clamped],
    ],
    [
      "OpenRouter: reads inside, writes outside",
      { input: 100, cacheRead: 60, cacheWrite: 500, output: 1 },
      "read-inside",
      { inputTokens: 40, cacheWriteTokens: 500 },
      [],
    ],
    ["more reasoning than output", { input: 1, output: 10, reasoning: 30 }, "either", { outputTokens: 40 }, [tokenNotes.reasoning]],
    ["a total of something else", { input: 1, output: 10, total: 99 }, "either", { inputTokens: 1, outputTokens: 10 }, [tokenNotes.total]],
    ["absent is unknown", { input: undefined, output: undefined }, "either", { inputTokens: null, outputTokens: null }, []],
  ])("%s", (_, stated, caching, right, notes) => {
    const { tokens, notes: said } = tokenClasses(stated, caching);
    expect(tokens).toMatchObject(right);
    expect(said).toEqual(notes);
  });
});

describe("formats", () => {
  it.each<[string, string, object[], number, number]>([
    [
      "claude-code.jsonl",
      "claude-code",
      [
        {
          provider: "anthropic",
          model: "claude-sonnet-4-5-20250929",
          id: "msg_1 req_1",
          inputTokens: 4,
          cacheReadTokens: 15000,
          cacheWriteTokens: 1200,
          outputTokens: 180,
        },
        { model: "claude-opus-4-5", inputTokens: 10, cacheReadTokens: 16200, cacheWriteTokens: 120, outputTokens: 50 },
      ],
      3,
      2,
    ],
    [
      "codex.jsonl",
      "codex",
      [
        { model: "gpt-5-codex", provider: "openai", inputTokens: 2000, cacheReadTokens: 8000, outputTokens: 300, reasoningTokens: 100 },
        { model: "gpt-5", inputTokens: 2000, cacheReadTokens: 10000, outputTokens: 400, reasoningTokens: 150 },
      ],
      5,
      1,
    ],
    [
      "litellm.csv",
      "litellm",
      [
        {
          model: "gpt-4o-2024-08-06",
          provider: "openai",
          timestamp: "2026-11-20T10:00:00",
          durationSeconds: 4,
          timeToFirstTokenSeconds: 1,
          inputTokens: 176,
          cacheReadTokens: 1024,
          outputTokens: 350,
          reasoningTokens: 128,
        },
        { model: "claude-sonnet-4-5", inputTokens: 31, cacheReadTokens: 0, cacheWriteTokens: 1253, outputTokens: 200 },
      ],
      2,
      1,
    ],
    [
      "litellm.jsonl",
      "litellm",
      [
        {
          model: "gpt-4o",
          provider: "azure",
          timestamp: "2026-11-20T10:00:00.000Z",
          durationSeconds: 2.5,
          inputTokens: 1000,
          outputTokens: 40,
        },
      ],
      0,
      0,
    ],
    [
      "litellm-daily.csv",
      "litellm",
      [{ model: "claude-sonnet-4-5", requests: 20, inputTokens: 1500, cacheReadTokens: 3000, cacheWriteTokens: 500, outputTokens: 900 }],
      0,
      0,
    ],
    [
      "langfuse.jsonl",
      "langfuse",
      [
        { inputTokens: 1647, cacheReadTokens: 115584, outputTokens: 225, durationSeconds: 2.5, timestamp: "2026-11-20T08:00:00.100000" },
        { inputTokens: 5, cacheReadTokens: 128955, cacheWriteTokens: 1253 },
        { inputTokens: 7477, outputTokens: 3999, reasoningTokens: 1939 },
        { inputTokens: 176, cacheReadTokens: 1024, outputTokens: 350, reasoningTokens: 128 },
        { model: "text-embedding-3-small", inputTokens: 8, outputTokens: 0 },
      ],
      1,
      0,
    ],
    ["langfuse.csv", "langfuse", [{ model: "gpt-4o", inputTokens: 1000, outputTokens: 200, durationSeconds: 1.5 }], 0, 0],
    [
      "openrouter.json",
      "openrouter",
      [
        {
          provider: "openrouter",
          host: "Azure",
          model: "openai/gpt-4.1",
          responseModel: "openai/gpt-4.1-2025-04-14",
          requests: 5,
          inputTokens: 500,
          outputTokens: 1250,
          reasoningTokens: 250,
        },
      ],
      0,
      0,
    ],
    [
      "openrouter.csv",
      "openrouter",
      [{ host: "Anthropic", id: "gen-1", inputTokens: 400, cacheReadTokens: 600, outputTokens: 200, durationSeconds: 4 }],
      0,
      0,
    ],
    [
      "openai-usage.json",
      "openai-usage",
      [
        { provider: "openai", requests: 12, serviceTier: "batch", inputTokens: 4000, cacheReadTokens: 6000, outputTokens: 2000 },
        { model: "text-embedding-3-small", requests: 4, inputTokens: 800, outputTokens: 0 },
      ],
      0,
      0,
    ],
    [
      "anthropic-usage.jsonl",
      "anthropic-usage",
      [
        {
          requests: null,
          region: "usa",
          serviceTier: "batch",
          inputTokens: 1500,
          cacheReadTokens: 200,
          cacheWriteTokens: 1500,
          outputTokens: 500,
        },
        { model: "claude-haiku-4-5", inputTokens: 10, outputTokens: 5 },
      ],
      0,
      0,
    ],
    [
      "otlp.jsonl",
      "otlp",
      [
        {
          provider: "aws.bedrock",
          region: "aws:us-east-1",
          inputTokens: 176,
          cacheReadTokens: 1024,
          outputTokens: 350,
          durationSeconds: 2,
        },
        { model: "gpt-4o", inputTokens: 100, outputTokens: 20 },
      ],
      4,
      0,
    ],
    [
      "helicone.jsonl",
      "helicone",
      [
        {
          provider: "openai",
          model: "gpt-4o",
          responseModel: "gpt-4o-2024-08-06",
          durationSeconds: 3,
          inputTokens: 176,
          cacheReadTokens: 1024,
          cacheWriteTokens: 0,
          outputTokens: 350,
        },
      ],
      2,
      0,
    ],
    [
      "focus.csv",
      "focus",
      [
        { model: "claude-sonnet-4-5", region: "aws:us-east-1", requests: null, inputTokens: 500, outputTokens: 0 },
        { inputTokens: 0, cacheReadTokens: 8000, outputTokens: 0 },
        { inputTokens: 0, outputTokens: 300 },
      ],
      1,
      0,
    ],
    [
      "codecarbon.csv",
      "codecarbon",
      [
        { measuredEnergyKwh: 0.0124, region: "fra", durationSeconds: 120 },
        { measuredEnergyKwh: 0.5, region: "gcp:us-central1" },
      ],
      0,
      1,
    ],
    [
      "bedrock.jsonl",
      "bedrock",
      [
        {
          model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
          region: "aws:us-west-2",
          inputTokens: 176,
          cacheReadTokens: 1024,
          cacheWriteTokens: 512,
          outputTokens: 350,
        },
      ],
      1,
      0,
    ],
    [
      "generic.csv",
      "csv",
      [
        { model: "gpt-4o", inputTokens: 800, cacheReadTokens: 200, outputTokens: 50 },
        { inputTokens: 100, cacheReadTokens: 2000 },
      ],
      0,
      0,
    ],
    [
      "generic.jsonl",
      "csv",
      [
        { id: "c1", inputTokens: 176, cacheReadTokens: 1024, outputTokens: 350, reasoningTokens: 128 },
        { id: "c2", inputTokens: 176, cacheReadTokens: 1024, cacheWriteTokens: 512, outputTokens: 350 },
        { id: "c3", inputTokens: 10, cacheReadTokens: 100, outputTokens: 5 },
      ],
      0,
      0,
    ],
  ])("%s is recognised as %s", async (name, format, records, skipped, duplicates) => {
    const rows = await read(name);
    expect(rows.format).toBe(format);
    expect(rows.calls.map(({ record }) => record)).toMatchObject(records);
    expect(rows.calls).toHaveLength(records.length);
    expect(rows.skipped).toHaveLength(skipped);
    expect(rows.duplicates).toBe(duplicates);
    // Prompts and answers of the fixtures hold this word.
    expect(JSON.stringify(rows)).not.toContain("CANARY");
    // Wherever chunks end, the rows are the same.
    expect(await read(name, 7)).toEqual(rows);
  });

  it("has a fixture for each, names, and what it reads", () => {
    expect(logFormats.map(({ name }) => name)).toEqual([...new Set(logFormats.map(({ name }) => name))]);
    for (const { columns, description } of logFormats) {
      expect(columns.length).toBeGreaterThan(3);
      expect(description.length).toBeLessThan(200);
    }
    expect(() => formatNamed("litelm")).toThrow("did you mean litellm");
  });

  it("maps columns of a log of its own", async () => {
    const log = "m,prompt,out\ngpt-4o,100,20\n";
    const columns = readColumnMap("model=m,inputTokens=prompt,outputTokens=out");
    const { calls } = await readRows(chunked(log), { columns });
    expect(calls[0]?.record).toMatchObject({ model: "gpt-4o", inputTokens: 100, outputTokens: 20 });
    expect(() => readColumnMap("modell=m")).toThrow("did you mean model");
    expect(() => readColumnMap("model")).toThrow("not of the form");
    expect(() => readColumnMap("model=a,model=b")).toThrow("twice");
    await expect(readRows(chunked("a,b\n1,2\n"), { columns })).rejects.toThrow("--columns names m, prompt, out, and the log has a, b");
  });

  it("says what a log that nobody knows has", async () => {
    await expect(readRows(chunked('{"a":1,"b":2}\n'))).rejects.toThrow("its columns are a, b");
  });
});

const line = (fields: object): string => JSON.stringify({ model: "gpt-4o", inputTokens: 10, outputTokens: 5, ...fields });

describe("hostile logs", () => {
  it("every row that cannot be read is counted with its line and reason", async () => {
    const log = Buffer.concat([
      Buffer.from(`\uFEFF${line({ id: "a" })}\r\n`),
      Buffer.from(`${line({ id: "b", inputTokens: -5 })}\n`),
      Buffer.from(`${line({ id: "c", outputTokens: 1.5 })}\n`),
      Buffer.from(`${line({ id: "d", outputTokens: 1e300 })}\n`),
      Buffer.from(`${line({ id: "e", inputTokens: "many" })}\n`),
      Buffer.from(`${line({ id: "f", inputTokens: null, outputTokens: null })}\n`),
      Buffer.from(`${line({ id: "a" })}\n\n  \n`),
      Buffer.from("[1,2]\n42\nnull\n"),
      Buffer.from("{not json}\n"),
      Buffer.from(`{"model":"gp\0`),
      Buffer.from("\n"),
      Buffer.concat([Buffer.from('{"model":"caf'), Buffer.from([0xe9]), Buffer.from('","inputTokens":1,"outputTokens":1,"id":"g"}\n')]),
      Buffer.concat([Buffer.from([0xe9, 0xff]), Buffer.from("\n")]),
      Buffer.from('{"model":"gpt-4o","inputTok'),
    ]);
    for (const size of [1, 3, 50, 1 << 16]) {
      const { calls, rejected, duplicates } = await readRows(chunked(log, size), { path: "x.jsonl" });
      expect(calls.map(({ record }) => record.id)).toEqual(["a", "f", "g"]);
      expect(calls[1]?.record).toMatchObject({ inputTokens: null, outputTokens: null });
      expect(duplicates).toBe(1);
      expect(rejected).toEqual([
        { reason: "inputTokens = … is negative; a count of tokens is whole and not negative", line: 2 },
        { reason: "outputTokens = … is not whole; a count of tokens is whole, and at most 1e15", line: 3 },
        { reason: "outputTokens = … is too large; a count of tokens is whole, and at most 1e15", line: 4 },
        { reason: "inputTokens = … is no number; a count of tokens is whole and not negative", line: 5 },
        { reason: "the line is JSON, but no object", line: 10 },
        { reason: "the line is JSON, but no object", line: 11 },
        { reason: "the line is JSON, but no object", line: 12 },
        { reason: "the line is no JSON", line: 13 },
        { reason: "the line holds NUL bytes", line: 14 },
        { reason: "the line is no UTF-8, and no JSON", line: 16 },
        { reason: "the last line is cut", line: 17 },
      ]);
    }
  });

  it("a line of 200 MB is counted and never held", async () => {
    const part = Buffer.alloc(1 << 20, "x");
    const before = process.memoryUsage.rss();
    let peak = before;
    async function* log(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${line({ id: "a" })}\n{"model":"`);
      for (let at = 0; at < 200; at++) {
        peak = Math.max(peak, process.memoryUsage.rss());
        yield await Promise.resolve(part);
      }
      yield Buffer.from(`"}\n${line({ id: "b" })}\n`);
    }
    const { calls, rejected } = await readRows(log(), { path: "x.jsonl" });
    expect(calls.map(({ line: at }) => at)).toEqual([1, 3]);
    expect(rejected).toEqual([{ reason: "the line is longer than 16 MB", line: 2 }]);
    expect(peak - before).toBeLessThan(100 * 2 ** 20);
  });

  it("rows of a CSV that are cut, or whose quotes are open, are counted", async () => {
    const log =
      'model,input_tokens,output_tokens\ngpt-4o,1,2\ngpt-4o,1\ngpt-4o,1,2,3\ngpt-4o,"a"b,2\ngpt-4o,5,6\n"gpt-4o,7,8\ngpt-4o,9,10\n';
    for (const size of [1, 20, 1 << 16]) {
      const { calls, rejected } = await readRows(chunked(log, size));
      expect(calls.map(({ record }) => record.inputTokens)).toEqual([1, 5]);
      expect(rejected.map(({ line: at }) => at)).toEqual([3, 4, 5, 7, 8]);
    }
  });

  it("UTF-16, gzip, a list, and a stream that ends early", async () => {
    const log = `${line({ id: "a", model: "modèle" })}\n${line({ id: "b" })}\n`;
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(log, "utf16le")]);
    expect((await readRows(chunked(utf16, 5))).calls.map(({ record }) => record.model)).toEqual(["modèle", "gpt-4o"]);
    expect((await readRows(chunked(gzipSync(log), 5), { path: "x.jsonl.gz" })).calls).toHaveLength(2);
    expect((await readRows(chunked(`[${log.trim().replace("\n", ",")}]`))).calls).toHaveLength(2);
    const cut = await readRows(chunked(gzipSync(log.repeat(1000)).subarray(0, -20)), { path: "x.jsonl.gz" });
    expect(cut.rejected.at(-1)?.reason ?? "").toMatch(/compressed|cut/u);
    expect((await readRows(chunked('[{"model":"a"'))).rejected).toEqual([{ reason: "the document is no JSON, or cut", line: 1 }]);
  });

  it("a document that is too large says what to do", async () => {
    async function* log(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("[");
      for (let at = 0; at < 70; at++) yield await Promise.resolve(Buffer.alloc(1 << 20, " "));
    }
    await expect(readRows(log(), { path: "big.json" })).rejects.toThrow("jq -c");
  });

  it("knows ids again, of any number", () => {
    const seen = seenIds();
    for (let at = 0; at < 50_000; at++) expect(seen.has(`id-${at}`)).toBe(false);
    for (let at = 0; at < 50_000; at += 7) expect(seen.has(`id-${at}`)).toBe(true);
    expect(seen.size()).toBe(50_000);
    const again = seenIds(seen.hashes());
    expect(again.has("id-12345")).toBe(true);
    expect(again.has("id-x")).toBe(false);
  });
});
