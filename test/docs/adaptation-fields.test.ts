import { expect, it } from "vitest";
import { kebab } from "../../src/cli/format.js";
import { kindOptions, type Option } from "../../src/cli/options.js";
import type { Fields } from "../../src/schema/field.js";
import { type FormKind, forms } from "../../src/schema/generated/fields.js";

const kinds: readonly (readonly [FormKind, string, string, readonly string[]])[] = [
  ["fine-tuning", "finetune", "estimateFineTuning", []],
  ["rag", "rag", "estimateRag", []],
  ["hybrid", "hybrid", "estimateHybrid", []],
  ["local", "local", "estimateLocalInference", []],
  ["adaptation", "compare-adaptation", "compareAdaptation", ["rag", "fineTuning"]],
  ["lifecycle", "lifecycle", "estimateLifecycle", ["rag", "fineTuning"]],
];

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = ({ field = "", flag, example, description }: Option, more = ""): string =>
  `| \`${field}\` | \`--${flag}\` | ${example === undefined ? "" : `\`${cell(example)}\``} | ${cell(description)}${more} |`;

/** What every call to a model has; listed once. */
const deployment: Fields = forms["fine-tuning"].fields.rollout.fields ?? {};
const hasDeployment = (fields: Fields): boolean => Object.keys(deployment).every((name) => name in fields);
const fieldsAt = (kind: FormKind, path: readonly string[]): Fields =>
  path.reduce<Fields>((fields, name) => fields[name]?.fields ?? {}, forms[kind].fields);

/** Flags without those of a deployment, and without those of parts that are a kind of their own. */
function ownRows(kind: FormKind, apart: readonly string[]): string[] {
  return kindOptions(kind).flatMap((option): string[] => {
    const { field } = option;
    if (field === undefined || field === "name" || field === "serverBill") return [];
    const path = field.split(".");
    const name = path.pop() as string;
    if (path.length > 0 && apart.includes(path[0] as string)) return [];
    if (name in deployment && hasDeployment(fieldsAt(kind, path))) return [];
    return [row(option, hasDeployment(fieldsAt(kind, [...path, name])) ? "; and the fields of a deployment" : "")];
  });
}

/** Fields of a kind. */
function section([kind, command, name, apart]: (typeof kinds)[number]): string[] {
  const others = apart.map((part) => `\`${part}\``).join(" and ");
  return [
    `## \`kind: ${kind}\``,
    "",
    `\`llm-footprint ${command}\`, \`${name}\`.` +
      (others === "" ? "" : ` Inside ${others} stand the fields of that kind, without \`kind\`.`) +
      (hasDeployment(forms[kind].fields) ? " And the fields of a deployment." : ""),
    "",
    ...head,
    ...ownRows(kind, apart),
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
    ...kindOptions("fine-tuning").flatMap((option) => {
      const inner = option.field?.startsWith("rollout.") === true ? option.field.slice("rollout.".length) : undefined;
      return inner === undefined ? [] : [row({ ...option, field: inner, flag: kebab(inner) })];
    }),
    "",
    "<!-- prettier-ignore-end -->",
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../docs/guide/adaptation-fields.md");
});
