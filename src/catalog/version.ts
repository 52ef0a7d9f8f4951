import version from "../../data/version.json" with { type: "json" };

/**
 * Version of the data by calendar (year.month.release): it changes with every change of a figure, and every result carries it.
 *
 * @example
 * ```ts
 * import { dataVersion } from "llm-footprint";
 *
 * console.log(/^20\d\d\.\d+\.\d+$/.test(dataVersion)); // true
 * ```
 */
export const dataVersion: string = version.dataVersion;
