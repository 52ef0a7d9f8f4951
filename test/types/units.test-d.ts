import { describe, expectTypeOf, it } from "vitest";
import type * as z from "zod";
import type { TrainingScenarioFile } from "llm-footprint/schema";
import type { UnitOf } from "llm-footprint/units";
import { affordableTokens, balancedTokens, facilityEnergy } from "llm-footprint/formulas";
import type {
  Defaults,
  AcceleratorRecord,
  AchievableMatmulRecord,
  ApiPriceRecord,
  ClosedModelRecord,
  CloudEfficiencyRecord,
  CloudRegionRecord,
  ElectricityImpactRecord,
  DraftAcceptanceRecord,
  EmbeddingModelRecord,
  EmbodiedRecord,
  FuelRecord,
  GridRecord,
  HourlyIntensityRecord,
  HourlyMixRecord,
  MarginalGridRecord,
  ProviderPresetRecord,
  ProviderSpeedRecord,
  ScalingLaws,
  ServerFootprintRecord,
  ServerRecord,
  SiteRecord,
  SourceRecord,
} from "../../src/catalog/records.js";
import { formula, nonNegative } from "../../src/core/formula.js";
import type { recordSchemas } from "../../src/schema/data-schemas.js";
import type { dataSchemas } from "../helpers/data-schemas.js";

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
  it("refuses a formula input that is missing", () => {
    // @ts-expect-error pue is missing
    facilityEnergy({ itEnergyKwh: 1 });
  });

  it("refuses a formula input that is misspelt", () => {
    // @ts-expect-error the key is itEnergyKwh
    facilityEnergy({ itEnergykWh: 1, pue: 1.1 });
  });

  it("takes the inputs of a formula and the unit of its result from its card", () => {
    expectTypeOf(facilityEnergy).parameter(0).toEqualTypeOf<{ readonly itEnergyKwh: number; readonly pue: number }>();
    expectTypeOf(facilityEnergy.raw).parameter(0).toEqualTypeOf<{ readonly itEnergyKwh: number; readonly pue: number }>();
    expectTypeOf(facilityEnergy.card.unit).toEqualTypeOf<"kWh">();
    expectTypeOf(affordableTokens).parameter(0).toHaveProperty("flopPerParameterToken").toEqualTypeOf<number>();
    expectTypeOf(balancedTokens).parameter(0).toHaveProperty("tokenScale").toEqualTypeOf<number>();
  });

  it("refuses an equation that reads what its card does not name, or a domain that is none", () => {
    const card = { id: "a.b", equation: "a", unit: "kWh", source: { id: "llm-footprint", at: "" } } as const;
    // @ts-expect-error pue has no domain
    formula({ ...card, domain: { itEnergyKwh: nonNegative } }, ({ itEnergyKwh, pue }) => itEnergyKwh * pue);
    // @ts-expect-error 1 is no domain
    formula({ ...card, domain: { itEnergyKwh: 1 } }, ({ itEnergyKwh }) => itEnergyKwh);
    // @ts-expect-error kWs is no unit
    formula({ ...card, unit: "kWs", domain: { itEnergyKwh: nonNegative } }, ({ itEnergyKwh }) => itEnergyKwh);
  });
});

describe("schemas and hand-written types agree", () => {
  it("for every data record", () => {
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["accelerators"]>>().toEqualTypeOf<AcceleratorRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["achievableMatmul"]>>().toEqualTypeOf<AchievableMatmulRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["apiPrices"]>>().toEqualTypeOf<ApiPriceRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["closedModels"]>>().toEqualTypeOf<ClosedModelRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["cloudEfficiency"]>>().toEqualTypeOf<CloudEfficiencyRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["cloudRegions"]>>().toEqualTypeOf<CloudRegionRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["draftAcceptance"]>>().toEqualTypeOf<DraftAcceptanceRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["electricityImpacts"]>>().toEqualTypeOf<ElectricityImpactRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["embeddingModels"]>>().toEqualTypeOf<EmbeddingModelRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["embodied"]>>().toEqualTypeOf<EmbodiedRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["fuels"]>>().toEqualTypeOf<FuelRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["grids"]>>().toEqualTypeOf<GridRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["hourlyIntensities"]>>().toEqualTypeOf<HourlyIntensityRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["hourlyMixes"]>>().toEqualTypeOf<HourlyMixRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["marginalGrids"]>>().toEqualTypeOf<MarginalGridRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["providerPresets"]>>().toEqualTypeOf<ProviderPresetRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["providerSpeeds"]>>().toEqualTypeOf<ProviderSpeedRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["serverFootprints"]>>().toEqualTypeOf<ServerFootprintRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["servers"]>>().toEqualTypeOf<ServerRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["sites"]>>().toEqualTypeOf<SiteRecord>();
    expectTypeOf<z.infer<ReturnType<typeof recordSchemas>["sources"]>>().toEqualTypeOf<SourceRecord>();
    expectTypeOf<z.infer<(typeof dataSchemas)["defaults"]>>().toEqualTypeOf<Defaults>();
    expectTypeOf<z.infer<(typeof dataSchemas)["scalingLaws"]>>().toEqualTypeOf<ScalingLaws>();
  });

  it("a scenario file says what it estimates", () => {
    expectTypeOf<TrainingScenarioFile["kind"]>().toEqualTypeOf<"training">();
  });
});
