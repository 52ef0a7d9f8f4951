import { accelerators } from "../catalog/accelerators.js";
import { achievableMatmul } from "../catalog/cc-by-sa/achievable-matmul.js";
import { idsNamed } from "../catalog/names.js";
import type { AcceleratorId } from "../catalog/ids.js";
import type { AcceleratorRecord, AchievableMatmulRecord } from "../catalog/records.js";

/**
 * What a family name means in reports on training, where only one variant is common. The catalogue refuses such names (docs/adr/0007); a score
 * needs the choice, which moves TDP by at most the difference of its variants and efficiency not at all.
 */
const usualVariants: readonly (readonly [RegExp, AcceleratorId])[] = [
  [/^a100.*40/u, "a100-sxm4-40gb"],
  [/^a100/u, "a100-sxm4-80gb"],
  [/^a800/u, "a800-sxm4-80gb"],
  [/^gh200/u, "gh200-96gb"],
  [/^h100/u, "h100-sxm-80gb"],
  [/^h200/u, "h200-sxm-141gb"],
  [/^h800/u, "h800-sxm-80gb"],
  [/^gb200/u, "gb200"],
  [/^gb300/u, "gb300"],
  [/^b200/u, "b200-sxm-180gb"],
  [/^b300/u, "b300-sxm-270gb"],
  [/^v100.*pcie/u, "v100-pcie-32gb"],
  [/^v100/u, "v100-sxm2-32gb"],
  [/^p100.*pcie/u, "p100-pcie-16gb"],
  [/^p100/u, "p100-sxm2-16gb"],
  [/^mi250x/u, "mi250x"],
  [/^mi250/u, "mi250"],
  [/^tpu ?v2/u, "tpu-v2"],
  [/^tpu ?v3(?!.*v4)/u, "tpu-v3"],
  [/^tpu ?v4(?!i)/u, "tpu-v4"],
  [/^tpu ?v5e/u, "tpu-v5e"],
  [/^tpu ?v5p/u, "tpu-v5p"],
  [/^tpu ?v6e/u, "tpu-v6e"],
  [/^tpu ?v7/u, "tpu-v7"],
];

/** The accelerator that a published row means: exactly the one it names, else the usual variant of its family; with its id. */
export function acceleratorOf(hardware: string): (AcceleratorRecord & { readonly id: AcceleratorId }) | undefined {
  const id = idOf(hardware);
  if (id === undefined) return undefined;
  const measured = (achievableMatmul as Readonly<Partial<Record<AcceleratorId, AchievableMatmulRecord>>>)[id];
  // What matrix products reach on a device is all that is known of one that no published run used.
  return { id, ...accelerators[id], ...(measured === undefined ? {} : { achievableFlopPerSecond: measured.achievableFlopPerSecond }) };
}

function idOf(hardware: string): AcceleratorId | undefined {
  const [id, another] = idsNamed(accelerators, hardware);
  if (id !== undefined && another === undefined) return id;
  // Two kinds of device in one run have no common figure.
  if (/[,/+]| and /u.test(hardware)) return undefined;
  const name = hardware.toLowerCase().replace(/^(nvidia|amd|google) /u, "");
  return usualVariants.find(([pattern]) => pattern.test(name))?.[1];
}
