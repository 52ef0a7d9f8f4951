import { anyNumber, formula, nonNegative, positive } from "../../src/core/formula.js";
import { quantity } from "../../src/graph/rows.js";
import { assume, between, by } from "../../src/graph/ways.js";

// A bakery: ovens draw power for hours, which takes energy; loaves come out.
export const source = { id: "toy", at: "here" };
export const energyOf = formula(
  { id: "toy.energy", equation: "E = P·t", unit: "kWh", source, domain: { powerWatts: nonNegative, hours: nonNegative } },
  ({ powerWatts, hours }: { readonly powerWatts: number; readonly hours: number }) => (powerWatts * hours) / 1000,
);
export const powerOf = formula(
  { id: "toy.power", equation: "P = E/t", unit: "W", source, domain: { energyKwh: nonNegative, hours: positive } },
  ({ energyKwh, hours }: { readonly energyKwh: number; readonly hours: number }) => (energyKwh * 1000) / hours,
);
export const isHot = formula(
  { id: "toy.is-hot", equation: "z = [P > 100]", unit: "1", source, domain: { powerWatts: nonNegative } },
  ({ powerWatts }: { readonly powerWatts: number }) => (powerWatts > 100 ? 1 : 0),
);
export const loavesOf = formula(
  { id: "toy.loaves", equation: "n = E^a", unit: "1", source, domain: { energyKwh: nonNegative, exponent: anyNumber } },
  ({ energyKwh, exponent }: { readonly energyKwh: number; readonly exponent: number }) => energyKwh ** exponent,
);
export const scaled = formula(
  { id: "toy.scaled", equation: "f·s", unit: "1", source, domain: { factor: positive, spread: positive } },
  ({ factor, spread }: { readonly factor: number; readonly spread: number }) => factor * spread,
);

/** A spread between ends that follow from other numbers, beside its centre. */
export const spreadRows = {
  factor: quantity("Factor"),
  lowSpread: quantity("Low", assume(0.5)),
  highSpread: quantity("High", assume(4)),
  lowFactor: quantity("Low factor", by(scaled, { spread: "lowSpread" })),
  highFactor: quantity("High factor", by(scaled, { spread: "highSpread" })),
  spread: quantity(
    "Spread",
    between("lowFactor", "factor", "highFactor", () => ({ calibratedTo: "a thermometer" })),
  ),
  unit: quantity("Unit", assume(1)),
  loaves: quantity("Loaves", by(scaled, { factor: "unit" })),
};
