import { FootprintError } from "../core/errors.js";
import { shown } from "../core/printed.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { atMostGiven } from "../graph/kind.js";
import { scopedKey, type ScopeShape } from "../graph/plan.js";

/** What an error says of a quantity of a scope: how callers name it there, and its value. */
function inScope(run: Run, scope: number): { readonly named: (name: string) => string; readonly of: (name: string) => number } {
  const { prefix, field } = run.plan.scopes[scope] as ScopeShape;
  return {
    named: (name) => (field === "" ? name : `${field}.${name}`),
    of: (name) => valueIn(run, scopedKey(prefix, name)) as number,
  };
}

/** A building cannot draw less than the equipment in it. */
function facilityBelowEquipment(run: Run, scope: number): FootprintError {
  const { named, of } = inScope(run, scope);
  const [field, energy, equipment] = [named("energyKwh"), of("energyKwh"), of("itEnergyKwh")];
  return new FootprintError(
    "out-of-domain",
    `${run.where}: ${field} = ${energy} kWh is below the ${shown(equipment)} kWh of the IT equipment (itEnergyKwh): a data centre draws that and ` +
      "more; check its unit, and whether it is the energy of the equipment alone",
    { field, value: energy, bound: `[${equipment}, ∞)` },
  );
}

/** A token cannot be multiplied with more weights than there are. */
function moreActiveThanAll(run: Run, scope: number): FootprintError {
  const { named, of } = inScope(run, scope);
  const [field, active, all] = [named("activeParameters"), of("activeParameters"), of("parameters")];
  return new FootprintError(
    "out-of-domain",
    `${run.where}: ${field} = ${active} is above the ${all} parameters of the model: a token is multiplied with no more than all of them`,
    { field, value: active, bound: `[0, ${all}]` },
  );
}

/** What holds by the equations of every estimate and by the checks of its records, and what a given quantity must not break. */
export const givenRules = [
  atMostGiven("itEnergyKwh", "energyKwh", facilityBelowEquipment),
  atMostGiven("activeParameters", "parameters", moreActiveThanAll),
];

/** A grid of which nothing is read beside what it leads to. */
export const unreadPlace = { grid: ["operationalGramsCo2e", "intensityGramsPerKwh"] } as const;
