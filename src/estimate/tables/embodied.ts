import { lazily } from "../../core/lazily.js";
import type { EmbodiedStageInput } from "../generated/inputs.js";
import { defaults } from "../../catalog/defaults.js";
import type { Accelerator, FabNode, HostBill } from "../../catalog/records.js";
import type { Given } from "../../core/figure.js";
import { fraction, positiveFraction } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { assume, by, from, noted, record, type Say, same, sum, type Test, when } from "../../graph/ways.js";
import { embodiedMethodOf, type EmbodiedMethod } from "../embodied-input.js";
import { percentLeft } from "../run-notes.js";

type Made = EmbodiedStageInput;
const of = from<Made>();
const { hostParts, server: usual } = defaults;
const isOf =
  (method: EmbodiedMethod): Test<Made> =>
  (made, isGiven) =>
    embodiedMethodOf(made) === method && !isGiven("acceleratorGramsCo2e") && !isGiven("productFootprintGramsCo2e");
const hasUsualServer = ({ server }: Made): boolean => server === undefined;
const carbonPerArea = ({ accelerator: { fabNode } }: Made): Given => defaults.carbonPerAreaGramsPerSquareCentimetre[fabNode as FabNode];
const ofAccelerator = (key: keyof Accelerator) => of("accelerator", key as "memoryBytes");
const ofBill = (key: Exclude<keyof HostBill, "cpus">) => ({
  ...record(({ server }: Made) => server?.bill?.[key]),
  path: ["server", `bill.${key}`] as const,
});
const ofProcessors = (key: keyof HostBill["cpus"]) => ({
  ...record(({ server }: Made) => server?.bill?.cpus[key]),
  path: ["server", `bill.cpus.${key}`] as const,
});
/** The size of the default server belongs to the same record as its emissions. */
const { source, at, basis } = usual.hostGramsCo2e;
const usualSize: Given = { value: usual.acceleratorsPerServer, source, at, basis };

const ofFootprint = "Embodied: the accelerator's product footprint, cradle to gate.";
const ofComponents =
  "Embodied: the accelerator from its die area, memory and module; product footprints, where they exist, differ by up to a factor of two.";
const ofNothing = "Embodied: neither a footprint nor the die of the accelerator is known; the wide range of published devices stands in.";
/** What a request at full load leaves is no share to speak of. */
const LEAST_IDLE_PERCENT = 0.1;
const idleLife: Say<unknown> = (read) => {
  const idle = percentLeft(read("lifetimeUtilisation") as number);
  return (
    `Embodied: every part by accelerator-hours over the working hours of a service life of ${read("lifetimeYears")} years.` +
    (idle === 0 ? " None of it is idle." : "") +
    (idle >= LEAST_IDLE_PERCENT
      ? ` The ${idle.toPrecision(2)} % of it in which the hardware stands idle are charged to the hours at work.`
      : "")
  );
};
/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  const [last = "", ...rest] = [...words].reverse();
  return rest.length === 0 ? last : `${rest.reverse().join(", ")} and ${last}`;
}
const missingInBill: Say<unknown> = (read) => {
  const unlisted = (["ssdBytes", "hddCount", "powerSupplyKilograms", "chipPackageCount"] as const).filter(
    (part) => read(part) === undefined,
  );
  if (unlisted.length === 0) return undefined;
  return `The bill of the server has no ${listed(unlisted)}: missing, not zero. Nor does it hold fans, cables and network cards.`;
};
const missingShares: Say<Made> = (read, { server }) => {
  const missing = Object.entries(shares()).flatMap(([name, { missing: words }]) => (read(name) === undefined ? [words as string] : []));
  return [
    ...(server === null ? ["The server was left out: the embodied emissions do not hold its share."] : []),
    ...(missing.length === 0
      ? []
      : [`Embodied emissions of ${listed(missing)} are missing, not zero: hardly any figure per device is public.`]),
  ];
};

const perDevice = <const Name extends string>(perDeviceGramsCo2e: Name): { readonly perDeviceGramsCo2e: Name } => ({ perDeviceGramsCo2e });

