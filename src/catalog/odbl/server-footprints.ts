import table from "../../../data/odbl/server-footprints.json" with { type: "json" };
import type { ServerFootprintId } from "../ids.js";
import type { ServerFootprintRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Footprints of ordinary servers as their manufacturers state them.
 *
 * Open Database License 1.0: credit Boavizta; a database made from this one stays under the ODbL (`data/odbl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { serverFootprints } from "llm-footprint/catalog/odbl/server-footprints";
 *
 * console.log(Object.keys(serverFootprints).length > 60); // true
 * ```
 */
export const serverFootprints = /* @__PURE__ */ readTable<Readonly<Record<ServerFootprintId, ServerFootprintRecord>>>(table);
