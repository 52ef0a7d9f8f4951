/*
 * The file is the `config.json` of a model on Hugging Face, or several of them as `{ "<id or alias of ours>": <config>, … }`. Keys have grown
 * over the years and differ by `model_type`: `keys` lists the names of one dimension, newest first, and `families` holds what a family does
 * without saying so in its configuration (its norm, its biases, the defaults of its class in transformers). A multimodal model keeps its
 * language model in `text_config`. A single config names its model in `_name_or_path`, which many repositories leave out.
 *
 * The source "hugging-face" must be in data/sources.json before a table with a changed record passes its tests.
 */
const keys = {
  layers: ["num_hidden_layers", "n_layer", "num_layers", "n_layers"],
  hiddenSize: ["hidden_size", "n_embd", "d_model"],
  attentionHeads: ["num_attention_heads", "n_head", "num_heads", "n_heads"],
  keyValueHeads: ["num_key_value_heads", "num_kv_heads", "n_head_kv"],
  headSize: ["head_dim"],
  feedForwardSize: ["intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size"],
  vocabularySize: ["vocab_size", "padded_vocab_size"],
  contextTokens: ["max_position_embeddings", "n_positions", "max_seq_len", "seq_length"],
  experts: ["n_routed_experts", "num_experts", "num_local_experts", "moe_num_experts"],
  activeExperts: ["num_experts_per_tok", "experts_per_token", "moe_k", "moe_topk"],
  sharedExperts: ["n_shared_experts", "num_shared_experts", "moe_num_shared_experts"],
  expertFeedForwardSize: ["moe_intermediate_size", "expert_ffn_hidden_size"],
  sharedFeedForwardSize: ["shared_expert_intermediate_size", "moe_shared_expert_intermediate_size"],
  firstDenseLayers: ["first_k_dense_replace", "moe_layer_start_index"],
  layerPeriod: ["moe_layer_freq", "decoder_sparse_step", "interleave_moe_layer_step"],
};

const gpt = { norm: "layer", gated: false, biases: true, tied: true, widths: 4 };
const rms = { norm: "rms", gated: true, tied: false };
const all = ({ num_hidden_layers: layers }) => layers;
const allButEvery = (period) => (config) => all(config) - Math.floor(all(config) / period);
/** Qwen lists a window that it only uses where the flag is set. */
const flagged = (config) => (config.use_sliding_window === true ? all(config) - (config.max_window_layers ?? 0) : 0);
const qwen2 = { ...rms, biases: "qkv", windows: flagged };
const qwen3 = { ...rms, queryKeyNorm: true, windows: flagged };
const deltaNet = (config) => ({
  stateLayers: "gated-delta-net",
  attentionLayers:
    config.layer_types?.filter((type) => type === "full_attention").length ?? Math.floor(all(config) / config.full_attention_interval),
});
const gemma3 = { ...rms, queryKeyNorm: true, tied: true, windows: (config) => allButEvery(config.sliding_window_pattern ?? 6)(config) };

const families = {
  bloom: { ...gpt, embeddingNorm: true },
  cohere: { norm: "layer", gated: true, tied: true },
  cohere2: { norm: "layer", gated: true, tied: true, windows: (config) => allButEvery(config.sliding_window_pattern ?? 4)(config) },
  deepseek_v2: rms,
  deepseek_v3: rms,
  deepseek_v32: rms,
  ernie4_5_moe: { ...rms, tied: true },
  gemma: { ...rms, tied: true },
  gemma2: { ...rms, tied: true, windows: allButEvery(2) },
  gemma3,
  gemma3_text: gemma3,
  glm_moe_dsa: rms,
  glm4_moe: { ...rms, biases: "qkv", queryKeyNorm: (config) => config.use_qk_norm },
  gpt2: { ...gpt, learnedPositions: true },
  gpt_neox: { ...gpt, tied: false },
  gpt_oss: { ...rms, biases: true, attentionSinks: true, routerBias: true },
  granite: rms,
  granitemoe: rms,
  kimi_k2: rms,
  llama: rms,
  llama4_text: { ...rms, dense: "intermediate_size_mlp", shared: 1, windows: allButEvery(4) },
  mimo: qwen2,
  minimax_m2: { ...rms, queryKeyNorm: true },
  mistral: { ...rms, windows: all },
  mixtral: { ...rms, windows: all },
  nemotron: { norm: "layer", gated: false, tied: false },
  nemotron_h: {
    ...rms,
    gated: false,
    hybrid: (config) => ({
      stateLayers: "mamba-2",
      attentionLayers: [...config.hybrid_override_pattern].filter((layer) => layer === "*").length,
    }),
  },
  olmo: { ...rms, norm: "layer" },
  olmo2: { ...rms, queryKeyNorm: true },
  olmo3: { ...rms, queryKeyNorm: true },
  olmoe: { ...rms, queryKeyNorm: true },
  opt: { ...gpt, learnedPositions: true },
  phi: { ...gpt, tied: false },
  phi3: { ...rms, windows: all },
  phimoe: { ...rms, norm: "layer", biases: "attention", windows: all },
  qwen2,
  qwen2_moe: { ...qwen2, shared: 1 },
  qwen3,
  qwen3_moe: qwen3,
  qwen3_next: { ...qwen3, shared: 1, hybrid: deltaNet },
  qwen3_5_text: { ...qwen3, hybrid: deltaNet },
  qwen3_5_moe_text: { ...qwen3, shared: 1, hybrid: deltaNet },
  qwen3_vl_text: qwen3,
  qwen3_vl_moe_text: qwen3,
  smollm3: { ...rms, tied: true },
  stablelm: { norm: "layer", gated: true, tied: false, biases: (config) => (config.use_qkv_bias === true ? "qkv" : undefined) },
  starcoder2: { norm: "layer", gated: false, biases: true, tied: true, windows: all },
};

