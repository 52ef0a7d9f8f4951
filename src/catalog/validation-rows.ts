import efficiency from "../../data/validation/training-efficiency.json" with { type: "json" };
import fineTuning from "../../data/validation/fine-tuning.json" with { type: "json" };
import inference from "../../data/validation/inference-measurements.json" with { type: "json" };
import otherLaboratories from "../../data/validation/inference-other-labs.json" with { type: "json" };
import power from "../../data/validation/power.json" with { type: "json" };
import leftOut from "../../data/validation/serving-left-out.json" with { type: "json" };
import runs from "../../data/validation/training-runs.json" with { type: "json" };

/** Published figures that estimates are scored against, as text by column. */
export const validationTables = { runs, efficiency, power, inference, otherLaboratories, fineTuning };

/** Constants of serving fitted without the rows of one family, or of one device. */
export const servingLeftOut = leftOut;
