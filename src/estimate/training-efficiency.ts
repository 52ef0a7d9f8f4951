import { expertLayerCount } from "../architecture/parameters.js";
import { trainingFit } from "../catalog/training-fit.js";
import type { Accelerator, ExpertArchitecture, Model, Precision, TrainingFit } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import {
  achievableEfficiency,
  efficiencyCeiling,
  expertEfficiencyFactor,
  expertTraffic,
  predictedEfficiency,
  smallModelFactor,
} from "../hardware/training-efficiency.js";

/** What the efficiency of a run is predicted from. */
export interface EfficiencySubject {
  readonly model: Model;
  readonly accelerator: Accelerator;
  readonly precision: Precision;
  readonly peakFlopPerSecond: Quantity<"FLOP/s">;
  readonly activeParameters: Quantity<"parameter">;
  /** Year of the software; today's where left out. */
  readonly softwareYear: number | undefined;
  /** Whether a whole run is meant, with restarts and evaluation, and not a benchmark of some steps. */
  readonly isWholeRun: boolean;
  readonly fit: TrainingFit | undefined;
}

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  achievableEfficiency,
  efficiencyCeiling,
  expertEfficiencyFactor,
  expertLayerCount,
  expertTraffic,
  predictedEfficiency,
  smallModelFactor,
};

/** A choice of the closed form that is 1 by definition: no such effect. */
const NO_EFFECT: Given = { value: 1, source: "llm-footprint", at: "docs/guide/accuracy.md: the effect does not apply", basis: "derived" };

function wireDeviceEfficiency(
  t: Evaluator,
  { accelerator, precision, peakFlopPerSecond }: EfficiencySubject,
  fit: TrainingFit,
): Quantity<"1"> {
  const { trainingGroup, achievableFlopPerSecond } = accelerator;
  const seen = trainingGroup === undefined ? undefined : fit.deviceEfficiency[trainingGroup];
  if (seen !== undefined) return t.fallback("deviceEfficiency", seen);
  const measured = achievableFlopPerSecond?.[precision];
  if (measured === undefined) return t.fallback("deviceEfficiency", fit.unseenDeviceEfficiency);
  return t.line("deviceEfficiency", equations.achievableEfficiency, {
    achievableShare: t.fallback("achievableShare", fit.achievableShare),
    achievableFlopPerSecond: t.input("achievableFlopPerSecond", measured),
    peakFlopPerSecond,
  });
}

/** Wires the efficiency at which the accelerator of a run counts as fully loaded. */
export function wireEfficiencyCeiling(t: Evaluator, subject: EfficiencySubject): Quantity<"1"> {
  const fit = subject.fit ?? trainingFit;
  return t.line("efficiencyCeiling", equations.efficiencyCeiling, {
    deviceEfficiency: wireDeviceEfficiency(t, subject, fit),
    precisionFactor: t.fallback("precisionFactor", subject.precision === "fp8" ? fit.fp8Factor : NO_EFFECT),
  });
}

/** Layers with experts of a model; a model without dimensions has none to count. */
function wireExpertTraffic(t: Evaluator, { model, activeParameters }: EfficiencySubject, fit: TrainingFit): Quantity<"1"> {
  const architecture = model.architecture as ExpertArchitecture | undefined;
  if (architecture === undefined) return t.fallback("expertTraffic", fit.unknownExpertTraffic);
  const { experts } = architecture;
  return t.line("expertTraffic", equations.expertTraffic, {
    activeExperts: t.input("activeExperts", experts.active),
    hiddenSize: t.input("hiddenSize", architecture.hiddenSize),
    expertLayers: t.line("sendingLayers", equations.expertLayerCount, {
      layers: t.input("layers", architecture.layers),
      firstDenseLayers: t.input("firstDenseLayers", experts.firstDenseLayers ?? 0),
      expertLayerPeriod: t.input("expertLayerPeriod", experts.layerPeriod ?? 1),
    }),
    activeParameters,
  });
}

function wireModelFactor(t: Evaluator, subject: EfficiencySubject, fit: TrainingFit): Quantity<"1"> {
  const { model, accelerator, activeParameters } = subject;
  if (model.kind === "dense") {
    return t.line("smallModelFactor", equations.smallModelFactor, {
      activeParameters,
      smallModelParameters: t.fallback("smallModelParameters", {
        value: fit.smallModelParameters,
        source: "llm-footprint",
        at: "docs/guide/accuracy.md: fitted form",
        basis: "derived",
      }),
      smallModelExponent: t.fallback("smallModelExponent", fit.smallModelExponent),
    });
  }
  return t.line("expertEfficiencyFactor", equations.expertEfficiencyFactor, {
    expertFactor: t.fallback("expertFactor", fit.expertFactor),
    expertTraffic: wireExpertTraffic(t, subject, fit),
    referenceExpertTraffic: t.fallback("referenceExpertTraffic", {
      value: fit.referenceExpertTraffic,
      source: "llm-footprint",
      at: "docs/guide/accuracy.md: fitted form",
      basis: "derived",
    }),
    expertTrafficExponent: t.fallback("expertTrafficExponent", fit.expertTrafficExponent[accelerator.fastLink ?? "node"]),
  });
}

/** Wires the model FLOP utilisation that a run will reach, from the ceiling of its accelerator. */
export function wirePredictedEfficiency(t: Evaluator, subject: EfficiencySubject, ceiling: Quantity<"1">): Quantity<"1"> {
  const fit = subject.fit ?? trainingFit;
  const { softwareYear, accelerator, isWholeRun, model } = subject;
  // The fit knows old software of GPUs only.
  const isOld = softwareYear !== undefined && softwareYear <= fit.oldSoftwareYear && accelerator.trainingGroup?.startsWith("tpu-") !== true;
  const bound = (value: number): Given => ({
    value,
    source: "llm-footprint",
    at: "docs/guide/accuracy.md: bounds of the form",
    basis: "derived",
  });
  return t.line("efficiency", equations.predictedEfficiency, {
    efficiencyCeiling: ceiling,
    modelFactor: wireModelFactor(t, subject, fit),
    runFactor: t.fallback("runFactor", isWholeRun ? fit.wholeRunFactor : NO_EFFECT),
    softwareFactor: t.fallback("softwareFactor", isOld ? fit.oldSoftwareFactor : NO_EFFECT),
    efficiencySpread: t.fallback("efficiencySpread", fit.efficiencySpread[model.kind]),
    leastEfficiency: t.fallback("leastEfficiency", bound(fit.leastEfficiency)),
    greatestEfficiency: t.fallback("greatestEfficiency", bound(fit.greatestEfficiency)),
  });
}
