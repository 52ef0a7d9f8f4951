/*
 * The file is `boavizta-data-us.csv` of Boavizta/environmental-footprint-data, ODbL-1.0: footprints of laptops, screens, servers and so on as
 * their makers state them.
 *
 *   manufacturer,name,category,subcategory,gwp_total,gwp_use_ratio,yearly_tec,lifetime,use_location,report_date,sources,gwp_error_ratio,
 *   gwp_manufacturing_ratio,weight,memory,number_cpu,hard_drive,…
 *   Dell,PowerEdge C4130,Datacenter,Server,12700,0.9020,2767.722,4,EU,February 2019,https://…,1.1024,0.0950,20.2,16,2,x1 200GB 1.8in SSD,…
 *
 * gwp_total is in kg over all phases, the ratios are fractions of it, yearly_tec is in kWh, lifetime in years, memory in GB, hard_drive in words.
 * Later versions add columns.
 */
import { number, readCsv } from "../lib/csv.js";

const manufacturers = { HP: "HPE" };

/** Names that are misspelt upstream. */
const corrections = { "Nitro3530 XS1600LE10013 1.6TB": "Nytro 3530 XS1600LE10013 1.6TB", "THUNDERBUG 300 Go": "Thunderbug 300 GB" };

/**
 * Energies in use that cannot be right, and are left out: R430 and R640 have those and the weight of the R740, T630 those of the T330; those of
 * the others contradict the emissions in use of the same row (their grid would emit 0.6 to 3.5 kg/kWh where that of the maker's other rows
 * emits 1.4 or 0.7).
 */
const contradicted = new Set([
  "dell-poweredge-r430",
  "dell-poweredge-r640",
  "dell-poweredge-t630",
  "hpe-proliant-dl385-gen10",
  "hpe-synergy-660-gen10-compute-module",
  "seagate-pulsar-2-800gb-ssd",
]);

/** A cell that must lie in a range; what lies outside is in another unit. */
function within(row, column, low, high, options) {
  const value = number(row, column, options);
  if (value !== undefined && !(value >= low && value <= high)) {
    throw new Error(`${row.manufacturer} ${row.name}, ${column}: ${value} is outside ${low} to ${high}; has the unit changed?`);
  }
  return value;
}

/** The product's name: HPE's end in the mark of a footnote. */
function productName({ manufacturer, name }) {
  const trimmed = name.trim();
  const known = corrections[trimmed];
  if (known !== undefined) return known;
  return manufacturer === "HP" ? trimmed.replace(/(?<=[a-z])4$/u, "").replace(/ server$/u, "") : trimmed;
}

/**
 * Drives as the maker lists them: `x4 1TB 2.5in HDD  x2 120GB 2.5in SSD`, with blanks of empty bays; HPE counts its SSDs without their size, which
 * leaves it unknown unless there are none.
 */
function drivesOf(text) {
  if (/^no hard drive$/iu.test(text)) return { ssdBytes: 0, hddCount: 0 };
  if (/^\d+ SSD$/u.test(text)) return text.startsWith("0 ") ? { ssdBytes: 0 } : {};
  const groups = [...text.matchAll(/x(\d+) (?:([\d.]+)(GB|TB) )?(?:[\d.]+in )?(SSD|HDD)( Blank)?/gu)];
  if (groups.length === 0) throw new Error(`hard_drive = "${text}" is not a list of drives such as x4 1TB 2.5in HDD`);
  let [ssdBytes, hddCount] = [0, 0];
  for (const [, count, size, unit, kind, blank] of groups) {
    if (blank !== undefined) continue;
    if (kind === "HDD") hddCount += Number(count);
    else ssdBytes += Number(count) * Number(size) * (unit === "TB" ? 1e12 : 1e9);
  }
  return { ssdBytes, hddCount };
}

/** What the server of a report holds, where the report says it. */
function configurationOf(row) {
  const cpuCount = within(row, "number_cpu", 1, 8, { optional: true });
  const memory = within(row, "memory", 1, 1e5, { optional: true });
  if (row.subcategory.trim() !== "Server" || cpuCount === undefined || memory === undefined) return undefined;
  return { cpuCount, memoryBytes: memory * 1e9, ...drivesOf(row.hard_drive.trim()) };
}

const idOf = (name) => name.toLowerCase().replaceAll(/[^a-z0-9.]+/gu, "-");
const normaliseName = (name) => name.toLowerCase().replaceAll(/[^a-z0-9.]+/gu, "");

/** Other names: without the maker, without the series, as upstream writes it. */
function aliasesOf(name, product, row) {
  const names = [product, product.replace(/^(?:PowerEdge|ProLiant|ThinkSystem) /u, ""), row.name.trim()];
  const seen = new Set([normaliseName(name)]);
  return names.filter((other) => !seen.has(normaliseName(other)) && seen.add(normaliseName(other)));
}

export default {
  table: "data/odbl/server-footprints.json",
  describes: "footprints of servers and drives as their makers state them (Boavizta)",
  url: "https://raw.githubusercontent.com/Boavizta/environmental-footprint-data/main/boavizta-data-us.csv",
  /** Takes the rows of the category Datacenter. */
  read(text, current) {
    const records = {};
    for (const row of readCsv(text)) {
      if (row.category === undefined) throw new Error(`there is no column "category"; the columns are ${Object.keys(row).join(", ")}`);
      if (row.category.trim() !== "Datacenter") continue;
      const manufacturer = manufacturers[row.manufacturer.trim()] ?? row.manufacturer.trim();
      const product = productName(row);
      const name = `${manufacturer} ${product}`;
      const id = idOf(name);
      const total = within(row, "gwp_total", 10, 1e6);
      const manufacturing = within(row, "gwp_manufacturing_ratio", 0, 1, { optional: true });
      const lifetimeYears = within(row, "lifetime", 1, 20, { optional: true });
      const useKwhPerYear = contradicted.has(id) ? undefined : within(row, "yearly_tec", 1, 1e6, { optional: true });
      const configuration = configurationOf(row);
      const [url] = row.sources.trim().split("&");
      const record = {
        name: current[id]?.name ?? name,
        aliases: current[id]?.aliases ?? aliasesOf(name, product, row),
        manufacturer,
        category: row.subcategory.trim(),
        reportDate: row.report_date.trim() || "not stated",
        source: "boavizta-footprints",
        url,
        totalGramsCo2e: Math.round(total * 1000),
        ...(manufacturing === undefined ? {} : { manufacturingGramsCo2e: Math.round(total * manufacturing * 1000) }),
        ...(lifetimeYears === undefined ? {} : { lifetimeYears }),
        ...(useKwhPerYear === undefined ? {} : { useKwhPerYear }),
        ...(configuration === undefined ? {} : { configuration }),
      };
      const before = records[id];
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(record)) {
        throw new Error(`${row.manufacturer} ${row.name} is there twice with different figures: name one of them in the corrections`);
      }
      records[id] = record;
    }
    const missing = Object.keys(current).filter((id) => records[id] === undefined);
    if (missing.length > 0) throw new Error(`there is no row for ${missing.join(", ")}: is the file truncated, or the row renamed?`);
    return records;
  },
};
