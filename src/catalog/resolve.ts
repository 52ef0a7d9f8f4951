/**
 * Which model a name means that a gateway, a bill or a client library writes. A light entry: it knows names, and none of the tables.
 *
 * @module
 */
import names from "../../data/names.json" with { type: "json" };
import { lazily } from "../core/lazily.js";
import { readTable } from "./read-table.js";
import { type NameIndex, resolverOf, type ResolvedModel, type ResolveOptions } from "./resolver.js";

export type { ModelTable, ResolvedModel, ResolveOptions } from "./resolver.js";

const resolve = /* @__PURE__ */ lazily(() => resolverOf(readTable<NameIndex>(names)));

/**
 * The model that a name means, as gateways, bills, client libraries and local programs write it: with the prefixes of routers and clouds, geographies,
 * versions, dates, formats and variants of the same weights. It never answers with another size or family, and names the rules that it used.
 *
 * A known closed model is answered with its own record, which has the interval of its class. A moving name needs the `date` of the call.
 *
 * @param text - the name as it stands in a request, a bill or a log
 * @param options - what else is known
 * @throws `FootprintError` `invalid-input` where the name is no text, or an option is not as its type says
 *
 * @example
 * ```ts
 * import { resolveModel } from "llm-footprint/catalog/resolve";
 *
 * const { id, match, region, release } = resolveModel("bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0");
 * console.log(id, match, region, release); // claude-sonnet-4 rule us 2025-05-14
 * console.log(resolveModel("deepseek-chat").reason); // a moving name: give the date of the call
 * console.log(resolveModel("gpt-6.2-mini", { unknown: "class" }).id); // mini-2025
 * ```
 */
export function resolveModel(text: string, options: ResolveOptions = {}): ResolvedModel {
  return resolve()(text, options);
}
