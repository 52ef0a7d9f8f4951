import { embodied, usualUtilisation } from "../estimate/tables/embodied.js";
import { call } from "../estimate/tables/call.js";
import { place as placeTable } from "../estimate/tables/place.js";
import { price } from "../estimate/tables/price.js";
import { cachePrecisions, servingPrecisions } from "../estimate/serving-format.js";
import { servingLoads } from "../estimate/serving-loads.js";
import { servingSoftware } from "../estimate/serving-software.js";
import { tokenClasses as tokenRows } from "../estimate/tables/request.js";
import type { Table } from "../graph/rows.js";
import { choice, type Fields, group, needed, only, own, record, text, topic, withRows, withTopics, year } from "./declare.js";

const tokenClasses = Object.keys(tokenRows());

/** Files name what the API takes as a grid. */
const namesGrid = { inApi: false } as const;
/** Where the electricity comes from; a site or a region gives the PUE too. */
export const electricity = topic("place", {
  site: text("Data centre of the catalogue: PUE and, without grid, intensity", "microsoft-us-2020", namesGrid),
  grid: text("Grid of the catalogue; the world average is world", "usa", {
    inApi: { type: "Grid", words: "The electricity: `{ intensityGramsPerKwh: 429 }`, or `gridInYear(grids.usa, 2024)`" },
  }),
  region: text("Cloud region of the catalogue: grid and, where published, PUE", "aws:us-east-1", namesGrid),
  mix: { type: "mix", words: "Share of each fuel in the electricity; shares add up to 1", example: "coal=40%,gas=60%", ...namesGrid },
  mixBasis: choice("Whether the upstream of fuels and plants counts; it does where left out", ["lifecycle", "direct"], namesGrid),
  year: year("Year of the grid or region; the newest where left out", "2024", namesGrid),
});

/** A model of the catalogue, or of the caller's own. */
export const model = (words: string, example = "llama-3.1-8b"): Fields[string] => record("model", words, example);
/** The accelerator of the catalogue, or of the caller's own. */
export const accelerator = record("accelerator", "Accelerator of the catalogue by name, or your own", "h100-sxm-80gb");

/** What the manufacture of the hardware depends on. */
export const hardware = topic("hardware", {
  server: record("server", 'Server of the catalogue, your own, or "none" to leave its embodied share out', "none", {
    inApi: { words: "The server around the accelerators; `null` leaves its share out of the embodied emissions" },
  }),
  embodiedMethod: choice(
    "How the manufacture of the accelerator is found; the best that its record allows where left out",
    ["product-footprint", "components", "generic"],
    {
      example: "components",
    },
  ),
});

/** The tables that several kinds share, by the topics of the help. */
export const topics: Readonly<Record<string, Table>> = {
  place: placeTable(),
  hardware: { ...embodied(), ...usualUtilisation() },
  price: price(),
};
/** The same for kinds that serve a model. */
export const servedTopics: Readonly<Record<string, Table>> = {
  ...topics,
  request: Object.fromEntries(tokenClasses.map((name) => [name, call().table[name]])) as Table,
  deployment: call().table,
};

/** Place, hardware and prices: what parts take from the whole. */
export const surroundings = withTopics(
  {
    ...withRows(placeTable(), electricity),
    accelerator,
    ...withRows({ ...embodied(), ...usualUtilisation() }, hardware),
    ...withRows(price(), {}),
  },
  topics,
);

/** What the predicted power of a training depends on. */
export const powerChoices = topic("power", {
  powerBoundary: choice(
    "What predicted power covers: server and network, or the accelerators alone as their own counters read them",
    ["server", "accelerator"],
    { example: "accelerator" },
  ),
  cooling: choice("Cooling of the servers, for the predicted power; as air where left out", ["air", "liquid"], {
    example: "liquid",
  }),
});

/** Number formats of training. */
export const trainingPrecision = choice(
  "Number format of the training; that of the accelerator's record where left out",
  ["fp64", "fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"],
  {
    example: "bf16",
  },
);

/** What is said of the weights of a served model. */
export const served = topic("deployment", {
  precision: choice("Format of the weights; that in which the model is published where left out", servingPrecisions, { example: "fp8" }),
  cachePrecision: choice(
    "Format of keys and values in the cache; bf16 where left out, fp8 beside narrow weights with lean-host",
    cachePrecisions,
    {
      example: "fp8",
    },
  ),
});

const software = topic("deployment", {
  software: choice("Whose constants are used; unknown for the range from a lean host to one in Python", servingSoftware, {
    usual: "vllm-0.11",
    example: "vllm-2024",
  }),
  load: choice("Kind of load, where nothing else tells how many requests run at once", servingLoads, { example: "interactive-api" }),
});

/** Drafts of a request. */
export const speculation = group(
  "Speculative decoding: drafts that the model verifies",
  { draftModel: model("Model that drafts on the same accelerators; left out where drafts cost them nothing", "llama-3.2-1b") },
  { inApi: { type: "Speculation" } },
);
/** Batches of an unknown load. */
export const servingBand = group(
  "Batches that an instance may run where nothing tells the load",
  { low: needed, high: needed },
  { isList: true, example: "32,256", inApi: { type: "ServingBand" } },
);
/** A measured point of a deployment. */
export const calibration = group(
  "A measured point of the deployment, with the same request",
  { batch: needed, energy: needed },
  { inApi: { type: "MeasuredPoint" } },
);

/** What stands in a call beside its own rows. */
export const callChoices = {
  accelerator,
  ...served,
  ...software,
  ...electricity,
  ...hardware,
  servingFit: own("ServingFit", "Constants of serving; those of the library where left out"),
};

const groupRows = ["bandLow", "bandHigh", "draftedTokens", "acceptance", "calibrationBatch", "calibrationJoulesPerToken"];

/** What a deployment may say in groups; a part of a file says none of it. */
export const callGroups = withRows(only(call().table, ...groupRows), { speculation, servingBand, calibration });
/** A deployment as parts take it: a request without its model and its tokens. */
export const deployment: Fields = {
  ...withTopics(withRows(call().table, callChoices, [...tokenClasses, ...groupRows]), servedTopics),
  ...Object.fromEntries(Object.entries(callGroups).map(([name, field]) => [name, { ...field, isApiOnly: true }])),
};

/** Tokens of a request. */
export const request = withTopics(withRows(servedTopics["request"] as Table, {}), servedTopics);
