// What must hold of results of estimates, and between results of two inputs. Each law says what is wrong, or nothing; one that does not apply says nothing.
// `again` estimates another input; what it throws is no fault of a law where it is an error of the library.
import { estimateInference, inferenceTotals, planServing, trainingTotals } from "llm-footprint";
import { estimateLifecycle } from "llm-footprint/adaptation";
import * as formulas from "llm-footprint/formulas";
import { kinds } from "./scenario-kinds.js";
import { forms } from "../../src/schema/generated/fields.js";
import { placed } from "./scenario-inputs.js";

const isTree = (value) => typeof value === "object" && value !== null;
export const valueOf = (given) => (isTree(given) ? given.value : given);
const lowOf = (given) => (isTree(given) ? (given.low ?? given.value) : given);
const highOf = (given) => (isTree(given) ? (given.high ?? given.value) : given);
const isNumber = (value) => typeof value === "number";
// Numbers that are too small to have all their digits are the same where both are.
const near = (a, b, most = 1e-9) => Math.abs(a - b) <= Math.max(most * Math.max(Math.abs(a), Math.abs(b)), 1e-300);
/** Numbers of a result at its top. */
const totalsIn = (result) => Object.entries(result).filter(([, value]) => isNumber(value));

/** An input without ranges: every number is its value. */
function bare(input) {
  if (!isTree(input)) return input;
  if (isNumber(input.value) && ("low" in input || "high" in input) && !("source" in input)) return input.value;
  if (Array.isArray(input)) return input.map(bare);
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, key === "model" || key === "accelerator" ? value : bare(value)]),
  );
}

const cards = new Map(Object.values(formulas).map(({ card }) => [card.id, card]));
const isIn = (value, { min, max, openMin, openMax }) =>
  (openMin === true ? value > min : value >= min) && (openMax === true ? value < max : value <= max);

/** Names that the right inputs of a kind and its files know; others are quantities further in. */
const known = new Map();
function isPlain({ name, kind, input }) {
  if (!known.has(name)) {
    const own = kind.file === undefined ? [] : Object.entries(forms[name].fields).map(([field, { api = field }]) => api.split(".")[0]);
    known.set(name, new Set([...kind.inputs.flatMap((one) => Object.keys(one)), ...own, "grid"]));
  }
  return Object.keys(input).every((key) => known.get(name).has(key));
}
/** Whether a part has electricity or a data centre of its own. */
const hasOwnPlaces = (input) =>
  Object.entries(input).some(
    ([key, value]) => key !== "grid" && isTree(value) && /"(?:grid|pue|intensityGramsPerKwh)"/u.test(JSON.stringify(value)),
  );

/** Parts of totals, where a result has both. */
const sums = [
  ["totalGramsCo2e", ["operationalGramsCo2e", "embodiedGramsCo2e"]],
  ["itEnergyKwh", ["acceleratorEnergyKwh", "hostEnergyKwh", "idleEnergyKwh", "retentionEnergyKwh?"]],
  ["acceleratorEnergyKwh", ["prefillEnergyKwh", "cacheReadEnergyKwh", "decodeEnergyKwh"]],
  ["prefillEnergyKwh", ["inputEnergyKwh", "cacheWriteEnergyKwh"]],
  ["decodeEnergyKwh", ["outputEnergyKwh", "reasoningEnergyKwh"]],
  ["fleetTotalGramsCo2e", ["fleetOperationalGramsCo2e", "fleetEmbodiedGramsCo2e"]],
];
/** Numbers of phases that are those of the whole together. */
const summed = [
  "deviceHours",
  "itEnergyKwh",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
  "waterLitres",
  "costUsd",
];

