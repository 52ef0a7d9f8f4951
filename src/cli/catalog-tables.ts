import { catalog } from "../catalog.js";
import { createCatalog } from "../catalog/find.js";
import { licensedTables } from "../catalog/licensed-tables.js";
import type { Architecture, SourceRecord } from "../catalog/records.js";
import type { Basis, Figure } from "../core/figure.js";
import { unitOf } from "../core/units.js";
import { countFromArchitecture } from "../estimate/model-parameters.js";
import { formatNumber, formatQuantity, scaleOf } from "./format.js";

/** Every table of the package, under whatever licence, so that the program knows all names. */
export const fullCatalog = createCatalog(
  // Not spread: that would read every table.
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(catalog.tables),
      ...Object.getOwnPropertyDescriptors(licensedTables),
    },
  ) as typeof catalog.tables & typeof licensedTables,
);

/** Name of a table with records that have a name and aliases. */
export type TableName = keyof typeof fullCatalog.tables;

type FullTables = typeof fullCatalog.tables;
type RecordOf<Name extends TableName> = FullTables[Name][keyof FullTables[Name]];

/** One column of a listing: its head and its cell, empty where the record does not know. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (record: Row) => string;
}

/** How a table is presented: in listings and on its page of the docs. */
export interface TableView<Row> {
  readonly title: string;
  readonly summary: string;
  /** Subpath of the package, and path of the data file. */
  readonly path: string;
  readonly licenceClass: SourceRecord["licenceClass"];
  readonly columns: readonly Column<Row>[];
}

const text = <Row>(head: string, of: (record: Row) => string | number | undefined): Column<Row> => ({
  head,
  cell: (record) => String(of(record) ?? ""),
});

const number = <Row>(head: string, of: (record: Row) => number | undefined, digits = 4): Column<Row> => ({
  head,
  cell: (record) => {
    const value = of(record);
    return value === undefined ? "" : formatNumber(value, digits);
  },
});

/** Marks of figures that nobody who made the table has read at their source, or that nobody has measured; {@link basisLegend} explains them. */
const basisMarks: Readonly<Partial<Record<Basis, string>>> = { recalled: "?", secondary: "?", estimated: "~", assumption: "~" };

/** What the marks in listings mean. */
export const basisLegend = "? recalled, or read in another text than its source; ~ estimated or assumed.";

const markOf = ({ basis }: Figure): string => basisMarks[basis] ?? "";

/** A figure with its unit and, where known, its range. */
function figure<Row>(head: string, key: string, of: (record: Row) => Figure | undefined): Column<Row> {
  return {
    head,
    cell: (record) => {
      const known = of(record);
      if (known === undefined) return "";
      const unit = unitOf(key);
      const { value, low = value, high = value } = known;
      const [size, name] = scaleOf(value, unit);
      const range = low === high ? "" : ` (${formatNumber(low / size)}–${formatNumber(high / size)})`;
      const quantity = `${formatNumber(value / size)}${range} ${name}`.trim();
      return quantity + markOf(known);
    },
  };
}

/** Newest year of a series. */
const newest = (series: Readonly<Record<string, number>> | undefined): [string, number] | undefined => Object.entries(series ?? {}).at(-1);

const years = (series: Readonly<Record<string, number>>): string => {
  const known = Object.keys(series);
  return known.length === 1 ? (known[0] as string) : `${known[0] as string}–${known.at(-1) as string}`;
};

const gridColumns: readonly Column<RecordOf<"grids">>[] = [
  text("level", ({ level }) => level),
  text("country", ({ country }) => country),
  text("basis", ({ basis }) => basis),
  text("boundary", ({ boundary }) => boundary),
  text("years", ({ intensityGramsPerKwh }) => years(intensityGramsPerKwh)),
  number("newest g/kWh", ({ intensityGramsPerKwh }) => newest(intensityGramsPerKwh)?.[1]),
  text("source", ({ source }) => source),
];

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

