import table from "../../data/joint-draw.json" with { type: "json" };
import type { JointDrawFigures } from "./records.js";

/** The figures of a joint draw of a served model. */
export const jointDrawFigures: JointDrawFigures = table as JointDrawFigures;
