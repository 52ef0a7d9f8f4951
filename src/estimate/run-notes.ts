import type { Grid, Model, ModelRecord } from "../catalog/records.js";
import { defaults } from "../catalog/defaults.js";
import { type Given, valueOf } from "../core/figure.js";
import type { Line } from "../core/line.js";
import { shown } from "../core/printed.js";
import { moversOf, type Run } from "../graph/evaluate.js";
import { linesOf } from "../graph/lines.js";
import { assumedInputs, citedInputs, exactInputs, saidBy } from "../graph/notes.js";
import { placesNamed, type Step } from "../graph/plan.js";
import { valuesAt } from "../graph/ranges.js";
import { countFromArchitecture } from "./model-parameters.js";
import type { Note } from "./note.js";
import { noteOddEnds, type OddCheck } from "./odd-ends.js";
import { typicalShape } from "./tables/model.js";

/** What the record of a model says that an estimate of it does not heed. */
const noteOfModel = ({ name = "own model", note }: Pick<Model, "name" | "note">): string[] =>
  typeof note === "string" ? [`Model ${name}: ${note}${note.endsWith(".") ? "" : "."}`] : [];

/** The grids that a run looks at, each once. */
const gridsOf = ({ records }: Run): readonly Partial<Grid>[] => [
  ...new Set(records.flatMap(({ grid }) => (typeof grid === "object" && grid !== null ? [grid] : []))),
];

/** The models that a run looks at, each once. */
const modelsOf = ({ records }: Run): readonly Model[] => [
  ...new Set(records.flatMap(({ model }) => (typeof model === "object" && model !== null ? [model as Model] : []))),
];

/**
 * What is to be said of a model with a stated count and dimensions; nothing where the dimensions do not give a count.
 *
 * @param model - a model that has been checked
 * @param isAlways - whether it is said too where both counts agree
 */
export function statedNotes(model: Model, isAlways = false): Note[] {
  const counted = model.parameters === undefined ? undefined : countFromArchitecture(model)?.parameters;
  if (counted === undefined) return [];
  const stated = valueOf(model.parameters as Given);
  const isFar = isApart(stated, counted);
  if (!isFar && !isAlways) return [];
  const { parametersNote } = model as Partial<ModelRecord>;
  const why = parametersNote ?? "check that both describe one model";
  const apart = isFar ? `, more than 1 % apart: ${why}` : "";
  return [{ code: "stated-parameters", message: `The stated parameter count ${stated} is used; the dimensions give ${counted}${apart}.` }];
}

/** The lines of a run behind the steps that led to the intensities of its grids. */
export const traceOf = (run: Run): Line[] => [...new Set(gridsOf(run).flatMap(({ lines = [] }) => lines)), ...linesOf(run)];

/** Codes in the order in which notes stand: what is covered, what was predicted and assumed, what it stands on, what is missing, what looks odd. */
const order: readonly string[] = [
  "boundary",
  "predicted",
  "model",
  "estimated-model",
  "stated-parameters",
  "defaults-used",
  "exact-inputs",
  "grid",
  "embodied-method",
  "embodied-allocation",
  "missing-part",
  "magnitude",
] satisfies readonly Note["code"][];
/** What a whole repeats of the notes of its main part. */
const ofMainPart: readonly string[] = ["embodied-method", "embodied-allocation", "missing-part", "magnitude"] satisfies Note["code"][];

/** Says once per model on which of its figures an estimate stands that nobody has read in a public source. */
function recalledNotes(run: Run): Note[] {
  const recalled = citedInputs(run).filter(({ figure }) => figure.basis === "recalled");
  return modelsOf(run).flatMap((model) => {
    const { name = "own model", architectureSource } = model;
    const ofModel = recalled.filter(({ scope }) => (run.records[scope] as { readonly model?: unknown }).model === model);
    const names = ofModel.flatMap((input) => {
      if (Object.values(model).includes(input.figure)) return [input.name];
      // A dimension gets its citation where it is read; all of a record share one.
      return input.figure.at === architectureSource?.at ? ["dimensions"] : [];
    });
    if (names.length === 0) return [];
    return [{ code: "model", message: `Model ${name}: recalled, not read in a public source: ${[...new Set(names)].join(", ")}.` }];
  });
}

function assumedNote(run: Run): Note[] {
  const { names, fits } = assumedInputs(run);
  if (names.length + fits.length === 0) return [];
  const constants = fits.map((fit) => `${names.length === 0 ? "" : "and "}the constants of ${fit}`);
  const message = `Taken from cited records or assumptions because not given: ${[...names, ...constants].join(", ")}. Those with a range are in the drivers.`;
  return [{ code: "defaults-used", message }];
}

