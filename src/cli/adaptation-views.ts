import { percent } from "../core/printed.js";
import type { PhaseTotals } from "../estimate/generated/totals.js";
import type { Driver } from "../graph/ranges.js";
import { type Unit, unitOf } from "../core/units.js";
import { type AdaptationComparison, type BreakEven, compareAdaptation } from "../estimate/compare-adaptation.js";
import { estimateFineTuning, type FineTuningEstimate } from "../estimate/fine-tuning.js";
import { estimateHybrid, type HybridEstimate, type HybridWay } from "../estimate/hybrid.js";
import { estimateLifecycle, type LifecycleEstimate, type LifePhaseEstimate } from "../estimate/lifecycle.js";
import { estimateLocalInference, type LocalInferenceEstimate } from "../estimate/local.js";
import type { PhaseEstimate, Ranged } from "../estimate/phases.js";
import { estimateRag, type RagEstimate } from "../estimate/rag.js";
import { readComparison, readFineTuning, readHybrid, readLifecycle, readLocal, readRag } from "../schema/scenario.js";
import { type Colours, formatNumber, formatQuantity, formatRow, heading, table } from "./format.js";
import { viewOf } from "./kind-command.js";
import { block, driversBlock, labelOf, rangedRows, rangeHeading, type WithEnds } from "./report.js";

const totals = [
  "deviceHours",
  "itEnergyKwh",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
  "marketOperationalGramsCo2e",
  "waterLitres",
  "costUsd",
] as const satisfies readonly (keyof PhaseTotals)[];

/** What the reports of all kinds are made of. */
interface Phased {
  readonly drivers: readonly Driver[];
}

const rangedRow = (label: string, { value, low, high }: Ranged, unit: Unit): string[] => [label, ...formatRow([value, low, high], unit)];

const summary = (estimate: WithEnds<(typeof totals)[number]>, colours: Colours, extra: readonly string[][] = []): string[] =>
  table([rangeHeading(colours), ...extra, ...rangedRows(estimate, totals)]);

/** Emissions of a phase with its range, and its share of the whole. */
const emissionCells = ({ totalGramsCo2e, low, high, share }: PhaseEstimate | LifePhaseEstimate): string[] => [
  ...formatRow([totalGramsCo2e, low.totalGramsCo2e, high.totalGramsCo2e], "gCO2e"),
  percent(share),
];

/** A table of phases under their title; `where` heads the column of the places or days. */
const phasesTable = (title: string, where: string, rows: readonly (readonly string[])[], colours: Colours): string[] => [
  "",
  ...table([[colours.bold(title), ...heading(colours, where, "energy", "total", "low", "high", "share")], ...rows], [0, 1]),
];

function placesTable(title: string, phases: readonly PhaseEstimate[], colours: Colours): string[] {
  if (phases.length < 2) return [];
  const rows = phases.map((phase) => [`  ${phase.name}`, phase.place, formatQuantity(phase.energyKwh, "kWh"), ...emissionCells(phase)]);
  return phasesTable(title, "place", rows, colours);
}

/** A report: its body, and what makes its range wide. */
const reportOf = ({ drivers }: Phased, colours: Colours, body: readonly string[], ofWhat?: string): string[] => [
  ...body,
  ...driversBlock(drivers, colours, ofWhat),
];

function fineTuningReport(_: unknown, estimate: FineTuningEstimate, colours: Colours): string[] {
  const { method, acceleratorCount, trainedParameters, tokens, days, memoryBytes, phases } = estimate;
  const about = [
    method,
    `${formatQuantity(trainedParameters, "parameter")} trained`,
    ...(tokens === undefined ? [] : [formatQuantity(tokens, "token")]),
    `${formatNumber(acceleratorCount)} ${acceleratorCount === 1 ? "accelerator" : "accelerators"}`,
    `${formatQuantity(memoryBytes, "B")} of weights and states`,
    formatQuantity(days, "d"),
  ];
  return reportOf(estimate, colours, [
    colours.dim(about.join(", ")),
    ...block(summary(estimate, colours)),
    ...placesTable("Phases", phases, colours),
  ]);
}

function ragReport(_: unknown, estimate: RagEstimate, colours: Colours): string[] {
  const { promptTokens, uncachedTokens, cachedTokens, latencySeconds, phases, indexRefresh, standingDay, month } = estimate;
  const besides = { "A refresh of the index": indexRefresh, "A day of the standing index": standingDay, "30 days of questions": month };
  const beside = Object.entries(besides).flatMap(([label, of]) =>
    of === null ? [] : [[label, formatQuantity(of.energyKwh, "kWh"), formatQuantity(of.totalGramsCo2e, "gCO2e")]],
  );
  const rows = [
    rangedRow("Prompt of a turn", promptTokens, "token"),
    rangedRow("Read anew, all turns", uncachedTokens, "token"),
    rangedRow("From the cache", cachedTokens, "token"),
    rangedRow("Time to last token", latencySeconds, "s"),
  ];
  return reportOf(estimate, colours, [
    ...block(summary(estimate, colours, rows)),
    ...placesTable("Parts of a question", phases, colours),
    ...block(beside.length === 0 ? [] : table([heading(colours, "", "energy", "total"), ...beside])),
  ]);
}

function localReport(_: unknown, estimate: LocalInferenceEstimate, colours: Colours): string[] {
  const { tokensPerSecond, joulesPerToken, phases } = estimate;
  const rows = [rangedRow("Rate of decoding", tokensPerSecond, "token/s"), rangedRow("Energy of decoding", joulesPerToken, "J/token")];
  return reportOf(estimate, colours, [...block(summary(estimate, colours, rows)), ...placesTable("Parts", phases, colours)]);
}

