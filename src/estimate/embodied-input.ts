import type { HostBill, Server } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, fraction, nonNegative, positive } from "../core/formula.js";

/**
 * Emissions of what surrounds the servers and of what follows their use. Hardly any figure per device is public, so each is missing where it
 * is left out or `null`, and a note says so; zero is a statement of the caller.
 */
export interface EmbodiedInput {
  /** One accelerator's share of the manufacture of the racks (gCO2e). */
  readonly rackGramsCo2e?: Given | null;
  /** One accelerator's share of the manufacture of the network between the servers (gCO2e). */
  readonly networkGramsCo2e?: Given | null;
  /** One accelerator's share of the manufacture of the storage outside the servers (gCO2e). */
  readonly storageGramsCo2e?: Given | null;
  /** One accelerator's share of the manufacture of the cooling plant, over the service life of the accelerator (gCO2e). */
  readonly coolingGramsCo2e?: Given | null;
  /** One accelerator's share of the construction of the building, over the service life of the accelerator (gCO2e). */
  readonly buildingGramsCo2e?: Given | null;
  /** End of life of everything that is counted, as a share of its manufacture (fraction). */
  readonly endOfLifeFraction?: Given | null;
}

/** What {@link EmbodiedInput} may state, by key, with the words of the notes. */
export const embodiedShares: Readonly<Record<keyof EmbodiedInput, string>> = {
  rackGramsCo2e: "racks",
  networkGramsCo2e: "cluster network",
  storageGramsCo2e: "storage outside the servers",
  coolingGramsCo2e: "cooling plant",
  buildingGramsCo2e: "building",
  endOfLifeFraction: "end of life",
};

/** Parts that a bill may leave out. */
export const optionalParts = [
  "ssdBytes",
  "hddCount",
  "powerSupplyKilograms",
  "chipPackageCount",
] as const satisfies readonly (keyof HostBill)[];

/** The physical range of each number of a bill, stated once. */
const billDomains: Readonly<Record<Exclude<keyof HostBill, "cpus">, Domain>> = {
  memoryBytes: positive,
  ssdBytes: nonNegative,
  hddCount: nonNegative,
  powerSupplyKilograms: nonNegative,
  chipPackageCount: nonNegative,
  dramGramsPerGigabyte: nonNegative,
  ssdGramsPerGigabyte: nonNegative,
};

/** Whether a caller stated it: neither left out nor `null`. */
export function isStated(given: Given | null | undefined): given is Given {
  return given !== undefined && given !== null;
}

function refuse(field: string, problem: string, value?: unknown): FootprintError {
  return new FootprintError("invalid-input", `training: ${field} ${problem}`, value === undefined ? { field } : { field, value });
}

function checkCount(field: string, count: unknown, domain: Domain): void {
  checkGiven("training", field, count, domain);
  if (!Number.isInteger(count)) {
    throw new FootprintError("out-of-domain", `training: ${field} = ${formatValue(count)} is not a whole number`, { field, value: count });
  }
}

function checkBill(bill: HostBill): void {
  if (typeof bill !== "object" || bill === null) throw refuse("server.bill", "is not a bill; give { cpus, memoryBytes, … }", bill);
  const known = ["cpus", ...Object.keys(billDomains)];
  for (const key of Object.keys(bill)) {
    if (known.includes(key)) continue;
    throw new FootprintError("invalid-input", `training: server.bill.${key} is not a part of a bill; its parts are ${known.join(", ")}`, {
      field: `server.bill.${key}`,
      value: key,
      nearest: known,
    });
  }
  if (bill.ssdGramsPerGigabyte !== undefined && bill.ssdBytes === undefined) {
    throw refuse("server.bill.ssdBytes", "is missing; its factor ssdGramsPerGigabyte is given");
  }
  const { cpus } = bill;
  if (typeof cpus !== "object" || cpus === null) throw refuse("server.bill.cpus", "is missing; give { count, dieAreaSquareCentimetres }");
  checkCount("server.bill.cpus.count", cpus.count, atLeastOne);
  checkGiven("training", "server.bill.cpus.dieAreaSquareCentimetres", cpus.dieAreaSquareCentimetres, positive);
  checkGiven("training", "server.bill.memoryBytes", bill.memoryBytes, positive);
  for (const [key, domain] of Object.entries(billDomains) as [keyof typeof billDomains, Domain][]) {
    if (bill[key] === undefined) continue;
    (key.endsWith("Count") ? checkCount : checkGiven.bind(undefined, "training"))(`server.bill.${key}`, bill[key], domain);
  }
}

function checkShare(key: keyof EmbodiedInput, given: Given | null | undefined): void {
  if (isStated(given)) checkGiven("training", key, given, nonNegative);
}

/**
 * Checks the server and everything that {@link EmbodiedInput} may state.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkEmbodied(input: EmbodiedInput & { readonly server?: Server | null }): void {
  checkShare("rackGramsCo2e", input.rackGramsCo2e);
  checkShare("networkGramsCo2e", input.networkGramsCo2e);
  checkShare("storageGramsCo2e", input.storageGramsCo2e);
  checkShare("coolingGramsCo2e", input.coolingGramsCo2e);
  checkShare("buildingGramsCo2e", input.buildingGramsCo2e);
  if (isStated(input.endOfLifeFraction)) checkGiven("training", "endOfLifeFraction", input.endOfLifeFraction, fraction);
  const { server } = input;
  if (server === undefined || server === null) return;
  checkGiven("training", "server.acceleratorsPerServer", server.acceleratorsPerServer, atLeastOne);
  const { hostGramsCo2e, bill } = server;
  if (hostGramsCo2e !== undefined && bill !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      "training: server.hostGramsCo2e and server.bill both give the manufacture of the host; give one of them",
      { field: "server.bill" },
    );
  }
  if (bill !== undefined) {
    checkBill(bill);
    return;
  }
  if (hostGramsCo2e === undefined) {
    throw refuse(
      "server.hostGramsCo2e",
      `is missing; the manufacture of ${server.name} is not known; give it, a bill of its parts, or server: null to leave it out`,
    );
  }
  checkGiven("training", "server.hostGramsCo2e", hostGramsCo2e, nonNegative);
}