function exactNote(run: Run): Note[] {
  const names = exactInputs(run);
  if (names.length === 0) return [];
  const message = `Given without a range and counted as exact: ${names.join(", ")}. Low and high come from the other inputs.`;
  return [{ code: "exact-inputs", message }];
}

const isGivenWater = ({ name, kind }: Step): boolean => name === "waterLitres" && kind === "given";

/** Water of power plants is most of the water of electricity: where its factor is not given, the total misses it. */
function waterNote({ program: { plan } }: Run): Note[] {
  const has = (name: string): boolean => plan.steps.some((step) => step.name === name);
  // Water that is given holds what its caller says.
  if (!has("operationalGramsCo2e") || has("offSiteWaterLitres") || plan.steps.some(isGivenWater)) return [];
  const message = has("onSiteWaterLitres")
    ? "Water is that on site alone: what power plants consume is missing, not zero (electricityWaterLitresPerKwh)."
    : "Water is missing, not zero: its factors are not given (wueLitresPerKwh on site, electricityWaterLitresPerKwh of power plants).";
  return [{ code: "missing-part", message }];
}

/** Quantities of every kind of estimate that are more likely a slip than true outside some range, with what to check. */
const usual = {
  pue: [defaults.plausibleRanges.pue, "is far from any published PUE: check it (1.1, not 110 %)"],
  intensityGramsPerKwh: [defaults.plausibleRanges.usualGramsPerKwh, "g/kWh is far from that of any grid: check its unit"],
  acceleratorCount: [
    defaults.plausibleRanges.acceleratorCount,
    "accelerators are more than any cluster has: check batch, tokens and the count",
  ],
  hostWatts: [
    defaults.plausibleRanges.serverWatts,
    "W per accelerator is far from what servers draw beside their accelerators: check its unit",
  ],
  idleServerWatts: [
    defaults.plausibleRanges.serverWatts,
    "W per accelerator is far from what servers draw that wait, with their accelerators: check its unit",
  ],
  wueLitresPerKwh: [defaults.plausibleRanges.wueLitresPerKwh, "L/kWh is more than any data centre evaporates: check its unit"],
  electricityWaterLitresPerKwh: [
    defaults.plausibleRanges.electricityWaterLitresPerKwh,
    "L/kWh is more than any power plant consumes: check its unit",
  ],
  lifetimeYears: [defaults.plausibleRanges.lifetimeYears, "years are far from the service life of any hardware: check its unit"],
} as const;

/** What a number says that is more likely a slip than true. No emissions at all are what contracts and own generation come to, and no slip. */
function oddNumber(of: keyof typeof usual, value: number): string | undefined {
  const [{ low, high }, says] = usual[of];
  return (value === 0 && of === "intensityGramsPerKwh") || (value >= low && value <= high) ? undefined : `${of} = ${shown(value)} ${says}.`;
}

/** A note on a fleet that no cluster holds. */
export function noteFleet(accelerators: number): Note[] {
  const { high } = defaults.plausibleRanges.acceleratorCount;
  if (accelerators <= high) return [];
  const message = `The load takes ${shown(accelerators)} accelerators, more than any cluster has: check requestsPerSecond, its unit, and the tokens of a request.`;
  return [{ code: "magnitude", message }];
}

/** Figures of hardware that a caller may give otherwise than its record. */
const ofDatasheet = ["peakFlopPerSecond", "tdpWatts", "memoryBytesPerSecond", "memoryBytes", "deviceMemoryBytes"] as const;

/** Every step of a quantity that looks like a slip. */
const oddSteps = (run: Run, of: string, say: (value: number, at: number) => string | undefined): Note[] =>
  placesNamed(run.program.plan, of).flatMap((at) => {
    const message = say(run.values[at] as number, at);
    return message === undefined ? [] : [{ code: "magnitude", message } as const];
  });

/** Whether a batch is solved for, in a scope of a run. */
const isBatchSolved = ({ program: { plan } }: Run, scope: number): boolean =>
  placesNamed(plan, "batch").some((at) => (plan.steps[at] as Step).scope === scope && (plan.steps[at] as Step).kind === "solve");

/** Says where a stated load is out of reach of the slow end of what is predicted: the engine goes as far as memory holds the batch. */
const noteReach = (run: Run): Note[] =>
  moversOf(run).flatMap((mover) => {
    const [place] = mover.at as readonly [number];
    const { name, scope } = run.program.plan.steps[place] as Step;
    if (name !== "timeSpread" || !isBatchSolved(run, scope)) return [];
    const reached = valuesAt(run, mover, "high")[place] as number;
    if (reached === mover.high) return [];
    const message =
      `The stated load is within reach up to ${shown(reached)} times the predicted times: there memory holds no more sequences. The range ends there, and ` +
      `an instance that is slower (up to ${shown(mover.high)} times) falls behind.`;
    return [{ code: "predicted", message }];
  });

