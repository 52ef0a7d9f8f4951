// Random inputs of every kind of estimate, and what must hold of every result: `npm run fuzz -- scenarios --runs 1e5 --seed 1`.
// An input is one that is known to be right, with some of its numbers, records and given quantities changed. What is refused must be refused by
// the error class of the library; what is not refused must hold finite numbers, ranges around their values, and the laws of its kind.
import { estimateInference, estimateTraining, isFootprintError, planServing, sizeServing, sizeTraining } from "llm-footprint";
import {
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
} from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { fuels } from "llm-footprint/catalog/fuels";
import { models } from "llm-footprint/catalog/models";
import { gridFromMix } from "llm-footprint/electricity";
import { epochInference, llmcarbonReference, mlco2, mlco2Peak } from "llm-footprint/methods";
import { seededRandom, trainingDistribution } from "llm-footprint/uncertainty";
import { faultsOf } from "../lib/walk.js";

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const request = { model, accelerator, acceleratorCount: 2, batch: 16, inputTokens: 800, outputTokens: 300, ...place };
const tuning = { model, method: "lora", accelerator, acceleratorCount: 8, examples: 52000, exampleTokens: 300, epochs: 3, ...place };
const question = { model, accelerator, batch: 64, outputTokens: 300, ...place };
const training = { model, tokens: 1e12, accelerator, acceleratorCount: 1024, ...place };

/** Of every kind: how it is estimated, and inputs that are right. */
export const kinds = {
  training: { estimate: estimateTraining, inputs: [training, { ...training, efficiency: 0.4, averagePowerWatts: 500 }] },
  distribution: { estimate: (input) => trainingDistribution(input, { draws: 100 }), inputs: [training] },
  inference: {
    estimate: estimateInference,
    inputs: [
      request,
      { ...request, acceleratorCount: undefined, batch: undefined },
      { ...request, requests: 1e6, reasoningTokens: 100, cacheReadTokens: 200 },
    ],
  },
  serving: {
    estimate: planServing,
    inputs: [
      {
        ...request,
        batch: undefined,
        serviceLevel: { timeToFirstTokenSeconds: 20, timePerOutputTokenSeconds: 0.2 },
        loadCurve: [4, 2, 12, 9],
        requests: 1e6,
      },
    ],
  },
  "serving-size": { estimate: sizeServing, inputs: [{ model, accelerator, batch: 16, contextTokens: 4000 }] },
  size: { estimate: sizeTraining, inputs: [{ model, accelerator, sequenceTokens: 2048 }] },
  "fine-tuning": {
    estimate: estimateFineTuning,
    inputs: [
      tuning,
      { ...tuning, method: "full" },
      { ...tuning, method: "dpo" },
      { ...tuning, evaluation: { requests: 1000, inputTokens: 200, outputTokens: 300 } },
    ],
  },
  rag: {
    estimate: estimateRag,
    inputs: [
      { ...question, retrieval: { chunks: 5 } },
      { ...question, fewShot: {}, cachedTokens: 300 },
      { ...question, questionTokens: 2000, systemTokens: 1000, cachedTokens: 900 },
      { ...question, retrieval: {}, index: { chunks: 1e6 }, requestsPerDay: 1e5 },
      { ...question, agent: { turns: 5, turnTokens: 500, cacheHitShare: 0.9 } },
    ],
  },
  adaptation: {
    estimate: compareAdaptation,
    inputs: [
      {
        requests: 1e5,
        periodDays: 30,
        draws: 100,
        rag: { ...question, systemTokens: 100, retrieval: { chunks: 5 }, index: { chunks: 1e6 } },
        fineTuning: { ...tuning, acceleratorCount: undefined },
      },
    ],
  },
  hybrid: {
    estimate: estimateHybrid,
    inputs: [
      {
        cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, ...place },
        device: { kind: "laptop" },
        draftModel: model,
        draftedTokens: 4,
        acceptance: 0.7,
        network: { kind: "5g" },
        inputTokens: 300,
        outputTokens: 300,
      },
    ],
  },
  local: {
    estimate: estimateLocalInference,
    inputs: [
      {
        model: models["llama-3.2-1b"] ?? model,
        precision: "int4",
        device: { kind: "laptop" },
        inputTokens: 200,
        outputTokens: 300,
        grid: place.grid,
      },
    ],
  },
  lifecycle: {
    estimate: estimateLifecycle,
    inputs: [
      {
        training,
        fineTuning: [tuning],
        inference: [{ ...request, requests: 2e10 }],
        lifetimeRequests: 2e10,
      },
    ],
  },
  llmcarbon: {
    estimate: llmcarbonReference,
    inputs: [
      {
        baseParameters: 175e9,
        tokens: 300e9,
        peakFlopPerSecond: 125e12,
        efficiency: 0.197,
        powerWatts: 330,
        deviceCount: 1e4,
        pue: 1.1,
        intensityGramsPerKwh: 429,
      },
    ],
  },
  mlco2: { estimate: mlco2, inputs: [{ tdpWatts: 300, deviceHours: 1e6, intensityGramsPerKwh: 429 }] },
  "mlco2-peak": {
    estimate: mlco2Peak,
    inputs: [{ tdpWatts: 300, computeFlop: 1e23, peakFlopPerSecond: 125e12, intensityGramsPerKwh: 429 }],
  },
  epoch: { estimate: epochInference, inputs: [{ activeParameters: 1e11, outputTokens: 300, pue: 1.2, intensityGramsPerKwh: 400 }] },
  mix: { estimate: (shares) => gridFromMix(shares, fuels), inputs: [{ "wind-onshore": 0.35, "solar-utility": 0.2, gas: 0.45 }] },
};

