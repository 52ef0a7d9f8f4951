import type { Dimension } from "../core/conversion.js";

/** What a field may be. `numbers` is a list of plain numbers, `names` several of some words, `groups` one group or a list of them. */
export type FieldType =
  | "quantity"
  | "numbers"
  | "choice"
  | "names"
  | "switch"
  | "text"
  | "year"
  | "mix"
  | "model"
  | "accelerator"
  | "server"
  | "encoder"
  | "group"
  | "groups";

/** A field of a file: schema, reader, flags, help and pages are made from it. Written into `generated/fields.ts` from the tables of quantities. */
export interface Field {
  readonly type: FieldType;
  readonly words: string;
  /** Name in the API, where it is not the name in files; with points where it stands in a group there. */
  readonly api?: string;
  readonly dimension?: Dimension;
  /** Unit of the API and of bare numbers, where it is not the library's own of the dimension (years). */
  readonly unit?: string;
  /** Whether only a plain number is meant, without range and source. */
  readonly isPlain?: true;
  readonly example?: string;
  /** What stands in where it is left out. */
  readonly usual?: string;
  readonly values?: readonly (string | number)[];
  /** Words that a quantity may be in place of a number. */
  readonly orWords?: readonly string[];
  /** Fields of a group; of a quantity, those of a group that may stand in its place. */
  readonly fields?: Fields;
  /** Whether a group takes from the whole what it does not say itself. */
  readonly inherits?: true;
  /** Whether text with commas gives the fields of the group in their order. */
  readonly isList?: true;
  /** Of a group: the table whose further quantities may stand in it, under their own names. */
  readonly rest?: string;
  /** Where the help lists it. */
  readonly topic?: string;
  /** Whether no flag sets it. */
  readonly isFileOnly?: true;
}

/** Fields by their names in files. */
export interface Fields {
  readonly [name: string]: Field;
}

/** A kind of file. */
export interface Form {
  readonly title: string;
  readonly words: string;
  readonly fields: Fields;
  /** What must be there whatever else is. */
  readonly required: readonly string[];
  /** What matters most, by path: shown first. */
  readonly first: readonly string[];
  /** What the whole says for its parts alone. */
  readonly forParts: readonly string[];
  /** Flags that are not the path in kebab case. */
  readonly flags: Readonly<Record<string, string>>;
  /** The table whose further quantities may stand in it, under their own names. */
  readonly rest: string;
}
