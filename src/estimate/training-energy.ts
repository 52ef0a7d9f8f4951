import { defaults } from "../catalog/defaults.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { experimentationEnergy, itEnergy } from "../energy/it-energy.js";
import { checkpointBytes, replicatedBytes, storageEnergy } from "../energy/storage.js";
import { acceleratorPower, clusterPower, serverPower } from "../hardware/power.js";
import type { TrainingInput, TrainingStorage } from "./training-input.js";
import { inputOr } from "./input-or.js";
import type { Stage, Workpiece } from "./training-stage.js";
import { wireDeviceLoad } from "./training-time.js";

// V8 folds a constant of this module into the stages, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  acceleratorPower,
  checkpointBytes,
  clusterPower,
  experimentationEnergy,
  itEnergy,
  replicatedBytes,
  serverPower,
  storageEnergy,
};

const ONE_COPY: Given = {
  value: 1,
  source: "llm-footprint",
  at: "docs/guide/method.md: one copy where none is stated",
  basis: "assumption",
};

/** Power of a server per accelerator: the published one of its record, else from TDP and load. */
function wireServerPower(t: Evaluator, input: TrainingInput, work: Workpiece): Quantity<"W"> {
  const { trainingPowerWatts, tdpWatts } = input.accelerator;
  if (trainingPowerWatts !== undefined) return t.fallback("serverPowerWatts", trainingPowerWatts);
  return t.line("serverPowerWatts", equations.serverPower, {
    tdpWatts: t.input("tdpWatts", tdpWatts as Given),
    idlePowerShare: t.fallback("idlePowerShare", defaults.idlePowerShare),
    loadPowerShare: t.fallback("loadPowerShare", defaults.loadPowerShare),
    deviceLoad: wireDeviceLoad(t, input, work),
    // The fans of a server are not in what the counters of its accelerators read.
    fanPowerShare: t.fallback(
      "fanPowerShare",
      defaults.fanPowerShare[input.powerBoundary === "accelerator" ? "liquid" : (input.cooling ?? "unknown")],
    ),
  });
}

/** Average power per accelerator: given, the TDP as a bound, or predicted. */
function wirePower(t: Evaluator, input: TrainingInput, work: Workpiece): Quantity<"W"> {
  const { averagePowerWatts, powerMethod, powerBoundary, accelerator } = input;
  if (averagePowerWatts !== undefined) return t.input("averagePowerWatts", averagePowerWatts);
  if (powerMethod === "tdp") return t.input("averagePowerWatts", accelerator.tdpWatts as Given);
  // A published system average is no prediction: it holds what it holds.
  if (powerBoundary !== "accelerator" && accelerator.trainingPowerWatts !== undefined) {
    return t.fallback("averagePowerWatts", accelerator.trainingPowerWatts);
  }
  const server = wireServerPower(t, input, work);
  return powerBoundary === "accelerator"
    ? t.line("averagePowerWatts", equations.acceleratorPower, {
        serverPowerWatts: server,
        acceleratorPowerShare: t.fallback("acceleratorPowerShare", defaults.acceleratorPowerShare),
      })
    : t.line("averagePowerWatts", equations.clusterPower, {
        serverPowerWatts: server,
        networkPowerFactor: t.fallback("networkPowerFactor", defaults.networkPowerFactor),
      });
}

function wireStorage(
  t: Evaluator,
  { checkpointCount, datasetBytes, replicas, years, medium }: TrainingStorage,
  work: Workpiece,
): Quantity<"kWh"> {
  const storageReplicas = inputOr(t, "storageReplicas", replicas, ONE_COPY);
  const stored: Quantity<"B">[] = [];
  if (checkpointCount !== undefined) {
    stored.push(
      t.line("checkpointBytes", equations.checkpointBytes, {
        parameters: work.parameters,
        checkpointBytesPerParameter: t.fallback("checkpointBytesPerParameter", defaults.checkpointBytesPerParameter),
        checkpointCount: t.input("checkpointCount", checkpointCount),
        storageReplicas,
      }),
    );
  }
  if (datasetBytes !== undefined) {
    stored.push(
      t.line("replicatedDatasetBytes", equations.replicatedBytes, {
        datasetBytes: t.input("datasetBytes", datasetBytes),
        storageReplicas,
      }),
    );
  }
  return t.line("storageKwh", equations.storageEnergy, {
    storedBytes: t.sum("storedBytes", stored),
    storageWattsPerTerabyte: t.fallback("storageWattsPerTerabyte", defaults.storageWattsPerTerabyte[medium ?? "ssd"]),
    storageYears: t.input("storageYears", years),
  });
}

/** The stage that gives the energy of the IT equipment: the run, and what is asked for beside it. */
export const energyStages: readonly Stage[] = [
  function energy(t, input, work) {
    const { itEnergyKwh, storage } = input;
    const hasMore = work.experimentationFactor !== undefined || storage !== undefined;
    const key = (hasMore ? "runItEnergyKwh" : "itEnergyKwh") as "itEnergyKwh";
    const run =
      itEnergyKwh === undefined
        ? t.line(key, equations.itEnergy, { averagePowerWatts: wirePower(t, input, work), deviceHours: work.runDeviceHours })
        : t.input(key, itEnergyKwh);
    work.itEnergyKwh = run;
    if (!hasMore) return;
    const parts = [run];
    if (work.experimentationFactor !== undefined) {
      parts.push(
        t.line("experimentationKwh", equations.experimentationEnergy, {
          runItEnergyKwh: run,
          experimentationFactor: work.experimentationFactor,
        }),
      );
    }
    if (storage !== undefined) parts.push(wireStorage(t, storage, work));
    work.itEnergyKwh = t.sum("itEnergyKwh", parts);
  },
];
