import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { resolveModel } from "llm-footprint/catalog/resolve";
import names from "../../data/names.json" with { type: "json" };

/** A name, the record that it means, and what else it tells. */
const known: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
  ["gpt-4o", "gpt-4o", { match: "exact", table: "closedModels", provider: "openai" }],
  ["GPT-4o", "gpt-4o", { match: "exact" }],
  ["gpt-4o-2024-08-06", "gpt-4o", { match: "alias", release: "2024-08-06" }],
  ["azure/eu/gpt-4o-2024-11-20", "gpt-4o", { match: "rule", provider: "azure", region: "eu", release: "2024-11-20" }],
  ["meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b", { match: "alias", table: "models" }],
  ["meta_llama_3_1_70b_instruct", "llama-3.1-70b"],
  ["fireworks_ai/accounts/fireworks/models/llama-v3p1-8b-instruct", "llama-3.1-8b", { provider: "fireworks" }],
  ["together_ai/meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", "llama-3.1-8b", { provider: "together" }],
  ["openrouter/meta-llama/llama-3.2-3b-instruct:free", "llama-3.2-3b", { provider: "openrouter" }],
  ["hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", "llama-3.2-3b", { precision: "q4_k_m" }],
  ["llama3.1:8b-instruct-q4_K_M", "llama-3.1-8b", { precision: "q4_k_m" }],
  ["@cf/meta/llama-3.1-8b-instruct-fp8", "llama-3.1-8b", { precision: "fp8", provider: "cloudflare" }],
  ["bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0", "claude-sonnet-4", { region: "us", provider: "bedrock", release: "2025-05-14" }],
  ["bedrock/eu-central-1/6-month-commitment/anthropic.claude-v2:1", "claude-2.1", { region: "eu-central-1" }],
  ["us.deepseek.r1-v1:0", "deepseek-r1", { region: "us" }],
  ["vertex_ai/claude-opus-4-5@20251101", "claude-opus-4-5", { provider: "vertex", release: "2025-11-01" }],
  ["ft:gpt-4o-mini-2024-07-18:my-org::abc123", "gpt-4o-mini", { match: "rule" }],
  ["qwen/qwen3-235b-a22b-thinking-2507", "qwen3-235b-a22b-2507"],
  ["text-embedding-3-large", "none", { kind: "embedding" }],
];

describe("resolveModel finds the record that a name means", () => {
  it.each(known.map(([text, id, told = {}]) => ({ text, id, told })))("$text", ({ text, id, told }) => {
    const { id: found = "none", ...more } = resolveModel(text);
    expect(found).toBe(id);
    expect(more).toMatchObject(told);
  });

  it("names the rules that it used, in their order", () => {
    expect(resolveModel("bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0").rules).toEqual([
      "prefix bedrock/",
      "geography us.",
      "vendor anthropic.",
      "version -v1:0",
    ]);
  });

  it.each([
    // Another size, another family, another model.
    ["deepseek-r1:9b"],
    ["llama-3.1-71b"],
    ["llama-3.1-8x8b"],
    ["mistral-large-2501"],
    ["gpt-4o-turbo"],
    ["davinci-002"],
    ["qwen3-1p7b-fp8-draft-40960"],
  ])("%s is no record of ours", (text) => {
    expect(resolveModel(text)).toMatchObject({ match: "none", reason: "not in the catalogue" });
  });

  it("variants of open weights do not come off closed models", () => {
    expect(resolveModel("gpt-4-turbo").id).toBe("gpt-4-turbo");
    expect(resolveModel("claude-sonnet-4-fast").id).toBeUndefined();
    expect(resolveModel("groq/llama-3.3-70b-versatile").id).toBe("llama-3.3-70b");
  });

  it("a month does not come off open weights", () => {
    expect(resolveModel("gemini-2.5-flash-preview-09-2025").id).toBe("gemini-2.5-flash");
    expect(resolveModel("command-r-08-2024").id).toBeUndefined();
  });

  it.each([
    ["", "no name"],
    ["///", "no name"],
    ["mistralai/mistral-7b-instruct", "a name of several models"],
    ["openrouter/auto", "a router: it passes requests on to models that it does not name"],
    ["whisper-1", "a model of another kind: transcription"],
    ["black-forest-labs/flux-1-dev", "a model of another kind: image"],
    ["gemini/gemini-2.5-pro-preview-tts", "a model of another kind: speech"],
  ])("%s says why it has none", (text, reason) => {
    expect(resolveModel(text)).toMatchObject({ match: "none", reason });
  });

  it("names several models where a name fits them", () => {
    expect(resolveModel("mistralai/mistral-7b-instruct").candidates).toEqual([
      "models/mistral-7b-v0.1",
      "models/mistral-7b-v0.2",
      "models/mistral-7b-v0.3",
    ]);
  });

  it("names what begins alike where it finds none", () => {
    expect(resolveModel("llama-3.1-71b").candidates).toContain("models/llama-3.1-70b");
  });
});

