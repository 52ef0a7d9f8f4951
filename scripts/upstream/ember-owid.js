import { number, readCsv } from "../lib/csv.js";

/** Our table starts here; a few countries of Europe go back to 1990 in the file. */
const FIRST_YEAR = 2000;

/** Ids that are not the code in lower case. */
const ID_BY_CODE = { OWID_KOS: "xkx", OWID_WRL: "world" };

/**
 * The column with the intensity. Our World in Data has renamed it several times: "Carbon intensity of electricity - gCO2/kWh" to 2025, "Carbon
 * intensity of electricity per kWh" since, `co2_intensity__gco2_kwh` in the file with short names. Any one column that starts so is taken.
 *
 * @throws `Error` when there is none or more than one: the file of the map view repeats the column with the "(Original Year)" of each value, and
 * its values may come from other years than the row says
 */
function valueColumn(row) {
  const columns = Object.keys(row).filter((name) => /^(?:carbon intensity of electricity\b|co2_intensity)/iu.test(name));
  if (columns.length !== 1) {
    throw new Error(`row 1: one column with the intensity is wanted, and there are ${columns.length}: ${Object.keys(row).join(", ")}`);
  }
  return columns[0];
}

/** A column whose name is capitalised in one edition of the file and not in the other. */
function column(row, name) {
  return Object.hasOwn(row, name) ? name : name.toLowerCase();
}

/** A file in kg/kWh or lb/MWh would move all figures together, and no revision does that. */
function refuseOtherUnit(ratios, name) {
  const middle = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)];
  if (middle < 0.6 || middle > 1.6) throw new Error(`column "${name}": the middle figure is ${middle} times ours: is it in g/kWh?`);
}

/** The yearly carbon intensity of countries and regions that Ember estimates and Our World in Data publishes. */
export default {
  table: "data/grids.json",
  describes: "yearly carbon intensity of territories and regions (Ember, by Our World in Data; the full data as CSV, not the map view)",
  url: "https://ourworldindata.org/grapher/carbon-intensity-electricity.csv",
  read(text, current) {
    const rows = readCsv(text);
    if (rows.length === 0) throw new Error("the file has no rows");
    const name = valueColumn(rows[0]);
    const [entityColumn, codeColumn, yearColumn] = ["Entity", "Code", "Year"].map((wanted) => column(rows[0], wanted));
    const own = Object.entries(current).filter(([, record]) => record.source.startsWith("ember-owid-"));
    const idByRow = new Map(own.map(([id, record]) => [record.at, id]));

    /** The id of a row's entity: ours where we know the name, else from the code. A new region without a code needs a person. */
    const idOf = (row) => {
      const code = row[codeColumn];
      if (ID_BY_CODE[code] !== undefined) return ID_BY_CODE[code];
      if (/^[A-Z]{3}$/u.test(code)) return code.toLowerCase();
      return idByRow.get(`row ${row[entityColumn]}`);
    };

    const records = {};
    const ratios = [];
    for (const [index, row] of rows.entries()) {
      const id = idOf(row);
      const year = number(row, yearColumn);
      const value = number(row, name, { optional: true });
      const where = `row ${index + 2} (${row[entityColumn]}, ${row[yearColumn]})`;
      if (!Number.isInteger(year) || year < 1900 || year > 2100) throw new Error(`${where}: column "${yearColumn}" is no year`);
      if (value !== undefined && (value < 0 || value > 1500))
        throw new Error(`${where}: column "${name}" = ${value} is outside 0 to 1,500 g/kWh`);
      // Electricity with life-cycle emissions of 0 does not exist: the publisher prints it where it has no factor.
      if (id === undefined || value === undefined || value === 0 || year < FIRST_YEAR) continue;
      records[id] ??= structuredClone(current[id] ?? newTerritory(row[entityColumn]));
      const before = current[id]?.intensityGramsPerKwh[year];
      if (before !== undefined) ratios.push(value / before);
      records[id].intensityGramsPerKwh[year] = value;
    }
    const missing = own.filter(([id]) => records[id] === undefined).map(([id]) => id);
    if (missing.length > own.length / 10) {
      throw new Error(
        `column "${entityColumn}": ${missing.length} of our ${own.length} entities are missing (${missing.slice(0, 5).join(", ")}, …): is the file truncated or filtered?`,
      );
    }
    if (ratios.length > 0) refuseOtherUnit(ratios, name);
    return records;
  },
};

/** A territory that our table lacks. Its two-letter code is not in the file: add `country` by hand. */
function newTerritory(entity) {
  return {
    name: entity,
    aliases: [],
    level: "country",
    basis: "lifecycle",
    boundary: "production",
    gases: "co2e",
    source: "ember-owid-2026",
    at: `row ${entity}`,
    figureBasis: "estimated",
    intensityGramsPerKwh: {},
  };
}