/** What surrounds the servers and what follows their use: hardly any figure per device is public. */
export const shares = lazily(() => ({
  rackGramsCo2e: quantity("Manufacture of the racks per accelerator; missing where left out", {
    as: "embodiedRack",
    example: "40 kg",
    missing: "racks",
  }),
  networkGramsCo2e: quantity("Manufacture of the network between the servers per accelerator; missing where left out", {
    as: "embodiedNetwork",
    example: "50 kg",
    missing: "cluster network",
  }),
  storageGramsCo2e: quantity("Manufacture of the storage outside the servers per accelerator; missing where left out", {
    as: "embodiedStorage",
    example: "30 kg",
    missing: "storage outside the servers",
  }),
  coolingGramsCo2e: quantity("Manufacture of the cooling plant per accelerator, over the accelerator's life; missing where left out", {
    as: "embodiedCooling",
    example: "20 kg",
    missing: "cooling plant",
  }),
  buildingGramsCo2e: quantity("Construction of the building per accelerator, over the accelerator's life; missing where left out", {
    as: "embodiedBuilding",
    example: "109 kg",
    missing: "building",
  }),
  endOfLifeFraction: quantity("End of life as a share of the manufacture; missing where left out", {
    domain: fraction,
    as: "endOfLife",
    example: "5%",
    missing: "end of life",
  }),
}));

