// What each modelling choice does to the estimate of GPT-3, from the simplest to the whole one.

// #region waterfall
import { trainingTotals, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const place = { pue: 1, grid: { intensityGramsPerKwh: 429 } };
const run: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10000,
  ...place,
};
const tdp = { powerMethod: "tdp" } as const;
const old = { softwareYear: 2020 };
const steps: readonly (readonly [string, TrainingInput])[] = [
  ["peak rate, TDP, no PUE", { ...run, ...tdp, efficiency: 1 }],
  ["predicted efficiency of today's software", { ...run, ...tdp, attentionFlop: "none" }],
  ["attention counted", { ...run, ...tdp }],
  ["software of 2020", { ...run, ...tdp, ...old }],
  ["power of the server, predicted", { ...run, ...old }],
  ["PUE 1.1", { ...run, ...old, pue: 1.1 }],
  ["published efficiency instead of the predicted", { ...run, efficiency: 0.197, pue: 1.1 }],
  ["published power instead of the predicted", { ...run, efficiency: 0.197, averagePowerWatts: 330, pue: 1.1 }],
];

let before = 0;
const scale = 10e6;
for (const [label, input] of steps) {
  const grams = trainingTotals(input).operationalGramsCo2e;
  const [from, to] = [Math.min(before, grams), Math.max(before, grams)].map((edge) => Math.round(edge / scale)) as [number, number];
  const change = `${grams >= before ? "+" : "−"}${(Math.abs(grams - before) / 1e6).toFixed(1)}`;
  const bar = `${" ".repeat(from)}${(grams >= before ? "█" : "░").repeat(Math.max(1, to - from))}`;
  console.log(`${label.padEnd(46)} ${change.padStart(7)} → ${(grams / 1e6).toFixed(1).padStart(6)} t  ${bar}`);
  before = grams;
}
const { embodiedGramsCo2e } = trainingTotals(steps.at(-1)?.[1] as TrainingInput);
console.log(
  `${"manufacture, beside the operational emissions".padEnd(46)} ${`+${(embodiedGramsCo2e / 1e6).toFixed(1)}`.padStart(7)} → ${((before + embodiedGramsCo2e) / 1e6).toFixed(1).padStart(6)} t`,
);
console.log("published: 552.1 t operational");
// #endregion waterfall
