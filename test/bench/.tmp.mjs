// Times served requests beside the same arithmetic written flat by hand, in one run, on the built package. `npm run bench`.

import { defaults, estimateInference, inferenceTotals, servingFit, usageKernel } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

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
const software = Object.fromEntries(Object.entries(servingFit.software["vllm-0.11"]).map(([key, { value }]) => [key, value]));
const prefillEfficiency = defaults.prefillEfficiency.sixteenBit.value;
const prefillLoad = defaults.prefillLoad.value;
const hostWatts = defaults.hostWatts.value;
const idleServerWatts = defaults.idleServerWatts.value;
const servingShare = defaults.servingShare.value;
const lifetimeYears = defaults.lifetimeYears.value;
const acceleratorGramsCo2e = accelerator.productFootprintGramsCo2e.value;
const hostGramsCo2e = defaults.server.hostGramsCo2e.value / defaults.server.acceleratorsPerServer;

/** The same products and sums by hand: no checks, no records, no range, one dense model with grouped queries. */
function flat({ acceleratorCount, batch, inputTokens, outputTokens, pue, grid }) {
  const contextTokens = inputTokens + outputTokens / 2;
  const prefillFlop = 2 * parameters * inputTokens + 2 * attentionWidth * fullAttentionLayers * inputTokens * inputTokens;
  const prefillSeconds = prefillFlop / (acceleratorCount * peakFlopPerSecond * prefillEfficiency);
  const memorySeconds =
    ((parameters - inputEmbeddingParameters) * 2) / (acceleratorCount * memoryBytesPerSecond * fit.bandwidthEfficiency) +
    (batch * layerTokenBytes * fullAttentionLayers * contextTokens) /
      (acceleratorCount * memoryBytesPerSecond * fit.cacheBandwidthEfficiency);
  const computeSeconds =
    (batch * (2 * parameters + 4 * attentionWidth * contextTokens * fullAttentionLayers)) /
    (acceleratorCount * peakFlopPerSecond * fit.computeEfficiency);
  const sequenceSeconds = software.sequenceTimeFactor * fit.perSequenceSeconds * batch;
  const decodeStepSeconds =
    (memorySeconds ** fit.overlapExponent + computeSeconds ** fit.overlapExponent) ** (1 / fit.overlapExponent) +
    software.fixedTimeFactor * (fit.fixedStepSeconds + fullAttentionLayers * (fit.layerSeconds + fit.parallelLayerSeconds)) +
    sequenceSeconds;
  const timePerOutputTokenSeconds = decodeStepSeconds + (batch / outputTokens) * prefillSeconds;
  const decodePowerWatts = Math.min(
    tdpWatts,
    idleWatts +
      (tdpWatts - idleWatts) *
        (software.baseLoad + (fit.computeLoad * computeSeconds + software.hostLoad * sequenceSeconds) / decodeStepSeconds) +
      (fit.memoryJoulesPerByte * memoryBytesPerSecond * memorySeconds) / decodeStepSeconds,
  );
  const instanceSeconds = (outputTokens * timePerOutputTokenSeconds) / batch;
  const timeToFirstTokenSeconds = prefillSeconds + timePerOutputTokenSeconds;
  const prefillEnergyKwh = (acceleratorCount * tdpWatts * prefillLoad * prefillSeconds) / 3.6e6;
  const decodeEnergyKwh = (acceleratorCount * decodePowerWatts * decodeStepSeconds * outputTokens) / (3.6e6 * batch);
  const acceleratorEnergyKwh = prefillEnergyKwh + decodeEnergyKwh;
  const hostEnergyKwh = (acceleratorCount * hostWatts * instanceSeconds) / 3.6e6;
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
    latencySeconds: timeToFirstTokenSeconds + timePerOutputTokenSeconds * outputTokens,
    userTokensPerSecond: 1 / timePerOutputTokenSeconds,
    systemTokensPerSecond: batch / timePerOutputTokenSeconds,
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

const sink = [0];
const cases = {
  raw: () => {
    sink[0] += inferenceTotals.raw(input()).totalGramsCo2e;
  },
  checked: () => {
    sink[0] += inferenceTotals(input()).totalGramsCo2e;
  },
  one: () => {
    sink[0] += estimateInference(input()).totalGramsCo2e;
  },
  range: () => {
    const e = estimateInference(input());
    sink[0] += e.totalGramsCo2e + e.low.totalGramsCo2e + e.high.totalGramsCo2e + e.drivers.length;
  },
  all: () => {
    const e = estimateInference(input());
    for (const k in e) {
      const v = e[k];
      sink[0] += typeof v === "number" ? v : 1;
    }
  },
  spread: () => {
    sink[0] += estimateInference({ ...input() }).totalGramsCo2e;
  },
  literal: () => {
    const i = input();
    sink[0] += estimateInference({
      model: i.model,
      accelerator: i.accelerator,
      acceleratorCount: 8,
      batch: 64,
      inputTokens: i.inputTokens,
      outputTokens: 400,
      pue: 1.2,
      grid: i.grid,
    }).totalGramsCo2e;
  },
  rate: () => {
    const { batch, ...r } = input();
    sink[0] += inferenceTotals({ ...r, requestsPerSecond: 2 }).totalGramsCo2e;
  },
  spreadnew: () => {
    const { batch, ...r } = input();
    sink[0] += inferenceTotals({ ...r, batch: 64 }).totalGramsCo2e;
  },
};
const time = (f, n) => {
  const t = process.hrtime.bigint();
  for (let i = 0; i < n; i++) f();
  return Number(process.hrtime.bigint() - t) / n;
};
const fl = () => {
  sink[0] += flat(input()).totalGramsCo2e;
};
for (const [name, f] of Object.entries(cases)) {
  const n = name === "all" || name === "range" ? 100 : 400;
  for (let i = 0; i < 20; i++) {
    time(fl, 5000);
    time(f, n);
  }
  const a = [],
    b = [];
  for (let i = 0; i < 60; i++) {
    a.push(time(fl, 5000));
    b.push(time(f, n));
  }
  a.sort((x, y) => x - y);
  b.sort((x, y) => x - y);
  const p = (x) => x[6];
  console.log(name.padEnd(10), "flat", p(a).toFixed(0), "ns; ", p(b).toFixed(0), "ns =", (p(b) / p(a)).toFixed(1) + "x");
}
