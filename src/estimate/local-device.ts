import type { UserDeviceKind } from "../catalog/records.js";
import type { Given } from "../core/figure.js";
import { formatBytes } from "../core/printed.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { atMost } from "../graph/kind.js";
import { scopedKey } from "../graph/plan.js";
import { givenRules } from "./given-rules.js";
import type { LocalDevice } from "./generated/inputs.js";
import type { Note } from "./note.js";
import { refuseOtherKeysOfAccelerator } from "./record-keys.js";
import { missing, refuse } from "./refuse.js";

/** What must not be more than something else on a device. */
export const deviceRules = [
  ...givenRules,
  atMost(
    "neededBytes",
    "deviceMemoryBytes",
    "the device does not hold the model; take narrower weights, a smaller model or fewer tokens",
    "the memory of weights and caches (B)",
  ),
  atMost("requestTokens", "longestTokens", "the model takes no more; shorten the request"),
];
/** What these look at, in the whole or in a part. */
export const besideDevice = (part = ""): string[] =>
  ["requestTokens?", "longestTokens?", "neededBytes?", "deviceMemoryBytes?"].map((name) => (part === "" ? name : `${part}.${name}`));

/** Whether the device holds the model is not known where its memory is not. */
export function noteFit(run: Run, part = ""): Note[] {
  const [needed, memory] = ["neededBytes", "deviceMemoryBytes"].map((name) => valueIn(run, scopedKey(part, name)));
  if (needed === undefined || memory !== undefined) return [];
  const message =
    `Whether the device holds the model is not checked: weights and caches take ${formatBytes(needed)}, and its memory is not given ` +
    "(device.memoryBytes).";
  return [{ code: "missing-part", message }];
}

/** A prompt of no tokens is none; so is one whose range holds nothing else. */
export const isNothing = (tokens: Given | undefined): boolean =>
  typeof tokens === "object" ? tokens.value === 0 && (tokens.high ?? 0) === 0 : tokens === 0;

/** Every kind of device of a user. */
export const userDeviceKinds = ["laptop", "phone", "tablet"] as const satisfies readonly UserDeviceKind[];

/** Every kind of device. */
export const localKinds = [...userDeviceKinds, "processor"] as const;

/**
 * Checks what is no number of a device.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkLocalDevice(where: string, device: LocalDevice | undefined, kinds: readonly string[]): void {
  if (device === undefined) {
    throw missing(where, "device", `give { kind } of ${kinds.join(", ")}, or its figures`);
  }
  const { kind = "laptop", processor } = device;
  if (kind !== "processor" && processor !== undefined) {
    throw refuse(where, "device.processor", `is for kind: processor; leave it out for a ${kind}`);
  }
  refuseOtherKeysOfAccelerator(where, "device.processor", processor);
}