/** Random choices of one seed. */
function chooser(seed) {
  const random = seededRandom(seed);
  const below = (most) => Math.floor(random() * most);
  const oneOf = (list) => list[below(list.length)];
  const number = (near) => {
    const way = below(12);
    if (way === 0) return 0;
    if (way === 1) return oneOf([1, 1e-9, 1e9, 1e300, 5e-324, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE]);
    const factor = (way < 8 ? 3 : 1000) ** (2 * random() - 1);
    const moved = (near === 0 ? 1 : near) * factor;
    return way % 2 === 0 && near >= 1 ? Math.max(1, Math.round(moved)) : moved;
  };
  const given = (near) => {
    const value = number(near);
    if (below(3) > 0) return value;
    const [low, high] = [value * random(), value * (1 + (below(8) === 0 ? 1e6 : 3) * random())];
    return oneOf([
      { value, low, high },
      { value, high },
      { value, low },
    ]);
  };
  return { below, oneOf, given };
}

/** Places of the numbers of an input, records left out. */
function numbersIn(input, path = []) {
  return Object.entries(input).flatMap(([key, value]) => {
    if (key === "model" || key === "accelerator" || key === "draftModel" || key === "draws") return [];
    if (typeof value === "number") return [[...path, key]];
    return typeof value === "object" && value !== null ? numbersIn(value, [...path, key]) : [];
  });
}

const placed = (input, [key, ...rest], change) => {
  const copy = Array.isArray(input) ? [...input] : { ...input };
  copy[key] = rest.length === 0 ? change(copy[key]) : placed(copy[key] ?? {}, rest, change);
  return copy;
};

/** Names of quantities that a kind shows in its trace, which may be given too. */
const shown = new Map();
function quantitiesOf(name, { estimate, inputs }) {
  if (!shown.has(name)) {
    shown.set(
      name,
      inputs.flatMap((input) => (estimate(input).lines ?? []).map(({ key, value }) => ({ key, value }))),
    );
  }
  return shown.get(name);
}

/** An input of a kind. */
function changed(name, kind, { below, oneOf, given }) {
  let input = oneOf(kind.inputs);
  for (let change = below(4); change >= 0; change--) {
    const way = below(8);
    if (way === 0 && "accelerator" in input) input = { ...input, accelerator: oneOf(Object.values(accelerators)) };
    else if (way === 1 && "model" in input) input = { ...input, model: oneOf(Object.values(models)) };
    else if (way === 2) {
      const quantities = quantitiesOf(name, kind);
      if (quantities.length === 0) continue;
      const { key, value } = oneOf(quantities);
      input = { ...input, [key]: given(value) };
    } else {
      const places = numbersIn(input);
      if (places.length > 0) input = placed(input, oneOf(places), (value) => given(value));
    }
  }
  return input;
}

