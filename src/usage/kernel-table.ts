import { providerPresets } from "../catalog/provider-presets.js";
import type { LoadKind, ProviderPresetRecord } from "../catalog/records.js";
import { usageKernels } from "../catalog/usage-kernels.js";
import type { Coefficients } from "./features.js";
import type { QuantileKernel, ServiceKernel } from "./quantile-kernel.js";
import { drawnKernel, type KnownDeployment, type ModelLabel } from "./service.js";

/** Digits that are kept: far fewer than the range is wide. */
const DIGITS = 4;
const rounded = (list: readonly number[]): number[] => list.map((one) => Number(one.toPrecision(DIGITS)));

/** A kernel as it is kept in `data/usage-kernels.json`. */
export function kept({ energyKwh: e, embodiedGramsCo2e: m, sizeShare, errorShare }: ServiceKernel): number[][] {
  return [e.low, e.central, e.high, m.low, m.central, m.high, [sizeShare, errorShare].map((share) => Number(share.toFixed(2)))].map(
    (list) => rounded(list),
  );
}

/** The kernel that was kept. */
function unkept(lists: readonly (readonly number[])[]): ServiceKernel {
  const [lowE, e, highE, lowM, m, highM, shares] = lists as unknown as Coefficients[];
  const kernel = (low: unknown, central: unknown, high: unknown): QuantileKernel => ({ low, central, high }) as QuantileKernel;
  const [sizeShare, errorShare] = shares as Coefficients;
  return { energyKwh: kernel(lowE, e, highE), embodiedGramsCo2e: kernel(lowM, m, highM), sizeShare, errorShare };
}

/**
 * What calls of a model cost with a provider: kept for the usual service of each, drawn anew, once for an estimator, where something else is known.
 *
 * @param label - the record of the model
 * @param presetId - the preset of the provider
 * @param load - kind of load
 * @param known - what is known of the deployment
 */
export function kernelOf(label: ModelLabel, presetId: string, load: LoadKind, known: KnownDeployment): ServiceKernel {
  const isUsual = load === "interactive-api" && Object.keys(known).every((key) => key === "load");
  const found = isUsual ? usageKernels()[`${label.table}/${label.id}`]?.[presetId] : undefined;
  if (found !== undefined) return unkept(found);
  const preset = (providerPresets as Readonly<Record<string, ProviderPresetRecord>>)[presetId] as ProviderPresetRecord;
  // Rounded as those that are kept: whether one was kept makes no difference.
  return unkept(kept(drawnKernel(label, preset, load, known)));
}
