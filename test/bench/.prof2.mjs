import { inferenceTotals } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
const inputs = Array.from({ length: 1024 }, (_, index) => ({ model: models["llama-3.1-70b"], accelerator: accelerators["h100-sxm-80gb"], acceleratorCount: 8, batch: 64, inputTokens: 1000 + index, outputTokens: 400, pue: 1.2, grid: { intensityGramsPerKwh: 400 } }));
let s=0; for (let i=0;i<300000;i++) s+=inferenceTotals.raw(inputs[i&1023]).totalGramsCo2e; console.log(s);