/** How each table is presented, in the order of listings. */
export const tableViews: { readonly [Name in TableName]: TableView<RecordOf<Name>> } = {
  accelerators: {
    title: "Accelerators",
    summary: "GPUs, TPUs and other accelerators, edge devices and host processors. Rates are dense, never with structured sparsity.",
    path: "accelerators",
    licenceClass: "permissive",
    columns: [
      text("vendor", ({ vendor }) => vendor),
      text("year", ({ launchYear, preliminary }) => `${launchYear}${preliminary === true ? " (preliminary)" : ""}`),
      figure("memory", "memoryBytes", ({ memoryBytes }) => memoryBytes),
      text("kind", ({ memoryType }) => memoryType),
      figure("bandwidth", "memoryBandwidthBytesPerSecond", ({ memoryBandwidthBytesPerSecond }) => memoryBandwidthBytesPerSecond),
      figure("TDP", "tdpWatts", ({ tdpWatts }) => tdpWatts),
      figure("idle", "idlePowerWatts", ({ idlePowerWatts }) => idlePowerWatts),
      text("bf16 or fp16", ({ peakFlopPerSecond: { bf16, fp16 } }) => {
        const peak = bf16 ?? fp16;
        return peak === undefined ? "" : formatQuantity(peak.value, "FLOP/s") + markOf(peak);
      }),
      figure("die", "dieAreaSquareCentimetres", ({ dieAreaSquareCentimetres }) => dieAreaSquareCentimetres),
      text("node", ({ processNanometres }) => (processNanometres === undefined ? "" : `${processNanometres} nm`)),
    ],
  },
  servers: {
    title: "Servers",
    summary: "What is around the accelerators: their number, rated power, power and manufacture of the host.",
    path: "servers",
    licenceClass: "permissive",
    columns: [
      number("accelerators", ({ acceleratorsPerServer }) => acceleratorsPerServer),
      text("accelerator", ({ accelerator }) => accelerator),
      figure("rated", "ratedPowerWatts", ({ ratedPowerWatts }) => ratedPowerWatts),
      figure("host", "hostPowerWatts", ({ hostPowerWatts }) => hostPowerWatts),
      figure("host, embodied", "hostGramsCo2e", ({ hostGramsCo2e }) => hostGramsCo2e),
    ],
  },
  grids: {
    title: "Grids",
    summary: "Average carbon intensity of electricity by year. Life-cycle and direct figures are records of their own.",
    path: "grids",
    licenceClass: "permissive",
    columns: gridColumns,
  },
  fuels: {
    title: "Fuels",
    summary: "Emissions of ways of making electricity, for a mix of your own.",
    path: "fuels",
    licenceClass: "permissive",
    columns: [
      figure("life cycle", "lifecycleGramsPerKwh", ({ lifecycleGramsPerKwh }) => lifecycleGramsPerKwh),
      figure("direct", "directGramsPerKwh", ({ directGramsPerKwh }) => directGramsPerKwh),
      text("source", ({ lifecycleGramsPerKwh }) => lifecycleGramsPerKwh.source),
    ],
  },
  cloudRegions: {
    title: "Cloud regions",
    summary: "Regions of cloud providers: where they are, the grid that serves them, and what the provider publishes about efficiency.",
    path: "cloud-regions",
    licenceClass: "permissive",
    columns: [
      text("location", ({ location }) => location),
      text("country", ({ country }) => country),
      text("grid", ({ grid }) => grid),
      text("provider's g/kWh", ({ intensityGramsPerKwh }) => {
        const [year, value] = newest(intensityGramsPerKwh) ?? [];
        return value === undefined ? "" : `${formatNumber(value)} (${year as string})`;
      }),
      text("carbon-free", ({ carbonFreeShare }) => {
        const [year, value] = newest(carbonFreeShare) ?? [];
        return value === undefined ? "" : `${formatNumber(value * 100, 3)} % (${year as string})`;
      }),
      figure("PUE", "pue", ({ pue }) => pue),
      figure("WUE", "wueLitresPerKwh", ({ wueLitresPerKwh }) => wueLitresPerKwh),
    ],
  },
  sites: {
    title: "Sites",
    summary: "PUE and WUE of single data centres, of fleets and of industry surveys, each in one year.",
    path: "sites",
    licenceClass: "permissive",
    columns: [
      text("operator", ({ operator }) => operator),
      text("scope", ({ scope }) => scope),
      text("year", ({ year }) => year),
      figure("PUE", "pue", ({ pue }) => pue),
      figure("WUE", "wueLitresPerKwh", ({ wueLitresPerKwh }) => wueLitresPerKwh),
      figure("location-based", "intensityGramsPerKwh", ({ intensityGramsPerKwh }) => intensityGramsPerKwh),
      figure("market-based", "intensityGramsPerKwh", ({ marketIntensityGramsPerKwh }) => marketIntensityGramsPerKwh),
    ],
  },
  embodied: {
    title: "Embodied emissions",
    summary: "Published figures on manufacture: fabs by node, memory and storage by capacity, parts, product footprints, service lives.",
    path: "embodied",
    licenceClass: "permissive",
    columns: [
      text("kind", ({ kind }) => kind),
      text("boundary", ({ boundary }) => boundary),
      {
        head: "figures",
        cell: (record) =>
          Object.entries(record)
            .filter((entry): entry is [string, Figure] => typeof entry[1] === "object" && "value" in entry[1])
            .map(([key, known]) => figure<Figure>("", key, (only) => only).cell(known))
            .join("; "),
      },
    ],
  },
  embeddingModels: {
    title: "Embedding models",
    summary: "Encoders for retrieval: models that turn a text into a vector, and rerankers that score a pair of texts.",
    path: "embedding-models",
    licenceClass: "permissive",
    columns: [
      text("developer", ({ developer }) => developer),
      text("use", ({ use }) => use),
      text("released", ({ released }) => released),
      text("M parameters", ({ parameters }) => formatNumber(parameters.value / 1e6)),
      text("of lookup", ({ lookupParameters }) => formatNumber(lookupParameters.value / 1e6)),
      number("layers", ({ layers }) => layers),
      number("vector", ({ vectorDimensions }) => vectorDimensions),
      number("context", ({ contextTokens }) => contextTokens),
    ],
  },
  models: {
    title: "Models",
    summary: "Architectures of language models: dimensions where they are public, else the parameters that the developer states.",
    path: "models",
    licenceClass: "permissive",
    columns: [
      text("developer", ({ developer }) => developer),
      text("released", ({ released }) => released),
      text("weights", ({ weights }) => weights),
      number("B parameters", (model) => billions(countFromArchitecture(model)?.parameters ?? model.parameters?.value)),
      text("B stated", ({ statedParameters, parameters }) => {
        const stated = statedParameters ?? parameters;
        return stated === undefined ? "" : formatNumber(stated.value / 1e9) + markOf(stated);
      }),
      number("B active", (model) =>
        model.kind === "dense" ? undefined : billions(countFromArchitecture(model)?.activeParameters ?? model.activeParameters?.value),
      ),
      number("layers", ({ architecture }) => architecture?.layers),
      number("hidden", ({ architecture }) => architecture?.hiddenSize, 6),
      text("attention", ({ architecture }) => (architecture === undefined ? "" : attentionOf(architecture))),
      text("context", ({ architecture }) => (architecture === undefined ? "" : formatNumber(architecture.contextTokens, 8))),
      text("training tokens", ({ trainingTokens }) =>
        trainingTokens === undefined ? "" : formatQuantity(trainingTokens.value, "token") + markOf(trainingTokens),
      ),
    ],
  },
  hourlyMixes: {
    title: "Hourly mixes",
    summary: "Mean generation by fuel of US balancing areas for each month and hour of the day (UTC).",
    path: "hourly-mixes",
    licenceClass: "permissive",
    columns: [
      text("year", ({ year }) => year),
      text("fuels", ({ generationKwh }) => Object.keys(generationKwh).join(", ")),
      text("source", ({ source }) => source),
    ],
  },
  electricityMapsZones: {
    title: "Zones of Electricity Maps",
    summary: "Average life-cycle intensity of what is consumed, by zone and year.",
    path: "odbl/electricity-maps-zones",
    licenceClass: "odbl",
    columns: gridColumns,
  },
  subnationalGrids: {
    title: "States and provinces",
    summary: "Average life-cycle intensity of what is generated in states of the USA and provinces of Canada, by year.",
    path: "odbl/subnational-grids",
    licenceClass: "odbl",
    columns: gridColumns,
  },
  hourlyIntensities: {
    title: "Hourly intensities",
    summary: "Mean intensity of zones for each month and hour of the day (UTC), life-cycle and direct.",
    path: "odbl/hourly-intensities",
    licenceClass: "odbl",
    columns: [
      text("country", ({ country }) => country),
      text("year", ({ year }) => year),
      text("life-cycle g/kWh", ({ lifecycleGramsPerKwh }) => {
        const all = lifecycleGramsPerKwh.flat();
        return `${formatNumber(Math.min(...all), 3)}–${formatNumber(Math.max(...all), 3)}`;
      }),
      number("estimated share", ({ estimatedShare }) => estimatedShare),
      text("source", ({ source }) => source),
    ],
  },
  cloudEfficiency: {
    title: "Efficiency of cloud regions",
    summary: "PUE and WUE of cloud regions as Digital4Better has compiled them from the providers.",
    path: "odbl/cloud-efficiency",
    licenceClass: "odbl",
    columns: [
      figure("PUE", "pue", ({ pue }) => pue),
      figure("WUE", "wueLitresPerKwh", ({ wueLitresPerKwh }) => wueLitresPerKwh),
      text("of", ({ pue, wueLitresPerKwh }) => (pue ?? wueLitresPerKwh)?.at),
    ],
  },
  serverFootprints: {
    title: "Footprints of servers",
    summary: "Product footprints of ordinary servers, storage and network devices as their manufacturers state them.",
    path: "odbl/server-footprints",
    licenceClass: "odbl",
    columns: [
      text("category", ({ category }) => category),
      text("report", ({ reportDate }) => reportDate),
      text("all phases", ({ totalGramsCo2e }) => formatQuantity(totalGramsCo2e, "gCO2e")),
      text("manufacture", ({ manufacturingGramsCo2e: grams }) => (grams === undefined ? "" : formatQuantity(grams, "gCO2e"))),
      number("years", ({ lifetimeYears }) => lifetimeYears),
    ],
  },
  closedModels: {
    title: "Closed models",
    summary:
      "Models whose size nobody states: intervals from the guesses of EcoLogits; where it prints one total, three either way is our assumption.",
    path: "mpl/closed-models",
    licenceClass: "mpl",
    columns: [
      text("developer", ({ developer }) => developer),
      text("architecture", ({ architecture }) => architecture),
      text("B parameters", ({ parameters: { low, high } }) => `${formatNumber(low / 1e9)}–${formatNumber(high / 1e9)}`),
      text("B active", ({ activeParameters: { low, high } }) => `${formatNumber(low / 1e9)}–${formatNumber(high / 1e9)}`),
      text("basis", ({ basis }) => basis),
    ],
  },
  electricityImpacts: {
    title: "Water and minerals of electricity",
    summary: "Water consumed, minerals used and primary energy per kWh, by country.",
    path: "mpl/electricity-impacts",
    licenceClass: "mpl",
    columns: [
      number("L/kWh", ({ waterLitresPerKwh }) => waterLitresPerKwh),
      text("kgSbeq/kWh", ({ mineralDepletionKilogramsSbPerKwh: kg }) => kg.toExponential(2)),
      number("MJ/kWh", ({ primaryEnergyMegajoulesPerKwh }) => primaryEnergyMegajoulesPerKwh),
      number("g/kWh", ({ intensityGramsPerKwh }) => intensityGramsPerKwh),
    ],
  },
  marginalGrids: {
    title: "Marginal intensity",
    summary: "Emissions that one more kWh causes. For decisions only: never for a report of what was emitted.",
    path: "cc-by-sa/marginal-grids",
    licenceClass: "cc-by-sa",
    columns: [
      text("country", ({ country }) => country),
      number("operating margin", ({ operatingMarginGramsPerKwh }) => operatingMarginGramsPerKwh),
      number("combined, consumption", ({ combinedMarginConsumptionGramsPerKwh }) => combinedMarginConsumptionGramsPerKwh),
      number("combined, efficiency", ({ combinedMarginEfficiencyGramsPerKwh }) => combinedMarginEfficiencyGramsPerKwh),
      number("combined, firm", ({ combinedMarginFirmGramsPerKwh }) => combinedMarginFirmGramsPerKwh),
      number("combined, intermittent", ({ combinedMarginIntermittentGramsPerKwh }) => combinedMarginIntermittentGramsPerKwh),
    ],
  },
  achievableMatmul: {
    title: "Achievable matrix products",
    summary: "Best measured rate of matrix products by accelerator and precision: what software reaches below the peak.",
    path: "cc-by-sa/achievable-matmul",
    licenceClass: "cc-by-sa",
    columns: [
      text("bf16", ({ achievableFlopPerSecond: { bf16 } }) => (bf16 === undefined ? "" : formatQuantity(bf16.value, "FLOP/s"))),
      text("fp8", ({ achievableFlopPerSecond: { fp8 } }) => (fp8 === undefined ? "" : formatQuantity(fp8.value, "FLOP/s"))),
    ],
  },
};

/** Names of the licence classes as people read them. */
export const licenceNames: Readonly<Record<SourceRecord["licenceClass"], string>> = {
  permissive: "permissive or facts",
  facts: "permissive or facts",
  odbl: "ODbL 1.0",
  mpl: "MPL-2.0",
  "cc-by-sa": "CC BY-SA 4.0",
};
