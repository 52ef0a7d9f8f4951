import table from "../../data/servers.json" with { type: "json" };
import { defaults } from "./defaults.js";
import type { ServerId } from "./ids.js";
import type { ServerRecord } from "./records.js";

/**
 * Servers by id, without their accelerators. `eight-accelerator-host` is the default of the estimates.
 *
 * @example
 * ```ts
 * import { servers } from "llm-footprint/catalog/servers";
 *
 * console.log(servers["eight-accelerator-host"].acceleratorsPerServer); // 8
 * ```
 */
export const servers = { "eight-accelerator-host": defaults.server, ...(table as object) } as Readonly<Record<ServerId, ServerRecord>>;
