import { expect, it } from "vitest";
import {
  comparisonFields,
  fineTuningFields,
  hybridFields,
  lifecycleFields,
  localFields,
  ragFields,
} from "../../src/schema/adaptation-fields.js";
import { type FieldFlag, flagsOf, type Specs } from "../../src/schema/fields.js";
import { kebab } from "../../src/cli/format.js";

const kinds: readonly (readonly [string, string, string, Specs, readonly string[]])[] = [
  ["fine-tuning", "finetune", "estimateFineTuning", fineTuningFields, []],
  ["rag", "rag", "estimateRag", ragFields, []],
  ["hybrid", "hybrid", "estimateHybrid", hybridFields, []],
  ["local", "local", "estimateLocalInference", localFields, []],
  ["adaptation", "compare-adaptation", "compareAdaptation", comparisonFields, ["rag", "fineTuning"]],
  ["lifecycle", "lifecycle", "estimateLifecycle", lifecycleFields, ["rag", "fineTuning"]],
];

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = ({ field, example, description }: FieldFlag): string =>
  `| \`${field}\` | \`--${field.split(".").map(kebab).join("-")}\` | ${example === undefined ? "" : `\`${cell(example)}\``} | ${cell(description)} |`;

const partsOf = (fields: Specs, name: string): Specs => {
  const spec = fields[name];
  return spec !== undefined && "fields" in spec ? spec.fields : {};
};
/** What every call to a model has; listed once. */
const deployment = partsOf(fineTuningFields, "rollout");
const shared = new Set(flagsOf(deployment).map(({ field }) => field));
const hasDeployment = (fields: Specs): boolean => Object.keys(deployment).every((name) => name in fields);

/** Fields without those of a deployment, and without those of parts that are a kind of their own. */
function ownFlags(fields: Specs, apart: readonly string[], path = ""): FieldFlag[] {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const isCall = hasDeployment(fields);
  return flagsOf(fields).flatMap((flag): FieldFlag[] => {
    const [name = "", ...inner] = flag.field.split(".");
    if (inner.length > 0 || (isCall && shared.has(name))) return [];
    const parts = partsOf(fields, name);
    const more = hasDeployment(parts) ? "; and the fields of a deployment" : "";
    const own = { ...flag, field: at(name), description: flag.description + more };
    return apart.includes(name) ? [own] : [own, ...ownFlags(parts, [], at(name))];
  });
}

/** Fields of a kind. */
function section([kind, command, name, fields, apart]: (typeof kinds)[number]): string[] {
  const others = apart.map((part) => `\`${part}\``).join(" and ");
  return [
    `## \`kind: ${kind}\``,
    "",
    `\`llm-footprint ${command}\`, \`${name}\`.` +
      (others === "" ? "" : ` Inside ${others} stand the fields of that kind, without \`kind\`.`) +
      (hasDeployment(fields) ? " And the fields of a deployment." : ""),
    "",
    ...head,
    ...ownFlags(fields, apart).map((flag) => row(flag)),
    "",
  ];
}

const head = ["| Field | Flag | Example | Meaning |", "| --- | --- | --- | --- |"];

it("docs/guide/adaptation-fields.md", async () => {
  const text = [
    "<!-- prettier-ignore-start -->",
    "# Fields of adaptation",
    "",
    "Every field of the files of [Adaptation](adaptation.md), with its flag. A bare number is in the unit of the library (kWh, W, g, g/kWh, tokens,",
    "parameters, bytes, fractions); text may have any unit. A field without an example is a part: `{}`, or its flag alone, takes its defaults. Written by a",
    "test from the table that the schema and the flags are made from.",
    "",
    ...kinds.flatMap((kind) => section(kind)),
    "## Fields of a deployment",
    "",
    "Where a call to a model runs and how loaded it is, in every part that is one. In a part they have the name of the part before them: `rollout.batch`,",
    "`--rollout-batch`. What is left out is that of the whole.",
    "",
    ...head,
    ...flagsOf(deployment).map((flag) => row(flag)),
    "",
    "<!-- prettier-ignore-end -->",
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../docs/guide/adaptation-fields.md");
});
