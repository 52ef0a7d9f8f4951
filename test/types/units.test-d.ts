import { describe, expectTypeOf, it } from "vitest";
import type * as z from "zod";
import type { TrainingScenarioFile } from "llm-footprint/schema";
import type { UnitOf } from "llm-footprint/units";
import { facilityEnergy } from "llm-footprint/formulas";
import type { AcceleratorRecord, Defaults, GridRecord, ServerRecord, SiteRecord, SourceRecord } from "../../src/catalog/records.js";
import { Evaluator } from "../../src/core/evaluator.js";
import type { dataSchemas } from "../../src/schema/data-schemas.js";
import { operationalEmissions } from "../../src/emissions/operational.js";

describe("UnitOf", () => {
  it("takes the longest suffix", () => {
    expectTypeOf<UnitOf<"itEnergyKwh">>().toEqualTypeOf<"kWh">();
    expectTypeOf<UnitOf<"intensityGramsPerKwh">>().toEqualTypeOf<"gCO2e/kWh">();
    expectTypeOf<UnitOf<"fabEnergyKwhPerSquareCentimetre">>().toEqualTypeOf<"kWh/cm2">();
    expectTypeOf<UnitOf<"peakFlopPerSecond">>().toEqualTypeOf<"FLOP/s">();
    expectTypeOf<UnitOf<"flopPerParameterToken">>().toEqualTypeOf<"FLOP/(parameter·token)">();
    expectTypeOf<UnitOf<"tokens">>().toEqualTypeOf<"token">();
    expectTypeOf<UnitOf<"days">>().toEqualTypeOf<"d">();
    expectTypeOf<UnitOf<"pue">>().toEqualTypeOf<"1">();
  });
});

describe("the compiler checks units where formulas meet", () => {
  const t = new Evaluator();

  it("accepts the right unit", () => {
    t.line("energyKwh", facilityEnergy, { itEnergyKwh: t.input("otherEnergyKwh", 1), pue: t.input("pue", 1.1) });
  });

  it("refuses a power where an energy belongs", () => {
    // @ts-expect-error W is not kWh
    t.line("energyKwh", facilityEnergy, { itEnergyKwh: t.input("powerWatts", 1), pue: t.input("pue", 1.1) });
  });

  it("refuses a line whose name announces another unit than its equation has", () => {
    // @ts-expect-error the equation gives gCO2e, the name says kWh
    t.line("energyKwh", operationalEmissions, { energyKwh: t.input("a_Kwh", 1), intensityGramsPerKwh: t.input("intensityGramsPerKwh", 1) });
  });

  it("refuses a formula input that is missing", () => {
    // @ts-expect-error pue is missing
    facilityEnergy({ itEnergyKwh: 1 });
  });
});

describe("schemas and hand-written types agree", () => {
  it("for every data record", () => {
    expectTypeOf<z.infer<(typeof dataSchemas)["accelerators"]>>().toEqualTypeOf<Record<string, AcceleratorRecord>>();
    expectTypeOf<z.infer<(typeof dataSchemas)["servers"]>>().toEqualTypeOf<Record<string, ServerRecord>>();
    expectTypeOf<z.infer<(typeof dataSchemas)["sites"]>>().toEqualTypeOf<Record<string, SiteRecord>>();
    expectTypeOf<z.infer<(typeof dataSchemas)["grids"]>>().toEqualTypeOf<Record<string, GridRecord>>();
    expectTypeOf<z.infer<(typeof dataSchemas)["sources"]>>().toEqualTypeOf<Record<string, SourceRecord>>();
    expectTypeOf<z.infer<(typeof dataSchemas)["defaults"]>>().toEqualTypeOf<Defaults>();
  });

  it("a scenario file says what it estimates", () => {
    expectTypeOf<TrainingScenarioFile["kind"]>().toEqualTypeOf<"training">();
  });
});
