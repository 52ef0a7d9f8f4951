import { catalog } from "../catalog.js";
import { createCatalog } from "../catalog/find.js";
import { licensedTables } from "../catalog/licensed-tables.js";
import { sizesOf } from "../catalog/closed-model.js";
import { optionalTables } from "../catalog/optional-tables.js";
import type { Architecture, Interval, SourceRecord } from "../catalog/records.js";
import type { Basis, Figure } from "../core/figure.js";
import { unitOf } from "../core/units.js";
import { countFromArchitecture } from "../estimate/model-parameters.js";
import { formatNumber, formatQuantity, kebab, scaleOf } from "./format.js";

// Not spread: that would read every table.
const joined = <A extends object, B extends object>(a: A, b: B): A & B =>
  Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(a), ...Object.getOwnPropertyDescriptors(b) }) as A & B;

const permissiveTables = joined(catalog.tables, optionalTables);

/** Whose names are those of records of other tables. */
const apart = ["apiPrices", "providerPresets", "providerSpeeds"] as const;

/** Every table of the package, under whatever licence, so that the program knows all names. */
export const fullCatalog = createCatalog(joined(permissiveTables, licensedTables), {}, [
  ...apart,
  "ecologitsModels",
  "digital4betterModels",
]);

/** The same without the tables under licences that ask for more than a citation. */
export const permissiveCatalog = createCatalog(permissiveTables, {}, apart);
/** What it lacks. */
export { licensedTables } from "../catalog/licensed-tables.js";

/** Name of a table with records that have a name and aliases. */
export type TableName = keyof typeof fullCatalog.tables;

type FullTables = typeof fullCatalog.tables;
type RecordOf<Name extends TableName> = FullTables[Name][keyof FullTables[Name]];

/** One column of a listing: its head and its cell, empty where the record does not know. */
export interface Column {
  readonly head: string;
  readonly cell: (record: object) => string;
}

/** How a table is presented: in listings and on its page of the docs. */
export interface TableView {
  readonly title: string;
  readonly summary: string;
  /** Subpath of the package, and path of the data file. */
  readonly path: string;
  readonly licenceClass: SourceRecord["licenceClass"];
  readonly columns: readonly Column[];
}

/** What is said of a table. A column is under its head: the field that it shows, or how it is told of a record. */
interface Presented<Row> {
  readonly title: string;
  readonly summary: string;
  readonly licenceClass?: SourceRecord["licenceClass"];
  readonly columns: Readonly<Record<string, (keyof Row & string) | ((record: Row) => string | number | undefined)>>;
}

/** Marks of figures that nobody who made the table has read at their source, or that nobody has measured; {@link basisLegend} explains them. */
const basisMarks: Readonly<Partial<Record<Basis, string>>> = { recalled: "?", secondary: "?", estimated: "~", assumption: "~" };

/** What the marks in listings mean. */
export const basisLegend = "? recalled, or read in another text than its source; ~ estimated or assumed.";

const markOf = ({ basis }: Figure): string => basisMarks[basis] ?? "";

const isFigure = (value: unknown): value is Figure => typeof value === "object" && value !== null && "value" in value;

/** A figure with its unit and, where known, its range. */
function figureText(key: string, figure: Figure): string {
  const { value, low = value, high = value } = figure;
  const [size, unit] = scaleOf(value, unitOf(key));
  const range = low === high ? "" : ` (${formatNumber(low / size)}–${formatNumber(high / size)})`;
  return `${formatNumber(value / size)}${range} ${unit}`.trim() + markOf(figure);
}

/** What a field holds, as a cell shows it: figures with unit and range, counts with commas, years and words as they are. */
function textOf(key: string, value: string | number | Figure | undefined): string {
  if (value === undefined) return "";
  if (isFigure(value)) return figureText(key, value);
  return typeof value === "number" && key !== "year" ? formatNumber(value) : String(value);
}

/** A value in the unit of a field, with its mark. */
const marked = (figure: Figure | undefined, show: (value: number) => string): string | undefined =>
  figure === undefined ? undefined : show(figure.value) + markOf(figure);

