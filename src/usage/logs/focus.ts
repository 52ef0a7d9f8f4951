import { FootprintError } from "../../core/errors.js";
import { call, count, type LogFormat, type Row, rowByRow, skipped, stated, text, time } from "./row.js";
import type { TokenClasses } from "./token-classes.js";

const details = "SkuPriceDetails";
const models = ["ModelId", "x_ModelId", "Model", "x_Model", "ModelName", "x_ModelName"].map((name) => `${details}.${name}`);
const kinds = ["TokenType", "x_TokenType", "CacheStatus", "x_CacheStatus"].map((name) => `${details}.${name}`);

/** Which class the tokens of a charge are, from all that names it. */
function classOf(row: Row): keyof TokenClasses | undefined {
  const words = [...kinds, "SkuMeter", "ChargeDescription", "SkuId"].map((name) => text(row, name) ?? "").join(" ");
  if (/cache[\s_-]*(?:write|creation)/iu.test(words)) return "cacheWriteTokens";
  if (/uncached/iu.test(words)) return "inputTokens";
  if (/cache/iu.test(words)) return "cacheReadTokens";
  if (/output|completion|generat|response|reasoning|thinking/iu.test(words)) return "outputTokens";
  return /input|prompt/iu.test(words) ? "inputTokens" : undefined;
}

/** Clouds by the names that bills have for them. */
const clouds: readonly (readonly [RegExp, string])[] = [
  [/^(?:aws|amazon)/iu, "aws"],
  [/^(?:microsoft|azure)/iu, "azure"],
  [/^(?:google|gcp)/iu, "gcp"],
];

/** The place of the data centre: the host's, not the seller's. */
function regionOf(row: Row): string | undefined {
  const [host, region] = [text(row, "HostProviderName", "ServiceProviderName", "ProviderName"), text(row, "RegionId")];
  const cloud = clouds.find(([name]) => host !== undefined && name.test(host))?.[1];
  return cloud === undefined || region === undefined ? undefined : `${cloud}:${region}`;
}

/** Bills in the common format of clouds; a charge is for one class of tokens of many calls. */
export const focus: LogFormat = {
  name: "focus",
  description:
    "bills by the FOCUS specification: charges whose ConsumedUnit is tokens; the model stands in SkuPriceDetails, which is only proposed, and the number of calls nowhere",
  columns: [
    "ChargePeriodStart",
    "HostProviderName",
    "ServiceProviderName",
    "RegionId",
    "SkuId",
    "SkuMeter",
    "ChargeDescription",
    "ConsumedQuantity",
    "ConsumedUnit",
    ...models,
    ...kinds,
  ],
  keys: ["SubAccountName", "SubAccountId", "BillingAccountId"],
  recognise: (row) => "ChargePeriodStart" in row && ("ConsumedUnit" in row || "ConsumedQuantity" in row),
  start: rowByRow((row) => {
    const unit = text(row, "ConsumedUnit") ?? "";
    if (!/\btokens?$/iu.test(unit) || /hour/iu.test(unit)) return skipped("no call: a charge for something other than tokens");
    if (!/^tokens?$/iu.test(unit))
      throw new FootprintError(
        "unit-mismatch",
        `ConsumedUnit = ${JSON.stringify(unit)} may or may not multiply ConsumedQuantity; write the quantity in Tokens`,
        { field: "ConsumedUnit", value: unit },
      );
    const kind = classOf(row);
    if (kind === undefined)
      throw new FootprintError("invalid-input", "SkuMeter does not say which tokens are charged; it names input, output or cache", {
        field: "SkuMeter",
        value: text(row, "SkuMeter"),
      });
    return call({
      // Other classes have charges of their own.
      ...{ inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 },
      [kind]: count(row, "ConsumedQuantity") ?? null,
      requests: null,
      ...stated({
        model: text(row, ...models),
        provider: text(row, "ServiceProviderName", "ProviderName"),
        host: text(row, "HostProviderName"),
        region: regionOf(row),
        timestamp: time(row, "ChargePeriodStart"),
      }),
    });
  }),
};