const wayRow = (label: string, way: HybridWay): string[] => [
  label,
  formatQuantity(way.energyKwh, "kWh"),
  ...rangedRow("", way.joulesPerToken, "J/token").slice(1),
  formatQuantity(way.totalGramsCo2e, "gCO2e"),
  formatQuantity(way.latencySeconds.value, "s"),
  formatQuantity(way.timePerOutputTokenSeconds.value, "s"),
];

function hybridReport(_: unknown, estimate: HybridEstimate, colours: Colours): string[] {
  const { cloudOnly, deviceOnly, edge, tokensPerRound, ratioToCloud, breakEven, phases } = estimate;
  const { acceptance, promptTokens, batch } = breakEven;
  const never = "the hybrid takes more at every one";
  return reportOf(estimate, colours, [
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
      rangeHeading(colours),
      rangedRow("Tokens per round", tokensPerRound, "token"),
      rangedRow("Energy over cloud only", ratioToCloud, "1"),
    ]),
    "",
    colours.bold("Where the hybrid takes as much energy as the cloud alone"),
    `  acceptance           ${acceptance === null ? never : `${percent(acceptance)}; it takes less above`}`,
    `  tokens per round     ${formatNumber(breakEven.tokensPerRound)}`,
    `  prompt               ${promptTokens === null ? never : `${formatNumber(promptTokens)} tokens; it takes less below`}`,
    `  batch of the server  ${batch === null ? "none: one way takes less at every batch that fits" : `${formatNumber(batch)} sequences; it takes less below`}`,
    ...placesTable("Parts of the hybrid", phases, colours),
  ]);
}

const cases: Readonly<Record<BreakEven["case"], string>> = {
  "fine-tuning-above": "fine-tuning takes less above",
  "rag-above": "retrieval takes less above",
  "fine-tuning-always": "fine-tuning takes less at every number",
  "rag-always": "retrieval takes less at every number",
  same: "both take the same",
};

const breakEvenRow = (label: string, { case: which, requests, quantiles, shares }: BreakEven): string[] => [
  label,
  cases[which],
  ...[requests, quantiles?.p5 ?? null, quantiles?.p95 ?? null].map((count) => (count === null ? "" : formatNumber(count))),
  percent(shares[which]),
];

function comparisonReport(_: unknown, estimate: AdaptationComparison, colours: Colours): string[] {
  const { rag, fineTuning, requests, periodDays, breakEven } = estimate;
  const both = (label: string, unit: Unit, of: (way: AdaptationComparison["rag"]) => number | undefined): string[][] => {
    const [left, right] = [of(rag), of(fineTuning)];
    return left === undefined || right === undefined ? [] : [[label, ...formatRow([left, right], unit)]];
  };
  const body = [
    colours.dim(`${formatNumber(requests, 7)} requests in ${formatQuantity(periodDays, "d")}`),
    "",
    ...table([
      heading(colours, "", "retrieval", "fine-tuning"),
      ...totals.flatMap((key) => both(labelOf(key), unitOf(key), (way) => way[key])),
      ...both("Energy, whatever the number", "kWh", ({ once }) => once.energyKwh),
      ...both("Energy of one request", "kWh", ({ perRequest }) => perRequest.energyKwh),
      ...both("Time to last token", "s", ({ latencySeconds }) => latencySeconds.value),
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
  ];
  return reportOf(estimate, colours, body, "retrieval less fine-tuning with this input alone at its low and high end");
}

function lifecycleReport(_: unknown, estimate: LifecycleEstimate, colours: Colours): string[] {
  const { phases, perRequest, perMillionTokens, overtaking } = estimate;
  const amortised = { "Making, per request": perRequest, "Making, per million tokens": perMillionTokens };
  const rows = Object.entries(amortised).flatMap(([label, of]) =>
    of === null ? [] : [rangedRow(`${label}, energy`, of.energyKwh, "kWh"), rangedRow(`${label}, emissions`, of.totalGramsCo2e, "gCO2e")],
  );
  const requestsRow = ({ value, low, high }: Ranged): string[] => [value, low, high].map((count) => `${formatNumber(count)} requests`);
  const overtakes = overtaking === null ? [] : [["Serving overtakes after", ...requestsRow(overtaking.requests)]];
  const day = overtaking?.day ?? null;
  const life = phases.map((phase) => {
    const { name, label, start, end, energyKwh } = phase;
    const days = start === null && end === null ? "" : `${start ?? ""} – ${end ?? ""}`;
    return [`  ${label ?? name}`, days, formatQuantity(energyKwh, "kWh"), ...emissionCells(phase)];
  });
  return reportOf(estimate, colours, [
    ...block(summary(estimate, colours, [...rows, ...overtakes])),
    ...block(day === null ? [] : [`Serving has taken as much energy as making the model on ${day}.`]),
    ...phasesTable("Phases", "days", life, colours),
  ]);
}

/** Fine-tunings, questions with retrieval, answers of devices, and whole lives. */
export const adaptationViews = {
  "fine-tuning": viewOf(readFineTuning, estimateFineTuning, fineTuningReport),
  rag: viewOf(readRag, estimateRag, ragReport),
  hybrid: viewOf(readHybrid, estimateHybrid, hybridReport),
  local: viewOf(readLocal, estimateLocalInference, localReport),
  adaptation: viewOf(readComparison, compareAdaptation, comparisonReport),
  lifecycle: viewOf(readLifecycle, estimateLifecycle, lifecycleReport),
};
