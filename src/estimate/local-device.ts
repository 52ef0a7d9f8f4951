import type { UserDeviceKind } from "../catalog/records.js";
import type { LocalDevice } from "./generated/inputs.js";
import { missing, refuse } from "./refuse.js";

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
}
