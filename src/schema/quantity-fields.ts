import { convert, type Dimension, ownUnitOf } from "../core/conversion.js";
import { unitOf } from "../core/units.js";
import type { Fields } from "./field.js";
import { forms, type QuantityName, type ServingFieldName } from "./generated/fields.js";

export type { QuantityName, ServingFieldName } from "./generated/fields.js";

/** A number of a scenario: how it is written in files and flags, and where it goes in the API. */
export interface QuantityField<Name extends string = string> {
  /** Name in scenario files, and in kebab case as a flag. Its value carries the unit. */
  readonly name: Name;
  /** Name in the API, whose suffix carries the unit; scenario files may use it instead. */
  readonly apiName: string;
  readonly dimension: Dimension;
  /** Unit of a bare number; `1` is a pure number. */
  readonly unit: string;
  /** Units of the dimension per unit of the API where they differ (hours per year). */
  readonly perUnit?: number;
  readonly example: string;
  readonly description: string;
}

/** The quantities among fields, as a list. */
const quantitiesOf = <Name extends string>(fields: Fields): readonly QuantityField<Name>[] =>
  Object.entries(fields).flatMap(([name, { type, api = name, dimension = "number", unit, example = "", words }]) => {
    if (type !== "quantity") return [];
    const perUnit = unit === undefined ? 1 : convert(1, unit, ownUnitOf(dimension), dimension);
    return [
      {
        name: name as Name,
        apiName: api,
        dimension,
        unit: unitOf(api),
        ...(perUnit === 1 ? {} : { perUnit }),
        example,
        description: words,
      },
    ];
  });

/** Every number of a training scenario. */
export const quantityFields: readonly QuantityField<QuantityName>[] = /* @__PURE__ */ quantitiesOf(forms.training.fields);

/** Numbers of a deployment and its requests, beside those of the place and the hardware. */
export const servingFields: readonly QuantityField<ServingFieldName>[] = /* @__PURE__ */ quantitiesOf<ServingFieldName>(
  forms.inference.fields,
).filter(({ name }) => !Object.hasOwn(forms.training.fields, name));
