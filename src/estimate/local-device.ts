import type { Accelerator, UserDeviceKind } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";

/** A device of a user, or the processor of a server, that runs a model without an accelerator of a data centre. */
export interface LocalDevice {
  /** Whose figures stand in for what is left out; `laptop` where left out. A `processor` has none for its power, its rates and its manufacture. */
  readonly kind?: UserDeviceKind | "processor";
  readonly name?: string;
  /** Power of the whole device while it runs a model (W). */
  readonly activeWatts?: Given;
  /** Power of the whole device while it waits (W). */
  readonly waitingWatts?: Given;
  /** A processor of the catalogue or your own, whose thermal design power and bandwidth count where they are not given; its rate must be measured. */
  readonly processor?: Accelerator;
  /** Thermal design power of a `processor`, from which its power is predicted (W). */
  readonly tdpWatts?: Given;
  /** Rate at which memory is read (B/s). */
  readonly memoryBandwidthBytesPerSecond?: Given;
  /** 16-bit rate (FLOP/s); of a `processor`, the measured rate of matrix products, without which batches and prompts cannot be told. */
  readonly peakFlopPerSecond?: Given;
  /** Share of the bandwidth that decoding reaches (fraction). */
  readonly bandwidthEfficiency?: Given;
  /** Share of the rate that reading a prompt reaches (fraction). */
  readonly computeEfficiency?: Given;
  /** Time of a step beside reading and computing (s). */
  readonly fixedStepSeconds?: Given;
  /** Manufacture, transport and end of life of the device (gCO2e); missing for a processor, and where `null`. */
  readonly manufactureGramsCo2e?: Given | null;
  /** Service life (a of 365 d). */
  readonly lifetimeYears?: Given;
  /** Hours of a day in which it is in use (h). */
  readonly activeHoursPerDay?: Given;
  /** Share of its manufacture that is charged while it is busy with this (fraction): 1, an upper bound, where left out. */
  readonly chargedShare?: Given;
}

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
    throw new FootprintError("invalid-input", `${where}: device is missing; give { kind } of ${kinds.join(", ")}, or its figures`, {
      field: "device",
    });
  }
  const { kind = "laptop", processor } = device;
  if (kind !== "processor" && processor !== undefined) {
    throw new FootprintError("invalid-input", `${where}: device.processor is for kind: processor; leave it out for a ${kind}`, {
      field: "device.processor",
    });
  }
}
