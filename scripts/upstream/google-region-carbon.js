import { number, readCsv } from "../lib/csv.js";

const CFE = "Google CFE";
const INTENSITY = "Grid carbon intensity (gCO2eq / kWh)";

/** The publisher writes the year only into the file's name, `data/yearly/2024.csv`. */
function yearOf(file) {
  const year = /(20\d\d)\.csv$/u.exec(file ?? "")?.[1];
  if (year === undefined) throw new Error("the year is missing: name the file <year>.csv, as the publisher does");
  return year;
}

/** A series with one more year, in the order of the years. */
const withYear = (series, year, value) =>
  Object.fromEntries(Object.entries({ ...series, [year]: value }).sort(([a], [b]) => Number(a) - Number(b)));

/** Grid intensity and carbon-free share that Google publishes for its regions; one file holds one year. Apache-2.0. */
export default {
  table: "data/cloud-regions.json",
  describes: "grid intensity and carbon-free share of Google Cloud regions, one year a file (Google)",
  url: "https://github.com/GoogleCloudPlatform/region-carbon-info/tree/main/data/yearly",
  read(text, current, file) {
    const year = yearOf(file);
    // The publisher keeps a place for regions that are not announced, with "N/A" for a location: nobody can run there yet.
    const rows = readCsv(text).filter(({ Location }) => Location !== "N/A");
    const known = Object.values(current).filter(({ intensityGramsPerKwh }) => intensityGramsPerKwh !== undefined).length;
    // Some years leave a few regions out; half of them is a file that was cut off.
    if (rows.length < known / 2) throw new Error(`${year}: ${rows.length} regions, and our table has ${known}: is the file truncated?`);
    return Object.fromEntries(
      rows.map((row) => {
        const id = `gcp:${row["Google Cloud Region"]}`;
        const record = current[id];
        if (record === undefined) throw new Error(`${id} is not in our table: add it with its country, grid and zone first`);
        const [intensity, share] = [number(row, INTENSITY), number(row, CFE)];
        if (intensity < 0 || intensity > 1500) throw new Error(`${id}: ${INTENSITY} = ${intensity} is outside 0 to 1500`);
        if (share < 0 || share > 1) throw new Error(`${id}: ${CFE} = ${share} is outside 0 to 1: is it in percent?`);
        return [
          id,
          {
            ...record,
            intensityGramsPerKwh: withYear(record.intensityGramsPerKwh, year, intensity),
            carbonFreeShare: withYear(record.carbonFreeShare, year, share),
          },
        ];
      }),
    );
  },
};
