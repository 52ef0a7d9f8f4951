import type { Grid, Model, NetworkKind } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, nonNegative, positive } from "../core/formula.js";
import { type InferenceInput, type RequestTokens } from "./inference-input.js";
import { checkDraft } from "./old-checks.js";
import { checkLocalDevice, type LocalDevice } from "./local-device.js";
import { checkModel } from "./model-parameters.js";
import { checkPlace } from "./place.js";

/** The model that verifies, and everything about where it runs and how loaded it is. */
export type Verifier = Omit<InferenceInput, keyof RequestTokens | "requests" | "speculation" | "measuredJoulesPerToken" | "calibration">;

/** The network between the device and the servers. */
export interface HybridNetwork {
  /** Whose figures stand in for what is left out; `fixed` where left out. */
  readonly kind?: NetworkKind;
  /** Energy per transferred byte, an average attribution (kWh/GB). */
  readonly networkKwhPerGigabyte?: Given;
  /** Round trip (s). */
  readonly roundTripSeconds?: Given;
  /** Energy per byte between data centres, added for a cloud and not for an edge (kWh/GB). */
  readonly interconnectKwhPerGigabyte?: Given;
  /** What a message has beside its content (B). */
  readonly headerBytes?: Given;
  /** Whether the distribution of each draft is sent, as exact sampling needs it; token ids alone where left out. */
  readonly sendsDistributions?: boolean;
  /** Electricity of the network; that of the cloud where left out. */
  readonly grid?: Grid;
}

/** An answer that a device of a user drafts, and a server verifies. */
export interface HybridInput {
  /** The server: the model that verifies, its accelerators, place and load. */
  readonly cloud: Verifier;
  /** A server nearer to the user with the same role, which only the access network lies before; compared where given. */
  readonly edge?: Verifier;
  readonly device: LocalDevice;
  /** The model that drafts: about 7 to 10 times smaller, with the same vocabulary. */
  readonly draftModel: Model;
  /** Size of a weight of the draft (B/parameter). */
  readonly draftBytesPerParameter?: Given;
  /** Electricity of the device; that of the cloud where left out. */
  readonly deviceGrid?: Grid;
  readonly network?: HybridNetwork;
  /** Prompt, which device and server both read (tokens); none where left out. */
  readonly inputTokens?: Given;
  /** Answer (tokens). */
  readonly outputTokens: Given;
  /** Tokens drafted in a round (count). */
  readonly draftedTokens?: Given;
  /** Mean chance that a drafted token is accepted, not the accepted over the drafted (fraction). */
  readonly acceptance?: Given;
}

/** Kinds of networks. */
export const networkKinds = ["fixed", "mobile", "4g", "5g"] as const satisfies readonly NetworkKind[];

const WHERE = "hybrid";
const networkDomains = {
  networkKwhPerGigabyte: nonNegative,
  roundTripSeconds: nonNegative,
  interconnectKwhPerGigabyte: nonNegative,
  headerBytes: nonNegative,
} as const satisfies Readonly<Partial<Record<keyof HybridNetwork, Domain>>>;

function refuse(field: string, message: string, value?: unknown, nearest?: readonly string[]): FootprintError {
  return new FootprintError("invalid-input", `${WHERE}: ${field} ${message}`, {
    field,
    ...(value === undefined ? {} : { value }),
    ...(nearest === undefined ? {} : { nearest }),
  });
}

/**
 * Checks an answer that device and server share; what is asked of the server is checked where it is wired.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkHybrid(input: HybridInput): void {
  if (typeof input !== "object" || input === null) throw refuse("the input", "is missing; give cloud, device, draftModel and outputTokens");
  const { cloud, edge, device, draftModel, network } = input;
  for (const [field, server] of Object.entries({ cloud, edge })) {
    if (server === undefined && field === "edge") continue;
    if (typeof server !== "object" || server === null)
      throw refuse(field, "is missing; give the model that verifies, its accelerator, pue and grid");
    for (const key of ["speculation", "measuredJoulesPerToken", "calibration", "requests"]) {
      if ((server as unknown as Readonly<Record<string, unknown>>)[key] === undefined) continue;
      throw new FootprintError(
        "conflicting-input",
        `${WHERE}: ${field}.${key} has no meaning for a server that verifies drafts; leave it out`,
        {
          field: `${field}.${key}`,
        },
      );
    }
  }
  checkLocalDevice(WHERE, device);
  if (device.kind === "processor")
    throw refuse("device.kind", "= processor is no device of a user; use laptop, phone or tablet", "processor");
  if (typeof draftModel !== "object" || draftModel === null)
    throw refuse("draftModel", "is missing; give a model about 7 to 10 times smaller");
  checkModel(cloud.model);
  checkDraft(WHERE, "", input, cloud.model);
  if (input.draftBytesPerParameter !== undefined) checkGiven(WHERE, "draftBytesPerParameter", input.draftBytesPerParameter, positive);
  if (input.inputTokens !== undefined) checkGiven(WHERE, "inputTokens", input.inputTokens, nonNegative);
  checkGiven(WHERE, "outputTokens", input.outputTokens, atLeastOne);
  if (input.deviceGrid !== undefined) checkPlace(WHERE, { pue: 1, grid: input.deviceGrid });
  if (network === undefined) return;
  if (typeof network !== "object" || network === null)
    throw refuse("network", `is no network; give { kind } of ${networkKinds.join(", ")}`, network);
  const { kind, sendsDistributions } = network;
  if (kind !== undefined && !networkKinds.includes(kind)) {
    throw refuse("network.kind", `= ${formatValue(kind)} is not one of ${networkKinds.join(", ")}`, kind, networkKinds);
  }
  if (sendsDistributions !== undefined && typeof sendsDistributions !== "boolean") {
    throw refuse("network.sendsDistributions", `= ${formatValue(sendsDistributions)} is not true or false`, sendsDistributions);
  }
  for (const field of Object.keys(networkDomains) as (keyof typeof networkDomains)[]) {
    if (network[field] !== undefined) checkGiven(WHERE, `network.${field}`, network[field], networkDomains[field]);
  }
  if (network.grid !== undefined) checkPlace(WHERE, { pue: 1, grid: network.grid });
}

/** Everything of a hybrid answer that has electricity of its own. */
export function hybridPlaces({ cloud, edge, deviceGrid, network }: HybridInput): readonly ({ readonly grid?: Grid } | undefined)[] {
  return [cloud, edge, deviceGrid === undefined ? undefined : { grid: deviceGrid }, network];
}
