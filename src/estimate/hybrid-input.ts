import type { Grid, Model, NetworkKind } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { nonNegative } from "../core/formula.js";
import { inference } from "./inference.js";
import { type InferenceInput, type RequestTokens } from "./inference-input.js";
import { checkLocalDevice, type LocalDevice, userDeviceKinds } from "./local-device.js";
import { checkModel } from "./model-parameters.js";

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

function refuse(field: string, message: string, code: "invalid-input" | "conflicting-input" = "invalid-input"): FootprintError {
  return new FootprintError(code, `${WHERE}: ${field} ${message}`, { field });
}

/** The request to a server: what it reads and writes. */
const callOf = (server: Verifier, { inputTokens, outputTokens }: HybridInput): InferenceInput => ({
  ...server,
  ...(inputTokens === undefined ? {} : { inputTokens }),
  outputTokens,
});

function checkServer(field: "cloud" | "edge", input: HybridInput): void {
  const server = input[field] as Verifier;
  if (typeof server !== "object" || server === null)
    throw refuse(field, "is missing; give the model that verifies, its accelerator, pue and grid");
  for (const key of ["speculation", "measuredJoulesPerToken", "calibration", "requests"]) {
    if ((server as unknown as Readonly<Record<string, unknown>>)[key] === undefined) continue;
    throw refuse(`${field}.${key}`, "has no meaning for a server that verifies drafts; leave it out", "conflicting-input");
  }
  inference.run(callOf(server, input));
}

function checkGrid(field: string, grid: Grid | undefined): void {
  if (grid === undefined) return;
  if (typeof grid !== "object" || grid === null) throw refuse(field, "is no grid; give { intensityGramsPerKwh }");
  checkGiven(WHERE, `${field}.intensityGramsPerKwh`, grid.intensityGramsPerKwh, nonNegative);
}

/**
 * Checks what is no number of an answer that device and server share, and what is asked of each server like a request of its own.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkHybrid(input: HybridInput): void {
  const { cloud, edge, device, draftModel, deviceGrid, network, outputTokens } = input;
  if (typeof cloud !== "object" || cloud === null) checkServer("cloud", input);
  checkLocalDevice(WHERE, device, userDeviceKinds);
  if (typeof draftModel !== "object" || draftModel === null)
    throw refuse("draftModel", "is missing; give a model about 7 to 10 times smaller");
  checkModel(draftModel);
  if (outputTokens === undefined) throw refuse("outputTokens", "is missing; give the tokens of the answer");
  checkServer("cloud", input);
  if (edge !== undefined) checkServer("edge", input);
  checkGrid("deviceGrid", deviceGrid);
  checkGrid("network.grid", network?.grid);
}
