import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { diffTables } from "../../scripts/lib/diff-tables.js";
import { readCsv } from "../../scripts/lib/csv.js";
import { upstreams } from "../../scripts/upstream/index.js";
import version from "../../data/version.json" with { type: "json" };
import type {
  ApiPriceRecord,
  CloudRegionRecord,
  ElectricityImpactRecord,
  GridRecord,
  ServerFootprintRecord,
} from "../../src/catalog/records.js";
import { recordsOf, type TableFile } from "../helpers/tables.js";

const table = <Row>(name: TableFile["name"]): Readonly<Record<string, Row>> => recordsOf(name) as unknown as Readonly<Record<string, Row>>;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** What a reader would change, with the text of a file in the publisher's format. */
function changes(name: keyof typeof upstreams, rows: TableFile["name"], text: string, file?: string): readonly string[] {
  const current = recordsOf(rows);
  const { read, unprinted = [], isSecondOpinion = false } = upstreams[name];
  return diffTables(current, { ...current, ...read(text, current, file) }, { unprinted, isDetailed: isSecondOpinion }).lines;
}

describe("readers of upstream files print what changes, and refuse what they cannot trust", () => {
  const grids = Object.entries(table<GridRecord>("grids")).filter(([, { source }]) => source === "ember-owid-2026");
  const owid = (edit: (iso: string, year: string, value: number) => number = (_iso, _year, value) => value): string =>
    [
      "Entity,Code,Year,Carbon intensity of electricity per kWh",
      ...grids.flatMap(([id, { name, at, level, intensityGramsPerKwh }]) => {
        const code = id === "world" ? "OWID_WRL" : id === "xkx" ? "OWID_KOS" : level === "country" ? id.toUpperCase() : "";
        const entity = /^row (.+)$/u.exec(at)?.[1] ?? name;
        return Object.entries(intensityGramsPerKwh).map(([year, value]) => `${quoted(entity)},${code},${year},${edit(code, year, value)}`);
      }),
      "",
    ].join("\n");

  it("ember-owid: the same file changes nothing, a revised figure is one line", () => {
    expect(changes("ember-owid", "grids", owid())).toEqual([]);
    const revised = owid((code, year, value) => (code === "FRA" && year === "2024" ? 44 : value));
    expect(changes("ember-owid", "grids", revised)).toEqual(["~ fra.intensityGramsPerKwh.2024: 40.48 -> 44 (+8.7 %)"]);
  });

  it.each([
    [
      "cut off in a row",
      owid()
        .slice(0, 20_000)
        .replace(/,[^,]*$/u, ""),
    ],
    ["in kg/kWh", owid((_code, _year, value) => value / 1000)],
    ["of another chart", owid().replace("Carbon intensity of electricity per kWh", "Share of electricity from coal")],
    ["empty", ""],
  ])("ember-owid refuses a file %s", (_, text) => {
    expect(() => changes("ember-owid", "grids", text)).toThrow();
  });

  const google = (factor = 1): string =>
    [
      "Google Cloud Region,Location,Google CFE,Grid carbon intensity (gCO2eq / kWh)",
      ...Object.values(table<CloudRegionRecord>("cloudRegions")).flatMap(({ region, intensityGramsPerKwh, carbonFreeShare }) => {
        const [intensity, share] = [intensityGramsPerKwh?.["2024"], carbonFreeShare?.["2024"]];
        return intensity === undefined || share === undefined ? [] : [`${region},somewhere,${share * factor},${intensity}`];
      }),
    ].join("\n");

  it("google-region-carbon reads the year from the name of the file", () => {
    expect(changes("google-region-carbon", "cloudRegions", google(), "2024.csv")).toEqual([]);
    expect(changes("google-region-carbon", "cloudRegions", google(), "2025.csv")).toContain(
      "~ gcp:europe-north1.intensityGramsPerKwh.2025: none -> 39.32",
    );
    expect(() => changes("google-region-carbon", "cloudRegions", google())).toThrow("the year is missing");
    expect(() => changes("google-region-carbon", "cloudRegions", google(100), "2024.csv")).toThrow("is it in percent?");
    expect(() => changes("google-region-carbon", "cloudRegions", google().split("\n").slice(0, 9).join("\n"), "2024.csv")).toThrow(
      "truncated",
    );
  });

  it("electricity-maps takes one year a file", () => {
    const zones = Object.entries(table<GridRecord>("electricityMapsZones"));
    const text = JSON.stringify(
      Object.fromEntries(
        zones.map(([id, { intensityGramsPerKwh, carbonFreeShare }]) => [
          id.toUpperCase(),
          {
            carbonIntensity: { value: intensityGramsPerKwh["2025"], unit: "gCO2eq/kWh" },
            carbonFreeEnergy: {
              value: carbonFreeShare?.["2025"] === undefined ? null : Math.round(carbonFreeShare["2025"] * 100),
              unit: "%",
            },
          },
        ]),
      ),
    );
    expect(changes("electricity-maps", "electricityMapsZones", text, "yearly_2025.json")).toEqual([]);
    expect(changes("electricity-maps", "electricityMapsZones", text, "yearly_2026.json").length).toBeGreaterThan(zones.length);
    expect(() =>
      changes("electricity-maps", "electricityMapsZones", text.replaceAll("gCO2eq/kWh", "kgCO2eq/kWh"), "yearly_2025.json"),
    ).toThrow("unit");
    expect(() => changes("electricity-maps", "electricityMapsZones", '{"FR": {}}', "yearly_2025.json")).toThrow("truncated");
  });

  it("digital4better-cloud leaves out what the compilers filled in", () => {
    const head = "id,name,provider,lat,lon,location,country,subdivision,pue,wue,ref";
    const rows = [
      "asia-east,East Asia,azure,22,114,Hong Kong,hk,,1.405,1.65,0",
      "eu-west,West Europe,azure,52,5,Netherlands,nl,,1.13,0.06,0",
    ];
    const lines = changes("digital4better-cloud", "cloudEfficiency", [head, ...rows].join("\n"));
    expect(lines.filter((line) => line.includes(".pue.value"))).toEqual([
      expect.stringMatching(/^~ azure:westeurope\.pue\.value: .* -> 1\.13/u),
    ]);
    expect(lines.some((line) => line.includes("eastasia"))).toBe(false);
    expect(() =>
      changes("digital4better-cloud", "cloudEfficiency", `${head}\neu-west,West Europe,azure,52,5,Netherlands,nl,,113,0.06,0`),
    ).toThrow("outside 1 to 3");
  });

  it("epoch-hardware changes what only Epoch gives", () => {
    const text = readFileSync(resolve(import.meta.dirname, "second-sources/epoch-hardware.csv"), "utf8");
    expect(changes("epoch-hardware", "accelerators", text)).toEqual([]);
    expect(() => changes("epoch-hardware", "accelerators", text.split("\n").slice(0, 5).join("\n"))).toThrow();
  });

  it("hugging-face-config finds the record by its name, and agrees with ours", () => {
    const config = {
      _name_or_path: "meta-llama/Llama-3.1-70B-Instruct",
      model_type: "llama",
      num_hidden_layers: 80,
      hidden_size: 8192,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 28672,
      vocab_size: 128256,
      max_position_embeddings: 131072,
      tie_word_embeddings: false,
      torch_dtype: "bfloat16",
    };
    const lines = changes("hugging-face-config", "models", JSON.stringify(config));
    expect(lines.filter((line) => line.includes("architecture."))).toEqual([]);
    const other = changes("hugging-face-config", "models", JSON.stringify({ ...config, num_hidden_layers: 81 }));
    expect(other).toContain("~ llama-3.1-70b.architecture.layers: 80 -> 81 (+1.2 %)");
    expect(() => changes("hugging-face-config", "models", JSON.stringify({ ...config, model_type: "abacus" }))).toThrow("abacus");
  });

  it("boavizta-footprints reads what the server of a report holds, and no drives that are blanks or of unknown size", () => {
    const head =
      "manufacturer,name,category,subcategory,gwp_total,lifetime,yearly_tec,report_date,sources,gwp_manufacturing_ratio,memory,number_cpu,hard_drive";
    const configuration = (drives: string, maker = "Dell"): unknown => {
      const row = `${maker},Model 1,Datacenter,Server,1000,4,100,2021,https://example.org,0.5,16,2,${drives}`;
      const records = upstreams["boavizta-footprints"].read(`${head}\n${row}`, {}) as unknown as Readonly<
        Record<string, ServerFootprintRecord>
      >;
      return Object.values(records)[0]?.configuration;
    };
    const rest = { cpuCount: 2, memoryBytes: 16e9 };
    expect(configuration("x4 1TB 2.5in HDD  x2 120GB 2.5in SSD")).toEqual({ ...rest, ssdBytes: 240e9, hddCount: 4 });
    expect(configuration("x2 200GB SSD 1.8in")).toEqual({ ...rest, ssdBytes: 400e9, hddCount: 0 });
    expect(configuration("x4 2.5in HDD Blank")).toEqual({ ...rest, ssdBytes: 0, hddCount: 0 });
    expect(configuration("No Hard Drive")).toEqual({ ...rest, ssdBytes: 0, hddCount: 0 });
    expect(configuration("4 SSD", "HP")).toEqual(rest);
    expect(() => configuration("a tape")).toThrow("is not a list of drives");
  });

  // Files in the publishers' formats, written from our table: what they ship is theirs.
  const prices = Object.values(table<ApiPriceRecord>("apiPrices"));
  const litellmProviders: Readonly<Record<string, string>> = {
    amazon: "amazon_nova",
    cohere: "cohere_chat",
    fireworks: "fireworks_ai",
    google: "gemini",
    moonshotai: "moonshot",
    together: "together_ai",
    "z.ai": "zai",
  };
  type Entry = Record<string, unknown>;
  const litellm = (edits: Readonly<Record<string, Entry>> = {}, day: object = { last_updated: "2026-09-01T06:00:00+00:00" }): string => {
    const perToken = (price: number | undefined): number | undefined => (price === undefined ? undefined : price / 1e6);
    const entries = prices.flatMap((record) => {
      const { name, aliases, provider, contextTokens, deprecationDate } = record;
      const entry = {
        litellm_provider: litellmProviders[provider] ?? provider,
        mode: "chat",
        max_input_tokens: contextTokens,
        input_cost_per_token: perToken(record.inputUsdPerMillionTokens),
        output_cost_per_token: perToken(record.outputUsdPerMillionTokens),
        cache_read_input_token_cost: perToken(record.cacheReadUsdPerMillionTokens),
        deprecation_date: deprecationDate,
        supports_vision: true,
        output_cost_per_image: 0.04,
      };
      const read = /CacheRead\w+ (\S+) and/iu.exec(record.note ?? "")?.[1];
      return [name, ...aliases].map((key, at): [string, Entry] => [
        key,
        // What the source states twice, in two ways, is in neither record.
        read === undefined
          ? entry
          : { ...entry, cache_read_input_token_cost: at === 0 ? Number(read) / 1e6 : 3e-8 / (key.includes("lite") ? 3 : 1) },
      ]);
    });
    const edited = entries.map(([key, entry]): [string, Entry] => [key, { ...entry, ...edits[key] }]);
    const known = new Set(entries.map(([key]) => key));
    return JSON.stringify({
      sample_spec: { litellm_provider: "one of …", mode: "one of …" },
      ...Object.fromEntries(edited),
      ...Object.fromEntries(Object.entries(edits).filter(([key]) => !known.has(key))),
      ...day,
    });
  };

  it("litellm: the same prices on another day change nothing, others are one line each", () => {
    expect(changes("litellm", "apiPrices", litellm())).toEqual([]);
    expect(changes("litellm", "apiPrices", litellm({ "claude-sonnet-4-5": { output_cost_per_token: 2e-5 } }))).toEqual([
      "~ anthropic:claude-sonnet-4-5.outputUsdPerMillionTokens: 15 -> 20 (+33.3 %)",
    ]);
    const records = upstreams.litellm.read(litellm({}, {}), recordsOf("apiPrices"), "litellm-2026-10-02.json");
    expect(records["anthropic:claude-sonnet-4-5"]).toMatchObject({ asOf: "2026-10-02" });
    expect(() => changes("litellm", "apiPrices", litellm({}, {}), "prices.json")).toThrow("the day of the prices is missing");
  });

  it("litellm reads longer prompts and other services, and leaves out what is no token of a chat", () => {
    const entry = {
      litellm_provider: "anthropic",
      mode: "chat",
      input_cost_per_token: 3e-6,
      output_cost_per_token: 1.5e-5,
      cache_read_input_token_cost: 3e-7,
      cache_creation_input_token_cost: 3.75e-6,
      cache_creation_input_token_cost_above_1hr: 6e-6,
      input_cost_per_token_above_200k_tokens: 6e-6,
      output_cost_per_token_above_200k_tokens: 2.25e-5,
      input_cost_per_token_batches: 1.5e-6,
      output_cost_per_token_batches: 7.5e-6,
      cache_read_input_token_cost_priority: 6e-7,
      search_context_cost_per_query: { search_context_size_low: 0.01 },
    };
    const read = (more: object = {}): unknown =>
      upstreams.litellm.read(litellm({ "some-model": { ...entry, ...more } }), recordsOf("apiPrices"))["anthropic:some-model"];
    expect(read()).toEqual({
      name: "some-model",
      aliases: [],
      provider: "anthropic",
      source: "litellm-prices",
      at: "some-model",
      basis: "secondary",
      asOf: "2026-09-01",
      inputUsdPerMillionTokens: 3,
      cacheReadUsdPerMillionTokens: 0.3,
      cacheWriteUsdPerMillionTokens: 3.75,
      outputUsdPerMillionTokens: 15,
      longPrompts: [{ aboveTokens: 200_000, inputUsdPerMillionTokens: 6, outputUsdPerMillionTokens: 22.5 }],
      services: { batch: { inputUsdPerMillionTokens: 1.5, outputUsdPerMillionTokens: 7.5 } },
    });
    expect(read({ cache_creation_input_token_cost: 0 })).not.toHaveProperty("cacheWriteUsdPerMillionTokens");
    expect(read({ output_cost_per_token: 0 })).toBeUndefined();
    expect(read({ litellm_provider: "bedrock" })).toBeUndefined();
    expect(read({ mode: "embedding" })).toBeUndefined();
  });

  it.each([
    ["in USD per million", { "gpt-4o": { input_cost_per_token: 2.5 } }, "has the unit changed?"],
    ["with prices in words", { "gpt-4o": { input_cost_per_token: "2.5e-06" } }, "has the unit changed?"],
    ["with a price that nobody knows", { "gpt-4o": { input_cost_per_token_at_night: 1e-6 } }, "has the format changed?"],
    ["with a day that is none", { "gpt-4o": { deprecation_date: "soon" } }, "is not a day"],
    [
      "with two prices of one model",
      { "openai/gpt-4o": { litellm_provider: "openai", mode: "chat", input_cost_per_token: 1e-6, output_cost_per_token: 1e-6 } },
      "are one model and have two prices",
    ],
  ])("litellm refuses a file %s", (_, edits, message) => {
    expect(() => changes("litellm", "apiPrices", litellm(edits))).toThrow(message);
  });

  it("litellm refuses a part of a file", () => {
    const whole = Object.entries(JSON.parse(litellm()) as object);
    const part = JSON.stringify({ ...Object.fromEntries(whole.slice(0, whole.length / 2)), last_updated: "2026-09-01" });
    expect(() => changes("litellm", "apiPrices", part)).toThrow("is it truncated?");
  });

  const modelsDevProviders: Readonly<Record<string, string>> = {
    amazon: "nova",
    fireworks: "fireworks-ai",
    together: "togetherai",
    "z.ai": "zai",
  };
  const modelsDev = (edit: (model: string, cost: Entry) => Entry = (_, cost) => cost): string => {
    const entries: Record<string, { id: string; models: Record<string, object> }> = {};
    for (const [id, record] of Object.entries(table<ApiPriceRecord>("apiPrices"))) {
      const { provider, inputUsdPerMillionTokens: input, outputUsdPerMillionTokens: output } = record;
      const name = modelsDevProviders[provider] ?? provider;
      const model = id.slice(id.indexOf(":") + 1);
      (entries[name] ??= { id: name, models: {} }).models[model] = { id: model, cost: edit(model, { input, output, reasoning: output }) };
    }
    return JSON.stringify(entries);
  };

  it("models-dev is compared with the table, and says what a new model costs", () => {
    expect(upstreams["models-dev"].isSecondOpinion).toBe(true);
    expect(changes("models-dev", "apiPrices", modelsDev())).toEqual([]);
    const dearer = modelsDev((model, cost) => (model === "claude-sonnet-4-5" ? { ...cost, input: 4, cache_write: 5 } : cost));
    expect(changes("models-dev", "apiPrices", dearer)).toEqual([
      "~ anthropic:claude-sonnet-4-5.inputUsdPerMillionTokens: 3 -> 4 (+33.3 %)",
      "~ anthropic:claude-sonnet-4-5.cacheWriteUsdPerMillionTokens: none -> 5",
    ]);
    const file = JSON.parse(modelsDev()) as Record<string, { models: object }>;
    const added = {
      ...file,
      xai: { models: { ...file["xai"]?.models, "grok-9": { cost: { input: 2, output: 6 } }, free: { cost: { input: 0, output: 0 } } } },
    };
    expect(changes("models-dev", "apiPrices", JSON.stringify(added))).toEqual([
      "+ xai:grok-9: inputUsdPerMillionTokens 2, outputUsdPerMillionTokens 6",
    ]);
  });

  it.each([
    ["in USD per token", (_: string, cost: Entry): Entry => ({ ...cost, input: 3e-6 }), "has the unit changed?"],
    [
      "with a tier without a size",
      (_: string, cost: Entry): Entry => ({ ...cost, tiers: [{ above: 2e5, input: 1 }] }),
      "has the format changed?",
    ],
    [
      "with another name of a price",
      (_: string, { input, ...cost }: Entry): Entry => ({ ...cost, prompt: input }),
      "has the format changed?",
    ],
  ])("models-dev refuses a file %s", (_, edit, message) => {
    expect(() => changes("models-dev", "apiPrices", modelsDev(edit))).toThrow(message);
  });

  const recipe = (id: string, architecture: string, total: string, active = total, tasks = "[text]"): string =>
    [
      "meta:",
      `  title: "A title"`,
      "  date_added: 2026-08-01",
      `  tasks: ${tasks}`,
      "model:",
      `  model_id: "${id}"`,
      `  architecture: ${architecture}`,
      `  parameter_count: ${total}`,
      `  active_parameters: ${active}`,
      "  context_length: 131072",
      "guide: |",
      "  ## Overview",
    ].join("\n");
  const stream = (...recipes: readonly string[]): string => recipes.join("\n---\n");

  it("recipes: a rounded count is no difference, another one is a line", () => {
    const same = stream(
      recipe("zai-org/GLM-4.6-FP8", "moe", "357B", "32B"),
      recipe("meta-llama/Llama-3.3-70B-Instruct", "dense", "70B"),
      recipe("openai/gpt-oss-120b", "moe", "120B", "5.1B"),
      recipe("deepseek-ai/DeepSeek-V3", "moe", "671B", "37B"),
    );
    expect(changes("recipes", "models", same)).toEqual([]);
    expect(changes("recipes", "models", recipe("zai-org/GLM-4.6", "moe", "0.4T", "32B"))).toEqual([
      "~ glm-4.6.statedParameters.value: 357000000000 -> 400000000000 (+12.0 %)",
    ]);
  });

  it("recipes: a new model with its counts; words are no count, and pictures no model of ours", () => {
    expect(changes("recipes", "models", recipe("Somebody/New-2.4T-A95B-FP8", "moe", "2.4T", "95B"))).toEqual([
      "+ new-2.4t-a95b: statedParameters.value 2400000000000, statedActiveParameters.value 95000000000",
    ]);
    const words = recipe("Somebody/New", "moe", "2.4T", '"16 experts/token"');
    expect(changes("recipes", "models", words)).toEqual(["+ new: statedParameters.value 2400000000000"]);
    expect(changes("recipes", "models", recipe("Somebody/Other", "dense", "Undisclosed"))).toEqual([]);
    expect(changes("recipes", "models", recipe("Somebody/Picture", "dense", "20B", "20B", "[omni]"))).toEqual([]);
  });

  it.each([
    ["without units", recipe("a/b", "dense", "36"), "has no unit"],
    ["in single parameters", recipe("a/b", "dense", "36000000000"), "has no unit"],
    ["of other kinds", recipe("a/b", "hybrid", "36B"), "neither dense nor moe"],
    ["with more active parameters than all", recipe("a/b", "moe", "36B", "360B"), "more active parameters"],
    ["without counts", recipe("a/b", "dense", "36B").replace("parameter_count", "size"), "has the format changed?"],
    ["of another kind than ours", recipe("zai-org/GLM-4.6", "dense", "357B"), "our glm-4.6 is mixture-of-experts"],
    ["that are cut off", recipe("a/b", "dense", '"36B'), "Missing closing"],
  ])("recipes refuses files %s", (_, text, message) => {
    expect(() => changes("recipes", "models", text)).toThrow(message);
  });

  it("the readers of the other tables refuse what is not their file", () => {
    expect(Object.keys(table<ServerFootprintRecord>("serverFootprints")).length).toBeGreaterThan(60);
    expect(Object.keys(table<ElectricityImpactRecord>("electricityImpacts")).length).toBeGreaterThan(40);
    for (const [name, { table: file, describes, url, read }] of Object.entries(upstreams)) {
      expect(`${file} ${describes} ${url}`, name).toMatch(/^data\/.*\.json .{10,} https:\/\//u);
      for (const text of ["", "a,b\n1,2\n", "{}", "[]"])
        expect(() => read(text, recordsOf("grids"), "2024.csv"), `${name}: ${text}`).toThrow();
    }
  });
});

describe("readCsv", () => {
  it("reads quotes, doubled quotes, line breaks in quotes, and carriage returns", () => {
    expect(readCsv('a,b\r\n"x, ""y""","1\n2"\r\n')).toEqual([{ a: 'x, "y"', b: "1\n2" }]);
  });

  it("refuses a truncated file", () => {
    expect(() => readCsv("a,b\n1")).toThrow("row 2 has 1 cells and not 2");
    expect(() => readCsv('a,b\n1,"2')).toThrow("truncated");
  });
});

it("data/CHANGELOG.md has an entry for the version of the data, first", () => {
  const changelog = readFileSync(resolve(import.meta.dirname, "../../data/CHANGELOG.md"), "utf8");
  expect(/^## (\S+) \(/mu.exec(changelog)?.[1]).toBe(version.dataVersion);
});
