// Following a number: every line holds its equation, its inputs and where each of them comes from.

// #region walk
import { estimateTraining, type LineInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { sources } from "llm-footprint/catalog/sources";

const { lines } = estimateTraining({
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
});

function originOf({ origin }: LineInput): string {
  if (origin.kind === "source" || origin.kind === "default") return `${origin.kind} ${origin.source}, ${origin.at}`;
  return origin.kind === "line" ? `line ${origin.line}` : origin.kind;
}

for (const line of lines.slice(0, 6)) {
  console.log(`${line.key} = ${line.value.toPrecision(6)} ${line.unit}`);
  console.log(`  ${line.equation}  [${line.formula}; ${line.source.id}, ${line.source.at}]`);
  for (const input of line.inputs) console.log(`  ${input.name} = ${input.value.toPrecision(6)} ${input.unit}  (${originOf(input)})`);
}
console.log(`patterson-2021: ${sources["patterson-2021"].title}, ${sources["patterson-2021"].url}`);
// #endregion walk

// #region recompute
import { facilityEnergy } from "llm-footprint/formulas";

// Any line recomputes from its own inputs, to the last bit.
const line = lines.find(({ key }) => key === "energyKwh");
const given = Object.fromEntries((line?.inputs ?? []).map(({ name, value }) => [name, value])) as { itEnergyKwh: number; pue: number };
console.log(`${facilityEnergy.card.equation}: ${facilityEnergy(given) === line?.value ? "the same number" : "another number"}`);
// #endregion recompute
