import { trainingFlop } from "../architecture/compute.js";
import { defaults } from "../catalog/defaults.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import {
  deviceHours,
  experimentationDeviceHours,
  lengthenedDeviceHours,
  modelFlopUtilisation,
  runDays,
  stepDeviceHours,
  throughputDeviceHours,
  wallClockDeviceHours,
} from "../hardware/run-time.js";
import { quickDeviceCount } from "../hardware/parallelism.js";
import { deviceLoad } from "../hardware/power.js";
import { impliedEfficiency } from "../hardware/training-efficiency.js";
import { wireAttentionFlop } from "./attention-flop.js";
import { type EfficiencySubject, wireEfficiencyCeiling, wirePredictedEfficiency } from "./training-efficiency.js";
import { attentionOf, isHardwareFlopUtilisation, isPredicted, peakOf, precisionOf, sequenceOf } from "./training-input.js";
import { inputOr } from "./input-or.js";
import type { RunInput, Stage, Workpiece } from "./training-stage.js";

/** Full recomputation executes the forward pass twice: (2 + 2 + 4) / 6 of the model's operations (korthikanti-2022 §5). */
const FULL_RECOMPUTE: Given = {
  value: 4 / 3,
  source: "korthikanti-2022",
  at: "§5: forward 2, again 2, backward 4 of 6 operations",
  basis: "derived",
};
const NO_RECOMPUTE: Given = { value: 1, source: "korthikanti-2022", at: "§5", basis: "derived" };
/** A factor that the caller's own number already holds. */
const NOTHING_MORE: Given = { value: 1, source: "llm-footprint", at: "docs/guide/method.md: nothing to add", basis: "derived" };

// V8 folds a constant of this module into the stages, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  trainingFlop,
  deviceHours,
  deviceLoad,
  impliedEfficiency,
  quickDeviceCount,
  experimentationDeviceHours,
  lengthenedDeviceHours,
  modelFlopUtilisation,
  runDays,
  stepDeviceHours,
  throughputDeviceHours,
  wallClockDeviceHours,
};

/** The peak of the precision, recorded once however many lines use it. */
function peakQuantity(t: Evaluator, input: RunInput, work: Workpiece): Quantity<"FLOP/s"> {
  return (work.peakFlopPerSecond ??= t.input("peakFlopPerSecond", peakOf(input)));
}

function efficiencySubject(t: Evaluator, input: RunInput, work: Workpiece): EfficiencySubject {
  return {
    model: input.model,
    accelerator: input.accelerator,
    precision: precisionOf(input),
    peakFlopPerSecond: peakQuantity(t, input, work),
    activeParameters: work.activeParameters,
    softwareYear: input.softwareYear,
    isWholeRun: true,
    fit: input.trainingFit,
  };
}

function wireEfficiency(t: Evaluator, input: RunInput, work: Workpiece): Quantity<"1"> {
  const { efficiency, accelerator, standInEfficiency } = input;
  if (efficiency !== undefined && isHardwareFlopUtilisation(efficiency)) {
    return t.line("efficiency", equations.modelFlopUtilisation, {
      hardwareFlopUtilisation: t.input("hardwareFlopUtilisation", efficiency.hfu),
      recomputeFactor: t.fallback("recomputeFactor", efficiency.recompute === "full" ? FULL_RECOMPUTE : NO_RECOMPUTE),
    });
  }
  if (standInEfficiency !== undefined || !isPredicted(input)) {
    return inputOr(t, "efficiency", efficiency ?? accelerator.trainingEfficiency, standInEfficiency as Given);
  }
  const subject = efficiencySubject(t, input, work);
  work.efficiencyCeiling = wireEfficiencyCeiling(t, subject);
  return wirePredictedEfficiency(t, subject, work.efficiencyCeiling);
}

/** How far the accelerators are loaded: the efficiency that was predicted or given, or the one that the hours stand for, over their best. */
export function wireDeviceLoad(t: Evaluator, input: RunInput, work: Workpiece): Quantity<"1"> {
  return t.line("deviceLoad", equations.deviceLoad, {
    efficiency:
      work.efficiency ??
      t.line("impliedEfficiency", equations.impliedEfficiency, {
        trainingFlop: work.trainingFlop,
        deviceHours: work.runDeviceHours,
        peakFlopPerSecond: peakQuantity(t, input, work),
      }),
    efficiencyCeiling: work.efficiencyCeiling ?? wireEfficiencyCeiling(t, efficiencySubject(t, input, work)),
  });
}