describe("local names", () => {
  it.each([["ollama/deepseek-r1"], ["ollama_chat/qwen3-coder"], ["llama3.2:latest"], ["deepseek-v2:latest"]])(
    "%s has no size, so no model",
    (text) => {
      expect(resolveModel(text)).toMatchObject({ match: "none", reason: "a local name without a size: write its tag, such as :8b" });
    },
  );

  it("are answered with their tag", () => {
    expect(resolveModel("ollama/llama3.1:8b").id).toBe("llama-3.1-8b");
    expect(resolveModel("gemma3:27b-it-qat").id).toBe("gemma-3-27b");
    expect(resolveModel("gpt-oss:120b-cloud").id).toBe("gpt-oss-120b");
  });
});

describe("where a name says that it is served", () => {
  it.each([
    ["arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0", "claude-3-haiku", "eu-west-1", "bedrock"],
    [
      "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0",
      "claude-sonnet-4",
      "us-east-1",
      "bedrock",
    ],
    ["projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-pro", "gemini-2.5-pro", "europe-west4", "google"],
  ])("%s", (text, id, region, provider) => {
    expect(resolveModel(text)).toMatchObject({ id, region, provider });
  });

  it("a name that tells its provider is not overruled", () => {
    expect(resolveModel("azure/gpt-4o", { provider: "openai" }).provider).toBe("azure");
    expect(resolveModel("gpt-4o", { provider: "azure" }).provider).toBe("azure");
  });
});

describe("names that move", () => {
  it.each([
    ["mistral-large-latest", "2024-03-01", "mistral-large-2402"],
    ["mistral/mistral-large-latest", "2024-09-01", "mistral-large-2407"],
    ["mistral-large-latest", "2026-01-01", "mistral-large-3"],
    ["deepseek-chat", "2025-02-01", "deepseek-v3"],
    ["deepseek-reasoner", "2025-09-01", "deepseek-v3.1"],
    ["gpt-5.1-chat-latest", "2025-12-01", "gpt-5.1"],
    ["xai/grok-4.3-latest", "2026-06-01", "grok-4.3"],
  ])("%s on %s was %s", (text, date, id) => {
    expect(resolveModel(text, { date })).toMatchObject({ id, match: "rule" });
    expect(resolveModel(text)).toMatchObject({ match: "none", reason: "a moving name: give the date of the call" });
  });

  it("are refused before they were, and after they have been read", () => {
    for (const date of ["2023-01-01", "2027-01-01"])
      expect(resolveModel("mistral-large-latest", { date }).reason).toBe(`a moving name whose meaning on ${date} is not known`);
    expect(resolveModel("gemini-pro-latest", { date: "2026-03-01" }).reason).toMatch(/not known/u);
    // Before the model was out.
    expect(resolveModel("claude-3-5-sonnet-latest", { date: "2023-01-01" }).reason).toMatch(/not known/u);
    expect(resolveModel("claude-3-5-sonnet-latest", { date: "2024-12-01" }).id).toBe("claude-3-5-sonnet");
  });
});

