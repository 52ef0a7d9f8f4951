// Served requests beside the same arithmetic written flat by hand, alternating in one process, on the built package: `npm run bench`.
// `columns` and the table of requests are no exports of the package; they stand in the file that its entries share.
import { columns, inference } from "../../dist/core.js";
import { defaults, estimateInference, inferenceTotals, servingFit, usageKernel } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { compare } from "./alternate.js";

const accelerator = accelerators["h100-sxm-80gb"];
const model = models["llama-3.1-70b"];
const inputs = Array.from({ length: 1024 }, (_, index) => ({
  model,
  accelerator,
  acceleratorCount: 8,
  batch: 64,
  inputTokens: 1000 + index,
  outputTokens: 400,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
}));
let next = 0;
const input = () => inputs[next++ & 1023];

// What no request changes, known beforehand to the flat arithmetic as it is to anyone who writes it for one model.
const known = Object.fromEntries(estimateInference(inputs[0]).lines.map(({ key, value }) => [key, value]));
const { parameters, inputEmbeddingParameters, layerTokenBytes, attentionWidth, fullAttentionLayers, idleWatts } = known;
const tdpWatts = accelerator.tdpWatts.value;
const memoryBytesPerSecond = accelerator.memoryBandwidthBytesPerSecond.value;
const peakFlopPerSecond = accelerator.peakFlopPerSecond.bf16.value;
const fit = Object.fromEntries(Object.entries(servingFit).map(([key, { value }]) => [key, value]));
const { hiddenSize } = model.architecture;
const linkBytesPerSecond = accelerator.interconnectBytesPerSecond.value;
const prefillEfficiency = fit.promptEfficiency * (peakFlopPerSecond / 989.4e12) ** -fit.promptExponent;
const { baseWatts, tdpShare, loadShare, waitingFactor } = defaults.hostPower;
const standingHostWatts = baseWatts.value + tdpShare.value * tdpWatts;
const idleServerWatts = waitingFactor.value * (idleWatts + standingHostWatts + loadShare.value * idleWatts);
const servingShare = defaults.servingShare.value;
const lifetimeYears = defaults.lifetimeYears.value;
const acceleratorGramsCo2e = accelerator.productFootprintGramsCo2e.value;
const hostGramsCo2e = defaults.server.hostGramsCo2e.value / defaults.server.acceleratorsPerServer;

