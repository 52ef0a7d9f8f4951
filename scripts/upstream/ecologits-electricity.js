/*
 * The file is `ecologits/data/electricity_mixes` of mlco2/ecologits (until 2025 genai-impact/ecologits), MPL-2.0. Until 2026 it was a table,
 *
 *   name,adpe,pe,gwp,wue
 *   ARG,0.00000007686,7.8888,0.35895,11.4558
 *
 * and is now `electricity_mixes.json`, with a warning for each value of the world that stands in for one of the country:
 *
 *   { "electricity_mixes": [{ "name": "ARG", "adpe": 7.686e-08, "pe": 7.8888, "gwp": 0.35895, "wue": 11.4558, "warnings": null }] }
 *
 * Per kWh: adpe in kgSbeq, pe in MJ, gwp in kgCO2eq, wue in litres.
 */
import { readFileSync } from "node:fs";
import { number, readCsv } from "../lib/csv.js";

/** Names and codes of countries. */
const grids = JSON.parse(readFileSync(new URL("../../data/grids.json", import.meta.url), "utf8"));

/** Rows that are no country. */
const aggregates = new Set(["EEE", "WOR"]);

/** Above these no country lies: a greater number is in another unit. */
const limits = { adpe: 1e-5, pe: 100, gwp: 3, wue: 200 };

function rowsOf(text) {
  if (!text.trimStart().startsWith("{")) return readCsv(text);
  const { electricity_mixes: rows } = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error('the file has no "electricity_mixes": is it electricity_mixes.json?');
  return rows;
}

/** A cell of either format. */
function cell(row, column) {
  const value = typeof row[column] === "number" ? row[column] : number(row, column);
  if (!(value >= 0 && value <= limits[column])) {
    throw new Error(`${row.name}, ${column}: ${value} is outside 0 to ${limits[column]}; has the unit changed?`);
  }
  return value;
}

export default {
  table: "data/mpl/electricity-impacts.json",
  describes: "water, minerals and primary energy per kWh by country (EcoLogits)",
  url: "https://raw.githubusercontent.com/mlco2/ecologits/main/ecologits/data/electricity_mixes.json",
  /** Takes the countries all of whose values are their own. */
  read(text, current) {
    const records = {};
    for (const row of rowsOf(text)) {
      if (aggregates.has(row.name) || (row.warnings ?? []).length > 0) continue;
      const id = String(row.name).toLowerCase();
      const place = current[id] ?? grids[id];
      if (place?.country === undefined) throw new Error(`name = "${row.name}" is no country of data/grids.json`);
      records[id] = {
        name: place.name,
        aliases: place.aliases,
        country: place.country,
        source: "ecologits-electricity",
        at: `electricity_mixes, ${row.name}`,
        basis: "estimated",
        waterLitresPerKwh: cell(row, "wue"),
        mineralDepletionKilogramsSbPerKwh: cell(row, "adpe"),
        primaryEnergyMegajoulesPerKwh: cell(row, "pe"),
        // Kilograms; twelve digits drop the noise of the product.
        intensityGramsPerKwh: Number((cell(row, "gwp") * 1000).toPrecision(12)),
      };
    }
    const missing = Object.keys(current).filter((id) => records[id] === undefined);
    if (missing.length > 0) throw new Error(`there is no row with own values for ${missing.join(", ")}: is the file truncated?`);
    return records;
  },
};
