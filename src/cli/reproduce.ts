import { llmcarbonTables, type PublishedRun } from "../catalog/published-runs.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { llmcarbonEmbodied, llmcarbonReference } from "../estimate/llmcarbon.js";
import { mlco2, mlco2Peak } from "../estimate/mlco2.js";
import { bullets, type Colours, formatDelta, formatQuantity, heading, table } from "./format.js";
import type { CommandBody } from "./io.js";
import { outputOptions } from "./options.js";

/** Columns of LLMCarbon's table 4 in the order of the paper. */
const runs = ["t5", "gpt3", "gshard", "switch", "xlm"] as const;

const referenceInput = ({ systemPowerWatts: powerWatts, ...run }: PublishedRun): Parameters<typeof llmcarbonReference>[0] => {
  const { baseParameters, tokens, peakFlopPerSecond, efficiency, deviceCount, pue, intensityGramsPerKwh } = run;
  return { baseParameters, tokens, peakFlopPerSecond, efficiency, powerWatts, deviceCount, pue, intensityGramsPerKwh };
};

const delta = (computed: number, against: number): number => computed / against - 1;

/** LLMCarbon's tables 4 and 5, computed beside printed. */
function reproduceLlmcarbon() {
  const { table4, table5, printedBasis } = llmcarbonTables;
  const embodied = llmcarbonEmbodied({ units: table5.units, runDays: table5.runDays, lifetimeDays: table5.lifetimeDays });
  return {
    method: "llmcarbon-reference" as const,
    table4: runs.map((id) => {
      const run = table4[id];
      const { computeFlop, deviceHours, days, itEnergyKwh, energyKwh, operationalGramsCo2e } = llmcarbonReference(referenceInput(run));
      const achieved = llmcarbonReference({ ...referenceInput(run), efficiency: run.achievedFlopPerSecond / run.peakFlopPerSecond });
      return {
        id,
        name: run.name,
        computeFlop,
        deviceHours,
        days,
        itEnergyKwh,
        energyKwh,
        operationalGramsCo2e,
        actualGramsCo2e: run.actualGramsCo2e,
        delta: delta(operationalGramsCo2e, run.actualGramsCo2e),
        operationalGramsCo2eFromAchievedRate: achieved.operationalGramsCo2e,
        deltaFromAchievedRate: delta(achieved.operationalGramsCo2e, run.actualGramsCo2e),
        printedGramsCo2e: run.printedGramsCo2e,
        printedDelta: run.printedDelta,
        computedOverPrinted: delta(operationalGramsCo2e, run.printedGramsCo2e),
        ...(run.note === undefined ? {} : { note: run.note }),
      };
    }),
    table5: {
      name: table5.name,
      units: embodied.units.map((unit, index) => ({ ...unit, listedGramsCo2e: table5.units[index]?.listedGramsCo2e })),
      embodiedGramsCo2e: embodied.embodiedGramsCo2e,
      actualGramsCo2e: table5.actualGramsCo2e,
      delta: delta(embodied.embodiedGramsCo2e, table5.actualGramsCo2e),
      printedGramsCo2e: table5.printedGramsCo2e,
      printedDelta: table5.printedDelta,
      computedOverPrinted: delta(embodied.embodiedGramsCo2e, table5.printedGramsCo2e),
    },
    notes: [
      printedBasis,
      "Efficiency, power, PUE and intensity come from the same source as the actual value: this checks arithmetic, not predictive skill.",
    ],
  };
}

