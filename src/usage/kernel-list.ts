import { closedModels } from "../catalog/closed-models.js";
import { embeddingModels } from "../catalog/embedding-models.js";
import { modelClasses } from "../catalog/model-classes.js";
import { models } from "../catalog/models.js";
import { providerPresets } from "../catalog/provider-presets.js";
import type { ClosedModelRecord, ModelRecord, ProviderPresetRecord } from "../catalog/records.js";
import { soldAt } from "../catalog/sold-at.js";
import { isFootprintError } from "../core/errors.js";
import { countParameters } from "../estimate/model-parameters.js";
import type { ModelLabel } from "./service.js";
import { presetKeyOf, sells } from "./service.js";

/** A model with a preset that its kernel is kept for. */
export interface KeptPair {
  readonly label: ModelLabel;
  readonly presetId: string;
  readonly preset: ProviderPresetRecord;
}

/** Where models of a developer are sold beside its own service. */
const resellers: Readonly<Record<string, readonly string[]>> = { openai: ["azure"], anthropic: ["amazon", "google"] };
/** Who sells open models of anybody. */
const hosts = ["unknown", "host"] as const;
/** Makers whose new names classes answer for, and one whom nobody tells. */
const makers = [...new Set(Object.values(providerPresets).map(({ provider }) => provider)), "unknown"].filter(
  (provider) => provider === "unknown" || sells(provider, "closed"),
);

/** Presets of providers, the latest of each first in time. */
const latest = (providers: readonly string[]): [string, ProviderPresetRecord][] =>
  providers.flatMap((provider) => {
    const own = Object.entries(providerPresets as Readonly<Record<string, ProviderPresetRecord>>).filter(
      ([, preset]) => preset.provider === provider,
    );
    return own.sort(([, a], [, b]) => (b.firstYear ?? 0) - (a.firstYear ?? 0)).slice(0, 1);
  });

/** Whether a record tells how many parameters it has, and makes text. */
function isCounted(record: ModelRecord): boolean {
  try {
    return countParameters(record).parameters > 0;
  } catch (error) {
    if (isFootprintError(error)) return false;
    throw error;
  }
}

/** What is kept: models with those who commonly serve them today. Whatever else is asked for is drawn when it is. */
export function keptPairs(): readonly KeptPair[] {
  const pairs = (label: ModelLabel, providers: readonly string[]): KeptPair[] =>
    latest([...new Set(providers)]).map(([presetId, preset]) => ({ label, presetId, preset }));
  const developerKey = (developer: string | undefined): string[] => {
    const key = developer === undefined ? undefined : presetKeyOf(developer.toLowerCase());
    return key === undefined ? [] : [key, ...(resellers[key] ?? [])];
  };
  const usual = [
    ...Object.entries(models as Readonly<Record<string, ModelRecord>>)
      .filter(([, record]) => isCounted(record))
      .flatMap(([id, { developer }]) =>
        pairs({ table: "models", id }, [
          ...hosts,
          ...developerKey(developer)
            .slice(0, 1)
            .filter((key) => sells(key, "open")),
        ]),
      ),
    ...Object.entries(closedModels as Readonly<Record<string, ClosedModelRecord>>).flatMap(([id, { developer }]) => {
      const keys = developerKey(developer);
      return pairs({ table: "closedModels", id }, keys.length === 0 ? ["unknown"] : keys);
    }),
    ...Object.keys(modelClasses).flatMap((id) => pairs({ table: "modelClasses", id }, makers)),
    ...Object.keys(embeddingModels).flatMap((id) => pairs({ table: "embeddingModels", id }, ["unknown"])),
  ];
  const isKept = new Set(usual.map(({ label: { table, id }, presetId }) => `${table}/${id} ${presetId}`));
  const sold = Object.entries(soldAt).flatMap(([provider, names]) =>
    names.flatMap((name) => {
      const [table, id] = name.split("/") as [ModelLabel["table"], string];
      return pairs({ table, id }, [provider]);
    }),
  );
  return [...usual, ...sold.filter(({ label: { table, id }, presetId }) => !isKept.has(`${table}/${id} ${presetId}`))];
}