const near = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** What must hold between results of two inputs; each says what is wrong, or nothing. */
const laws = {
  "the same input gives the same result": (kind, input, result) =>
    JSON.stringify(kind.estimate(input)) === JSON.stringify(result) ? undefined : "another result the second time",
  "emissions of operation are linear in the intensity": (kind, input, result) => {
    const intensity = input.grid?.intensityGramsPerKwh;
    if (typeof intensity !== "number" || typeof result.operationalGramsCo2e !== "number") return undefined;
    const twice = kind.estimate({ ...input, grid: { ...input.grid, intensityGramsPerKwh: 2 * intensity } }).operationalGramsCo2e;
    const isFixed = input.operationalGramsCo2e !== undefined || input.deliveredGramsPerKwh !== undefined;
    return isFixed || twice === 0 || near(twice, 2 * result.operationalGramsCo2e)
      ? undefined
      : `${result.operationalGramsCo2e} becomes ${twice}`;
  },
  "energy is linear in requests": (kind, input, result) => {
    const { requests } = input;
    const energy = result.fleetEnergyKwh;
    if (typeof requests !== "number" || typeof energy !== "number" || input.fleetEnergyKwh !== undefined) return undefined;
    const twice = kind.estimate({ ...input, requests: 2 * requests }).fleetEnergyKwh;
    return near(twice, 2 * energy) ? undefined : `${energy} becomes ${twice}`;
  },
  "latency rises with output tokens": (kind, input, result) => {
    const { outputTokens, acceleratorCount, batch, latencySeconds } = input;
    if (kind !== kinds.inference || [outputTokens, acceleratorCount, batch].some((one) => typeof one !== "number")) return undefined;
    if (latencySeconds !== undefined) return undefined;
    const longer = kind.estimate({ ...input, outputTokens: outputTokens * 2 }).latencySeconds;
    return longer >= result.latencySeconds * (1 - 1e-12) ? undefined : `${result.latencySeconds} s becomes ${longer}`;
  },
};

/** Whether an error is one that a caller can act on. */
function faultOfError(error) {
  if (!isFootprintError(error)) return `${error?.name}: ${error?.message}`;
  if (typeof error.code !== "string" || /undefined|\[object/u.test(error.message)) return `an error that says nothing: ${error.message}`;
  return undefined;
}

const written = (input) =>
  JSON.stringify(input, (key, value) => {
    if ((key === "model" || key === "accelerator" || key === "draftModel") && value?.name !== undefined) return value.name;
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  });

/** One scenario by its seed: what is wrong with it. */
function scenario(seed, { without = [] } = {}) {
  const names = Object.keys(kinds);
  const name = names[seed % names.length];
  const kind = kinds[name];
  const input = changed(name, kind, chooser(seed));
  const says = (what) => `${name}, seed ${seed}: ${what}\n  ${written(input)}`;
  let result;
  try {
    result = kind.estimate(input);
  } catch (error) {
    const fault = faultOfError(error);
    return { isRefused: true, faults: fault === undefined ? [] : [says(fault)] };
  }
  try {
    const faults = faultsOf(result).slice(0, 3);
    if (faults.length > 0) return { isRefused: false, faults: [says(faults.join("; "))] };
  } catch (error) {
    return { isRefused: false, faults: [says(`reading the result: ${error.stack}`)] };
  }
  const found = [];
  for (const [law, broken] of Object.entries(laws)) {
    if (without.includes(law)) continue;
    try {
      const what = broken(kind, input, result);
      if (what !== undefined) found.push(says(`${law}: ${what}`));
    } catch (error) {
      // The second input of a law may be out of bounds.
      const fault = faultOfError(error);
      if (fault !== undefined) found.push(says(`${law}: ${fault}`));
    }
  }
  return { isRefused: false, faults: found };
}

/**
 * Runs scenarios; each fault names its seed, and the same seed makes the same case.
 *
 * @returns how many were tried
 */
export function fuzz({ runs = 100_000, seed, report, countRefused = () => undefined, ...options }) {
  for (let at = seed; at < seed + runs; at++) {
    const { isRefused, faults } = scenario(at, options);
    if (isRefused) countRefused();
    for (const fault of faults) report(fault);
  }
  return runs;
}
