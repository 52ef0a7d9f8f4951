import { type Mlco2Estimate, type Mlco2Input, mlco2, mlco2Peak, type Mlco2PeakInput } from "llm-footprint/methods";
import { testGolden } from "../helpers/golden.js";
import { GRAMS_PER_TONNE } from "../helpers/gpt-3.js";
import table4 from "./mlco2/table-4.json" with { type: "json" };

type Inputs =
  | ({ readonly method: "mlco2"; readonly deviceCount: number; readonly reportedDays: number } & Omit<Mlco2Input, "deviceHours">)
  | ({ readonly method: "mlco2-peak" } & Mlco2PeakInput);

function estimateOf(inputs: Inputs): Mlco2Estimate {
  if (inputs.method === "mlco2-peak") {
    const { method, ...peak } = inputs;
    return mlco2Peak(peak);
  }
  const { method, deviceCount, reportedDays, ...classic } = inputs;
  return mlco2({ ...classic, deviceHours: deviceCount * reportedDays * 24 });
}

testGolden<{ readonly actualTonnesCo2e: number } & Inputs>(table4, ({ actualTonnesCo2e, ...inputs }) => {
  const { deviceHours, energyKwh, operationalGramsCo2e } = estimateOf(inputs);
  const operationalTonnesCo2e = operationalGramsCo2e / GRAMS_PER_TONNE;
  return { deviceHours, energyMwh: energyKwh / 1e3, operationalTonnesCo2e, delta: operationalTonnesCo2e / actualTonnesCo2e - 1 };
});
