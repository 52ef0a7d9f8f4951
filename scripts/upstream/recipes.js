/*
 * Recipes of vllm-project/recipes, Apache-2.0: one YAML file a model under `models/<organisation>/`. The reader takes one of them, several in one
 * stream (with `---` between), or the folder.
 *
 *   meta: { title: "GLM-4.6", provider: "GLM (Z-AI)", date_added: 2025-12-20, tasks: [text] }
 *   model: { model_id: "zai-org/GLM-4.6", architecture: moe, parameter_count: "357B", active_parameters: "32B", context_length: 202752 }
 *
 * Counts are words: billions (B), trillions (T), millions (M), rounded as the developer says them.
 */
import { parseAllDocuments } from "yaml";

const units = { M: 1e6, B: 1e9, T: 1e12 };
const kinds = { dense: "dense", moe: "mixture-of-experts" };
/** Models of pictures, sounds and vectors, which our table does not hold. */
const otherTasks = new Set(["omni", "embedding"]);

/** Of a round number such as 120B or 1T, the last digit that is not zero says too little: no rounding is larger than this share. */
const LARGEST_ROUNDING = 0.05;

/** A count as a number with the worth of its last digit that is not zero; nothing where the words are no number. */
function countOf(written, place) {
  const text = String(written ?? "").trim();
  const [, digits, unit] = /^~?(\d+(?:\.\d+)?)\s*([MBT])$/u.exec(text) ?? [];
  // A number without a unit is a change of format; words ("Undisclosed", "16 experts/token") say that there is no count.
  if (digits === undefined) {
    if (/^[\d.]+$/u.test(text)) throw new Error(`${place} = ${JSON.stringify(written)} has no unit (M, B or T): has the format changed?`);
    return undefined;
  }
  const value = Number((Number(digits) * units[unit]).toPrecision(12));
  if (!(value >= 1e6 && value <= 1e14)) throw new Error(`${place} = ${JSON.stringify(written)} is no count of parameters`);
  return { value, step: stepOf(value) };
}

/** The worth of the last digit that is not zero. */
function stepOf(value) {
  const [mantissa, exponent] = Number(value.toPrecision(12)).toExponential().split("e");
  const step = 10 ** (Number(exponent) - (mantissa.split(".")[1]?.length ?? 0));
  return Math.min(step, 2 * LARGEST_ROUNDING * value);
}

/** Whether a count is ours, rounded or cut off: 2.8T of 2,781.7B, 32B of 32.76B; or ours is that, of which fewer digits are known. */
function isRounded({ value, step }, ours) {
  const within = (rounded, exact, by) => exact - rounded <= by * (1 + 1e-9) && rounded - exact <= (by / 2) * (1 + 1e-9);
  return within(value, ours, step) || within(ours, value, stepOf(ours));
}

/** A name without case and separators, as the finder compares names. */
const normaliseName = (name) => name.toLowerCase().replaceAll(/[^a-z0-9.]+/gu, "");
/** Endings of names for formats and tunings, which have the counts of the model. */
const variant = /-(?:fp8|nvfp4|bf16|hf)$/iu;

function ownersOf(current) {
  const owners = new Map();
  for (const [id, { name, aliases }] of Object.entries(current)) {
    for (const text of [id, name, ...aliases]) owners.set(normaliseName(text), id);
  }
  return owners;
}

const idOf = (modelId) =>
  modelId
    .split("/")
    .at(-1)
    .replace(variant, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/gu, "-");

/** A figure of ours, or that of the recipe where it is another number. */
function figure(ours, count, at) {
  if (count === undefined || (ours !== undefined && isRounded(count, ours.value))) return ours;
  return { value: count.value, source: "vllm-recipes", at, basis: "published" };
}

const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export default {
  table: "data/models.json",
  describes: "stated counts of open models, as a second opinion (vLLM recipes)",
  url: "https://github.com/vllm-project/recipes (the folder models)",
  /** A new record needs family, licence and weights, and a changed count a look at the developer's page: a person enters both. */
  isSecondOpinion: true,
  unprinted: ["source", "at", "basis"],
  read(text, current) {
    const documents = parseAllDocuments(text);
    const owners = ownersOf(current);
    const records = {};
    let read = 0;
    for (const document of documents) {
      const [fault] = document.errors;
      if (fault !== undefined) throw fault;
      const { meta, model } = document.toJS() ?? {};
      const modelId = model?.model_id;
      if (typeof modelId !== "string") throw new Error("a document has no model.model_id: is it a recipe?");
      const kind = kinds[model.architecture];
      if (kind === undefined) throw new Error(`${modelId}: architecture = ${JSON.stringify(model.architecture)} is neither dense nor moe`);
      if (!("parameter_count" in model)) throw new Error(`${modelId} has no parameter_count: has the format changed?`);
      read++;
      const tasks = meta?.tasks ?? [];
      if (tasks.length > 0 && tasks.every((task) => otherTasks.has(task))) continue;
      const total = countOf(model.parameter_count, `${modelId}: parameter_count`);
      const active = kind === "dense" ? undefined : countOf(model.active_parameters, `${modelId}: active_parameters`);
      if (active !== undefined && total !== undefined && active.value > total.value)
        throw new Error(`${modelId}: more active parameters than parameters`);
      if (total === undefined) continue;
      const id =
        owners.get(normaliseName(modelId)) ??
        owners.get(normaliseName(modelId.replace(variant, ""))) ??
        owners.get(normaliseName(idOf(modelId)));
      const at = (field) => `models/${modelId}.yaml, ${field}`;
      const ours = id === undefined ? undefined : (records[id] ?? current[id]);
      if (ours !== undefined && ours.kind !== kind) throw new Error(`${modelId} is ${kind} and our ${id} is ${ours.kind}`);
      // Ours may stand in two places: as stated beside dimensions, or as all that is known.
      const place = (stated, plain) => (ours?.[stated] === undefined && ours?.[plain] !== undefined ? plain : stated);
      const [totalField, activeField] = [place("statedParameters", "parameters"), place("statedActiveParameters", "activeParameters")];
      records[id ?? idOf(modelId)] = {
        ...ours,
        ...present({
          [totalField]: figure(ours?.[totalField], total, at("parameter_count")),
          [activeField]: figure(ours?.[activeField], active, at("active_parameters")),
        }),
      };
    }
    if (read === 0) throw new Error("there is no recipe: is it the folder models?");
    return records;
  },
};
