import type { Driver } from "../graph/ranges.js";
import type { Line } from "../core/line.js";
import { type Unit, unitOf } from "../core/units.js";
import { type AdaptationComparison, type BreakEven, compareAdaptation } from "../estimate/compare-adaptation.js";
import { estimateFineTuning, type FineTuningEstimate } from "../estimate/fine-tuning.js";
import { estimateHybrid, type HybridEstimate, type HybridWay } from "../estimate/hybrid.js";
import { estimateLifecycle, type LifecycleEstimate, type LifePhaseEstimate } from "../estimate/lifecycle.js";
import { estimateLocalInference, type LocalInferenceEstimate } from "../estimate/local.js";
import type { PhaseEstimate, Ranged } from "../estimate/phases.js";
import { estimateRag, type RagEstimate } from "../estimate/rag.js";
import type { Note } from "../estimate/note.js";
import { type AdaptationKind, readComparison, readFineTuning, readHybrid, readLifecycle, readLocal, readRag } from "../schema/scenario.js";
import type { Read } from "../schema/read-kind.js";
import type { Lookup } from "../schema/records.js";
import { type Colours, formatNumber, formatQuantity, formatRow, table } from "./format.js";
import type { Io } from "./io.js";
import { catalogOption, kindOptions, type Option, outputOptions, type Parsed } from "./options.js";
import { driversBlock, linesTable } from "./report.js";
import { loadCatalog, writtenOf } from "./scenario-file.js";
import type { PhaseTotals } from "../estimate/generated/totals.js";

/** What every estimate of a file has. */
interface Estimated {
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}

/** A file or flags, read and estimated. */
interface Result {
  readonly name: string;
  readonly sources: Lookup["sources"];
  readonly estimate: Estimated;
  readonly report: (colours: Colours) => readonly string[];
}

const summaryRows: readonly (readonly [keyof PhaseTotals, string])[] = [
  ["deviceHours", "Accelerator-hours"],
  ["itEnergyKwh", "Energy, IT"],
  ["energyKwh", "Energy, facility"],
  ["operationalGramsCo2e", "Emissions, operational"],
  ["embodiedGramsCo2e", "Emissions, embodied"],
  ["totalGramsCo2e", "Emissions, total"],
  ["marketOperationalGramsCo2e", "Market-based, beside it"],
  ["waterLitres", "Water"],
  ["costUsd", "Price"],
];

type WithRange = PhaseTotals & { readonly low: PhaseTotals; readonly high: PhaseTotals };

const heading = (colours: Colours, ...cells: readonly string[]): string[] => cells.map((cell) => colours.dim(cell));

function totalsRows({ low, high, ...totals }: WithRange): string[][] {
  return summaryRows.flatMap(([key, label]) => {
    const value = totals[key];
    return value === undefined ? [] : [[label, ...formatRow([value, low[key] ?? value, high[key] ?? value], unitOf(key))]];
  });
}

const rangedRow = (label: string, { value, low, high }: Ranged, unit: Unit): string[] => [label, ...formatRow([value, low, high], unit)];