function sumFault(result, input = {}, isOwn = true) {
  for (const [total, parts] of sums) {
    // Energies by kinds of tokens follow given tokens further in, or are given themselves: only the caller knows what is meant.
    if (!isOwn && /^(?:prefill|decode|accelerator)/u.test(total)) continue;
    const known = parts
      .filter((part) => !part.endsWith("?") || result[part.slice(0, -1)] !== undefined)
      .map((part) => part.replace("?", ""));
    if (![total, ...known].every((key) => isNumber(result[key]))) continue;
    // What is given stands in place of its parts.
    if (total in input) continue;
    const sum = known.reduce((before, part) => before + result[part], 0);
    if (!near(sum, result[total])) return `${total} = ${result[total]}, its parts ${known.join(", ")} are ${sum}`;
  }
  const { phases } = result;
  if (!Array.isArray(phases) || phases.length === 0) return undefined;
  for (const key of summed) {
    if (!isNumber(result[key]) || key in input || !phases.every((phase) => isNumber(phase[key]))) continue;
    const sum = phases.reduce((before, phase) => before + phase[key], 0);
    if (!near(sum, result[key])) return `${key} = ${result[key]}, its phases are ${sum}`;
  }
  for (const phase of phases) {
    const fault = sumFault(phase);
    if (fault !== undefined) return `${phase.name}: ${fault}`;
  }
  return undefined;
}

/** What one instance is charged for a request may be no more than there is between two of them. */
function hoursFault(result, rate, idleServerWatts) {
  const count = result.acceleratorCount;
  const highCount = result.high?.acceleratorCount ?? count;
  const [most, mostAtLow] = [1 / valueOf(rate), 1 / lowOf(rate)];
  if (result.instanceSeconds > most * (1 + 1e-9))
    return `${result.instanceSeconds} s of an instance, with ${most} s from one request to the next`;
  if (result.high !== undefined && result.high.instanceSeconds > mostAtLow * (1 + 1e-9))
    return `up to ${result.high.instanceSeconds} s of an instance, with ${mostAtLow} s from one request to the next`;
  const waiting = (idle, watts, of) => (idle * 3.6e6) / (watts * of);
  if (valueOf(idleServerWatts) > 0) {
    const all = result.instanceSeconds + waiting(result.idleEnergyKwh, valueOf(idleServerWatts), count);
    if (all > most * (1 + 1e-9)) return `${all} s of work and waiting, with ${most} s from one request to the next`;
    const atHigh = waiting(result.high?.idleEnergyKwh ?? 0, highOf(idleServerWatts), highCount);
    if (atHigh > mostAtLow * (1 + 1e-9)) return `up to ${atHigh} s of waiting, with ${mostAtLow} s from one request to the next`;
  }
  return undefined;
}

/** The rate at which requests come to an instance, where an input states it and nothing stands in place of what follows from it. */
function statedRate(input, result) {
  if (input.batch !== undefined) return undefined;
  if (input.requestsPerSecond !== undefined) return input.requestsPerSecond;
  if (input.systemTokensPerSecond === undefined) return undefined;
  const tokens = result.lines?.find(({ key }) => key === "generatedTokens")?.value ?? valueOf(input.outputTokens);
  const { systemTokensPerSecond: rate } = input;
  // Answers may be longer at the upper end, and come as much more rarely.
  const most =
    tokens +
    ["outputTokens", "reasoningTokens"].reduce((sum, key) => sum + (isTree(input[key]) ? highOf(input[key]) - valueOf(input[key]) : 0), 0);
  return { value: valueOf(rate) / tokens, low: lowOf(rate) / most };
}

/** A number of an input, doubled; the input again without what is of no use beside it is for the caller. */
const doubled = (input, key) => ({ ...input, [key]: 2 * input[key] });

/** Faults that are known and not mended yet, each with why: those that meet one are counted apart. An entry goes with its fault. */
export const open = [
  {
    law: "parts of rounded numbers add up",
    when: ({ input }) => Math.max(...input.parts.map(Math.abs)) > 1e50,
    why: "sums hold 80 digits",
  },
];

/** Quantities by which a load is stated where nothing else does, which then decides how long instances wait. */
const loads = ["batch", "systemTokensPerSecond", "requestsPerSecond", "demandedTokensPerSecond", "servedTokensPerSecond", "meanSequences"];
/** Names that mean the run alone where they are given, and all of its parts in a result. */
const otherwise = {
  "fine-tuning": ["deviceHours", "itEnergyKwh", "tokens"],
  // Measured hours and energy of a run are those without experiments, and without what is kept beside it.
  training: ["deviceHours", "itEnergyKwh"],
};

