/*
 * The file is `ecologits/data/models.json` of mlco2/ecologits (until 2025 genai-impact/ecologits), MPL-2.0:
 *
 *   { "aliases": [{ "type": "alias", "provider": "anthropic", "name": "claude-opus-4-1", "alias": "claude-opus-4-1-20250805" }],
 *     "models": [{ "type": "model", "provider": "openai", "name": "gpt-4o",
 *                  "architecture": { "type": "moe", "parameters": { "total": 440, "active": { "min": 44, "max": 132 } } },
 *                  "warnings": ["model-arch-not-released"], "sources": ["https://…"], "throughput": 37.8 }] }
 *
 * In an alias, `name` is one more name of the model that is called `alias`. A dense model has a number or a range as `parameters`. Counts are
 * in billions. Ranges are given for closed models only; a model without any range is an open one and is not ours.
 */
const developers = { anthropic: "Anthropic", google_genai: "Google", mistralai: "Mistral AI", openai: "OpenAI" };
const kinds = { dense: "dense", moe: "mixture-of-experts" };

/** A count or a range, in billions, as an interval of parameters. */
function interval(count, place) {
  const { min, max } = typeof count === "object" && count !== null ? count : { min: count, max: count };
  for (const end of [min, max]) {
    // The largest guess upstream is 5,400 billion: a count of single parameters or of millions is a change of unit.
    if (typeof end !== "number" || !(end > 0) || end > 1e5) throw new Error(`${place} = ${JSON.stringify(count)} is no count in billions`);
  }
  if (min > max) throw new Error(`${place}: min ${min} is above max ${max}`);
  return { low: Math.round(min * 1e9), high: Math.round(max * 1e9) };
}

/** The intervals of a model of the file. */
function read({ provider, name, architecture }) {
  const place = `${provider}/${name}: architecture`;
  const kind = kinds[architecture?.type];
  if (kind === undefined) throw new Error(`${place}.type = ${JSON.stringify(architecture?.type)} is neither dense nor moe`);
  const { parameters } = architecture;
  if (kind === "dense") {
    const total = interval(parameters, `${place}.parameters`);
    return { architecture: kind, parameters: total, activeParameters: total };
  }
  const total = interval(parameters?.total, `${place}.parameters.total`);
  const active = interval(parameters?.active, `${place}.parameters.active`);
  if (active.high > total.high) throw new Error(`${place}: more active parameters than parameters`);
  return { architecture: kind, parameters: total, activeParameters: active };
}

/**
 * A total that upstream prints as one number becomes an interval: nobody outside knows it to a digit. Three either way is an assumption of ours;
 * upstream moved one product line by three from one version to the next (Claude Opus 4.1, 2,000 billion, to Opus 4.5, 670 billion).
 */
const TOTAL_FACTOR = 3;

const widened = ({ low, high }) =>
  low < high ? { low, high } : { low: Math.round(low / TOTAL_FACTOR), high: Math.round(high * TOTAL_FACTOR) };

/** A name without case and separators, as the finder compares names. */
const normaliseName = (name) => name.toLowerCase().replaceAll(/[^a-z0-9.]+/gu, "");

const isRange = ({ low, high }) => low < high;
const withoutDate = (name) => name.replace(/-20\d\d-?[01]\d-?[0-3]\d$/u, "");

/** What a new record says; a person reviews it. */
function note(kind, warnings) {
  const multimodal = warnings.includes("model-arch-multimodal") ? "; multimodal" : "";
  const point =
    kind === "dense"
      ? ""
      : "; upstream gives the total as one number, which three either way (assumption of this library) makes an interval, and about 10 to 30 % of it as active";
  return `EcoLogits warns: architecture not released${multimodal}. The range is a tier guessed from price, speed and leaks, shared by sibling models${point}.`;
}

export default {
  table: "data/mpl/ecologits-models.json",
  describes: "parameter ranges of closed models (EcoLogits)",
  url: "https://raw.githubusercontent.com/mlco2/ecologits/main/ecologits/data/models.json",
  /** Takes every closed model with a range; dated names of one model are one record, and a name that a record lists as its alias belongs to it. */
  read(text, current) {
    const file = JSON.parse(text);
    if (!Array.isArray(file.models) || !Array.isArray(file.aliases))
      throw new Error('the file has no "models" and "aliases": is it models.json?');
    const owners = new Map();
    for (const [id, { aliases }] of Object.entries(current)) for (const name of [id, ...aliases]) owners.set(normaliseName(name), id);
    const records = {};
    const rows = {};
    for (const model of file.models) {
      const printed = read(model);
      if (!isRange(printed.parameters) && !isRange(printed.activeParameters)) continue;
      const found = { ...printed, parameters: widened(printed.parameters) };
      const { provider, name, warnings } = model;
      const developer = developers[provider];
      if (developer === undefined) throw new Error(`${provider}/${name}: provider "${provider}" has no developer here; add it`);
      const id = owners.get(normaliseName(name)) ?? withoutDate(name);
      if (id.endsWith("-latest"))
        throw new Error(`${provider}/${name} floats: list it as an alias of the model that it points to, with the date in its note`);
      rows[id] = [...(rows[id] ?? []), name];
      const before = records[id];
      if (before !== undefined) {
        for (const key of Object.keys(found)) {
          if (JSON.stringify(before[key]) === JSON.stringify(found[key])) continue;
          throw new Error(
            `${provider}/${name}: ${key} differs from that of ${rows[id][0]}, so it is no alias of ${id}: give it a record of its own`,
          );
        }
      }
      const known = before ?? current[id];
      const aliases = known?.aliases ?? [`${provider}/${id}`];
      const isNamed = [id, known?.name ?? id, ...aliases].some((other) => normaliseName(other) === normaliseName(name));
      records[id] = {
        name: known?.name ?? id,
        aliases: isNamed ? aliases : [...aliases, name],
        developer,
        ...found,
        source: "ecologits-models",
        at: `models.json, ${provider}: ${rows[id].join(", ")}`,
        basis: isRange(printed.parameters) ? "estimated" : "assumption",
        note: known?.note ?? note(found.architecture, warnings ?? []),
      };
      owners.set(normaliseName(name), id);
    }
    if (Object.keys(records).length === 0) throw new Error("the file has no model with a range: is it truncated?");
    for (const { provider, name, alias } of file.aliases) {
      const id = owners.get(normaliseName(alias));
      if (id === undefined || records[id] === undefined || owners.has(normaliseName(name))) continue;
      if (name === undefined || provider === undefined) throw new Error(`alias of ${alias} has no name or provider`);
      records[id] = { ...records[id], aliases: [...records[id].aliases, name] };
      owners.set(normaliseName(name), id);
    }
    return records;
  },
};