/** Newest year of a series. */
const newest = (series: Readonly<Record<string, number>> | undefined): [string, number] | undefined => Object.entries(series ?? {}).at(-1);

/** The newest value of a series, with its year. */
function dated(series: Readonly<Record<string, number>> | undefined, show: (value: number) => string): string | undefined {
  const [year, value] = newest(series) ?? [];
  return value === undefined ? undefined : `${show(value)} (${year as string})`;
}

const years = (series: Readonly<Record<string, number>>): string => [...new Set([Object.keys(series)[0], newest(series)?.[0]])].join("–");

const gridColumns: Presented<RecordOf<"grids">>["columns"] = {
  level: "level",
  country: "country",
  basis: "basis",
  boundary: "boundary",
  years: ({ intensityGramsPerKwh }) => years(intensityGramsPerKwh),
  "newest g/kWh": ({ intensityGramsPerKwh }) => newest(intensityGramsPerKwh)?.[1],
  source: "source",
};

const efficiencyColumns = { PUE: "pue", WUE: "wueLitresPerKwh" } as const;
const billionsRange = ({ low, high }: Interval): string =>
  low === high ? formatNumber(low / 1e9) : `${formatNumber(low / 1e9, 3)}–${formatNumber(high / 1e9, 3)}`;

const yearsOf = (first: number | undefined, last: number | undefined): string | undefined =>
  first === undefined ? (last === undefined ? undefined : `to ${last}`) : last === first ? String(first) : `from ${first}`;

const opinionColumns: Presented<RecordOf<"ecologitsModels">>["columns"] = {
  developer: "developer",
  architecture: "architecture",
  "B parameters": ({ parameters }) => billionsRange(parameters),
  "B active": ({ activeParameters }) => billionsRange(activeParameters),
  basis: "basis",
};

const billions = (value: number | undefined): number | undefined => (value === undefined ? undefined : value / 1e9);

function attentionOf({ latentAttention, keyValueHeads, attentionHeads, attentionLayers, layers, stateLayers }: Architecture): string {
  const kind =
    latentAttention !== undefined
      ? "MLA"
      : keyValueHeads === undefined || keyValueHeads === attentionHeads
        ? "MHA"
        : keyValueHeads === 1
          ? "MQA"
          : `GQA ${keyValueHeads}`;
  return attentionLayers === undefined || attentionLayers === layers ? kind : `${kind} in ${attentionLayers}, ${stateLayers ?? "state"}`;
}

