import table from "../../data/sold-at.json" with { type: "json" };

/**
 * Models, as `table/id`, that a public price list names with a provider who is neither their developer nor a host of open models, by its preset:
 * what `npm run build:kernels` keeps beside the usual pairs.
 */
export const soldAt: Readonly<Record<string, readonly string[]>> = table;
