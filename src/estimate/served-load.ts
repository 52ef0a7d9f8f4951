import { dataVersion } from "../catalog/version.js";
import type { Given } from "../core/figure.js";
import { estimator, kind } from "../graph/kind.js";
import { graph, part } from "../graph/rows.js";
import { besideCalls, callRules } from "./calls.js";
import { checkInference } from "./inference-input.js";
import type { Note } from "./note.js";
import { phaseTotals } from "./phased.js";
import type { Estimate } from "./result.js";
import { notesOf, traceOf } from "./run-notes.js";
import { call, scaled } from "./tables/call.js";
import { totalsOf } from "./tables/phases.js";
import type { InferenceInput } from "./generated/inputs.js";
import type { InferenceTotals, PhaseTotals } from "./generated/totals.js";

/** Totals of all requests of a load, where their number is given. */
const fleetTotals = [
  "fleetEnergyKwh",
  "fleetOperationalGramsCo2e",
  "fleetEmbodiedGramsCo2e",
  "fleetTotalGramsCo2e",
  "fleetWaterLitres",
  "fleetCostUsd",
] as const;
type FleetTotals = Pick<InferenceTotals, (typeof fleetTotals)[number]>;

/** The mean request of a load, over all its steps, with the time in which its instances wait. */
export interface MeanRequest extends Estimate<"serving-load", PhaseTotals & FleetTotals>, PhaseTotals, FleetTotals {}

/** A load: requests at the rate of each step, and the share of all requests that comes in it. */
export interface Load {
  readonly steps: readonly (InferenceInput & { readonly repetitions: number })[];
  readonly requests?: Given;
}

const boundary: Note = {
  code: "boundary",
  message:
    "The mean request of the load: in each step its instances run as many sequences as come (Little's law) and wait the rest of the time.",
};

const load = /* @__PURE__ */ kind<Load>(() => {
  const { requests, fleetEnergyKwh, fleetOperationalGramsCo2e, fleetEmbodiedGramsCo2e, fleetTotalGramsCo2e } = scaled();
  const { fleetWaterLitres, fleetCostUsd } = scaled();
  return {
    name: "serving",
    graph: graph<Load>()({
      steps: part(call(), ({ steps }: Load) => steps),
      ...totalsOf("steps"),
      ...{
        requests,
        fleetEnergyKwh,
        fleetOperationalGramsCo2e,
        fleetEmbodiedGramsCo2e,
        fleetTotalGramsCo2e,
        fleetWaterLitres,
        fleetCostUsd,
      },
    }),
    totals: [...phaseTotals, ...fleetTotals.map((total) => `${total}?`)],
    beside: besideCalls("steps"),
    rankBy: "totalGramsCo2e",
    rules: callRules,
    choices: ["steps"],
    check: ({ steps }) => {
      for (const step of steps) checkInference(step);
    },
  };
});

/** Estimates the mean request of a load. */
export const estimateLoad: (input: Load) => MeanRequest = /* @__PURE__ */ estimator<Load, MeanRequest>(
  load,
  { kind: () => "serving-load", dataVersion: () => dataVersion },
  { lines: ({ run }) => traceOf(run), notes: ({ run }) => notesOf(run, [boundary], "steps") },
);
