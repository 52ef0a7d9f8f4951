import type { UserDeviceKind } from "../catalog/records.js";
import { atMost } from "../graph/kind.js";
import type { LocalDevice } from "./generated/inputs.js";
import { refuseOtherKeysOfAccelerator } from "./record-keys.js";
import { missing, refuse } from "./refuse.js";

/** What must not be more than something else on a device. */
export const deviceRules = [
  atMost(
    "neededBytes",
    "deviceMemoryBytes",
    "the device does not hold the model; take narrower weights, a smaller model or fewer tokens",
    "the memory of weights and caches (B)",
  ),
  atMost("requestTokens", "longestTokens", "the model takes no more; shorten the request"),
];

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
