import { formula } from "./formula.js";

/** The sum of the parts of a line: whatever has their unit, in the order in which they are named. */
export const sumOfParts = /* @__PURE__ */ formula(
  {
    id: "core.sum",
    equation: "Σ parts",
    unit: "1",
    source: { id: "llm-footprint", at: "sum of the lines named as inputs" },
    domain: {},
  },
  (parts) => Object.values<number>(parts).reduce((total, part) => total + part, 0),
);
