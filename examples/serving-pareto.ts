// Which hardware, format, batch and region: those that no other beats in time, emissions and price at once.

// #region front
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { paretoFront, sweepServing } from "llm-footprint/planning";

const hardware = { "a100-sxm4-80gb": 1.4, "h100-sxm-80gb": 2.5, "b200-sxm-180gb": 4.5 } as const;
const regions = { Sweden: { pue: 1.1, intensityGramsPerKwh: 25 }, Virginia: { pue: 1.15, intensityGramsPerKwh: 390 } } as const;
const { rows, refused } = sweepServing({
  request: {
    model: models["llama-3.1-70b"],
    accelerator: accelerators["h100-sxm-80gb"],
    inputTokens: 800,
    outputTokens: 350,
    electricityUsdPerKwh: 0.1,
    pue: 1.1,
    grid: { intensityGramsPerKwh: 400 },
  },
  vary: { precision: ["bf16", "fp8", "int4"], batch: [1, 8, 32, 128], acceleratorCount: [1, 2, 4, 8] },
  alternatives: Object.entries(hardware).flatMap(([id, price]) =>
    Object.entries(regions).map(([region, { pue, intensityGramsPerKwh }]) => ({
      name: `${id} in ${region}`,
      accelerator: accelerators[id as keyof typeof hardware],
      acceleratorUsdPerHour: price,
      pue,
      grid: { intensityGramsPerKwh },
    })),
  ),
  serviceLevel: { timePerOutputTokenSeconds: 0.05 },
});
const kept = rows.filter(({ keepsServiceLevel }) => keepsServiceLevel);
const front = paretoFront(kept, ["timePerOutputTokenSeconds", "totalGramsPerMillionTokens", "hardwareUsdPerMillionTokens"]);
console.log(
  `${rows.length} combinations, ${refused.length} that memory refuses, ${kept.length} within the limits, ${front.length} on the front`,
);
for (const { varied, timePerOutputTokenSeconds, totalGramsPerMillionTokens, hardwareUsdPerMillionTokens = 0 } of front.slice(0, 8)) {
  console.log(
    `${Object.values(varied).join(", ")}: ${(timePerOutputTokenSeconds * 1000).toFixed(1)} ms, ` +
      `${totalGramsPerMillionTokens.toFixed(0)} g, ${hardwareUsdPerMillionTokens.toFixed(2)} USD per million tokens`,
  );
}
// #endregion front
