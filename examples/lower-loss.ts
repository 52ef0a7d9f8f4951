// What does a lower loss cost, and which model reaches it at least cost?

// #region plan
import type { TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { planAtLoss } from "llm-footprint/planning";

const run: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
};
const tonnes = (grams: number) => (grams / 1e6).toFixed(1);

const { before, after, difference, otherLaws } = planAtLoss({ run, lossChange: -0.01 });
console.log(
  `loss ${before.loss.toFixed(4)} to ${after.loss.toFixed(4)}, tokens ${before.tokens / 1e9} B to ${(after.tokens / 1e9).toFixed(1)} B`,
);
console.log(
  `1 % lower loss costs ${tonnes(difference.totalGramsCo2e)} t CO2e (${tonnes(difference.low.totalGramsCo2e)} to ${tonnes(difference.high.totalGramsCo2e)})`,
);
console.log(`  ${(difference.energyKwh / 1e3).toFixed(1)} MWh, ${Math.round(difference.deviceHours)} accelerator-hours`);
for (const { law, totalGramsCo2e } of otherLaws) {
  console.log(`  by ${law}: ${totalGramsCo2e === null ? "out of reach" : `${tonnes(totalGramsCo2e)} t CO2e`}`);
}
// #endregion plan

// #region reallocate
const { sameLoss, ...optimal } = planAtLoss({ run, lossChange: -0.01, by: "compute-optimal" });
if (sameLoss !== undefined) {
  console.log(
    `the loss of GPT-3 at least cost: ${(sameLoss.totals.parameters / 1e9).toFixed(1)} B parameters, ${tonnes(sameLoss.totals.totalGramsCo2e)} t CO2e`,
  );
  console.log(
    `1 % less from there: ${tonnes(sameLoss.difference.totalGramsCo2e)} t CO2e more; against GPT-3 itself ${tonnes(optimal.difference.totalGramsCo2e)} t CO2e`,
  );
}
// #endregion reallocate

// #region optimum
import { computeOptimal, scalingLaws } from "llm-footprint/planning";

for (const law of Object.keys(scalingLaws.loss) as (keyof typeof scalingLaws.loss)[]) {
  const { parameters, tokens, tokensPerParameter, loss } = computeOptimal({ trainingFlop: 5.76e23, law });
  console.log(
    `${law.padEnd(23)}  ${(parameters / 1e9).toFixed(1)} B parameters  ${(tokens / 1e12).toFixed(2)} T tokens  ` +
      `${tokensPerParameter.toFixed(0)} per parameter  loss ${loss.toFixed(3)}`,
  );
}
// #endregion optimum

// #region equal-loss
import { compareAtEqualLoss } from "llm-footprint/planning";

const h100 = { ...run, accelerator: accelerators["h100-sxm-80gb"], acceleratorCount: 1024, averagePowerWatts: 875, tokens: 2e12 };
const compared = compareAtEqualLoss({
  runs: [
    {
      name: "dense 12.9B",
      run: { ...h100, efficiency: { value: 0.4, low: 0.33, high: 0.47 }, model: { kind: "dense", parameters: 12.9e9 } },
    },
    // 12.9 B of 46.7 B parameters active, eight experts: its worth is an assumption that the caller makes.
    {
      name: "Mixtral 8x7B",
      run: { ...h100, efficiency: { value: 0.28, low: 0.2, high: 0.35 }, model: models["mixtral-8x7b"] },
      effectiveParameters: { routing: "clark-2022-s-base" },
    },
  ],
});
for (const { name, tokens, totals, difference: against } of compared.runs) {
  console.log(
    `${name.padEnd(12)}  ${(tokens / 1e12).toFixed(2)} T tokens  ${tonnes(totals.totalGramsCo2e)} t CO2e  ` +
      `(${tonnes(against.totalGramsCo2e)}; ${tonnes(against.low.totalGramsCo2e)} to ${tonnes(against.high.totalGramsCo2e)})`,
  );
}
// #endregion equal-loss

// #region sweep
import { paretoFront, sweep } from "llm-footprint/planning";

const sizes = [7e9, 15e9, 30e9, 70e9, 175e9].map((parameters) => ({ kind: "dense" as const, name: `${parameters / 1e9}B`, parameters }));
const rows = sweep({ run, vary: { model: sizes, tokens: [300e9, 600e9, 1.2e12, 2.4e12] }, law: "besiroglu-2024" });
for (const { varied, loss, totalGramsCo2e } of paretoFront(rows, ["loss", "totalGramsCo2e"])) {
  console.log(
    `${varied["model"]} on ${Number(varied["tokens"]) / 1e9} B tokens: loss ${loss?.toFixed(3)}, ${tonnes(totalGramsCo2e)} t CO2e`,
  );
}
console.log(`${rows.length} rows in all`);
// #endregion sweep

// #region laws
for (const [id, law] of Object.entries(scalingLaws.loss)) {
  const { irreducibleLoss: e, parameterScale: a, parameterExponent: alpha, tokenScale: b, tokenExponent: beta } = law;
  console.log(`${id}: E ${e.value}, A ${a.value}, α ${alpha.value}, B ${b.value}, β ${beta.value}`);
  console.log(`  ${e.basis}; ${e.source}, ${e.at}`);
}
for (const [id, law] of Object.entries(scalingLaws.routing)) {
  const { parameterSlope: a, expertSlope: b, interaction: c, expertsAtStart, mostExperts } = law;
  console.log(`${id}: a ${a.value}, b ${b.value}, c ${c.value}, E_start ${expertsAtStart.value}, E_max ${mostExperts.value}`);
  console.log(`  ${a.basis}; ${a.source}, ${a.at}`);
}
// #endregion laws
