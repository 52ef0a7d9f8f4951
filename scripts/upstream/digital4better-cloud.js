import { readFileSync } from "node:fs";
import { number, readCsv } from "../lib/csv.js";

const regions = JSON.parse(readFileSync(new URL("../../data/cloud-regions.json", import.meta.url), "utf8"));

/**
 * What the compilers fill in where a provider says nothing: averages of a geography, a design value, the fleet's figure. A cell with one of
 * these says nothing about the region. Zero water stands for unknown.
 */
const FILLED = {
  aws: { pue: [1.15, 1.135], wue: [0.15, 0.18, 0.19, 0] },
  azure: { pue: [1.405, 1.185, 1.17, 1.12], wue: [1.65, 0.1, 0.55, 0] },
  gcp: { pue: [1.09], wue: "all" },
  oracle: { pue: "all", wue: "all" },
  ovhcloud: { pue: [1.24], wue: [0.34, 0] },
  scaleway: { pue: [], wue: [0.22, 0.216, 0] },
};

/** Our id of a row: providers' own ids, except for Azure, whose rows have Azure's display names ("East Asia" for eastasia). */
const idOf = ({ provider, id, name }) => `${provider}:${provider === "azure" ? name.toLowerCase().replaceAll(/[^a-z0-9]/gu, "") : id}`;

/** Refuses a value that so many rows share that it must be the average of another year, which `FILLED` does not know yet. */
function refuseUnknownFill(rows, column) {
  const count = new Map();
  for (const row of rows) {
    const value = number(row, column, { optional: true });
    const filled = FILLED[row.provider]?.[column];
    if (value !== undefined && filled !== "all" && !filled?.includes(value)) count.set(value, (count.get(value) ?? 0) + 1);
  }
  for (const [value, times] of count) {
    if (times >= 5 && times > rows.length / 5)
      throw new Error(
        `${column} = ${value} stands in ${times} of ${rows.length} rows: if it is an average that was filled in, name it in FILLED`,
      );
  }
}

/** A figure of a row, or nothing where the cell was filled in. */
function figure(row, column, [low, high], current) {
  const value = number(row, column, { optional: true });
  const filled = FILLED[row.provider]?.[column];
  if (filled === undefined) throw new Error(`provider "${row.provider}" is unknown here: say which of its values are filled in`);
  if (value === undefined || filled === "all" || filled.includes(value)) return current;
  if (value < low || value > high) throw new Error(`${row.provider}/${row.id}: ${column} = ${value} is outside ${low} to ${high}`);
  // The publisher writes no year beside a value: a changed one gets the year of its reading, and a reviewer says it better.
  if (current !== undefined && current.value === value) return current;
  return {
    ...current,
    value,
    source: "digital4better",
    at: `data/cloud, ${row.provider}-regions.csv, ${row.id}, read ${new Date().getFullYear()}`,
    basis: "secondary",
  };
}

/** PUE and WUE by cloud region as Digital4Better compiles them; one file holds one provider. ODbL. */
export default {
  table: "data/odbl/cloud-efficiency.json",
  describes: "PUE and WUE by cloud region, one provider a file (Digital4Better)",
  url: "https://github.com/digital4better/data/tree/main/data/cloud (<provider>-regions.csv)",
  read(text, current) {
    const rows = readCsv(text);
    if (rows.length === 0) throw new Error("the file has no rows: is it truncated?");
    for (const column of ["pue", "wue"]) refuseUnknownFill(rows, column);
    const records = {};
    for (const row of rows) {
      const id = idOf(row);
      const region = regions[id];
      if (region === undefined) throw new Error(`${id} (${row.name}) is not in data/cloud-regions.json: add it there first`);
      const pue = figure(row, "pue", [1, 3], current[id]?.pue);
      const wueLitresPerKwh = figure(row, "wue", [0, 5], current[id]?.wueLitresPerKwh);
      if (pue === undefined && wueLitresPerKwh === undefined) continue;
      records[id] = {
        name: region.name,
        aliases: region.aliases,
        cloudRegion: id,
        ...(pue === undefined ? {} : { pue }),
        ...(wueLitresPerKwh === undefined ? {} : { wueLitresPerKwh }),
      };
    }
    return records;
  },
};
