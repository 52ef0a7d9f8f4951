import { defaults } from "../catalog/defaults.js";
import type { FabNode, HostBill } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { endOfLifeEmissions, massEmissions, partsEmissions, processorEmissions } from "../emissions/component-bill.js";
import { allocatedEmissions, dieEmissions, hostShare, lifetimeShare, memoryEmissions } from "../emissions/embodied.js";
import { embodiedMethodOf, type EmbodiedStageInput, isStated } from "./embodied-input.js";
import { inputOr } from "./input-or.js";

/** The size of the default server belongs to the same record as its emissions. */
const DEFAULT_ACCELERATORS_PER_SERVER: Given = {
  value: defaults.server.acceleratorsPerServer,
  source: defaults.server.hostGramsCo2e.source,
  at: defaults.server.hostGramsCo2e.at,
  basis: defaults.server.hostGramsCo2e.basis,
};

// V8 folds a constant of this module into the stages, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  allocatedEmissions,
  dieEmissions,
  endOfLifeEmissions,
  hostShare,
  lifetimeShare,
  massEmissions,
  memoryEmissions,
  partsEmissions,
  processorEmissions,
};

/** What the stages of the manufacture read and set. */
export interface EmbodiedWork {
  /** The share of the life of one device that is used, times the number of devices. */
  lifetimeShare: Quantity<"1">;
  /** The addends of the embodied emissions. */
  readonly embodiedParts: Quantity<"gCO2e">[];
  /** The manufacture of one device with its shares, of which those addends are the part that is used; kept for an end of life only. */
  deviceParts: Quantity<"gCO2e">[] | undefined;
}

/** A step of the manufacture. */
export type EmbodiedStage = (t: Evaluator, input: EmbodiedStageInput, work: EmbodiedWork) => void;

/** The lines of the manufacture that a run uses up. */
type EmbodiedLine =
  | "embodiedAcceleratorGramsCo2e"
  | "embodiedDieGramsCo2e"
  | "embodiedMemoryGramsCo2e"
  | "embodiedModuleGramsCo2e"
  | "embodiedHostGramsCo2e"
  | "embodiedRackGramsCo2e"
  | "embodiedNetworkGramsCo2e"
  | "embodiedStorageGramsCo2e"
  | "embodiedCoolingGramsCo2e"
  | "embodiedBuildingGramsCo2e";

/** Adds a part of one device, and the run's share of it, to the bill. */
function addPart(t: Evaluator, work: EmbodiedWork, key: EmbodiedLine, perDeviceGramsCo2e: Quantity<"gCO2e">): void {
  if (work.deviceParts !== undefined) work.deviceParts.push(perDeviceGramsCo2e);
  work.embodiedParts.push(t.line(key, equations.allocatedEmissions, { perDeviceGramsCo2e, lifetimeShare: work.lifetimeShare }));
}

/** Adds one accelerator's share of what surrounds the servers, if the caller knows it. */
function addShare(
  t: Evaluator,
  work: EmbodiedWork,
  given: Given | null | undefined,
  key: "rackGramsCo2e" | "networkGramsCo2e" | "storageGramsCo2e" | "coolingGramsCo2e" | "buildingGramsCo2e",
  line: EmbodiedLine,
): void {
  if (isStated(given)) addPart(t, work, line, t.input(key, given));
}

/** The manufacture of a server without its accelerators, from its parts. */
function wireBill(t: Evaluator, bill: HostBill): Quantity<"gCO2e"> {
  const { cpus, memoryBytes, ssdBytes, hddCount, powerSupplyKilograms, chipPackageCount } = bill;
  const { hostParts } = defaults;
  const processor = t.line("processorGramsCo2e", equations.processorEmissions, {
    packageGramsCo2e: t.fallback("processorPackageGramsCo2e", hostParts.processorPackageGramsCo2e),
    dieAreaSquareCentimetres: t.input("processorDieAreaSquareCentimetres", cpus.dieAreaSquareCentimetres),
    carbonPerAreaGramsPerSquareCentimetre: t.fallback("processorGramsPerSquareCentimetre", hostParts.processorGramsPerSquareCentimetre),
  });
  const parts = [
    t.line("hostProcessorsGramsCo2e", equations.partsEmissions, {
      partCount: t.input("processorCount", cpus.count),
      partGramsCo2e: processor,
    }),
    t.line("hostMemoryGramsCo2e", equations.memoryEmissions, {
      memoryBytes: t.input("hostMemoryBytes", memoryBytes),
      carbonPerCapacityGramsPerGigabyte: inputOr(t, "dramGramsPerGigabyte", bill.dramGramsPerGigabyte, hostParts.dramGramsPerGigabyte),
    }),
  ];
  if (ssdBytes !== undefined) {
    parts.push(
      t.line("hostSsdGramsCo2e", equations.memoryEmissions, {
        memoryBytes: t.input("ssdBytes", ssdBytes),
        carbonPerCapacityGramsPerGigabyte: inputOr(t, "ssdGramsPerGigabyte", bill.ssdGramsPerGigabyte, hostParts.ssdGramsPerGigabyte),
      }),
    );
  }
  if (hddCount !== undefined) {
    parts.push(
      t.line("hostHddGramsCo2e", equations.partsEmissions, {
        partCount: t.input("hddCount", hddCount),
        partGramsCo2e: t.fallback("hddGramsCo2e", hostParts.hddGramsCo2e),
      }),
    );
  }
  if (powerSupplyKilograms !== undefined) {
    parts.push(
      t.line("hostPowerSupplyGramsCo2e", equations.massEmissions, {
        massKilograms: t.input("powerSupplyKilograms", powerSupplyKilograms),
        carbonPerMassGramsPerKilogram: t.fallback("powerSupplyGramsPerKilogram", hostParts.powerSupplyGramsPerKilogram),
      }),
    );
  }
  if (chipPackageCount !== undefined) {
    parts.push(
      t.line("hostChipPackagesGramsCo2e", equations.partsEmissions, {
        partCount: t.input("chipPackageCount", chipPackageCount),
        partGramsCo2e: t.fallback("chipPackageGramsCo2e", hostParts.chipPackageGramsCo2e),
      }),
    );
  }
  parts.push(
    t.fallback("mainboardGramsCo2e", hostParts.mainboardGramsCo2e),
    t.fallback("chassisGramsCo2e", hostParts.chassisGramsCo2e),
    t.fallback("assemblyGramsCo2e", hostParts.assemblyGramsCo2e),
  );
  return t.sum("hostGramsCo2e", parts);
}