/** Manufacture of the hardware: of one device, part by part, and the share of its life that is used. `usedHours` is for each kind to say. */
export const embodied = lazily(() => ({
  lifetimeYears: quantity(
    "Service life of the hardware, in years of 365 days",
    { as: "lifetime", example: "5 years" },
    assume(defaults.lifetimeYears),
  ),
  lifetimeShare: quantity(
    "Share of the life of the hardware that is used",
    noted("embodied-allocation", by(F.lifetimeShare, { deviceHours: "usedHours" }), idleLife),
  ),
  productFootprintGramsCo2e: quantity(
    "Product footprint of an accelerator",
    noted("embodied-method", when(isOf("product-footprint"), ofAccelerator("productFootprintGramsCo2e")), ofFootprint),
  ),
  acceleratorGramsCo2e: quantity(
    "Manufacture of an accelerator",
    same("productFootprintGramsCo2e"),
    noted("embodied-method", when(isOf("generic"), assume(defaults.acceleratorGramsCo2e)), ofNothing),
  ),
  dieAreaSquareCentimetres: quantity(
    "Area of the dies of an accelerator",
    when(isOf("components"), ofAccelerator("dieAreaSquareCentimetres")),
  ),
  carbonPerAreaGramsPerSquareCentimetre: quantity("Manufacture of dies per area", assume(carbonPerArea)),
  dieGramsCo2e: quantity(
    "Manufacture of the dies of an accelerator",
    noted("embodied-method", when(isOf("components"), by(F.dieEmissions)), ofComponents),
  ),
  carbonPerCapacityGramsPerGigabyte: quantity("Manufacture of memory per capacity", assume(defaults.memoryGramsPerGigabyte)),
  memoryBytes: quantity("Memory of an accelerator", { isExact: true }, ofAccelerator("memoryBytes")),
  nominalMemoryBytes: quantity(
    "Memory of an accelerator as it is sold",
    { isExact: true },
    ofAccelerator("nominalMemoryBytes"),
    same("memoryBytes"),
  ),
  // Its source divides the manufacture of eight modules by the capacity that they are sold with.
  memoryGramsCo2e: quantity(
    "Manufacture of the memory of an accelerator",
    when(isOf("components"), by(F.memoryEmissions, { memoryBytes: "nominalMemoryBytes" })),
  ),
  moduleGramsCo2e: quantity("Manufacture of the module of an accelerator", when(isOf("components"), assume(defaults.moduleGramsCo2e))),
  processorCount: quantity("Processors of a server", { isExact: true }, ofProcessors("count")),
  processorDieAreaSquareCentimetres: quantity("Area of the dies of a processor", ofProcessors("dieAreaSquareCentimetres")),
  processorPackageGramsCo2e: quantity("Manufacture of the package of a processor", assume(hostParts.processorPackageGramsCo2e)),
  processorGramsPerSquareCentimetre: quantity("Manufacture of processors per area", assume(hostParts.processorGramsPerSquareCentimetre)),
  processorGramsCo2e: quantity(
    "Manufacture of a processor",
    by(F.processorEmissions, {
      packageGramsCo2e: "processorPackageGramsCo2e",
      dieAreaSquareCentimetres: "processorDieAreaSquareCentimetres",
      carbonPerAreaGramsPerSquareCentimetre: "processorGramsPerSquareCentimetre",
    }),
  ),
  hostProcessorsGramsCo2e: quantity(
    "Manufacture of the processors of a server",
    by(F.partsEmissions, { partCount: "processorCount", partGramsCo2e: "processorGramsCo2e" }),
  ),
  hostMemoryBytes: quantity("Memory of a server", { isExact: true }, ofBill("memoryBytes")),
  dramGramsPerGigabyte: quantity(
    "Manufacture of memory of servers",
    ofBill("dramGramsPerGigabyte"),
    assume(hostParts.dramGramsPerGigabyte),
  ),
  hostMemoryGramsCo2e: quantity(
    "Manufacture of the memory of a server",
    by(F.memoryEmissions, { memoryBytes: "hostMemoryBytes", carbonPerCapacityGramsPerGigabyte: "dramGramsPerGigabyte" }),
  ),
  ssdBytes: quantity("Flash storage of a server", { isExact: true }, ofBill("ssdBytes")),
  ssdGramsPerGigabyte: quantity("Manufacture of flash storage", ofBill("ssdGramsPerGigabyte"), assume(hostParts.ssdGramsPerGigabyte)),
  hostSsdGramsCo2e: quantity(
    "Manufacture of the flash storage of a server",
    by(F.memoryEmissions, { memoryBytes: "ssdBytes", carbonPerCapacityGramsPerGigabyte: "ssdGramsPerGigabyte" }),
  ),
  hddCount: quantity("Hard disks of a server", { isExact: true }, ofBill("hddCount")),
  hddGramsCo2e: quantity("Manufacture of a hard disk", assume(hostParts.hddGramsCo2e)),
  hostHddGramsCo2e: quantity(
    "Manufacture of the hard disks of a server",
    by(F.partsEmissions, { partCount: "hddCount", partGramsCo2e: "hddGramsCo2e" }),
  ),
  powerSupplyKilograms: quantity("Mass of the power supplies of a server", ofBill("powerSupplyKilograms")),
  powerSupplyGramsPerKilogram: quantity("Manufacture of power supplies per mass", assume(hostParts.powerSupplyGramsPerKilogram)),
  hostPowerSupplyGramsCo2e: quantity(
    "Manufacture of the power supplies of a server",
    by(F.massEmissions, { massKilograms: "powerSupplyKilograms", carbonPerMassGramsPerKilogram: "powerSupplyGramsPerKilogram" }),
  ),
  chipPackageCount: quantity("Packaged chips of a server", { isExact: true }, ofBill("chipPackageCount")),
  chipPackageGramsCo2e: quantity("Manufacture of the package of a chip", assume(hostParts.chipPackageGramsCo2e)),
  hostChipPackagesGramsCo2e: quantity(
    "Manufacture of the packages of the chips of a server",
    by(F.partsEmissions, { partCount: "chipPackageCount", partGramsCo2e: "chipPackageGramsCo2e" }),
  ),
  mainboardGramsCo2e: quantity("Manufacture of a mainboard", assume(hostParts.mainboardGramsCo2e)),
  chassisGramsCo2e: quantity("Manufacture of a chassis", assume(hostParts.chassisGramsCo2e)),
  assemblyGramsCo2e: quantity("Assembly of a server", assume(hostParts.assemblyGramsCo2e)),
  hostGramsCo2e: quantity(
    "Manufacture of a server without its accelerators",
    of("server", "hostGramsCo2e" as never),
    noted(
      "missing-part",
      sum(
        "hostProcessorsGramsCo2e",
        "hostMemoryGramsCo2e",
        "hostSsdGramsCo2e?",
        "hostHddGramsCo2e?",
        "hostPowerSupplyGramsCo2e?",
        "hostChipPackagesGramsCo2e?",
        "mainboardGramsCo2e",
        "chassisGramsCo2e",
        "assemblyGramsCo2e",
      ),
      missingInBill,
    ),
    when(hasUsualServer, assume(usual.hostGramsCo2e)),
  ),
  acceleratorsPerServer: quantity(
    "Accelerators of a server",
    { isExact: true },
    of("server", "acceleratorsPerServer" as never),
    when(hasUsualServer, assume(usualSize)),
  ),
  hostShareGramsCo2e: quantity("An accelerator's share of the manufacture of its server", by(F.hostShare)),
  ...shares(),
  embodiedAcceleratorGramsCo2e: quantity(
    "Manufacture of accelerators that is used",
    by(F.allocatedEmissions, perDevice("acceleratorGramsCo2e")),
  ),
  embodiedDieGramsCo2e: quantity("Manufacture of dies that is used", by(F.allocatedEmissions, perDevice("dieGramsCo2e"))),
  embodiedMemoryGramsCo2e: quantity("Manufacture of memory that is used", by(F.allocatedEmissions, perDevice("memoryGramsCo2e"))),
  embodiedModuleGramsCo2e: quantity("Manufacture of modules that is used", by(F.allocatedEmissions, perDevice("moduleGramsCo2e"))),
  embodiedHostGramsCo2e: quantity("Manufacture of servers that is used", by(F.allocatedEmissions, perDevice("hostShareGramsCo2e"))),
  embodiedRackGramsCo2e: quantity("Manufacture of racks that is used", by(F.allocatedEmissions, perDevice("rackGramsCo2e"))),
  embodiedNetworkGramsCo2e: quantity("Manufacture of the network that is used", by(F.allocatedEmissions, perDevice("networkGramsCo2e"))),
  embodiedStorageGramsCo2e: quantity("Manufacture of the storage that is used", by(F.allocatedEmissions, perDevice("storageGramsCo2e"))),
  embodiedCoolingGramsCo2e: quantity("Manufacture of the cooling that is used", by(F.allocatedEmissions, perDevice("coolingGramsCo2e"))),
  embodiedBuildingGramsCo2e: quantity(
    "Construction of the building that is used",
    by(F.allocatedEmissions, perDevice("buildingGramsCo2e")),
  ),
  manufactureGramsCo2e: quantity(
    "Manufacture of a device with all shares that are counted",
    sum(
      "acceleratorGramsCo2e?",
      "dieGramsCo2e?",
      "memoryGramsCo2e?",
      "moduleGramsCo2e?",
      "hostShareGramsCo2e?",
      "rackGramsCo2e?",
      "networkGramsCo2e?",
      "storageGramsCo2e?",
      "coolingGramsCo2e?",
      "buildingGramsCo2e?",
    ),
  ),
  endOfLifeGramsCo2e: quantity("End of life of a device", by(F.endOfLifeEmissions)),
  embodiedEndOfLifeGramsCo2e: quantity("End of life that is used up", by(F.allocatedEmissions, perDevice("endOfLifeGramsCo2e"))),
  embodiedGramsCo2e: quantity(
    "Share of the manufacture of the hardware",
    noted(
      "missing-part",
      sum(
        "embodiedAcceleratorGramsCo2e?",
        "embodiedDieGramsCo2e?",
        "embodiedMemoryGramsCo2e?",
        "embodiedModuleGramsCo2e?",
        "embodiedHostGramsCo2e?",
        "embodiedRackGramsCo2e?",
        "embodiedNetworkGramsCo2e?",
        "embodiedStorageGramsCo2e?",
        "embodiedCoolingGramsCo2e?",
        "embodiedBuildingGramsCo2e?",
        "embodiedEndOfLifeGramsCo2e?",
      ),
      missingShares,
    ),
  ),
}));

/** Emissions of the electricity and of the manufacture together. */
export const footprint = lazily(() => ({
  totalGramsCo2e: quantity(
    "Location-based emissions of the electricity and the share of the manufacture",
    { isOfParts: true },
    sum("operationalGramsCo2e", "embodiedGramsCo2e"),
  ),
}));

/** How long the hardware works over its life, for kinds that do not know better. */
export const usualUtilisation = lazily(() => ({
  lifetimeUtilisation: quantity(
    "Share of its life that the hardware works",
    { domain: positiveFraction, example: "85%" },
    assume(defaults.lifetimeUtilisation),
  ),
}));