/** The value of a dimension, or nothing where the config has none. */
function dimension(config, name, place) {
  const key = keys[name].find((known) => typeof config[known] === "number");
  if (key === undefined) return undefined;
  const value = config[key];
  if (!Number.isInteger(value) || value < 0) throw new Error(`${place}: ${key} = ${value} is no count`);
  return value;
}

function required(config, name, place) {
  const value = dimension(config, name, place);
  if (value === undefined) throw new Error(`${place} has none of ${keys[name].join(", ")}: is it a whole config.json?`);
  return value;
}

/** Leaves out what is undefined, `false` or no layer at all, as our records do. */
const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const own = (rule, config) => (typeof rule === "function" ? rule(config) : rule);
const flag = (value) => (value === true ? true : undefined);

function windowOf(config, family, place) {
  // Llama 4 attends within chunks, which need as much memory as a window.
  const tokens = config.sliding_window ?? config.attention_chunk_size;
  if (typeof tokens !== "number" || tokens >= required(config, "contextTokens", place)) return undefined;
  const layers = config.layer_types?.filter((type) => type === "sliding_attention").length ?? family.windows?.(config) ?? 0;
  return layers > 0 ? { tokens, layers } : undefined;
}

function latentOf(config) {
  if (typeof config.kv_lora_rank !== "number") return undefined;
  return present({
    keyValueRank: config.kv_lora_rank,
    queryRank: config.q_lora_rank ?? undefined,
    nopeHeadSize: config.qk_nope_head_dim,
    ropeHeadSize: config.qk_rope_head_dim,
    valueHeadSize: config.v_head_dim,
  });
}

/** Leading layers without experts, also where the config lists the layers one by one. */
function firstDenseLayersOf(config, place) {
  if ((config.mlp_only_layers ?? []).length > 0) throw new Error(`${place}: mlp_only_layers is not understood; enter the record by hand`);
  if (!Array.isArray(config.moe_layer_freq)) return dimension(config, "firstDenseLayers", place) ?? 0;
  const first = config.moe_layer_freq.indexOf(1);
  if (first < 0 || config.moe_layer_freq.slice(first).includes(0))
    throw new Error(`${place}: moe_layer_freq has experts in no regular order`);
  return first;
}

function expertsOf(config, family, place) {
  const total = dimension(config, "experts", place);
  if (total === undefined || total === 0) return undefined;
  const feedForwardSize = dimension(config, "expertFeedForwardSize", place) ?? required(config, "feedForwardSize", place);
  const shared = dimension(config, "sharedExperts", place) ?? family.shared ?? 0;
  const sharedFeedForwardSize = dimension(config, "sharedFeedForwardSize", place) ?? feedForwardSize;
  const firstDenseLayers = firstDenseLayersOf(config, place);
  const layerPeriod = dimension(config, "layerPeriod", place) ?? 1;
  return present({
    total,
    active: required(config, "activeExperts", place),
    shared: shared > 0 ? shared : undefined,
    feedForwardSize,
    sharedFeedForwardSize: shared > 0 && sharedFeedForwardSize !== feedForwardSize ? sharedFeedForwardSize : undefined,
    firstDenseLayers: firstDenseLayers > 0 ? firstDenseLayers : undefined,
    layerPeriod: layerPeriod > 1 ? layerPeriod : undefined,
    routerBias: family.routerBias,
  });
}