/** The same products and sums by hand: no checks, no records, no range, one dense model with grouped queries. */
function flat({ acceleratorCount, batch, inputTokens, outputTokens, pue, grid }) {
  const contextTokens = inputTokens + outputTokens / 2;
  const prefillFlop = 2 * parameters * inputTokens + 2 * attentionWidth * fullAttentionLayers * inputTokens * inputTokens;
  const promptComputeSeconds = prefillFlop / (acceleratorCount * peakFlopPerSecond * prefillEfficiency);
  const reduceSeconds =
    (fullAttentionLayers * 4 * (1 - 1 / acceleratorCount) * 2 * hiddenSize) / (fit.reduceEfficiency * (linkBytesPerSecond / 2));
  const prefillSeconds = promptComputeSeconds + inputTokens * reduceSeconds;
  const memorySeconds =
    ((parameters - inputEmbeddingParameters) * 2) / (acceleratorCount * memoryBytesPerSecond * fit.bandwidthEfficiency) +
    (batch * layerTokenBytes * fullAttentionLayers * contextTokens) /
      (acceleratorCount * memoryBytesPerSecond * fit.cacheBandwidthEfficiency);
  const computeSeconds =
    (batch * (2 * parameters + 4 * attentionWidth * contextTokens * fullAttentionLayers)) /
    (acceleratorCount * peakFlopPerSecond * fit.computeEfficiency);
  const sequenceSeconds = fit.perSequenceSeconds * batch;
  const decodeStepSeconds =
    (memorySeconds ** fit.overlapExponent + computeSeconds ** fit.overlapExponent) ** (1 / fit.overlapExponent) +
    fit.fixedStepSeconds +
    fullAttentionLayers * (fit.layerSeconds + fit.parallelLayerSeconds) +
    sequenceSeconds;
  const cycleSeconds = decodeStepSeconds + (batch / outputTokens) * prefillSeconds;
  const timePerOutputTokenSeconds = decodeStepSeconds + ((batch - 1) / outputTokens) * prefillSeconds;
  const stepWatts =
    idleWatts +
    (tdpWatts - idleWatts) * (fit.baseLoad + (fit.computeLoad * computeSeconds + fit.hostLoad * sequenceSeconds) / decodeStepSeconds) +
    (fit.memoryJoulesPerByte * memoryBytesPerSecond * memorySeconds) / decodeStepSeconds;
  const promptWatts = idleWatts + (tdpWatts - idleWatts) * (fit.baseLoad + (fit.computeLoad * promptComputeSeconds) / prefillSeconds);
  const promptsSeconds = (batch / outputTokens) * prefillSeconds;
  const limitedShare = Math.min(1, (tdpWatts * cycleSeconds) / (stepWatts * decodeStepSeconds + promptWatts * promptsSeconds));
  const decodePowerWatts = limitedShare * stepWatts;
  const instanceSeconds = (outputTokens * cycleSeconds) / batch;
  const timeToFirstTokenSeconds = fit.fixedFirstTokenSeconds + prefillSeconds + timePerOutputTokenSeconds;
  const prefillEnergyKwh = (acceleratorCount * limitedShare * promptWatts * prefillSeconds) / 3.6e6;
  const decodeEnergyKwh = (acceleratorCount * decodePowerWatts * decodeStepSeconds * outputTokens) / (3.6e6 * batch);
  const acceleratorEnergyKwh = prefillEnergyKwh + decodeEnergyKwh;
  // Nothing is cached, and no spread moves the value: the mean power is the energy over the time.
  const hostEnergyKwh = (acceleratorCount * standingHostWatts * instanceSeconds) / 3.6e6 + loadShare.value * acceleratorEnergyKwh;
  const idleEnergyKwh = (acceleratorCount * idleServerWatts * instanceSeconds * (1 - servingShare)) / (servingShare * 3.6e6);
  const itEnergyKwh = acceleratorEnergyKwh + hostEnergyKwh + idleEnergyKwh;
  const energyKwh = itEnergyKwh * pue;
  const operationalGramsCo2e = energyKwh * grid.intensityGramsPerKwh;
  const lifetimeShare = (acceleratorCount * instanceSeconds) / 3600 / (lifetimeYears * 365 * 24 * servingShare);
  const embodiedGramsCo2e = acceleratorGramsCo2e * lifetimeShare + hostGramsCo2e * lifetimeShare;
  const totalGramsCo2e = operationalGramsCo2e + embodiedGramsCo2e;
  const perMillion = 1e6 / outputTokens;
  return {
    acceleratorCount,
    batch,
    prefillSeconds,
    decodeStepSeconds,
    timePerOutputTokenSeconds,
    timeToFirstTokenSeconds,
    latencySeconds: timeToFirstTokenSeconds + timePerOutputTokenSeconds * (outputTokens - 1),
    userTokensPerSecond: 1 / timePerOutputTokenSeconds,
    systemTokensPerSecond: batch / cycleSeconds,
    instanceSeconds,
    decodePowerWatts,
    acceleratorEnergyKwh,
    hostEnergyKwh,
    idleEnergyKwh,
    itEnergyKwh,
    energyKwh,
    operationalGramsCo2e,
    embodiedGramsCo2e,
    totalGramsCo2e,
    acceleratorJoulesPerToken: (acceleratorEnergyKwh * 3.6e6) / outputTokens,
    energyKwhPerMillionTokens: energyKwh * perMillion,
    operationalGramsPerMillionTokens: operationalGramsCo2e * perMillion,
    embodiedGramsPerMillionTokens: embodiedGramsCo2e * perMillion,
    totalGramsPerMillionTokens: totalGramsCo2e * perMillion,
    prefillEnergyKwh,
    cacheReadEnergyKwh: 0,
    decodeEnergyKwh,
    inputEnergyKwh: prefillEnergyKwh,
    cacheWriteEnergyKwh: 0,
    outputEnergyKwh: decodeEnergyKwh,
    reasoningEnergyKwh: 0,
  };
}