function summary(estimate: WithRange, colours: Colours, extra: readonly string[][] = []): string[] {
  return table([heading(colours, "", "estimate", "low", "high"), ...extra, ...totalsRows(estimate)]);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function phasesTable(title: string, phases: readonly PhaseEstimate[], colours: Colours): string[] {
  if (phases.length < 2) return [];
  return [
    "",
    ...table(
      [
        [colours.bold(title), ...heading(colours, "place", "energy", "total", "low", "high", "share")],
        ...phases.map(({ name, place, energyKwh, totalGramsCo2e, low, high, share }) => [
          `  ${name}`,
          place,
          formatQuantity(energyKwh, "kWh"),
          ...formatRow([totalGramsCo2e, low.totalGramsCo2e, high.totalGramsCo2e], "gCO2e"),
          percent(share),
        ]),
      ],
      [0, 1],
    ),
  ];
}

function closing(drivers: readonly Driver[], notes: readonly Note[], colours: Colours, ofWhat?: string): string[] {
  return [...driversBlock(drivers, colours, ofWhat), "", colours.bold("Notes"), ...notes.map(({ message }) => `  - ${message}`)];
}

function fineTuningReport(name: string, estimate: FineTuningEstimate, colours: Colours): string[] {
  const { method, acceleratorCount, trainedParameters, tokens, days, memoryBytes, phases, drivers, notes } = estimate;
  return [
    colours.bold(name),
    colours.dim(
      [
        method,
        `${formatQuantity(trainedParameters, "parameter")} trained`,
        formatQuantity(tokens, "token"),
        `${formatNumber(acceleratorCount)} ${acceleratorCount === 1 ? "accelerator" : "accelerators"}`,
        `${formatQuantity(memoryBytes, "B")} of weights and states`,
        formatQuantity(days, "d"),
      ].join(", "),
    ),
    "",
    ...summary(estimate, colours),
    ...phasesTable("Phases", phases, colours),
    ...closing(drivers, notes, colours),
  ];
}

function besideRow(label: string, of: PhaseTotals | null): string[][] {
  return of === null ? [] : [[label, formatQuantity(of.energyKwh, "kWh"), formatQuantity(of.totalGramsCo2e, "gCO2e")]];
}

function ragReport(name: string, estimate: RagEstimate, colours: Colours): string[] {
  const { promptTokens, uncachedTokens, cachedTokens, latencySeconds, phases, indexRefresh, standingDay, month, drivers, notes } = estimate;
  const beside = [
    ...besideRow("A refresh of the index", indexRefresh),
    ...besideRow("A day of the standing index", standingDay),
    ...besideRow("30 days of questions", month),
  ];
  return [
    colours.bold(name),
    "",
    ...summary(estimate, colours, [
      rangedRow("Prompt of a turn", promptTokens, "token"),
      rangedRow("Read anew, all turns", uncachedTokens, "token"),
      rangedRow("From the cache", cachedTokens, "token"),
      rangedRow("Time to last token", latencySeconds, "s"),
    ]),
    ...phasesTable("Parts of a question", phases, colours),
    ...(beside.length === 0 ? [] : ["", ...table([heading(colours, "", "energy", "total"), ...beside])]),
    ...closing(drivers, notes, colours),
  ];
}

function localReport(name: string, estimate: LocalInferenceEstimate, colours: Colours): string[] {
  const { tokensPerSecond, joulesPerToken, phases, drivers, notes } = estimate;
  return [
    colours.bold(name),
    "",
    ...summary(estimate, colours, [
      rangedRow("Rate of decoding", tokensPerSecond, "token/s"),
      rangedRow("Energy of decoding", joulesPerToken, "J/token"),
    ]),
    ...phasesTable("Parts", phases, colours),
    ...closing(drivers, notes, colours),
  ];
}

function wayRow(label: string, way: HybridWay): string[] {
  return [
    label,
    formatQuantity(way.energyKwh, "kWh"),
    ...formatRow([way.joulesPerToken.value, way.joulesPerToken.low, way.joulesPerToken.high], "J/token"),
    formatQuantity(way.totalGramsCo2e, "gCO2e"),
    formatQuantity(way.latencySeconds.value, "s"),
    formatQuantity(way.timePerOutputTokenSeconds.value, "s"),
  ];
}

function hybridReport(name: string, estimate: HybridEstimate, colours: Colours): string[] {
  const { cloudOnly, deviceOnly, edge, tokensPerRound, ratioToCloud, breakEven, phases, drivers, notes } = estimate;
  const never = "the hybrid takes more at every one";
  const { acceptance, promptTokens, batch } = breakEven;
  return [
    colours.bold(name),
    "",
    ...table([
      heading(colours, "One answer", "energy", "per token", "low", "high", "total", "latency", "per token"),
      wayRow("Hybrid", estimate),
      ...(edge === null ? [] : [wayRow("Hybrid, server at the edge", edge)]),
      wayRow("Cloud only", cloudOnly),
      wayRow("Device only (the draft model)", deviceOnly),
    ]),
    "",
    ...table([
      heading(colours, "", "estimate", "low", "high"),
      rangedRow("Tokens per round", tokensPerRound, "token"),
      rangedRow("Energy over cloud only", ratioToCloud, "1"),
    ]),
    "",
    colours.bold("Where the hybrid takes as much energy as the cloud alone"),
    `  acceptance           ${acceptance === null ? never : `${percent(acceptance)}; it takes less above`}`,
    `  tokens per round     ${formatNumber(breakEven.tokensPerRound)}`,
    `  prompt               ${promptTokens === null ? never : `${formatNumber(promptTokens)} tokens; it takes less below`}`,
    `  batch of the server  ${batch === null ? "none: one way takes less at every batch that fits" : `${formatNumber(batch)} sequences; it takes less below`}`,
    ...phasesTable("Parts of the hybrid", phases, colours),
    ...closing(drivers, notes, colours),
  ];
}

const cases: Readonly<Record<BreakEven["case"], string>> = {
  "fine-tuning-above": "fine-tuning takes less above",
  "rag-above": "retrieval takes less above",
  "fine-tuning-always": "fine-tuning takes less at every number",
  "rag-always": "retrieval takes less at every number",
  same: "both take the same",
};

function breakEvenRow(label: string, { case: which, requests, quantiles, shares }: BreakEven): string[] {
  return [
    label,
    cases[which],
    requests === null ? "" : formatNumber(requests),
    quantiles === null ? "" : formatNumber(quantiles.p5),
    quantiles === null ? "" : formatNumber(quantiles.p95),
    percent(shares[which]),
  ];
}

function comparisonReport(name: string, estimate: AdaptationComparison, colours: Colours): string[] {
  const { rag, fineTuning, requests, periodDays, breakEven, drivers, notes } = estimate;
  const both = (key: keyof PhaseTotals, label: string): string[][] => {
    const [left, right] = [rag[key], fineTuning[key]];
    return left === undefined || right === undefined
      ? []
      : [[label, formatQuantity(left, unitOf(key)), formatQuantity(right, unitOf(key))]];
  };
  const part = (label: string, of: "once" | "perRequest"): string[] => [
    label,
    formatQuantity(rag[of].energyKwh, "kWh"),
    formatQuantity(fineTuning[of].energyKwh, "kWh"),
  ];
  return [
    colours.bold(name),
    colours.dim(`${formatNumber(requests, 7)} requests in ${formatQuantity(periodDays, "d")}`),
    "",
    ...table([
      heading(colours, "", "retrieval", "fine-tuning"),
      ...summaryRows.flatMap(([key, label]) => both(key, label)),
      part("Energy, whatever the number", "once"),
      part("Energy of one request", "perRequest"),
      ["Time to last token", formatQuantity(rag.latencySeconds.value, "s"), formatQuantity(fineTuning.latencySeconds.value, "s")],
    ]),
    "",
    ...table(
      [
        [colours.bold("Break-even (requests)"), ...heading(colours, "", "estimate", "5 %", "95 %", "of draws")],
        breakEvenRow("  energy", breakEven.energy),
        breakEvenRow("  emissions", breakEven.emissions),
        ...(breakEven.cost === null ? [] : [breakEvenRow("  price", breakEven.cost)]),
      ],
      [0, 1],
    ),
    ...closing(drivers, notes, colours, "retrieval less fine-tuning with this input alone at its low and high end"),
  ];
}

function lifeRow({ name, label, start, end, energyKwh, totalGramsCo2e, low, high, share }: LifePhaseEstimate): string[] {
  return [
    `  ${label ?? name}`,
    start === null && end === null ? "" : `${start ?? ""} – ${end ?? ""}`,
    formatQuantity(energyKwh, "kWh"),
    ...formatRow([totalGramsCo2e, low.totalGramsCo2e, high.totalGramsCo2e], "gCO2e"),
    percent(share),
  ];
}

function lifecycleReport(name: string, estimate: LifecycleEstimate, colours: Colours): string[] {
  const { phases, perRequest, perMillionTokens, overtaking, drivers, notes } = estimate;
  const day = overtaking?.day ?? null;
  const amortised = [
    ...(perRequest === null ? [] : [["Making, per request", perRequest] as const]),
    ...(perMillionTokens === null ? [] : [["Making, per million tokens", perMillionTokens] as const]),
  ].flatMap(([label, { energyKwh, totalGramsCo2e }]) => [
    rangedRow(`${label}, energy`, energyKwh, "kWh"),
    rangedRow(`${label}, emissions`, totalGramsCo2e, "gCO2e"),
  ]);
  return [
    colours.bold(name),
    "",
    ...summary(estimate, colours, [
      ...amortised,
      ...(overtaking === null ? [] : [["Serving overtakes after", ...requestsRow(overtaking.requests)]]),
    ]),
    ...(day === null ? [] : ["", `Serving has taken as much energy as making the model on ${day}.`]),
    "",
    ...table(
      [
        [colours.bold("Phases"), ...heading(colours, "days", "energy", "total", "low", "high", "share")],
        ...phases.map((phase) => lifeRow(phase)),
      ],
      [0, 1],
    ),
    ...closing(drivers, notes, colours),
  ];
}

const requestsRow = ({ value, low, high }: Ranged): string[] => [value, low, high].map((count) => `${formatNumber(count)} requests`);

/** How a kind of files is read, estimated and shown. */
type View = (written: unknown, catalog: Lookup) => Result;

const viewOf =
  <Input, Estimate extends Estimated>(
    read: (value: unknown, catalog: Lookup) => Read<AdaptationKind, Input>,
    estimateOf: (input: Input) => Estimate,
    reportOf: (name: string, estimate: Estimate, colours: Colours) => string[],
  ): View =>
  (written, catalog) => {
    const { name, input, sources } = read(written, catalog);
    const estimate = estimateOf(input);
    return { name, sources, estimate, report: (colours) => reportOf(name, estimate, colours) };
  };

const views: Readonly<Record<AdaptationKind, View>> = {
  "fine-tuning": viewOf(readFineTuning, estimateFineTuning, fineTuningReport),
  rag: viewOf(readRag, estimateRag, ragReport),
  hybrid: viewOf(readHybrid, estimateHybrid, hybridReport),
  local: viewOf(readLocal, estimateLocalInference, localReport),
  adaptation: viewOf(readComparison, compareAdaptation, comparisonReport),
  lifecycle: viewOf(readLifecycle, estimateLifecycle, lifecycleReport),
};

/** Whether a kind of a file is one of adaptation. */
export const isAdaptationKind = (kind: unknown): kind is AdaptationKind => typeof kind === "string" && Object.hasOwn(views, kind);

/** The flags of a kind: those of parts have the name of the part before them. */
export const adaptationFlags = (kind: AdaptationKind): readonly Option[] => [
  ...kindOptions(kind),
  catalogOption,
  outputOptions.json,
  outputOptions.lines,
];

/**
 * A file, flags, or a file with some fields replaced by flags, estimated.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function estimateAdaptation(kind: AdaptationKind, parsed: Parsed, io: Io): Result {
  return views[kind](writtenOf(parsed, io, kind), loadCatalog(parsed, io));
}

/** Runs the command of a kind. */
export function adaptationCommand(kind: AdaptationKind, parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { name, estimate, report } = estimateAdaptation(kind, parsed, io);
  if (parsed.values["json"] === true) return [JSON.stringify({ name, ...estimate }, null, 2)];
  return [
    ...report(colours),
    ...(parsed.values["lines"] === true ? ["", colours.bold("Steps"), ...linesTable(estimate.lines, colours)] : []),
  ];
}
