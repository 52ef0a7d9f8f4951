import { readFileSync } from "node:fs";
import { number, readCsv } from "../lib/csv.js";

/** Which row of Epoch AI is which of our accelerators: written down once, in the copy that the cross-check reads. */
const copy = new URL("../../test/data/second-sources/epoch-hardware.csv", import.meta.url);

/** Column of each of our figures, and the factor to our unit. */
const columns = {
  memoryBytes: ["Memory (bytes)", 1],
  memoryBandwidthBytesPerSecond: ["Memory bandwidth (byte/s)", 1],
  tdpWatts: ["TDP (W)", 1],
  dieAreaSquareCentimetres: ["Die Size (mm^2)", 0.01],
  interconnectBytesPerSecond: ["Intranode bandwidth (byte/s)", 1],
};
const peakColumns = {
  fp64: ["FP64 (double precision) performance (FLOP/s)", 1],
  fp32: ["FP32 (single precision) performance (FLOP/s)", 1],
  tf32: ["TF32 (TensorFloat-32) performance (FLOP/s)", 1],
  fp16: ["Tensor-FP16/BF16 performance (FLOP/s)", 1],
  bf16: ["Tensor-FP16/BF16 performance (FLOP/s)", 1],
  fp8: ["FP8 performance (FLOP/s)", 1],
  int8: ["INT8 performance (OP/s)", 1],
  fp4: ["FP4 performance (FLOP/s)", 1],
};

/** Refuses a row in other units: no correction of a figure is this large. */
const LARGEST_CHANGE = 5;

/** The figure with Epoch's number, if it is Epoch's to change: not what we derived from it, and not what another work says. */
function updated(figure, row, [column, factor]) {
  const given = number(row, column, { optional: true });
  if (figure?.source !== "epoch-hardware" || figure.basis === "derived" || given === undefined) return figure;
  const value = Number((given * factor).toPrecision(10));
  const ratio = value / figure.value;
  if (!(ratio < LARGEST_CHANGE && ratio > 1 / LARGEST_CHANGE)) {
    throw new Error(`${row["Hardware name"]}, ${column}: ${given} is ${ratio} times our figure; has the unit changed?`);
  }
  return { ...figure, value };
}

/** The fields of a record with Epoch's numbers; keeps their order, adds none. */
function updatedFields(record, row, columnsByField) {
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => [field, field in columnsByField ? updated(value, row, columnsByField[field]) : value]),
  );
}

export default {
  table: "data/accelerators.json",
  describes: "figures that only Epoch AI gives (CC BY 4.0); all others are left to the cross-check",
  url: "https://epoch.ai/data/machine-learning-hardware (ml_hardware.csv)",
  read(text, current) {
    const rows = new Map(readCsv(text).map((row) => [row["Hardware name"], row]));
    const pairs = readCsv(readFileSync(copy, "utf8"));
    return Object.fromEntries(
      pairs.map(({ id, "Hardware name": name }) => {
        const row = rows.get(name);
        if (row === undefined)
          throw new Error(`there is no row with Hardware name "${name}" (${id}): is the file truncated, or the row renamed?`);
        const record = updatedFields(current[id], row, columns);
        return [id, { ...record, peakFlopPerSecond: updatedFields(record.peakFlopPerSecond, row, peakColumns) }];
      }),
    );
  },
};
