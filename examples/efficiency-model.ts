// The coefficients of the efficiency model, and what it says about a few runs.

// #region coefficients
import { estimateTraining, trainingFit } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

for (const [group, { value }] of Object.entries(trainingFit.deviceEfficiency)) console.log(`A_hw ${group.padEnd(8)} ${value}`);
console.log(
  `A_hw unseen   ${trainingFit.unseenDeviceEfficiency.value}, or ${trainingFit.achievableShare.value} of the achievable share of the peak`,
);
console.log(
  `q_fp8 ${trainingFit.fp8Factor.value}, q_run ${trainingFit.wholeRunFactor.value}, q_software ${trainingFit.oldSoftwareFactor.value}`,
);
console.log(
  `h_mem H200 ${trainingFit.memoryFactor.h200.value}, B300 and GB300 ${trainingFit.memoryFactor.b300.value}; δ ${trainingFit.smallRunExponent.value}`,
);
console.log(
  `q_0 ${trainingFit.expertFactor.value}, ω ${trainingFit.expertWidthExponent.value}, β ${trainingFit.expertTrafficExponent.node.value} in a server, ` +
    `${trainingFit.expertTrafficExponent.rack.value} in a rack; γ ${trainingFit.smallModelExponent.value}`,
);
const { dense, "mixture-of-experts": moe } = trainingFit.efficiencySpread;
console.log(`90 % of reported over predicted: dense ${dense.low} to ${dense.high}, mixtures of experts ${moe.low} to ${moe.high}`);
// #endregion coefficients

// #region predictions
const runs = [
  ["llama-65b", "a100-sxm4-80gb"],
  ["llama-3.1-70b", "h100-sxm-80gb"],
  ["mixtral-8x7b", "h100-sxm-80gb"],
  ["qwen3-235b-a22b", "h100-sxm-80gb"],
  ["qwen3-235b-a22b", "gb200"],
  ["palm-540b", "tpu-v4"],
] as const;
for (const [model, accelerator] of runs) {
  const { lines } = estimateTraining({
    model: models[model],
    tokens: 1e12,
    accelerator: accelerators[accelerator],
    pue: 1.1,
    grid: { intensityGramsPerKwh: 400 },
  });
  const efficiency = lines.find(({ key }) => key === "efficiencyWithAttention")?.value ?? Number.NaN;
  const power = lines.find(({ key }) => key === "averagePowerWatts")?.value ?? Number.NaN;
  const watts = Number.isNaN(power) ? "published power" : `${power.toFixed(0)} W`;
  console.log(`${model.padEnd(16)} on ${accelerator.padEnd(15)} ${(efficiency * 100).toFixed(1)} % of the peak, ${watts}`);
}
// #endregion predictions
