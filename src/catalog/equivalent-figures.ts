import table from "../../data/equivalents.json" with { type: "json" };
import type { EquivalentFigures } from "./records.js";

/** Figures of everyday things, by which totals become ones that people know. */
export const equivalentFigures: EquivalentFigures = table as EquivalentFigures;