for (const index of [0, 1023]) {
  const [byHand, expected] = [flat(inputs[index]), inferenceTotals(inputs[index])];
  const differing = Object.keys({ ...byHand, ...expected }).filter((key) => {
    const scale = Math.abs(expected[key]) || 1;
    return !(Math.abs(byHand[key] - expected[key]) / scale <= 1e-12);
  });
  if (differing.length > 0) throw new Error(`the flat arithmetic differs in ${differing.join(", ")}: it is not the same any more`);
}

// Ten million rows of usage of one deployment.
const ROWS = 10_000_000;
const column = (most) => Float64Array.from({ length: ROWS }, (_, row) => (row * 7919) % most);
const usage = { inputTokens: column(4000), cacheReadTokens: column(9000), outputTokens: column(1500) };
const energyKwh = new Float64Array(ROWS);
const totalGramsCo2e = new Float64Array(ROWS);
const kernel = usageKernel(inputs[0]);

/** The same two polynomials over typed arrays, written out. */
function flatLoop(fresh, cached, generated, e, g, kwh, grams) {
  for (let row = 0; row < kwh.length; row++) {
    const [n, c, o] = [fresh[row], cached[row], generated[row]];
    const attended = c + n / 2;
    const context = n + c + o / 2;
    kwh[row] = n * (e.newToken + e.attendedPair * attended) + c * e.cachedToken + o * (e.generatedToken + e.contextPair * context);
    grams[row] = n * (g.newToken + g.attendedPair * attended) + c * g.cachedToken + o * (g.generatedToken + g.contextPair * context);
  }
}

compare("A request (goals: checked 10, one total 25, low, high and drivers 60, everything 200)", {
  "numbers, unchecked (inferenceTotals.raw)": () => inferenceTotals.raw(input()),
  "numbers, checked (inferenceTotals)": () => inferenceTotals(input()),
  "estimate, one total read": () => estimateInference(input()).totalGramsCo2e,
  "estimate, low, high and drivers read": () => {
    const { totalGramsCo2e, low, high, drivers } = estimateInference(input());
    return [totalGramsCo2e, low, high, drivers];
  },
  "estimate, everything read": () => ({ ...estimateInference(input()) }),
  "flat by hand": () => flat(input()),
});

const common = { model, accelerator, acceleratorCount: 8, outputTokens: 400, pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
compare("A request whose input is spread (goal 1.3)", {
  "spread first": () => estimateInference({ ...common, batch: 64, inputTokens: 1000 + (next++ & 1023) }).totalGramsCo2e,
  literal: () =>
    estimateInference({
      model,
      accelerator,
      acceleratorCount: 8,
      batch: 64,
      inputTokens: 1000 + (next++ & 1023),
      outputTokens: 400,
      pue: 1.2,
      grid: { intensityGramsPerKwh: 400 },
    }).totalGramsCo2e,
});
const rated = inputs.map(({ batch, ...rest }) => ({ ...rest, requestsPerSecond: batch / 32 }));
compare("A request whose load is a rate (goal 8)", {
  "requests per second": () => inferenceTotals(rated[next++ & 1023]),
  batch: () => inferenceTotals(input()),
});

const many = 10_000;
const centre = inference.run(inputs[0]);
const { place } = centre.plan;
const promptTokens = Float64Array.from({ length: many }, (_, row) => 1000 + (row & 1023));
compare("10,000 requests that differ in one number (goal 0.5)", {
  columns: () => columns(centre, [{ at: [place.get("inputTokens")], column: promptTokens }], [place.get("totalGramsCo2e")]),
  "bare evaluations": () => {
    for (let row = 0; row < many; row++) inference.run(inputs[row & 1023], false);
  },
});

compare("Ten million rows of usage", {
  "usage kernel": () => kernel.fill(usage, energyKwh, totalGramsCo2e),
  "flat loop": () =>
    flatLoop(
      usage.inputTokens,
      usage.cacheReadTokens,
      usage.outputTokens,
      kernel.energyKwh,
      kernel.totalGramsCo2e,
      energyKwh,
      totalGramsCo2e,
    ),
});