/** Wires the share of the life of the hardware that device-hours use, with the time in which it stands idle. */
export function wireLifetimeShare(
  t: Evaluator,
  { lifetimeYears, endOfLifeFraction }: EmbodiedStageInput,
  work: EmbodiedWork,
  deviceHours: Quantity<"h">,
  lifetimeUtilisation: Quantity<"1">,
): void {
  if (isStated(endOfLifeFraction)) work.deviceParts = [];
  work.lifetimeShare = t.line("lifetimeShare", equations.lifetimeShare, {
    deviceHours,
    lifetimeYears: inputOr(t, "lifetimeYears", lifetimeYears, defaults.lifetimeYears),
    lifetimeUtilisation,
  });
}

/** The stages that give the embodied emissions, part by part, once the share of the life is known. */
export const embodiedStages: readonly EmbodiedStage[] = [
  function embodiedProduct(t, input, work) {
    const method = embodiedMethodOf(input);
    if (method === "components") return;
    const perDeviceGramsCo2e =
      method === "generic"
        ? t.fallback("acceleratorGramsCo2e", defaults.acceleratorGramsCo2e)
        : t.input("productFootprintGramsCo2e", input.accelerator.productFootprintGramsCo2e as Given);
    addPart(t, work, "embodiedAcceleratorGramsCo2e", perDeviceGramsCo2e);
  },

  function embodiedDie(t, input, work) {
    if (embodiedMethodOf(input) !== "components") return;
    const { dieAreaSquareCentimetres, fabNode } = input.accelerator;
    const perDeviceGramsCo2e = t.line("dieGramsCo2e", equations.dieEmissions, {
      dieAreaSquareCentimetres: t.input("dieAreaSquareCentimetres", dieAreaSquareCentimetres as Given),
      carbonPerAreaGramsPerSquareCentimetre: t.fallback(
        "carbonPerAreaGramsPerSquareCentimetre",
        defaults.carbonPerAreaGramsPerSquareCentimetre[fabNode as FabNode],
      ),
    });
    addPart(t, work, "embodiedDieGramsCo2e", perDeviceGramsCo2e);
  },

  function embodiedMemoryAndModule(t, input, work) {
    if (embodiedMethodOf(input) !== "components") return;
    const perDeviceGramsCo2e = t.line("memoryGramsCo2e", equations.memoryEmissions, {
      memoryBytes: t.input("memoryBytes", input.accelerator.memoryBytes as Given),
      carbonPerCapacityGramsPerGigabyte: t.fallback("carbonPerCapacityGramsPerGigabyte", defaults.memoryGramsPerGigabyte),
    });
    addPart(t, work, "embodiedMemoryGramsCo2e", perDeviceGramsCo2e);
    addPart(t, work, "embodiedModuleGramsCo2e", t.fallback("moduleGramsCo2e", defaults.moduleGramsCo2e));
  },

  function embodiedHost(t, { server }, work) {
    if (server === null) return;
    const host = t.line("hostShareGramsCo2e", equations.hostShare, {
      hostGramsCo2e:
        server?.bill === undefined
          ? inputOr(t, "hostGramsCo2e", server?.hostGramsCo2e, defaults.server.hostGramsCo2e)
          : wireBill(t, server.bill),
      acceleratorsPerServer:
        server === undefined
          ? t.fallback("acceleratorsPerServer", DEFAULT_ACCELERATORS_PER_SERVER)
          : t.input("acceleratorsPerServer", server.acceleratorsPerServer),
    });
    addPart(t, work, "embodiedHostGramsCo2e", host);
  },

  function embodiedSurroundings(t, input, work) {
    addShare(t, work, input.rackGramsCo2e, "rackGramsCo2e", "embodiedRackGramsCo2e");
    addShare(t, work, input.networkGramsCo2e, "networkGramsCo2e", "embodiedNetworkGramsCo2e");
    addShare(t, work, input.storageGramsCo2e, "storageGramsCo2e", "embodiedStorageGramsCo2e");
    addShare(t, work, input.coolingGramsCo2e, "coolingGramsCo2e", "embodiedCoolingGramsCo2e");
    addShare(t, work, input.buildingGramsCo2e, "buildingGramsCo2e", "embodiedBuildingGramsCo2e");
  },

  function embodiedEndOfLife(t, { endOfLifeFraction }, work) {
    if (work.deviceParts === undefined) return;
    const endOfLife = t.line("endOfLifeGramsCo2e", equations.endOfLifeEmissions, {
      manufactureGramsCo2e: t.sum("manufactureGramsCo2e", work.deviceParts),
      endOfLifeFraction: t.input("endOfLifeFraction", endOfLifeFraction as Given),
    });
    // Not a device part: those are what the sum above keeps.
    work.embodiedParts.push(
      t.line("embodiedEndOfLifeGramsCo2e", equations.allocatedEmissions, {
        perDeviceGramsCo2e: endOfLife,
        lifetimeShare: work.lifetimeShare,
      }),
    );
  },
];