const presented: { readonly [Name in TableName]: Presented<RecordOf<Name>> } = {
  accelerators: {
    title: "Accelerators",
    summary: "GPUs, TPUs and other accelerators, edge devices and host processors. Rates are dense, never with structured sparsity.",
    columns: {
      vendor: "vendor",
      year: ({ launchYear, preliminary }) => `${launchYear}${preliminary === true ? " (preliminary)" : ""}`,
      memory: "memoryBytes",
      kind: "memoryType",
      bandwidth: "memoryBandwidthBytesPerSecond",
      TDP: "tdpWatts",
      idle: "idlePowerWatts",
      "bf16 or fp16": ({ peakFlopPerSecond: { bf16, fp16 } }) => marked(bf16 ?? fp16, (rate) => formatQuantity(rate, "FLOP/s")),
      die: "dieAreaSquareCentimetres",
      node: ({ processNanometres }) => (processNanometres === undefined ? undefined : `${processNanometres} nm`),
    },
  },
  servers: {
    title: "Servers",
    summary: "What is around the accelerators: their number, rated power, power and manufacture of the host.",
    columns: {
      accelerators: "acceleratorsPerServer",
      accelerator: "accelerator",
      rated: "ratedPowerWatts",
      host: "hostPowerWatts",
      "host, embodied": "hostGramsCo2e",
    },
  },
  grids: {
    title: "Grids",
    summary: "Average carbon intensity of electricity by year. Life-cycle and direct figures are records of their own.",
    columns: gridColumns,
  },
  fuels: {
    title: "Fuels",
    summary: "Emissions of ways of making electricity, for a mix of your own.",
    columns: {
      "life cycle": "lifecycleGramsPerKwh",
      direct: "directGramsPerKwh",
      source: ({ lifecycleGramsPerKwh }) => lifecycleGramsPerKwh.source,
    },
  },
  cloudRegions: {
    title: "Cloud regions",
    summary: "Regions of cloud providers: where they are, the grid that serves them, and what the provider publishes about efficiency.",
    columns: {
      location: "location",
      country: "country",
      grid: "grid",
      "provider's g/kWh": ({ intensityGramsPerKwh }) => dated(intensityGramsPerKwh, (value) => formatNumber(value)),
      "carbon-free": ({ carbonFreeShare }) => dated(carbonFreeShare, (share) => `${formatNumber(share * 100, 3)} %`),
      ...efficiencyColumns,
    },
  },
  sites: {
    title: "Sites",
    summary: "PUE and WUE of single data centres, of fleets and of industry surveys, each in one year.",
    columns: {
      operator: "operator",
      scope: "scope",
      year: "year",
      ...efficiencyColumns,
      "location-based": "intensityGramsPerKwh",
      "market-based": "marketIntensityGramsPerKwh",
    },
  },
  embodied: {
    title: "Embodied emissions",
    summary: "Published figures on manufacture: fabs by node, memory and storage by capacity, parts, product footprints, service lives.",
    columns: {
      kind: "kind",
      boundary: "boundary",
      figures: (record) =>
        Object.entries(record as object)
          .flatMap(([key, value]) => (isFigure(value) ? [figureText(key, value)] : []))
          .join("; "),
    },
  },
  draftAcceptance: {
    title: "Accepted drafts",
    summary:
      "Measured rounds of speculative decoding by model: tokens that a round yields, by tokens drafted. Coding alone; chats accept fewer.",
    columns: {
      model: "model",
      method: "method",
      "1 drafted": ({ acceptanceLengths }) => acceptanceLengths["1"]?.value,
      "2": ({ acceptanceLengths }) => acceptanceLengths["2"]?.value,
      "4": ({ acceptanceLengths }) => acceptanceLengths["4"]?.value,
      "8": ({ acceptanceLengths }) => acceptanceLengths["8"]?.value,
    },
  },
  embeddingModels: {
    title: "Embedding models",
    summary: "Encoders for retrieval: models that turn a text into a vector, and rerankers that score a pair of texts.",
    columns: {
      developer: "developer",
      use: "use",
      released: "released",
      "M parameters": ({ parameters }) => parameters.value / 1e6,
      "of lookup": ({ lookupParameters }) => lookupParameters.value / 1e6,
      layers: "layers",
      vector: "vectorDimensions",
      context: "contextTokens",
    },
  },
  models: {
    title: "Models",
    summary: "Architectures of language models: dimensions where they are public, else the parameters that the developer states.",
    columns: {
      developer: "developer",
      released: "released",
      weights: "weights",
      "B parameters": (model) => {
        const counted = countFromArchitecture(model)?.parameters;
        return counted === undefined ? marked(model.parameters, (count) => formatNumber(count / 1e9)) : billions(counted);
      },
      "B stated": ({ statedParameters, parameters }) => marked(statedParameters ?? parameters, (count) => formatNumber(count / 1e9)),
      "B active": (model) =>
        model.kind === "dense" ? undefined : billions(countFromArchitecture(model)?.activeParameters ?? model.activeParameters?.value),
      layers: ({ architecture }) => architecture?.layers,
      hidden: ({ architecture }) => architecture && formatNumber(architecture.hiddenSize, 6),
      attention: ({ architecture }) => architecture && attentionOf(architecture),
      context: ({ architecture }) => architecture && formatNumber(architecture.contextTokens, 8),
      "training tokens": ({ trainingTokens }) => marked(trainingTokens, (count) => formatQuantity(count, "token")),
    },
  },
  closedModels: {
    title: "Closed models",
    summary: "Models whose size nobody states: the class that name and price tell, with its interval. Models of one class have the same.",
    columns: {
      developer: "developer",
      released: "released",
      class: ({ classes }) => classes.join(" or "),
      "B parameters": (record) => billionsRange(sizesOf(record).parameters),
      "B active": (record) => billionsRange(sizesOf(record).activeParameters),
      kind: "kind",
    },
  },
  modelClasses: {
    title: "Classes of closed models",
    summary:
      "Sizes by class and period: 90 % intervals, set between a law of prices, a filter of speed and cost, and open models of the class.",
    columns: {
      years: ({ firstYear, lastYear }) => yearsOf(firstYear, lastYear),
      "B parameters": (record) => billionsRange(sizesOf(record).parameters),
      "B active": ({ activeParameters }) => billionsRange(activeParameters),
      "total over active": ({ totalOverActive: { low, high } }) => `${low}–${high}`,
      "USD per M out": ({ priceUsdPerMillionOutputTokens: price }) => price && `${price.low}–${price.high}`,
      "tokens/s": ({ tokensPerSecond: { low, high } }) => `${low}–${high}`,
    },
  },
  hourlyMixes: {
    title: "Hourly mixes",
    summary: "Mean generation by fuel of US balancing areas for each month and hour of the day (UTC).",
    columns: { year: "year", fuels: ({ generationKwh }) => Object.keys(generationKwh).join(", "), source: "source" },
  },
  digital4betterModels: {
    title: "Closed models, as Digital4Better guesses them",
    summary: "Second opinions: one number each from the catalogue of Digital4Better.",
    licenceClass: "odbl",
    columns: opinionColumns,
  },
  apiPrices: {
    title: "Prices of models",
    summary: "What providers ask for a million tokens on a day (USD). In no search: list and show alone.",
    columns: {
      provider: "provider",
      input: "inputUsdPerMillionTokens",
      "cache read": "cacheReadUsdPerMillionTokens",
      "cache write": "cacheWriteUsdPerMillionTokens",
      output: "outputUsdPerMillionTokens",
      context: ({ contextTokens }) => contextTokens && formatNumber(contextTokens, 8),
      until: "deprecationDate",
      "as of": "asOf",
    },
  },
  providerPresets: {
    title: "Presets of providers",
    summary: "How providers of language models serve: devices, PUE, water, grid. Shares of devices are assumptions. In no search.",
    columns: {
      provider: "provider",
      years: ({ firstYear, lastYear }) => yearsOf(firstYear, lastYear),
      devices: ({ accelerators }) =>
        Object.entries(accelerators)
          .map(([id, share]) => `${id} ${marked(share, (part) => formatNumber(part, 3)) as string}`)
          .join(", "),
      PUE: "pue",
      "on-site water": "wueLitresPerKwh",
      intensity: "intensityGramsPerKwh",
      "wider by": "widerBy",
    },
  },
  providerSpeeds: {
    title: "Speeds of providers",
    summary: "Tokens per second of one answer, as public pages quote them: single figures, each with its day. In no search.",
    columns: {
      provider: "provider",
      model: ({ model, meanOfModels }) => model ?? `mean of ${meanOfModels}`,
      effort: "effort",
      "tokens/s": ({ tokensPerSecond: { value, low, high } }) => (low === undefined ? value : `${value} (${low}–${high})`),
      "first token, s": "timeToFirstTokenSeconds",
      measure: "measure",
      "as of": "asOf",
      "measured by": "measuredBy",
      basis: "basis",
    },
  },
  electricityMapsZones: {
    title: "Zones of Electricity Maps",
    summary: "Average life-cycle intensity of what is consumed, by zone and year.",
    licenceClass: "odbl",
    columns: gridColumns,
  },
  subnationalGrids: {
    title: "States and provinces",
    summary: "Average life-cycle intensity of what is generated in states of the USA and provinces of Canada, by year.",
    licenceClass: "odbl",
    columns: gridColumns,
  },
  hourlyIntensities: {
    title: "Hourly intensities",
    summary: "Mean intensity of zones for each month and hour of the day (UTC), life-cycle and direct.",
    licenceClass: "odbl",
    columns: {
      country: "country",
      year: "year",
      "life-cycle g/kWh": ({ lifecycleGramsPerKwh }) =>
        [Math.min(...lifecycleGramsPerKwh.flat()), Math.max(...lifecycleGramsPerKwh.flat())].map((end) => formatNumber(end, 3)).join("–"),
      "estimated share": "estimatedShare",
      source: "source",
    },
  },
  cloudEfficiency: {
    title: "Efficiency of cloud regions",
    summary: "PUE and WUE of cloud regions as Digital4Better has compiled them from the providers.",
    licenceClass: "odbl",
    columns: { ...efficiencyColumns, of: ({ pue, wueLitresPerKwh }) => (pue ?? wueLitresPerKwh)?.at },
  },
  serverFootprints: {
    title: "Footprints of servers",
    summary: "Product footprints of ordinary servers, storage and network devices as their manufacturers state them.",
    licenceClass: "odbl",
    columns: {
      category: "category",
      report: "reportDate",
      "all phases": ({ totalGramsCo2e }) => formatQuantity(totalGramsCo2e, "gCO2e"),
      manufacture: ({ manufacturingGramsCo2e: grams }) => (grams === undefined ? undefined : formatQuantity(grams, "gCO2e")),
      years: "lifetimeYears",
    },
  },
  ecologitsModels: {
    title: "Closed models, as EcoLogits guesses them",
    summary: "Second opinions: intervals from the guesses of EcoLogits; where it prints one total, three either way is our assumption.",
    licenceClass: "mpl",
    columns: opinionColumns,
  },
  electricityImpacts: {
    title: "Water and minerals of electricity",
    summary: "Water consumed, minerals used and primary energy per kWh, by country.",
    licenceClass: "mpl",
    columns: {
      "L/kWh": "waterLitresPerKwh",
      "kgSbeq/kWh": ({ mineralDepletionKilogramsSbPerKwh: kg }) => kg.toExponential(2),
      "MJ/kWh": "primaryEnergyMegajoulesPerKwh",
      "g/kWh": "intensityGramsPerKwh",
    },
  },
  marginalGrids: {
    title: "Marginal intensity",
    summary: "Emissions that one more kWh causes. For decisions only: never for a report of what was emitted.",
    licenceClass: "cc-by-sa",
    columns: {
      country: "country",
      "operating margin": "operatingMarginGramsPerKwh",
      "combined, consumption": "combinedMarginConsumptionGramsPerKwh",
      "combined, efficiency": "combinedMarginEfficiencyGramsPerKwh",
      "combined, firm": "combinedMarginFirmGramsPerKwh",
      "combined, intermittent": "combinedMarginIntermittentGramsPerKwh",
    },
  },
  achievableMatmul: {
    title: "Achievable matrix products",
    summary: "Best measured rate of matrix products by accelerator and precision: what software reaches below the peak.",
    licenceClass: "cc-by-sa",
    columns: {
      bf16: ({ achievableFlopPerSecond: { bf16 } }) => bf16 && formatQuantity(bf16.value, "FLOP/s"),
      fp8: ({ achievableFlopPerSecond: { fp8 } }) => fp8 && formatQuantity(fp8.value, "FLOP/s"),
    },
  },
};

/** How each table is presented, in the order of listings. */
export const tableViews = Object.fromEntries(
  Object.entries(presented as Readonly<Record<TableName, Presented<object>>>).map(([name, view]): [string, TableView] => {
    const { title, summary, licenceClass = "permissive", columns } = view;
    const cellOf = (of: (typeof columns)[string]): Column["cell"] =>
      typeof of === "string" ? (record) => textOf(of, record[of]) : (record) => textOf("", of(record));
    const path = `${licenceClass === "permissive" ? "" : `${licenceClass}/`}${kebab(name)}`;
    return [
      name,
      { title, summary, path, licenceClass, columns: Object.entries(columns).map(([head, of]) => ({ head, cell: cellOf(of) })) },
    ];
  }),
) as Readonly<Record<TableName, TableView>>;

/** Names of the licence classes as people read them. */
export const licenceNames: Readonly<Record<SourceRecord["licenceClass"], string>> = {
  permissive: "permissive or facts",
  facts: "permissive or facts",
  odbl: "ODbL 1.0",
  mpl: "MPL-2.0",
  "cc-by-sa": "CC BY-SA 4.0",
};
