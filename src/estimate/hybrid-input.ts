import type { Grid, NetworkKind } from "../catalog/records.js";
import { checkGiven } from "../core/figure.js";
import { nonNegative } from "../core/formula.js";
import { inference } from "./inference.js";
import { checkLocalDevice, userDeviceKinds } from "./local-device.js";
import { checkModel } from "./model-parameters.js";
import type { HybridInput, InferenceInput, Verifier } from "./generated/inputs.js";
import { checkGridGiven, checkRecordGiven } from "./record-given.js";
import { refuseOtherKeysOfGrid } from "./record-keys.js";
import { conflict, isObject, refuse } from "./refuse.js";

/** Kinds of networks. */
export const networkKinds = ["fixed", "mobile", "4g", "5g"] as const satisfies readonly NetworkKind[];

const WHERE = "hybrid";

/** The request to a server: what it reads and writes. */
const callOf = (server: Verifier, { inputTokens, outputTokens }: HybridInput): InferenceInput => ({
  ...server,
  ...(inputTokens === undefined ? {} : { inputTokens }),
  outputTokens,
});

function checkServer(field: "cloud" | "edge", input: HybridInput): void {
  const server = input[field] as Verifier;
  if (!isObject(server)) throw refuse(WHERE, field, "is missing; give the model that verifies, its accelerator, pue and grid");
  for (const key of ["speculation", "measuredJoulesPerToken", "calibration", "requests"]) {
    if ((server as unknown as Readonly<Record<string, unknown>>)[key] === undefined) continue;
    throw conflict(WHERE, `${field}.${key}`, `${field}.${key} has no meaning for a server that verifies drafts; leave it out`);
  }
  inference.run(callOf(server, input));
}

function checkGrid(field: string, grid: Grid | undefined): void {
  if (grid === undefined) return;
  checkGridGiven(WHERE, field, grid);
  refuseOtherKeysOfGrid(WHERE, field, grid);
  checkGiven(WHERE, `${field}.intensityGramsPerKwh`, grid.intensityGramsPerKwh, nonNegative);
}

/**
 * Checks what is no number of an answer that device and server share, and what is asked of each server like a request of its own.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkHybrid(input: HybridInput): void {
  const { cloud, edge, device, draftModel, deviceGrid, network, outputTokens } = input;
  if (!isObject(cloud)) checkServer("cloud", input);
  checkLocalDevice(WHERE, device, userDeviceKinds);
  if (draftModel === undefined) throw refuse(WHERE, "draftModel", "is missing; give a model about 7 to 10 times smaller");
  checkRecordGiven(WHERE, "draftModel", draftModel, "model");
  checkModel(draftModel);
  if (outputTokens === undefined) throw refuse(WHERE, "outputTokens", "is missing; give the tokens of the answer");
  checkServer("cloud", input);
  if (edge !== undefined) checkServer("edge", input);
  checkGrid("deviceGrid", deviceGrid);
  checkGrid("network.grid", network?.grid);
}
