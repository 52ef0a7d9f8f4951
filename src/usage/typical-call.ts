import { jointDrawFigures } from "../catalog/joint-draw-figures.js";

const { inputTokens, outputTokens } = jointDrawFigures.typicalTokens;

/** The call around which costs per feature are found: a short question. */
export const typicalCall = { inputTokens: inputTokens.value, outputTokens: outputTokens.value };