/** Hours that make progress, from the one fact that tells them: tokens per second, time of a step, or operations over rate. */
function wireProgressHours(t: Evaluator, input: RunInput, work: Workpiece, key: "deviceHours"): Quantity<"h"> {
  if (input.deviceTokensPerSecond !== undefined) {
    return t.line(key, equations.throughputDeviceHours, {
      tokens: work.tokens,
      deviceTokensPerSecond: t.input("deviceTokensPerSecond", input.deviceTokensPerSecond),
    });
  }
  if (input.stepSeconds !== undefined) {
    return t.line(key, equations.stepDeviceHours, {
      tokens: work.tokens,
      stepTokens: t.input("stepTokens", input.stepTokens as Given),
      stepSeconds: t.input("stepSeconds", input.stepSeconds),
      acceleratorCount: work.acceleratorCount,
    });
  }
  work.efficiency = wireEfficiency(t, input, work);
  return t.line(key, equations.deviceHours, {
    trainingFlop: work.trainingFlop,
    peakFlopPerSecond: peakQuantity(t, input, work),
    efficiency: work.efficiency,
  });
}

/** Whether the time of a prediction still lacks the attention that could not be counted. */
function lacksAttention(input: RunInput): boolean {
  return input.attentionFlop === undefined && input.model.kind === "dense" && isPredicted(input) && attentionOf(input) === "none";
}

// A line is named by what it is in the end: the last of them is `deviceHours`, whatever came before.
const named = (isLast: boolean, otherwise: string): "deviceHours" => (isLast ? "deviceHours" : otherwise) as "deviceHours";

/** The hours of the run itself, without experiments. */
function wireRunHours(t: Evaluator, input: RunInput, work: Workpiece): Quantity<"h"> {
  const key = named(input.experimentationFactor === undefined, "runDeviceHours");
  if (input.deviceHours !== undefined) return t.input(key, input.deviceHours);
  if (input.wallClockDays !== undefined) {
    return t.line(key, equations.wallClockDeviceHours, {
      runDays: t.input("wallClockDays", input.wallClockDays),
      acceleratorCount: work.acceleratorCount,
    });
  }
  const { slowdown } = input;
  const isLengthened = input.goodput !== undefined || slowdown !== undefined || lacksAttention(input);
  const progress = wireProgressHours(t, input, work, isLengthened ? named(false, "progressDeviceHours") : key);
  if (!isLengthened) return progress;
  return t.line(key, equations.lengthenedDeviceHours, {
    productiveDeviceHours: progress,
    timeFactor:
      slowdown === undefined
        ? t.fallback("timeFactor", lacksAttention(input) ? defaults.uncountedAttentionFactor : NOTHING_MORE)
        : inputOr(t, "timeFactor", slowdown.given, slowdown.standIn),
    goodput: inputOr(t, "goodput", input.goodput, NOTHING_MORE),
  });
}

/** The stage that gives the operations of training all weights on all tokens. */
export const trainingOperations: Stage = (t, input, work) => {
  const attention = attentionOf(input);
  work.tokens = t.input("tokens", input.tokens);
  const weights = t.line((attention === "none" ? "trainingFlop" : "weightFlop") as "trainingFlop", equations.trainingFlop, {
    // The range of published counts holds attention: it must not stand beside attention that is counted or added as time.
    flopPerParameterToken: t.fallback(
      "flopPerParameterToken",
      attention === "none" && !lacksAttention(input) ? defaults.flopPerParameterToken : defaults.weightFlopPerParameterToken,
    ),
    activeParameters: work.activeParameters,
    tokens: work.tokens,
  });
  if (attention === "none") {
    work.trainingFlop = weights;
    return;
  }
  const sequenceTokens = t.input("sequenceTokens", sequenceOf(input) as Given);
  const attentionFlop = wireAttentionFlop(t, input.model, sequenceTokens, work.tokens, attention) as Quantity<"FLOP">;
  work.trainingFlop = t.sum("trainingFlop", [weights, attentionFlop]);
};

/** The stages that give hours and days of the operations. */
export const timeStages: readonly Stage[] = [
  function devices(t, { acceleratorCount, accelerator }, work) {
    work.acceleratorCount =
      acceleratorCount === undefined
        ? t.line("acceleratorCount", equations.quickDeviceCount, {
            parameters: work.parameters,
            memoryBytes: t.input("memoryBytes", accelerator.memoryBytes as Given),
          })
        : t.input("acceleratorCount", acceleratorCount);
  },

  function time(t, input, work) {
    work.runDeviceHours = wireRunHours(t, input, work);
    work.days = t.line("days", equations.runDays, { deviceHours: work.runDeviceHours, acceleratorCount: work.acceleratorCount });
  },

  function experiments(t, { experimentationFactor }, work) {
    work.deviceHours = work.runDeviceHours;
    if (experimentationFactor === undefined) return;
    work.experimentationFactor =
      experimentationFactor === "unknown"
        ? t.fallback("experimentationFactor", defaults.experimentationFactor)
        : t.input("experimentationFactor", experimentationFactor);
    work.deviceHours = t.sum("deviceHours", [
      work.runDeviceHours,
      t.line("experimentationDeviceHours", equations.experimentationDeviceHours, {
        runDeviceHours: work.runDeviceHours,
        experimentationFactor: work.experimentationFactor,
      }),
    ]);
  },
];