/** The dimensions of a config; `tied` is the flag of the whole model, which a language model inside it may lack. */
function architectureOf(config, tied, place) {
  const family = families[config.model_type];
  if (family === undefined)
    throw new Error(`${place}: model_type "${config.model_type}" is not known; known: ${Object.keys(families).join(", ")}`);
  const hiddenSize = required(config, "hiddenSize", place);
  const attentionHeads = required(config, "attentionHeads", place);
  const latentAttention = latentOf(config);
  const keyValueHeads = dimension(config, "keyValueHeads", place) ?? attentionHeads;
  const headSize = dimension(config, "headSize", place) ?? hiddenSize / attentionHeads;
  const experts = expertsOf(config, family, place);
  const width =
    config[family.dense] ??
    dimension(config, "feedForwardSize", place) ??
    (family.widths === undefined ? experts?.feedForwardSize : family.widths * hiddenSize);
  if (width === undefined) throw new Error(`${place} has none of ${keys.feedForwardSize.join(", ")}: is it a whole config.json?`);
  return present({
    layers: required(config, "layers", place),
    hiddenSize,
    attentionHeads,
    keyValueHeads: latentAttention === undefined && keyValueHeads !== attentionHeads ? keyValueHeads : undefined,
    headSize: latentAttention === undefined && headSize * attentionHeads !== hiddenSize ? headSize : undefined,
    queryKeyNorm: flag(own(family.queryKeyNorm, config)),
    feedForwardSize: width,
    gatedFeedForward: family.gated,
    vocabularySize: required(config, "vocabularySize", place),
    tiedEmbeddings: tied ?? family.tied,
    contextTokens: required(config, "contextTokens", place),
    learnedPositions: family.learnedPositions,
    biases: own(family.biases, config),
    embeddingNorm: family.embeddingNorm,
    attentionSinks: family.attentionSinks,
    norm: family.norm,
    latentAttention,
    slidingWindow: windowOf(config, family, place),
    ...family.hybrid?.(config),
    experts,
  });
}

/** A name without case and separators, as the finder compares names. */
const normaliseName = (name) => name.toLowerCase().replaceAll(/[^a-z0-9.]+/gu, "");

/** The id of our record that a config belongs to. */
function ownerOf(name, table) {
  const ids = Object.entries(table)
    .filter(([id, { name: title, aliases }]) => [id, title, ...aliases].some((known) => normaliseName(known) === normaliseName(name)))
    .map(([id]) => id);
  if (ids.length === 1) return ids[0];
  if (ids.length > 1) throw new Error(`"${name}" may be ${ids.join(" or ")}: write one of them as the key`);
  throw new Error(`no model has the name "${name}": add a record with its name, developer, family, date and weights first`);
}

/** Same fields with the same values, in any order. */
function isSame(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]));
}

export default {
  table: "data/models.json",
  describes: "dimensions of open models (config.json of Hugging Face)",
  url: "https://huggingface.co/<organisation>/<model>/resolve/main/config.json",
  /** Takes the dimensions of each config; what no configuration says (why a count fails, an encoder) stays. */
  read(text, current) {
    const file = JSON.parse(text);
    const isOne = typeof file.model_type === "string" || file.text_config !== undefined;
    if (isOne && typeof file._name_or_path !== "string")
      throw new Error('the config has no _name_or_path: write {"<id or alias>": <config>}');
    const configs = isOne ? [[file._name_or_path, file]] : Object.entries(file);
    if (configs.length === 0) throw new Error("the file has no config");
    return Object.fromEntries(
      configs.map(([name, config]) => {
        const id = ownerOf(name, current);
        const record = current[id];
        const inner = config?.text_config ?? config;
        if (typeof inner?.model_type !== "string") throw new Error(`${name} has no model_type: is it a config.json?`);
        const found = architectureOf(inner, inner.tie_word_embeddings ?? config.tie_word_embeddings, name);
        const kind = found.experts === undefined ? "dense" : "mixture-of-experts";
        if (record.kind !== kind) throw new Error(`${name} is ${kind} and our ${id} is ${record.kind}`);
        const { encoderLayers, relativePositionBuckets, parallelBlock, stateLayer, feedForwardLayers, uncounted, attentionSinks } =
          record.architecture ?? {};
        const kept = { attentionSinks, encoderLayers, relativePositionBuckets, parallelBlock, stateLayer, feedForwardLayers, uncounted };
        const architecture = { ...present(kept), ...found };
        if (isSame(architecture, record.architecture)) return [id, record];
        return [id, { ...record, architecture, architectureSource: { id: "hugging-face", at: `config.json of ${name}` } }];
      }),
    );
  },
};