/** The classic calculator on the runs of LLMCarbon's table 4, from reported hours and from peak rate. */
function reproduceMlco2() {
  return {
    method: "mlco2" as const,
    rows: runs.map((id) => {
      const run = llmcarbonTables.table4[id];
      const common = { tdpWatts: run.tdpWatts, intensityGramsPerKwh: run.intensityGramsPerKwh };
      const hours = mlco2({ ...common, deviceHours: run.deviceCount * run.reportedDays * 24 });
      const { computeFlop } = llmcarbonReference(referenceInput(run));
      const peak = mlco2Peak({ ...common, computeFlop, peakFlopPerSecond: run.peakFlopPerSecond });
      return {
        id,
        name: run.name,
        deviceHours: hours.deviceHours,
        energyKwh: hours.energyKwh,
        operationalGramsCo2e: hours.operationalGramsCo2e,
        actualGramsCo2e: run.actualGramsCo2e,
        delta: delta(hours.operationalGramsCo2e, run.actualGramsCo2e),
        peakDeviceHours: peak.deviceHours,
        peakOperationalGramsCo2e: peak.operationalGramsCo2e,
        peakDelta: delta(peak.operationalGramsCo2e, run.actualGramsCo2e),
      };
    }),
    notes: [
      "The mlco2 row that LLMCarbon prints follows from neither form: it would need about 580 W per device, above both TDPs. It is not reproduced.",
    ],
  };
}

const tonnes = (grams: number): string => formatQuantity(grams, "gCO2e", 6);

/** The tables as a person likes to read them. */
function formatReproduction(
  result: ReturnType<typeof reproduceLlmcarbon> | ReturnType<typeof reproduceMlco2>,
  colours: Colours,
  columns?: number,
): string[] {
  const notes = ["", ...bullets(result.notes, columns)];
  if (result.method === "mlco2") {
    return [
      colours.bold("mlco2 on the runs of LLMCarbon's table 4 (TDP × hours × intensity)"),
      ...table([
        heading(colours, "run", "actual", "TDP × reported hours", "delta", "peak power at peak rate", "delta"),
        ...result.rows.map((row) => [
          row.name,
          tonnes(row.actualGramsCo2e),
          tonnes(row.operationalGramsCo2e),
          formatDelta(row.delta),
          tonnes(row.peakOperationalGramsCo2e),
          formatDelta(row.peakDelta),
        ]),
      ]),
      ...notes,
    ];
  }
  const { table5 } = result;
  return [
    colours.bold("LLMCarbon, table 4: operational emissions of training"),
    ...table([
      heading(colours, "run", "accelerator-hours", "energy", "computed", "actual", "delta", "printed", "printed delta"),
      ...result.table4.map((row) => [
        row.name,
        formatQuantity(row.deviceHours, "h", 7),
        formatQuantity(row.energyKwh, "kWh", 6),
        tonnes(row.operationalGramsCo2e),
        tonnes(row.actualGramsCo2e),
        formatDelta(row.delta),
        tonnes(row.printedGramsCo2e),
        formatDelta(row.printedDelta),
      ]),
    ]),
    "",
    colours.bold(`LLMCarbon, table 5: embodied emissions of ${table5.name}`),
    ...table([
      heading(colours, "unit", "each", "allocated"),
      ...table5.units.map((unit) => [unit.name, tonnes(unit.perUnitGramsCo2e), tonnes(unit.allocatedGramsCo2e)]),
      ["total", "", tonnes(table5.embodiedGramsCo2e)],
      ["actual", formatDelta(table5.delta), tonnes(table5.actualGramsCo2e)],
      ["printed", formatDelta(table5.printedDelta), tonnes(table5.printedGramsCo2e)],
    ]),
    ...notes,
  ];
}

const methods = { llmcarbon: reproduceLlmcarbon, mlco2: reproduceMlco2 };

/** `reproduce llmcarbon|mlco2`: the published tables beside what is computed. */
export const reproduce: CommandBody = {
  options: [outputOptions.json],
  run({ positionals: [method = ""], values }, io, colours) {
    const known = Object.keys(methods);
    if (!Object.hasOwn(methods, method)) {
      const message = `reproduce: "${method}" is not a method; known: ${known.join(", ")}`;
      throw new FootprintError("unknown-id", message, { field: "method", value: method, nearest: nearMatches(method, known) });
    }
    const result = methods[method as keyof typeof methods]();
    return values["json"] === true
      ? [JSON.stringify({ dataVersion, ...result }, null, 2)]
      : formatReproduction(result, colours, io.columns);
  },
};