/** Notes on numbers of place and hardware that look like slips. */
const oddNumbers: readonly OddCheck[] = [
  (run) => (saidBy(run) as Note[]).filter(({ code }) => code === "magnitude"),
  ...(Object.keys(usual) as (keyof typeof usual)[]).map(
    (of): OddCheck =>
      (run) =>
        oddSteps(run, of, (value) => oddNumber(of, value)),
  ),
  ...ofDatasheet.map(
    (of): OddCheck =>
      (run) =>
        oddSteps(run, of, (value, at) => {
          const { kind, row, scope } = run.program.plan.steps[at] as Step;
          if (kind !== "given") return undefined;
          const records = run.records[scope] as { readonly accelerator?: { readonly name?: string } };
          const figure = row.ways.find((way) => way.kind === "read" && way.isAssumed !== true)?.read?.(records as never);
          if (figure === undefined || value <= valueOf(figure)) return undefined;
          const { name = "the hardware" } = records.accelerator ?? {};
          return `${of} = ${shown(value)} is above the ${shown(valueOf(figure))} of the record of ${name}: check its unit, and whether it is that of one device.`;
        }),
  ),
];

/**
 * The notes of an estimate: those of its kind, of the ways of its plan, of what was assumed and counted as exact, and of its grids.
 *
 * @param run - the estimate
 * @param own - what its kind says
 * @param mainPart - prefix of the part whose hardware, gaps and odd numbers stand for those of all
 */
export function notesOf(run: Run, own: readonly Note[], mainPart?: string): Note[] {
  const notes = [
    ...own,
    ...(saidBy(run) as Note[]),
    ...modelsOf(run).flatMap((model) => statedNotes(model)),
    ...assumedNote(run),
    ...exactNote(run),
    ...waterNote(run),
    ...oddNumbers.flatMap((check) => check(run)),
    ...noteOddEnds(run, oddNumbers),
    ...noteReach(run),
    ...modelsOf(run).flatMap((model) => noteOfModel(model).map((message): Note => ({ code: "model", message }))),
    ...recalledNotes(run),
    ...gridsOf(run).flatMap(({ notes: ofGrid = [] }) => ofGrid.map((message): Note => ({ code: "grid", message }))),
    ...(mainPart === undefined ? [] : (saidBy(run, mainPart) as Note[]).filter(({ code }) => ofMainPart.includes(code))),
  ];
  const once = new Map(notes.map((note) => [note.message, note]));
  return [...once.values()].sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
}

/** What a plan of memory says of its model, beside what it assumes itself. */
export const modelNotes = (run: Run): string[] =>
  [
    ...modelsOf(run).flatMap((model) => noteOfModel(model).map((message) => ({ message }))),
    ...(saidBy(run) as Note[]).filter(({ message }) => message !== typicalShape),
    ...modelsOf(run).flatMap((model) => statedNotes(model)),
  ].map(({ message }) => message);

/** What a fraction leaves of the whole, in percent. */
export const percentLeft = (fraction: number): number => (1 - fraction) * 100;

// A stated count is rounded for sale; more than 1 % apart, the dimensions and the count describe different models.
const PARAMETER_AGREEMENT = 0.01;
/** Whether a stated count and one from the dimensions are those of different models. */
const isApart = (stated: number, counted: number): boolean => Math.abs(stated / counted - 1) > PARAMETER_AGREEMENT;

/** Notes on magnitudes far outside what models are trained with: units slipped by a thousand give results that look fine. */
export function noteMagnitudes(tokens: number | undefined, activeParameters: number | undefined, days: number | undefined): Note[] {
  const { tokensPerParameter: plausible, runDays } = defaults.plausibleRanges;
  const tokensPerParameter = (tokens ?? Number.NaN) / (activeParameters ?? Number.NaN);
  const messages = [
    ...(tokensPerParameter < plausible.low || tokensPerParameter > plausible.high
      ? [`${tokensPerParameter.toPrecision(3)} tokens per active parameter is far from any published run: check the unit of the tokens.`]
      : []),
    ...(days !== undefined && days > runDays.high
      ? [`The run takes ${Math.round(days)} days: check tokens (billions, not trillions?) and the number of accelerators.`]
      : []),
  ];
  return messages.map((message) => ({ code: "magnitude", message }));
}
