// What presets give against what providers publish, and against the tables of the specification: `npm run score:presets`.
// The second column repeats the specification's own inputs (groups of eight accelerators); the third is what the library gives.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundled } from "./lib/from-source.js";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const source = `
      export { servicesOf } from "./src/usage/service.ts";
      export { costOf } from "./src/usage/service-draw.ts";
      export { weightedQuantiles } from "./src/usage/quantile-kernel.ts";
      export { createEstimator } from "./src/usage/estimator.ts";
      export { providerPresets } from "./src/catalog/provider-presets.ts";
      export { jointDrawFigures } from "./src/catalog/joint-draw-figures.ts";
      export { accelerators } from "./src/catalog/accelerators.ts";
      export { inferenceTotals } from "./src/estimate/inference.ts";`;
const { accelerators, costOf, jointDrawFigures, createEstimator, inferenceTotals, providerPresets, servicesOf, weightedQuantiles } =
  await import(await bundled("score-presets", source));
const checks = JSON.parse(readFileSync(path("../data/validation/preset-checks.json"), "utf8"));

const SERVER = jointDrawFigures.serverAccelerators.value;
/** The specification's stand-in: the weights and the batch of eight accelerators, the active parameters whole. */
const groupOfEight = (one) => {
  const { model, acceleratorCount: count, batch } = one.input;
  if (count <= SERVER) return [one];
  const share = SERVER / count;
  const held = model.totalOverActive === undefined ? model : { ...model, totalOverActive: Math.max(1, model.totalOverActive * share) };
  return [{ ...one, input: { ...one.input, model: held, acceleratorCount: SERVER, batch: batch * share } }];
};

const label = (text) => ({ table: text.split("/")[0], id: text.split("/")[1] });
const drawn = new Map();
/** Draws of a model with a preset; each is drawn once. */
function draws(model, preset, { isGroup = false, known = {} } = {}) {
  const key = JSON.stringify([model, preset, isGroup, known.key]);
  if (!drawn.has(key))
    drawn.set(
      key,
      servicesOf(label(model), providerPresets[preset], "interactive-api", known.deployment ?? {}, isGroup ? groupOfEight : undefined),
    );
  return drawn.get(key);
}
const quantiles = (kept, of) =>
  weightedQuantiles(
    Float64Array.from(kept, of),
    Float64Array.from(kept, ({ weight }) => weight),
  );
const wattHours = (kept, call) => quantiles(kept, ({ energyKwh, window }) => 1000 * costOf(energyKwh, window, call));

const digits = (value) => Number(value.toPrecision(2)).toString();
const range = ([low, middle, high]) => `${digits(middle)} (${digits(low)}-${digits(high)}) x${(high / low).toFixed(1)}`;
const table = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => String(cell).padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
  console.log("");
};
const call = ([inputTokens, cacheReadTokens, outputTokens]) => ({ inputTokens, cacheReadTokens, outputTokens });

console.log("Classes on a mixed fleet, Wh of a call\n");
table([
  ["class", "in/out", "specification", "its inputs, groups of eight", "library, per rank", "widest 9"],
  ...checks.classes.flatMap(({ model, preset, calls }) =>
    calls.map(({ tokens, specified }) => {
      const now = wattHours(draws(model, preset), call(tokens));
      return [
        model.split("/")[1],
        `${tokens[0]}/${tokens[2]}`,
        specified,
        range(wattHours(draws(model, preset, { isGroup: true }), call(tokens))),
        range(now),
        now[2] / now[0] <= 9 ? "yes" : "no",
      ];
    }),
  ),
]);

console.log("Models, 1,000 tokens in and 300 out\n");
const day = "2026-11-28";
const estimate = createEstimator({ date: day });
const widths = { open: [], closed: [] };
table([
  ["model", "preset", "specification, Wh", "library, Wh", "g", "widest 6.5 (open), 9 (closed)", "EcoLogits, from the specification"],
  ...checks.models.map(({ name, specified, ecologits }) => {
    const footprint = estimate({ model: name, inputTokens: 1000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 300 });
    const of = (key, factor) => [footprint.low[key] * factor, footprint[key] * factor, footprint.high[key] * factor];
    const kind = footprint.model.startsWith("models/") ? "open" : "closed";
    const energy = of("energyKwh", 1000);
    widths[kind].push({ name, width: energy[2] / energy[0] });
    return [
      name,
      footprint.preset,
      specified,
      range(energy),
      range(of("totalGramsCo2e", 1)),
      energy[2] / energy[0] <= (kind === "open" ? 6.5 : 9) ? "yes" : "no",
      ecologits,
    ];
  }),
]);
for (const [kind, most] of [
  ["open", 6.5],
  ["closed", 9],
])
  console.log(
    `${kind}: ${widths[kind].filter(({ width }) => width <= most).length} of ${widths[kind].length} are at most ${most} wide; the others: ` +
      (widths[kind]
        .filter(({ width }) => width > most)
        .map(({ name, width }) => `${name} ${width.toFixed(1)}`)
        .join(", ") || "none"),
  );

console.log("\nOpen models treated as closed ones: 90 % of their active parameters from speed and price alone, prior 1 to 2,000 billion\n");
const prior = { activeParameters: { low: 1e9, high: 2e12 }, totalOverActive: { low: 1, high: 40 } };
let inside = 0;
table([
  ["model", "preset", "active, billion", "90 %", "width", "inside"],
  ...checks.control.map(({ model, preset }) => {
    const kept = servicesOf(label(model), providerPresets[preset], "interactive-api", {}, undefined, prior);
    const [low, middle, high] = quantiles(kept, ({ activeParameters }) => activeParameters / 1e9);
    const [{ activeParameters }] = draws(model, preset);
    const isInside = activeParameters / 1e9 >= low && activeParameters / 1e9 <= high;
    if (isInside) inside++;
    return [
      model.split("/")[1],
      preset,
      digits(activeParameters / 1e9),
      `${digits(middle)} (${digits(low)}-${digits(high)})`,
      (high / low).toFixed(0),
      isInside ? "yes" : "no",
    ];
  }),
]);
console.log(`inside: ${inside} of ${checks.control.length} (at least 9 of 10)`);

/** What an anchor publishes, in its own unit. */
const measures = {
  /** Energy of the data centre for a call (Wh). */
  facilityWattHours: (kept, { tokens }) => wattHours(kept, call(tokens)),
  /** Energy of the accelerators alone (Wh). */
  acceleratorWattHours: (kept, { tokens: [inputTokens, , outputTokens] }) =>
    quantiles(
      kept,
      ({ input, energyError }) => 1000 * energyError * inferenceTotals.raw({ ...input, inputTokens, outputTokens }).acceleratorEnergyKwh,
    ),
  /** Accelerator-hours per million generated tokens, with the prompts of the priced call: 1,500 fresh and 2,000 cached for 1,000 generated. */
  hoursPerMillion: (kept) => quantiles(kept, ({ acceleratorHours }) => 1000 * acceleratorHours),
  /** Generated tokens per second of eight accelerators that only decode. */
  decodedPerServer: (kept) =>
    quantiles(kept, ({ input, timeError }) => {
      const { decodeStepSeconds } = inferenceTotals.raw(input);
      return (input.batch * input.roundTokens * SERVER) / (input.acceleratorCount * decodeStepSeconds * timeError);
    }),
  /** Prompt tokens per second of eight accelerators that only read, cached ones counted as read. */
  readPerServer: (kept, { tokens: [inputTokens, cacheReadTokens] }) =>
    quantiles(kept, ({ input, timeError }) => {
      const { prefillSeconds } = inferenceTotals.raw({ ...input, inputTokens, cacheReadTokens, outputTokens: 1 });
      return ((inputTokens + cacheReadTokens) * SERVER) / (input.acceleratorCount * prefillSeconds * timeError);
    }),
};

console.log("\nFirst-party figures (not blind: bands of sequences and cost shares were chosen with them in view)\n");
table([
  ["anchor", "model with preset", "tokens", "published", "specification", "library", "inside", "width"],
  ...checks.anchors.map((anchor) => {
    const { name, models, preset, measure, tokens, published, specified, known } = anchor;
    const deployment =
      known === undefined ? undefined : { ...known, ...(known.id === undefined ? {} : { accelerator: accelerators[known.id] }) };
    const kept = models.flatMap((model) =>
      draws(model, preset, deployment === undefined ? {} : { known: { key: JSON.stringify(known), deployment } }),
    );
    const gramsPerKwh = anchor.gramsPerKwh ?? 1;
    const ends = measures[measure](kept, anchor).map((value) => (value * gramsPerKwh) / (gramsPerKwh === 1 ? 1 : 1000));
    const [low, , high] = ends;
    return [
      name,
      `${models.map((model) => model.split("/")[1]).join(" + ")} with ${preset}${known === undefined ? "" : `, ${Object.values(known).join(" ")}`}`,
      tokens === undefined ? "" : tokens.join("/"),
      `${published} ${anchor.unit}`,
      specified,
      range(ends),
      published >= low && published <= high
        ? "yes"
        : published > high
          ? `no, ${(published / high).toFixed(1)} times above`
          : `no, ${(low / published).toFixed(1)} times below`,
      (high / low).toFixed(1),
    ];
  }),
]);
console.log(checks.note);
