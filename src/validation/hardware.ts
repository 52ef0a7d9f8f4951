import { accelerators } from "../catalog/accelerators.js";
import { achievableMatmul } from "../catalog/cc-by-sa/achievable-matmul.js";
import { idsNamed } from "../catalog/names.js";
import type { AcceleratorId } from "../catalog/ids.js";
import type { AcceleratorRecord, AchievableMatmulRecord } from "../catalog/records.js";

/**
 * What a family name means in reports on training, where only one variant is common. The catalogue refuses such names (docs/adr/0007); a score
 * needs the choice, which moves TDP by at most the difference of its variants and efficiency not at all. A family is a word: an A1000 is no A100.
 */
const usualVariants: readonly (readonly [RegExp, AcceleratorId])[] = [
  [/^a100\b.*40/u, "a100-sxm4-40gb"],
  [/^a100\b/u, "a100-sxm4-80gb"],
  [/^a800\b/u, "a800-sxm4-80gb"],
  [/^gh200\b/u, "gh200-96gb"],
  [/^h100\b/u, "h100-sxm-80gb"],
  [/^h200\b/u, "h200-sxm-141gb"],
  [/^h800\b/u, "h800-sxm-80gb"],
  [/^gb200\b/u, "gb200"],
  [/^gb300\b/u, "gb300"],
  [/^b200\b/u, "b200-sxm-180gb"],
  [/^b300\b/u, "b300-sxm-270gb"],
  [/^v100\b.*pcie/u, "v100-pcie-32gb"],
  [/^v100\b/u, "v100-sxm2-32gb"],
  [/^p100\b.*pcie/u, "p100-pcie-16gb"],
  [/^p100\b/u, "p100-sxm2-16gb"],
  [/^mi250x\b/u, "mi250x"],
  [/^mi250\b/u, "mi250"],
  [/^tpu ?v2\b/u, "tpu-v2"],
  [/^tpu ?v3\b(?!.*v4)/u, "tpu-v3"],
  [/^tpu ?v4\b/u, "tpu-v4"],
  [/^tpu ?v5e\b/u, "tpu-v5e"],
  [/^tpu ?v5p\b/u, "tpu-v5p"],
  [/^tpu ?v6e\b/u, "tpu-v6e"],
  [/^tpu ?v7x?\b/u, "tpu-v7"],
];

/** A part of a device that runs as one of its own: memory, units and power are not those of the record. */
const isSlice = (hardware: string): boolean => /\bmig\b/iu.test(hardware);

/** Why no accelerator is meant. */
export const noAccelerator = (hardware: string): string =>
  isSlice(hardware)
    ? `"${hardware}" is a slice of a device (MIG), and not the device`
    : `the catalogue does not know the hardware "${hardware}"`;

/** The accelerator that a published row means: exactly the one it names, else the usual variant of its family; with its id. */
export function acceleratorOf(hardware: string): (AcceleratorRecord & { readonly id: AcceleratorId }) | undefined {
  const id = idOf(hardware);
  if (id === undefined) return undefined;
  const measured = (achievableMatmul as Readonly<Partial<Record<AcceleratorId, AchievableMatmulRecord>>>)[id];
  // What matrix products reach on a device is all that is known of one that no published run used.
  return { id, ...accelerators[id], ...(measured === undefined ? {} : { achievableFlopPerSecond: measured.achievableFlopPerSecond }) };
}

function idOf(hardware: string): AcceleratorId | undefined {
  if (isSlice(hardware)) return undefined;
  const [id, another] = idsNamed(accelerators, hardware);
  if (id !== undefined && another === undefined) return id;
  // Two kinds of device in one run have no common figure.
  if (/[,/+]| and /u.test(hardware)) return undefined;
  const name = hardware.toLowerCase().replace(/^(nvidia|amd|google) /u, "");
  return usualVariants.find(([pattern]) => pattern.test(name))?.[1];
}
