/**
 * The year and the zones of a file. The publisher writes the year only into the file's name, `yearly_2025.json`; a text without one must say it
 * around the zones: `{ "2025": { "AE": … } }`.
 */
function yearAndZones(text, file) {
  const content = JSON.parse(text);
  const [first, ...more] = Object.keys(content);
  if (/^20\d\d$/u.test(first ?? "") && more.length === 0) return { year: first, zones: content[first] };
  const year = /yearly_(20\d\d)\.json$/u.exec(file ?? "")?.[1];
  if (year === undefined) throw new Error('the year is missing: name the file yearly_<year>.json, or write {"<year>": <the file>}');
  return { year, zones: content };
}

/** The value of a property in the unit that the publisher states; none where it had none. */
function valueOf(key, zone, name, unit, high) {
  const property = zone?.[name];
  if (property === undefined) throw new Error(`${key}: ${name} is missing: is this yearly_<year>.json of co2.js?`);
  if (property.unit !== unit) throw new Error(`${key}: ${name}.unit is "${property.unit}" and not "${unit}"`);
  const { value } = property;
  // The publisher's script leaves the value out where its request failed.
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !(value >= 0 && value <= high))
    throw new Error(`${key}: ${name}.value = ${JSON.stringify(value)} is outside 0 to ${high} ${unit}`);
  return value;
}

/** Zones of Electricity Maps by year, as the Green Web Foundation publishes them in co2.js. One file holds one year. ODbL. */
export default {
  table: "data/odbl/electricity-maps-zones.json",
  describes: "consumption-based intensity and carbon-free share by zone, one year a file (Electricity Maps, by co2.js)",
  url: "https://github.com/thegreenwebfoundation/co2.js/tree/main/data/output/electricity-maps",
  read(text, current, file) {
    const { year, zones } = yearAndZones(text, file);
    const known = Object.keys(current).length;
    if (Object.keys(zones).length < known * 0.9) {
      throw new Error(`${year}: ${Object.keys(zones).length} zones, and our table has ${known}: is the file truncated?`);
    }
    const records = {};
    for (const [key, zone] of Object.entries(zones)) {
      const intensity = valueOf(key, zone, "carbonIntensity", "gCO2eq/kWh", 1500);
      const carbonFree = valueOf(key, zone, "carbonFreeEnergy", "%", 100);
      if (intensity === undefined) continue;
      const id = key.toLowerCase();
      const record = structuredClone(current[id] ?? newZone(key, zone));
      record.intensityGramsPerKwh[year] = intensity;
      if (carbonFree !== undefined) record.carbonFreeShare = { ...record.carbonFreeShare, [year]: carbonFree / 100 };
      records[id] = record;
    }
    return records;
  },
};

/** A zone that our table lacks. Some editions of the file have no names. */
function newZone(key, { zone }) {
  return {
    name: zone?.zoneName ?? key,
    aliases: [],
    level: key.includes("-") ? "grid-region" : "country",
    country: key.slice(0, 2),
    basis: "lifecycle",
    boundary: "consumption",
    gases: "co2e",
    source: "electricity-maps-yearly",
    at: `yearly_<year>.json, ${key}`,
    figureBasis: "estimated",
    intensityGramsPerKwh: {},
  };
}
