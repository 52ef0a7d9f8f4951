import { inference } from "../estimate/inference.js";
import { servingSizing } from "../estimate/serving-sizing.js";
import { sizing } from "../estimate/sizing.js";
import { attention } from "../estimate/tables/attention.js";
import { embodied, footprint, usualUtilisation } from "../estimate/tables/embodied.js";
import { model as modelTable } from "../estimate/tables/model.js";
import { place } from "../estimate/tables/place.js";
import { price } from "../estimate/tables/price.js";
import { request as requestTable } from "../estimate/tables/request.js";
import { capacity, decoding, instance } from "../estimate/tables/serving.js";
import { rag } from "../estimate/rag.js";
import { training } from "../estimate/training.js";
import type { KindOptions } from "../graph/kind.js";
import type { Table } from "../graph/rows.js";
import { adaptation, adaptationTables, life } from "./adaptation.js";
import { type Fields, type Form, only, withRows } from "./declare.js";
import { kinds, kindTables } from "./kinds.js";
import { accelerator, deployment, electricity, hardware, model, request } from "./parts.js";

/** An interface of the API. */
export interface Interface {
  readonly words: string;
  readonly fields: Fields;
  /** Names of fields that must be given. */
  readonly required?: readonly string[];
  /** Names of fields that are left out. */
  readonly without?: readonly string[];
  /** The table whose further quantities may be given. */
  readonly rest?: Table;
}

const { rackGramsCo2e, networkGramsCo2e, storageGramsCo2e, coolingGramsCo2e, buildingGramsCo2e, endOfLifeFraction } = embodied();
const surrounding = withRows(
  { rackGramsCo2e, networkGramsCo2e, storageGramsCo2e, coolingGramsCo2e, buildingGramsCo2e, endOfLifeFraction },
  {},
);
const made = { accelerator, ...withRows({ ...embodied(), ...usualUtilisation() }, hardware) };

/** What a deployment says of its load. */
const load = ["batch", "requestsPerSecond", "systemTokensPerSecond", "queueTime", "measuredEnergy"];
/** Fields that several inputs share. */
export const shared: Readonly<Record<string, Interface>> = {
  PlaceInput: { words: "Where something runs: what turns its energy into emissions and water", fields: withRows(place(), electricity) },
  EmbodiedInput: {
    words:
      "Emissions of what surrounds the servers and of what follows their use. Hardly any figure per device is public, so each is missing where it is left " +
      "out or `null`, and a note says so; zero is a statement of the caller",
    fields: surrounding,
  },
  EmbodiedStageInput: {
    words: "The hardware whose manufacture an estimate counts, and how much of its life it uses",
    fields: made,
    required: ["accelerator"],
  },
  PriceInput: { words: "What hardware and electricity cost", fields: withRows(price(), {}) },
  RequestTokens: { words: "The tokens of one request, in classes that share none: what one counts in, no other counts", fields: request },
  CallDeployment: { words: "Where and how answers are generated, where it differs from the whole", fields: deployment },
  Deployment: {
    words: "An instance that serves a model: accelerators that hold it together, and what runs on them",
    fields: { model: model("Model that is served"), ...deployment },
    required: ["model", "accelerator"],
    without: [...load, "speculation", "servingBand", "calibration"],
  },
  LifePhase: { words: "When a phase of a life happens, and what it is called", fields: life },
};

const input = (form: Form | undefined, words: string, more: Partial<Interface> = {}): Interface => {
  const { fields, required, forParts, rest } = form as Form;
  return { words, fields, required, rest: { ...kindTables, ...adaptationTables }[rest] as Table, without: forParts, ...more };
};

/** What estimates take. */
export const inputs: Readonly<Record<string, Interface>> = {
  TrainingInput: input(kinds["training"], "A training run to estimate"),
  InferenceInput: input(kinds["inference"], "A request of a deployment, with what is known of the load"),
  ServingPlanInput: input(
    kinds["serving"],
    "A service to plan: a deployment, the request that it answers, the limits, and how many requests come",
    { without: ["batch", "systemTokensPerSecond", "publishedTokensPerSecond", "servingBand"] },
  ),
  // The search decides how many copies there are.
  SizingInput: input(kinds["sizing"], "A training run whose memory is to be planned", { without: ["dataParallelism"] }),
  ServingSizingInput: input(kinds["serving-sizing"], "The memory of a served model to plan"),
  FineTuningInput: input(adaptation["fine-tuning"], "A fine-tuning to estimate", { required: ["method", "model", "accelerator"] }),
  RagInput: input(
    adaptation["rag"],
    "A question to a model that is helped by retrieval, tools or examples; each part is off where it is left out, and `{}` takes its defaults",
    { required: ["model", "accelerator"] },
  ),
  HybridInput: input(adaptation["hybrid"], "An answer that a device of a user drafts, and a server verifies", {
    required: ["cloud", "cloud.model", "cloud.accelerator", "edge.model", "edge.accelerator", "device", "draftModel", "outputTokens"],
  }),
  LocalInferenceInput: input(adaptation["local"], "A request to a model that runs on a device of a user, or on the processor of a server", {
    required: ["model", "device", "grid"],
  }),
  AdaptationInput: input(
    adaptation["adaptation"],
    "Two ways to the same answers: retrieval on every request, or a model that was tuned before",
    { required: ["rag", "fineTuning", "requests"], without: adaptation["adaptation"]?.forParts ?? [] },
  ),
  LifecycleInput: input(
    adaptation["lifecycle"],
    "A model from its training to its retirement; each phase with hardware, place and dates of its own, and each may be left out",
  ),
};

/** Quantities that several inputs know, by the tables that they have in common. */
export const givens: Readonly<Record<string, readonly [words: string, table: Table]>> = {
  ModelGivens: ["Quantities of a model", modelTable()],
  AttentionGivens: ["Quantities of attention", attention()],
  PlaceGivens: ["Quantities of a place", only(place(), ...Object.keys(place()).filter((name) => name !== "energyKwh"))],
  EmbodiedGivens: ["Quantities of hardware and its manufacture", { ...embodied(), ...footprint() }],
  ServingGivens: ["Quantities of a served model", { ...capacity(), ...instance(), ...decoding(), ...requestTable() }],
};

/** Totals of results. */
export const totals: Readonly<Record<string, readonly [words: string, options: Pick<KindOptions<never>, "graph" | "totals">]>> = {
  TrainingTotals: ["The numbers of a training estimate", training.options],
  InferenceTotals: [
    "The numbers of a served request. Energies and emissions are those of one request, times those of its instance",
    inference.options,
  ],
  PhaseTotals: ["The numbers of a part of an estimate", rag.options],
  SizingTotals: ["The numbers of a plan of the memory of a training", sizing.options],
  ServingSizingTotals: ["The numbers of a plan of the memory of a served model", servingSizing.options],
};
