import { defaults } from "../catalog/defaults.js";
import type { Accelerator, HostBill } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, nonNegative, positive } from "../core/formula.js";
import type { EmbodiedStageInput } from "./generated/inputs.js";
import { checkRecordGiven } from "./record-given.js";
import { refuseOtherKeysOfServer } from "./record-keys.js";
import { checkChoice, isObject, refuse } from "./refuse.js";

/** How the manufacturing emissions of the accelerator are found. */
const embodiedMethods = [
  /** The product footprint of the accelerator record, cradle to gate. */
  "product-footprint",
  /** Die area × carbon per area + memory × carbon per capacity + board and cooling. */
  "components",
  /** `defaults.acceleratorGramsCo2e`: the wide range of published devices, for one of which neither footprint nor die is known. */
  "generic",
] as const;
/** One of them. */
export type EmbodiedMethod = (typeof embodiedMethods)[number];

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

/** How the manufacture of the accelerator is found: as asked, else by the best that its record allows. */
export function embodiedMethodOf({ embodiedMethod, accelerator }: EmbodiedStageInput): EmbodiedMethod {
  if (embodiedMethod !== undefined) return embodiedMethod;
  if (accelerator.productFootprintGramsCo2e !== undefined) return "product-footprint";
  const { memoryBytes, dieAreaSquareCentimetres, fabNode } = accelerator;
  return memoryBytes === undefined || dieAreaSquareCentimetres === undefined || fabNode === undefined ? "generic" : "components";
}

function checkCount(where: string, field: string, count: unknown, domain: Domain): void {
  checkGiven(where, field, count, domain);
  if (!Number.isInteger(count)) {
    throw new FootprintError("out-of-domain", `${where}: ${field} = ${formatValue(count)} is not a whole number`, { field, value: count });
  }
}

function checkBill(where: string, bill: HostBill): void {
  if (!isObject(bill)) throw refuse(where, "server.bill", "is not a bill; give { cpus, memoryBytes, … }", bill);
  if (bill.ssdGramsPerGigabyte !== undefined && bill.ssdBytes === undefined) {
    throw refuse(where, "server.bill.ssdBytes", "is missing; its factor ssdGramsPerGigabyte is given");
  }
  const { cpus } = bill;
  if (!isObject(cpus)) throw refuse(where, "server.bill.cpus", "is missing; give { count, dieAreaSquareCentimetres }");
  checkCount(where, "server.bill.cpus.count", cpus.count, atLeastOne);
  checkGiven(where, "server.bill.cpus.dieAreaSquareCentimetres", cpus.dieAreaSquareCentimetres, positive);
  checkGiven(where, "server.bill.memoryBytes", bill.memoryBytes, positive);
  for (const [key, domain] of Object.entries(billDomains) as [keyof typeof billDomains, Domain][]) {
    if (bill[key] === undefined) continue;
    (key.endsWith("Count") ? checkCount : checkGiven)(where, `server.bill.${key}`, bill[key], domain);
  }
}

/**
 * Checks what is no number of an input: the method, and the server with its bill.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkMade(where: string, input: EmbodiedStageInput): void {
  checkEmbodiedMethod(where, input);
  checkFabNode(where, input);
  const { server } = input;
  if (server === undefined || server === null) return;
  checkRecordGiven(where, "server", server, "server");
  refuseOtherKeysOfServer(where, server);
  checkGiven(where, "server.acceleratorsPerServer", server.acceleratorsPerServer, atLeastOne);
  if (server.hostPowerWatts !== undefined) checkGiven(where, "server.hostPowerWatts", server.hostPowerWatts, nonNegative);
  if (server.hostPowerFactor !== undefined) checkGiven(where, "server.hostPowerFactor", server.hostPowerFactor, positive);
  const { hostGramsCo2e, bill } = server;
  if (hostGramsCo2e !== undefined && bill !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      `${where}: server.hostGramsCo2e and server.bill both give the manufacture of the host; give one of them`,
      { field: "server.bill" },
    );
  }
  if (bill !== undefined) {
    checkBill(where, bill);
    return;
  }
  if (hostGramsCo2e === undefined) {
    throw refuse(
      where,
      "server.hostGramsCo2e",
      `is missing; the manufacture of ${server.name} is not known; give it, a bill of its parts, or server: null to leave it out`,
    );
  }
  checkGiven(where, "server.hostGramsCo2e", hostGramsCo2e, nonNegative);
}

function checkFabNode(where: string, { accelerator }: EmbodiedStageInput): void {
  if (accelerator.fabNode !== undefined && !Object.hasOwn(defaults.carbonPerAreaGramsPerSquareCentimetre, accelerator.fabNode)) {
    const known = Object.keys(defaults.carbonPerAreaGramsPerSquareCentimetre);
    throw new FootprintError(
      "invalid-input",
      `${where}: accelerator.fabNode = "${accelerator.fabNode}" is not one of ${known.join(", ")}`,
      {
        field: "accelerator.fabNode",
        value: accelerator.fabNode,
        nearest: known,
      },
    );
  }
}

function checkEmbodiedMethod(where: string, { embodiedMethod, accelerator }: EmbodiedStageInput): void {
  if (embodiedMethod === undefined) return;
  checkChoice(where, "embodiedMethod", embodiedMethod, embodiedMethods);
  const needed: readonly (keyof Accelerator)[] =
    embodiedMethod === "product-footprint"
      ? ["productFootprintGramsCo2e"]
      : embodiedMethod === "components"
        ? ["memoryBytes", "dieAreaSquareCentimetres", "fabNode"]
        : [];
  const unknown = needed.filter((key) => accelerator[key] === undefined);
  if (unknown.length === 0) return;
  const others = embodiedMethods.filter((method) => method !== embodiedMethod);
  throw new FootprintError(
    "invalid-input",
    `${where}: embodiedMethod "${embodiedMethod}" needs accelerator.${unknown.join(" and ")}, which ${accelerator.name} does not have; ` +
      `give it, or use ${others.join(" or ")}`,
    { field: "embodiedMethod", value: embodiedMethod, nearest: others },
  );
}