describe("models that nobody knows yet", () => {
  it.each([
    ["gpt-6.2-mini", "mini-2025"],
    ["gpt-6.2", "standard-2026"],
    ["gpt-6.2-pro", "standard-2026"],
    ["claude-fable-6", "large-2025"],
    ["gemini-4-flash-lite", "nano-2025"],
    ["grok-5-fast", "mini-2025"],
    ["nova-3-pro-v1:0", "mini-2025"],
    ["openrouter/anthropic/claude-sonnet-9", "standard-2026"],
  ])("%s has the class %s where it is asked for", (text, id) => {
    expect(resolveModel(text)).toMatchObject({ match: "none" });
    expect(resolveModel(text, { unknown: "class" })).toMatchObject({ match: "class", table: "modelClasses", id });
  });

  it("a name that is nobody's has one only where the caller says whose it is", () => {
    for (const text of ["acme-chat-1", "null", "gtp-4o", "claud-3-opus"])
      expect(resolveModel(text, { unknown: "class" }).match).toBe("none");
    expect(resolveModel("acme-chat-1", { unknown: "class", provider: "acme" })).toMatchObject({ match: "class", id: "unknown" });
  });

  it("the year of the call chooses the period", () => {
    expect(resolveModel("gpt-9", { unknown: "class", date: "2024-06-01" }).id).toBe("standard-2024");
  });

  it("another kind has no class", () => {
    expect(resolveModel("gpt-image-9", { unknown: "class" })).toMatchObject({ match: "none", kind: "image" });
  });
});

describe("resolveModel refuses what is no question", () => {
  it.each([
    [[42], /42 is no name of a model/u],
    [["gpt-4o", { date: "yesterday" }], /date = "yesterday" is not a day such as 2026-03-01/u],
    [["gpt-4o", { unknown: "guess" }], /unknown = "guess" is not "class"/u],
    [["gpt-4o", { provider: 1 }], /provider = 1 is no text/u],
    [["gpt-4o", null], /options/u],
  ])("%j", (args, message) => {
    expect(() => (resolveModel as (...given: unknown[]) => unknown)(...(args as unknown[]))).toThrow(message);
  });
});

describe("laws", () => {
  const ids = [...Object.keys(names.models), ...Object.keys(names.closedModels)];

  it("every id and every name of a record leads to it, or to the records that share the name", () => {
    for (const table of ["models", "closedModels", "embeddingModels"] as const) {
      for (const [id, others] of Object.entries(names[table])) {
        expect(resolveModel(id)).toMatchObject({ id, table, match: "exact" });
        for (const other of others) {
          const { id: found, candidates, kind } = resolveModel(other);
          expect(found === id || candidates.includes(`${table}/${id}`) || kind === "router", `${other} of ${id}`).toBe(true);
        }
      }
    }
  });

  it.each(["openrouter/", "openrouter/openai/", "azure/eu/", "bedrock/us-east-1/", "vertex_ai/", "litellm_proxy/"])(
    "routers, clouds and case before and in a name do not matter: %s",
    (prefix) => {
      expect(ids.filter((id) => resolveModel(`${prefix}${id.toUpperCase()}`).id !== id)).toEqual([]);
    },
  );

  it("any text has an answer, the same each time, and an id only with its table", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: "binary" }),
          fc.tuple(fc.constantFrom(...ids), fc.string()).map(([a, b]) => a + b),
        ),
        (text) => {
          const answer = resolveModel(text);
          expect(resolveModel(text)).toEqual(answer);
          expect(answer.id === undefined).toBe(answer.table === undefined);
          expect(answer.match === "none").toBe(answer.reason !== undefined);
        },
      ),
    );
  });
});