export const laws = {
  "the same input gives the same result": ({ kind, input, result, seed }) =>
    seed % 4 !== 0 || JSON.stringify(kind.estimate(input)) === JSON.stringify(result) ? undefined : "another result the second time",

  "ranges move no value": ({ kind, input, result }) => {
    const without = bare(input);
    // A prompt that may be one or none is sent; one of no tokens is not.
    if (kind === kinds.hybrid && valueOf(input.inputTokens) === 0) return undefined;
    if (JSON.stringify(without) === JSON.stringify(input)) return undefined;
    const other = kind.estimate(without);
    const moved = totalsIn(result).find(([key, value]) => !near(other[key], value, 1e-12));
    return moved && `${moved[0]} = ${moved[1]}, without the ranges ${other[moved[0]]}`;
  },

  "totals alone are those of the estimate": ({ kind, input, result }) => {
    const totals = kind === kinds.training ? trainingTotals : kind === kinds.inference ? inferenceTotals : undefined;
    const other = totals?.(input);
    const moved = other && Object.entries(other).find(([key, value]) => value !== result[key]);
    return moved && `${moved[0]} = ${moved[1]} alone, ${result[moved[0]]} in the estimate`;
  },

  "totals are the sums of their parts": ({ name, kind, input, result }) => {
    for (const one of [result, result.cloudOnly, result.deviceOnly, result.rag, result.fineTuning, result.inference, result.meanRequest]) {
      const fault = isTree(one)
        ? sumFault(one, one === result ? input : (input.cloud ?? input), isPlain({ name, kind, input }))
        : undefined;
      if (fault !== undefined) return fault;
    }
    return undefined;
  },

  "parts of rounded numbers add up": ({ result }) => (isNumber(result.over) && result.over !== 0 ? `${result.over} units over` : undefined),

  "every number of a line lies in its domain, at both ends": ({ result }) => {
    const all = [result, result.inference, result.meanRequest].flatMap((one) => (Array.isArray(one?.lines) ? one.lines : []));
    for (const { key, formula, inputs } of all) {
      const card = cards.get(formula);
      if (card === undefined) continue;
      for (const { name, value, low, high } of inputs) {
        const domain = card.domain[name];
        if (domain === undefined) continue;
        for (const [end, number] of Object.entries({ value, low, high }))
          if (number !== undefined && !isIn(number, domain))
            return `${key}: ${end} of ${name} = ${number}, of ${formula} outside its domain`;
      }
    }
    return undefined;
  },

  "no total is below zero, no count below one": ({ kind, result }) => {
    if (kind.isUnchecked === true) return undefined;
    for (const [end, one] of Object.entries({ value: result, low: result.low, high: result.high })) {
      if (!isTree(one)) continue;
      const negative = totalsIn(one).find(([key, value]) => value < 0 && key !== "over" && key !== "residual");
      if (negative !== undefined) return `${negative[0]} = ${negative[1]} (${end})`;
      for (const key of ["acceleratorCount", "batch", "accelerators", "devices"])
        if (isNumber(one[key]) && one[key] < 1 - 1e-12) return `${key} = ${one[key]} (${end})`;
    }
    return undefined;
  },

  "emissions of operation are linear in the intensity": ({ input, result, again }) => {
    const intensity = input.grid?.intensityGramsPerKwh;
    if (!isNumber(intensity) || !isNumber(result.operationalGramsCo2e)) return undefined;
    if (
      hasOwnPlaces(input) ||
      input.operationalGramsCo2e !== undefined ||
      input.deliveredGramsPerKwh !== undefined ||
      input.intensityGramsPerKwh !== undefined
    )
      return undefined;
    const twice = again({ ...input, grid: { ...input.grid, intensityGramsPerKwh: 2 * intensity } }).operationalGramsCo2e;
    return near(twice, 2 * result.operationalGramsCo2e) ? undefined : `${result.operationalGramsCo2e} becomes ${twice}`;
  },

  "what is linear in a number doubles with it": ({ name, kind, input, result, again }) => {
    // A quantity further in takes the place of what the number would move.
    if (!isPlain({ name, kind, input })) return undefined;
    for (const [key, of] of Object.entries(kind.linear ?? {})) {
      if (!isNumber(input[key])) continue;
      const isInverse = !Array.isArray(of);
      const totals = (isInverse ? of.inverse : of).filter((total) => isNumber(result[total]) && !(total in input));
      if (totals.length === 0) continue;
      const other = again(doubled(input, key));
      for (const total of totals) {
        const expected = isInverse ? result[total] / 2 : result[total] * 2;
        if (!near(other[total], expected)) return `${total} = ${result[total]} becomes ${other[total]} with twice ${key} = ${input[key]}`;
      }
    }
    return undefined;
  },

  "nothing is had for more tokens at less energy, less time or fewer operations": ({ kind, input, result, again }) => {
    // Where the load is stated, more tokens are a fuller instance, which may wait less.
    if (kind.isLoaded === true && (!isNumber(input.batch) || !isNumber(input.acceleratorCount))) return undefined;
    if (input.cloud !== undefined && !isNumber(input.cloud.batch)) return undefined;
    // A measured energy per answer is that of any prompt.
    if (input.calibration !== undefined) return undefined;
    // A part that says no accelerators of its own takes more of them for more tokens.
    for (const key of ["rollout", "teacher", "evaluation", "rewrite", "knowledgeGraph", "agent"])
      if (input[key] !== undefined && !(isNumber(input[key].acceleratorCount) && isNumber(input[key].batch))) return undefined;
    if (["ppo", "grpo", "teacher-student"].includes(input.method)) return undefined;
    for (const key of kind.grows ?? []) {
      // What happens to less than a token says nothing of tokens.
      if (!isNumber(input[key]) || input[key] < 1) continue;
      const other = again(doubled(input, key));
      for (const total of [
        "energyKwh",
        "itEnergyKwh",
        "acceleratorEnergyKwh",
        "latencySeconds",
        "instanceSeconds",
        "deviceHours",
        "trainingFlop",
      ]) {
        const [before, after] = [result[total], other[total]];
        if (isNumber(before) && isNumber(after) && after < before * (1 - 1e-12))
          return `${total} = ${before} becomes ${after} with twice ${key} = ${input[key]}`;
      }
    }
    return undefined;
  },

  "a request is charged no more hours than there are": ({ kind, input, result }) => {
    if (kind !== kinds.inference) return undefined;
    const rate = statedRate(input, result);
    if (rate === undefined) return undefined;
    // The line of the waiting says what power it took.
    const watts = result.lines.find(({ key }) => key === "idleEnergyKwh")?.inputs.find(({ name }) => name === "idleServerWatts");
    // Where it follows from an idle accelerator and its host, it moves with their ranges: by 1.75 at most.
    const isPredicted = result.lines.some(({ key }) => key === "idleServerWatts");
    return hoursFault(result, rate, isPredicted ? { value: watts.value, high: 1.75 * watts.value } : (watts ?? 0));
  },

  "a service is charged no more hours than its accelerators have": ({ kind, input, result }) => {
    if (kind !== kinds.serving || result.meanRequest === undefined) return undefined;
    const { fleet, meanRequest } = result;
    const rates = input.loadCurve ?? [valueOf(input.requestsPerSecond)];
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const charged = meanRequest.deviceHours * 3600 * mean;
    if (charged > fleet.accelerators * (1 + 1e-6)) return `${charged} accelerators are charged, of ${fleet.accelerators}`;
    // Their waiting too: every step's.
    const idle = meanRequest.lines.filter(({ key }) => /^steps\d*IdleEnergyKwh$/u.test(key));
    for (const [index, { inputs }] of idle.entries()) {
      const of = Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
      const seconds = of.instanceSeconds / of.servingShare;
      const rate = Math.max(rates[index] ?? rates[0], 1e-12) / fleet.instances;
      if (idle.length === rates.length && seconds * rate > 1 + 1e-6) return `step ${index}: ${seconds * rate} of the time is charged`;
    }
    const peak = hoursFault(
      result.inference,
      {
        value: Math.max(...rates) / fleet.instances,
        low: (isTree(input.requestsPerSecond) ? lowOf(input.requestsPerSecond) : Math.max(...rates)) / fleet.instances,
      },
      0,
    );
    return peak && `at the peak: ${peak}`;
  },

  "a life is charged no more hours than its requests take at their rate": ({ kind, input, result }) => {
    if (kind !== kinds.lifecycle) return undefined;
    const phases = result.phases.filter(({ phase }) => phase === "inference");
    for (const [index, one] of (input.inference ?? []).entries()) {
      if (one.batch !== undefined || one.requestsPerSecond === undefined || one.acceleratorCount === undefined) continue;
      const hours = (valueOf(one.requests) / valueOf(one.requestsPerSecond) / 3600) * one.acceleratorCount;
      const phase = phases[index];
      if (phase.deviceHours > hours * (1 + 1e-9)) return `inference ${index}: ${phase.deviceHours} h are charged, of ${hours} h`;
      const most = (highOf(one.requests) / lowOf(one.requestsPerSecond) / 3600) * one.acceleratorCount;
      if (phase.high.deviceHours > most * (1 + 1e-9))
        return `inference ${index}: up to ${phase.high.deviceHours} h are charged, of ${most} h`;
    }
    return undefined;
  },

  "a life of requests is that many requests": ({ kind, input, result }) => {
    if (kind !== kinds.inference || input.totalGramsCo2e !== undefined) return undefined;
    const { requests: _, ...request } = input;
    const life = estimateLifecycle({ inference: [{ ...request, requests: 1e6 }] });
    for (const [end, own, whole] of [
      ["value", result, life],
      ["low", result.low, life.low],
      ["high", result.high, life.high],
    ])
      for (const key of ["itEnergyKwh", "energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e", "waterLitres"])
        if (isNumber(own[key]) && isNumber(whole[key]) && !near(whole[key], 1e6 * own[key]))
          return `${key} (${end}) of a million is ${whole[key]}, of one ${own[key]}`;
    return undefined;
  },

  "a service on one instance is its requests": ({ kind, input, result }) => {
    if (kind !== kinds.inference || !isNumber(input.requestsPerSecond) || !isNumber(input.acceleratorCount) || input.batch !== undefined)
      return undefined;
    const { systemTokensPerSecond: _, speculation, servingBand, calibration, ...rest } = input;
    if ([_, speculation, servingBand, calibration].some((one) => one !== undefined)) return undefined;
    const plan = planServing({
      ...rest,
      peakShare: 1,
      serviceLevel: { timeToFirstTokenSeconds: 1e6, timePerOutputTokenSeconds: 1e6 },
    });
    const own =
      plan.fleet.instances === 1
        ? result
        : estimateInference({ ...rest, requestsPerSecond: input.requestsPerSecond / plan.fleet.instances });
    for (const [name, other] of Object.entries({ inference: plan.inference, meanRequest: plan.meanRequest }))
      for (const [end, one, two] of [
        ["value", own, other],
        ["low", own.low, other.low],
        ["high", own.high, other.high],
      ])
        for (const key of ["itEnergyKwh", "energyKwh", "embodiedGramsCo2e", "totalGramsCo2e"])
          if (!near(one[key], two[key])) return `${key} (${end}) of ${name} is ${two[key]}, of the request ${one[key]}`;
    return undefined;
  },

  "a question without anything beside it is a request": ({ kind, input, result }) => {
    if (kind !== kinds.rag) return undefined;
    const beside = [
      "retrieval",
      "fewShot",
      "knowledgeGraph",
      "rewrite",
      "rerank",
      "encoder",
      "index",
      "agent",
      "tokenisation",
      "passes",
      "requestsPerDay",
    ];
    if (beside.some((key) => input[key] !== undefined) || input.cachedTokens !== undefined) return undefined;
    const { systemTokens = 100, questionTokens = 32, ...rest } = input;
    if (![systemTokens, questionTokens].every(isNumber)) return undefined;
    const own = estimateInference({ ...rest, inputTokens: systemTokens + questionTokens });
    for (const key of ["itEnergyKwh", "energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e"])
      if (!near(own[key], result[key])) return `${key} is ${result[key]}, of the request ${own[key]}`;
    return undefined;
  },

  "a batch that a load runs at is that load": ({ kind, input, result }) => {
    if (
      kind !== kinds.inference ||
      !isNumber(input.requestsPerSecond) ||
      input.batch !== undefined ||
      input.systemTokensPerSecond !== undefined
    )
      return undefined;
    if (!isNumber(input.acceleratorCount) || !(result.batch > 1)) return undefined;
    const { requestsPerSecond: _, ...rest } = input;
    const busy = result.lines.find(({ key }) => key === "busyShare");
    // Beside the given batch nothing waits for others of its own, which counts where few run.
    if (busy === undefined || result.batch <= 30) return undefined;
    const own = estimateInference({ ...rest, batch: result.batch, servingShare: busy.value });
    for (const key of ["energyKwh", "instanceSeconds"])
      if (!near(own[key], result[key], 1e-6)) return `${key} is ${result[key]} at the rate, ${own[key]} at its batch of ${result.batch}`;
    return undefined;
  },

  "a quantity that is given its own value moves nothing": ({ name, kind, input, result, again, seed }) => {
    const { lines } = result;
    // The search for a plan finds another one for bytes that no longer depend on it; a measured point takes over what is given.
    if (kind === kinds.sizing || input.calibration !== undefined || !Array.isArray(lines) || lines.length === 0) return undefined;
    const { key, value } = lines[seed % lines.length];
    // A mix of a part is told in lines that do not name the part.
    if (key === "intensityGramsPerKwh" && hasOwnPlaces(input)) return undefined;
    if (otherwise[name]?.includes(key) === true || (kind.isLoaded === true && loads.includes(key))) return undefined;
    let own = { ...input, [key]: value };
    for (let step = 0; step < 8; step++) {
      try {
        const other = again(own);
        // Attention counts where the efficiency is predicted; with the time given it does not, unless that is said.
        if (kind === kinds.training && other.trainingFlop !== result.trainingFlop && input.attentionFlop === undefined) return undefined;
        const moved = totalsIn(result).find(([total, before]) => isNumber(other[total]) && !near(other[total], before));
        return moved && `${moved[0]} = ${moved[1]} becomes ${other[moved[0]]} with ${key} = ${value} given`;
      } catch (error) {
        const field = error?.details?.field;
        const path = typeof field === "string" ? field.split(".") : [];
        const isHeld = path.reduce((at, part) => (isTree(at) ? at[part] : undefined), own) !== undefined;
        if (error?.code !== "conflicting-input" || path.join(".") === key || !isHeld) throw error;
        own = placed(own, path, () => undefined);
      }
    }
    return undefined;
  },

  "a plan reaches what it plans": ({ kind, input, result, again }) => {
    if (kind === kinds.calibration && result.withinBounds && !(Math.abs(result.residual) <= 1e-9))
      return `a residual of ${result.residual}`;
    if (kind === kinds["compute-optimal"]) {
      const other = again({ law: input.law, parameters: result.parameters });
      const moved = ["tokens", "loss", "trainingFlop"].find((key) => !near(other[key], result[key], 1e-6));
      return moved && `${moved} = ${result[moved]}, of its parameters ${other[moved]}`;
    }
    if (kind === kinds["loss-plan"]) {
      const target = input.lossTarget ?? result.before.loss * (1 + input.lossChange);
      return near(result.after.loss, target, 1e-9) ? undefined : `a loss of ${result.after.loss}, not ${target}`;
    }
    return undefined;
  },
};
