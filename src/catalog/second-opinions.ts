import { sizesOf } from "./closed-model.js";
import { idsNamed, type Tables } from "./names.js";
import type { ClosedModelRecord, Interval, SizeOpinionRecord } from "./records.js";

/** The tables of others' guesses, with whose they are and their licence. */
const opinions = [
  ["ecologitsModels", "EcoLogits (MPL-2.0)"],
  ["digital4betterModels", "Digital4Better (ODbL-1.0)"],
] as const;

/** What somebody else takes for the size of a closed model. */
export interface SecondOpinion {
  readonly table: string;
  readonly id: string;
  /** Whose it is, and its licence. */
  readonly of: string;
  readonly parameters: Interval;
  readonly activeParameters: Interval;
  /** Whether the middle of its active parameters lies outside the interval of this library. */
  readonly isOutside: boolean;
}

/** What others take for the size of a closed model, from those of their tables that are there. */
export function secondOpinions(record: ClosedModelRecord, tables: Tables): readonly SecondOpinion[] {
  const ours = sizesOf(record).activeParameters;
  return opinions.flatMap(([table, of]) => {
    const rows = tables[table];
    if (rows === undefined) return [];
    const id = [record.name, ...record.aliases].flatMap((name) => idsNamed(rows, name))[0];
    if (id === undefined) return [];
    const { parameters, activeParameters } = rows[id] as unknown as SizeOpinionRecord;
    const middle = Math.sqrt(activeParameters.low * activeParameters.high);
    return [{ table, id, of, parameters, activeParameters, isOutside: middle < ours.low || middle > ours.high }];
  });
}

const billions = ({ low, high }: Interval): string => {
  const [from, to] = [low, high].map((count) => String(Number((count / 1e9).toPrecision(3))));
  return from === to ? `${from as string} billion` : `${from as string} to ${to as string} billion`;
};

/** The second opinions as a sentence, which also says where the interval of this library leaves one out. */
export function opinionsTold(told: readonly SecondOpinion[]): string | undefined {
  if (told.length === 0) return undefined;
  const each = told.map(
    ({ of, activeParameters, isOutside }) =>
      `${of} takes ${billions(activeParameters)} active parameters${isOutside ? ", which this interval leaves out (docs/guide/closed-models.md says why)" : ""}`,
  );
  return `second opinions: ${each.join("; ")}`;
}
