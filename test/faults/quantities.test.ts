import { estimateInference, estimateTraining } from "llm-footprint";
import { apportion, exactSum } from "llm-footprint/accounting";
import { catalog } from "llm-footprint/catalog";
import { quantityFields, readInference, readLifecycle, readScenario } from "llm-footprint/schema";
import { seededRandom } from "llm-footprint/uncertainty";
import { convert, type Dimension, parseQuantity, unitOf, unitSuffixes } from "llm-footprint/units";
import { describe, expect, it } from "vitest";
import { fuzz } from "../../scripts/fuzz/quantities.js";
import { dimensionOfUnit } from "../../src/core/conversion.js";
import { cli, gpt3Flags } from "../helpers/cli.js";
import { refusal } from "../helpers/refusal.js";

const training = {
  kind: "training",
  model: "gpt-3-175b",
  tokens: "300B",
  accelerator: "v100-sxm2-32gb",
  acceleratorCount: 10_000,
  pue: 1.1,
  intensity: 429,
};
const serving = {
  kind: "inference",
  model: "llama-3.1-8b",
  accelerator: "h100-sxm-80gb",
  batch: 4,
  inputTokens: 100,
  outputTokens: 100,
  pue: 1.1,
  intensity: 400,
};
const trained = (more: object): Record<string, unknown> => readScenario({ ...training, ...more }).input as never;
const served = (more: object): Record<string, unknown> => readInference({ ...serving, ...more }).input as never;

/** GPT-3 by flags, with one replaced or added. */
function flags(flag: string, value: string): ReturnType<typeof cli> {
  const at = gpt3Flags.indexOf(flag);
  return cli(["train", ...(at < 0 ? [...gpt3Flags, flag, value] : gpt3Flags.with(at + 1, value)), "--json"]);
}

describe("S4: a magnitude on a duration", () => {
  const durations = [
    ...quantityFields
      .filter(({ dimension, name }) => dimension === "duration" && name !== "deviceHours")
      .map(({ name }) => [trained, name] as const),
    [served, "queueTime"] as const,
    [served, "cacheRetention"] as const,
    // Quantities by their own names, in files and with --given.
    [served, "stepSeconds"] as const,
  ];

  it.each(durations)("needs a unit: %o %s", (read, name) => {
    for (const text of ["60 M", "0.005k", "0.021K", "2B", "1 million", "1k..2k"]) {
      const { code, message, details } = refusal(() => read({ [name]: text }));
      expect(code).toBe("invalid-input");
      expect(details.field).toBe(name);
      expect(message).toMatch(/has a magnitude \(.+\) and no unit; write the unit too, for example/u);
    }
  });

  it("is read with a unit, in the unit of the field", () => {
    expect(trained({ lifetime: "60 months" })).toMatchObject({ lifetimeYears: 5 });
    expect(trained({ lifetime: "0.0438M h" })).toMatchObject({ lifetimeYears: 5 });
    expect(trained({ wallClock: "0.504k h" })).toMatchObject({ wallClockDays: 21 });
    expect(served({ queueTime: "0.001k s" })).toMatchObject({ queueSeconds: 1 });
    expect(refusal(() => trained({ lifetime: "60 M" })).message).toContain("or 60 months");
    expect(refusal(() => parseQuantity("60 m", "duration")).message).toContain("min or months");
  });

  it("of device-hours may stand alone", () => {
    expect(trained({ deviceHours: "3.552M" })).toMatchObject({ deviceHours: 3_552_000 });
    expect(parseQuantity("1.46M h", "duration")).toBe(1_460_000);
    expect(refusal(() => parseQuantity("1.46M", "duration")).code).toBe("invalid-input");
  });

  it("is refused as a flag too", () => {
    expect(flags("--lifetime", "60 M")).toMatchObject({ status: 2 });
    expect(flags("--given", "lifetimeYears=60M").stderr).toContain("has a magnitude (M) and no unit");
    const reference = cli(["calibrate", ...gpt3Flags, "--parameter", "efficiency", "--quantity", "device-hours", "--reference", "3.5M"]);
    expect(reference.stderr).toContain("has a magnitude (M) and no unit");
    // A decimal comma is no unit either.
    expect(cli(["calibrate", ...gpt3Flags, "--parameter", "pue", "--reference", "552,1"]).stderr).toContain("has no unit");
  });
});

describe("S6: texts of any length", () => {
  const long = [
    `${"1".repeat(100_000)} a\nb`,
    `1${" ".repeat(100_000)}a\na`,
    "1,".repeat(100_000),
    "1..".repeat(100_000),
    `${"1 000 ".repeat(100_000)}kWh`,
    "kWh/".repeat(100_000),
    `1 ${"g CO2".repeat(100_000)}/kWh`,
    `1${"-".repeat(100_000)}:`,
  ];

  it.each(long.map((text) => [text.slice(0, 12), text] as const))("are refused at once: %j", (_, text) => {
    const started = performance.now();
    for (const read of [
      () => parseQuantity(text, "power"),
      () => parseQuantity(text, "duration"),
      () => served({ powerCap: text }),
      () => served({ powerCap: { value: text } }),
      () => convert(1, text, "kWh", "energy"),
      () => convert(1, "kg/kWh", text, "intensity"),
    ]) {
      const { code, message } = refusal(read);
      expect(["invalid-input", "unit-mismatch"]).toContain(code);
      expect(message.length).toBeLessThan(400);
    }
    expect(flags("--power", text).stderr.length).toBeLessThan(400);
    // Cubic time took more than a minute; what is read in a few milliseconds may take a hundred times that on a busy machine.
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("are cut at 200 letters, before which nothing changes", () => {
    expect(parseQuantity(`1${" ".repeat(195)}kWh`, "energy")).toBe(1);
    expect(refusal(() => parseQuantity(`1${" ".repeat(200)}kWh`, "energy")).message).toContain("is not a number of energy");
  });
});

describe("S14: public helpers take numbers and texts alone", () => {
  it.each([Number.NaN, null, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "5", undefined, {}, [5], true, 5n, Symbol("5")])(
    "convert refuses %o",
    (value) => {
      const { code, details } = refusal(() => convert(value as never, "kWh", "J", "energy"));
      expect(code).toBe("invalid-input");
      expect(details.field).toBe("value");
      expect(refusal(() => convert(value as never, "kWh", "kWh", "energy")).code).toBe("invalid-input");
    },
  );

  it("convert refuses what is too large, and keeps what is not", () => {
    expect(refusal(() => convert(1.7e308, "TWh", "J", "energy")).message).toContain("too large");
    expect(convert(1e300, "TWh", "GWh", "energy")).toBe(1e303);
  });

  it.each(["__proto__", "constructor", "toString", "", "energy/", "energy/energy/energy", null, undefined, 5, {}])(
    "no dimension: %o",
    (dimension) => {
      for (const action of [
        () => convert(1, "kWh", "J", dimension as never),
        () => parseQuantity("5", dimension as never),
        () => parseQuantity("5", dimension as never, "kWh"),
      ]) {
        const { code, details } = refusal(action);
        expect(code).toBe("invalid-input");
        expect(details.field).toBe("dimension");
      }
    },
  );

  it.each(["__proto__", "constructor", "hasOwnProperty", "", null, undefined, 5, {}])("no unit: %o", (unit) => {
    expect(refusal(() => convert(1, unit as never, "J", "energy")).code).toBe("unit-mismatch");
    expect(refusal(() => convert(1, "J", unit as never, "energy")).code).toBe("unit-mismatch");
    if (unit !== undefined) expect(refusal(() => parseQuantity("5", "energy", unit as never)).code).toBe("unit-mismatch");
  });

  it.each([null, undefined, 5, Number.NaN, {}])("the others refuse %o", (value) => {
    expect(refusal(() => unitOf(value as never)).code).toBe("invalid-input");
    // Without a length it was the sum of nothing: zero.
    expect(refusal(() => exactSum(value as never)).code).toBe("invalid-input");
    expect(refusal(() => apportion(value as never, 2)).code).toBe("invalid-input");
    if (value !== 5) expect(refusal(() => seededRandom(value as never)).code).toBe("invalid-input");
  });

  it.each([null, undefined, 5, Number.NaN, {}, ["5"], true])("parseQuantity refuses %o", (text) => {
    expect(refusal(() => parseQuantity(text as never, "energy")).code).toBe("invalid-input");
  });
});

describe("S16: numbers and units as people write them", () => {
  it.each<[string, Dimension, number]>([
    ["300,000,000,000", "tokens", 3e11],
    ["300,000 tokens", "tokens", 300_000],
    ["1_000", "number", 1000],
    ["10 000", "number", 10_000],
    ["10\u202F000 kWh", "energy", 10_000],
    ["10'000", "number", 10_000],
    ["1.234.567", "number", 1_234_567],
    ["1,234.5", "number", 1234.5],
    ["1.234,5", "number", 1234.5],
    ["1 234,5 kWh", "energy", 1234.5],
    ["1,1", "number", 1.1],
    ["0,429 kg/kWh", "intensity", 429],
    ["300 billion", "tokens", 3e11],
    ["300 billion tokens", "tokens", 3e11],
    ["300 Billion", "tokens", 3e11],
    ["300 bn", "tokens", 3e11],
    ["70bn", "parameters", 7e10],
    ["70 Bn parameters", "parameters", 7e10],
    ["1 tn tokens", "tokens", 1e12],
    ["1.5tn", "tokens", 1.5e12],
    ["2 bn", "number", 2e9],
    ["1.2 bn kWh", "energy", 1.2e9],
    ["1 bn h", "duration", 1e9],
    ["300b", "tokens", 3e11],
    ["1.2 million kWh", "energy", 1.2e6],
    ["0.4 kgCO2e/MWh", "intensity", 0.4],
    ["0.4 tCO2e/MWh", "intensity", 400],
    ["400 gCO2/kWh", "intensity", 400],
    ["400 g CO2-eq per kWh", "intensity", 400],
    ["400 gCO₂e/kWh", "intensity", 400],
    ["400 g/kwh", "intensity", 400],
    ["12 months", "duration", 8760],
    ["2 weeks", "duration", 336],
    ["5 y", "duration", 43_800],
    ["5 yr", "duration", 43_800],
    ["5 Years", "duration", 43_800],
    ["300 watts", "power", 300],
    ["552 tonnes", "mass", 552e6],
    ["1.5 MtCO2e", "mass", 1.5e12],
    ["80 gb", "memory", 80e9],
  ])("%s of %s is %d", (text, dimension, expected) => {
    expect(parseQuantity(text, dimension)).toBe(expected);
  });

  it.each<[string, Dimension, string]>([
    ["1,234", "number", "1234 or 1.234"],
    ["1,234 kWh", "energy", "1234 kWh or 1.234 kWh"],
    ["1,500B", "tokens", "1500 B or 1.500 B"],
    ["1,23,456", "number", "is not a number"],
    ["10 00", "number", "is not a number"],
    ["2024-01-01", "tokens", "is not a number of tokens"],
    ["10000 GPUs", "number", "write 10000"],
    ["64 requests", "number", "write 64"],
    ["2 J/token", "number", "J/token is a unit of energy per tokens"],
    ["5 mwh", "energy", "mWh or MWh"],
    ["5 kg/mwh", "intensity", "mWh or MWh"],
    ["5 MTCO2e", "mass", "t for metric tons or Mt for megatonnes"],
    ["5 tons", "mass", "t for metric tons"],
    ["80 Gb", "memory", "GB"],
    ["15t", "tokens", "t is a unit of mass"],
    ["5 mn", "tokens", "mn is not a known unit of tokens"],
    ["5 mn", "duration", "mn is not a known unit of duration"],
    ["5 tn", "mass", "has a magnitude (tn) and no unit"],
    ["2 bn", "duration", "has a magnitude (bn) and no unit"],
    ["1,500bn", "tokens", "1500 bn or 1.500 bn"],
  ])("%s of %s is refused with its text and the fix", (text, dimension, fix) => {
    const { message, details } = refusal(() => parseQuantity(text, dimension));
    expect(message).toContain(JSON.stringify(text));
    expect(message).toContain(fix);
    expect(details.value).toBe(text);
  });

  it("reads in files and flags what the helper reads", () => {
    expect(trained({ tokens: "300,000,000,000", pue: "1,1", acceleratorCount: "10 000" })).toMatchObject({
      tokens: 3e11,
      pue: 1.1,
      acceleratorCount: 10_000,
    });
    expect(trained({ tokens: { value: "300b", low: "200 billion", high: "400,000,000,000" } })).toMatchObject({
      tokens: { value: 3e11, low: 2e11, high: 4e11 },
    });
    expect(trained({ pue: "1,1..1,3", tokens: "1e11..3e11 tokens" })).toMatchObject({
      pue: { low: 1.1, high: 1.3 },
      tokens: { low: 1e11, high: 3e11 },
    });
    expect(flags("--tokens", "300,000,000,000").stdout).toBe(flags("--tokens", "300B").stdout);
    expect(flags("--intensity", "0.429 tCO2e/MWh").stdout).toBe(flags("--intensity", "429g/kWh").stdout);
    expect(flags("--accelerator-count", "10000 GPUs").stderr).toContain(
      'acceleratorCount: "10000 GPUs" has a unit (GPUs), but a plain number is meant; write 10000',
    );
  });

  it("a field of any unit takes text in it", () => {
    for (const unit of Object.values(unitSuffixes)) {
      expect(parseQuantity(`1.5 ${unit}`, dimensionOfUnit(unit) ?? "number", unit), unit).toBe(1.5);
    }
    expect(served({ measuredEnergy: "2 J/token" })).toMatchObject({ measuredJoulesPerToken: 2 });
    expect(served({ measuredEnergy: "1 Wh" })).toMatchObject({ measuredJoulesPerToken: 3600 });
    expect(served({ measuredEnergy: "0.5 kWh/Mtoken" })).toMatchObject({ measuredJoulesPerToken: 1.8 });
    expect(served({ acceleratorPrice: "2.5 USD/h", electricityPrice: "0,1 USD/kWh" })).toMatchObject({
      acceleratorUsdPerHour: 2.5,
      electricityUsdPerKwh: 0.1,
    });
    const own = {
      name: "own",
      memoryBandwidthBytesPerSecond: "3.35 TB/s",
      dieAreaSquareCentimetres: "814 mm2",
      peakFlopPerSecond: { bf16: "989 TFLOP/s" },
    };
    expect(served({ accelerator: own })["accelerator"]).toMatchObject({
      memoryBandwidthBytesPerSecond: 3.35e12,
      dieAreaSquareCentimetres: 8.14,
      peakFlopPerSecond: { bf16: 989e12 },
    });
  });
});

describe("S16: words and messages of files", () => {
  it("takes choices in any case, and names the nearest of others", () => {
    const { kind: _, ...inner } = serving;
    for (const [written, meant] of [
      ["FP8", "fp8"],
      ["BF16", "bf16"],
    ])
      expect(served({ precision: written })).toMatchObject({ precision: meant });
    expect(trained({ precision: "BF16" })).toMatchObject({ precision: "bf16" });
    expect(
      readLifecycle({
        kind: "lifecycle",
        model: "llama-3.1-8b",
        pue: 1,
        intensity: 1,
        accelerator: "h100-sxm-80gb",
        inference: { ...inner, precision: "FP8", requests: 1 },
      }).input,
    ).toMatchObject({ inference: [{ precision: "fp8" }] });
    for (const precision of ["nvfp5", "fp9"])
      expect(refusal(() => served({ precision })).message).toMatch(/expected one of .*; did you mean /u);
    const accelerator = { name: "own", peakFlopPerSecond: { FP8: "1 PFLOP/s" } };
    expect(refusal(() => served({ accelerator })).message).toContain("did you mean fp8");
    const { models, accelerators } = catalog.tables;
    const input = {
      model: models["llama-3.1-8b"],
      accelerator: accelerators["h100-sxm-80gb"],
      batch: 4,
      inputTokens: 9,
      outputTokens: 9,
      pue: 1,
      grid: { intensityGramsPerKwh: 1 },
    };
    expect(estimateInference({ ...input, precision: "FP8" as never }).energyKwh).toBe(
      estimateInference({ ...input, precision: "fp8" }).energyKwh,
    );
    expect(refusal(() => estimateInference({ ...input, precision: "FP88" as never })).message).toContain("did you mean fp8");
  });

  it("takes a year as text", () => {
    const place = { intensity: undefined, grid: "usa" };
    expect(served({ ...place, year: "2023" })).toEqual(served({ ...place, year: 2023 }));
    expect(trained({ softwareYear: "2022" })).toMatchObject({ softwareYear: 2022 });
    for (const year of ["24", "2024.5", "newest", "0x7E8"])
      expect(refusal(() => served({ ...place, year })).message).toContain("a year of four digits");
  });

  it("names the end of a range that does not hold its value", () => {
    const { models, accelerators } = catalog.tables;
    const run = {
      model: models["llama-3.1-8b"],
      accelerator: accelerators["h100-sxm-80gb"],
      tokens: 1e12,
      pue: 1.1,
      grid: { intensityGramsPerKwh: 1 },
    };
    const power = (ends: object): string => refusal(() => estimateTraining({ ...run, averagePowerWatts: { value: 330, ...ends } })).message;
    expect(power({ low: 400 })).toContain("averagePowerWatts has the range from 400, which does not hold its value 330");
    expect(power({ high: 300 })).toContain("averagePowerWatts has the range to 300, which does not hold its value 330");
    expect(power({ low: 400, high: 500 })).not.toContain("missing");
  });

  it("names binary values, and nothing that they inherit", () => {
    const file = `kind: training\nmodel: gpt-3\naccelerator: v100-sxm2-32gb\nacceleratorCount: 8\nintensity: 1\npue: !!binary aGVsbG8=\n`;
    const { stderr, status } = cli(["estimate", "a.yaml"], { "a.yaml": file });
    expect(status).toBe(2);
    expect(stderr).toBe("pue is a Uint8Array; write a number, text, a list or a mapping\n");
    for (const pue of [[], [1.1], () => 1, Symbol("x"), new Date(0)])
      expect(refusal(() => served({ pue })).message).not.toContain("native code");
  });

  it("lists the first faults of many", () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, 1]));
    const list = Array.from({ length: 100_000 }, () => ({ label: 5 }));
    for (const faulty of [many, { references: list }]) {
      const started = performance.now();
      const { message, details } = refusal(() => trained(faulty));
      expect(message.length).toBeLessThan(10_000);
      expect(message).toMatch(/… and \d+ more$/u);
      expect(details.issues?.length).toBe(20);
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });
});

describe("A10: units of meters and schedulers", () => {
  it.each([
    ["3600000000000 mJ", 1000],
    ["3600 MJ", 1000],
    ["5 kwh", 5],
    ["5 KWH", 5],
    ["5 MWH", 5000],
    ["101630 J", 101_630 / 3.6e6],
    ["101.63K J", 101_630 / 3.6e6],
  ])("%s is %d kWh", (text, expected) => {
    expect(parseQuantity(text, "energy")).toBe(expected);
    expect(trained({ energy: text })).toMatchObject({ itEnergyKwh: expected });
  });

  it("are the same as flags", () => {
    const metered = (energy: string): string =>
      cli(["train", ...gpt3Flags.filter((_, at) => ![10, 11].includes(at)), "--energy", energy, "--json"]).stdout;
    expect((JSON.parse(metered("1172MWh")) as { itEnergyKwh: number }).itEnergyKwh).toBe(1_172_000);
    for (const energy of ["1172 MWH", "4219200000000000 mJ", "4219200 MJ", "1,172,000 kwh", "4219.2 billion J"]) {
      expect(metered(energy), energy).toBe(metered("1172MWh"));
    }
  });

  it("asks for the unit of 101.63K", () => {
    expect(refusal(() => trained({ energy: "101.63K" })).message).toContain(
      'energy: "101.63K" has a magnitude (K) and no unit; write the unit too, for example 101.63K kWh',
    );
  });

  it.each([
    ["1-02:03:04", 26.0511],
    ["02:03:04", 2.0511],
    ["100:00:00", 100],
    ["1-02:03:04.5", 26.0512],
  ])("%s is %d h", (text, expected) => {
    expect(parseQuantity(text, "duration")).toBeCloseTo(expected, 4);
    expect((trained({ wallClock: text })["wallClockDays"] as number) * 24).toBeCloseTo(expected, 4);
  });

  it.each(["1-24:00:00", "00:60:00", "00:00:60", "02:03", "1-02", "1:2:3", ":::"])("%s is no time", (text) => {
    expect(refusal(() => parseQuantity(text, "duration")).message).toContain(JSON.stringify(text));
  });
});

describe("S17: digits of files", () => {
  it.each(["0x14A", "0o512", "0b11", "Infinity", "NaN", "1e", "", " ", "--5", "1.2.3", "٣٣٠"])("%j is no number", (text) => {
    for (const dimension of ["number", "power", "fraction", "tokens"] as const)
      expect(["invalid-input", "unit-mismatch"]).toContain(refusal(() => parseQuantity(text, dimension)).code);
    expect(refusal(() => trained({ power: text })).details.field).toBe("power");
    expect(refusal(() => trained({ pue: text })).message).toContain(JSON.stringify(text));
  });

  it.each([
    ["30 ms", "s", 0.03],
    ["200 ms", "s", 0.2],
    ["21 days", "d", 21],
    ["504 h", "d", 21],
    ["3.6 s", "s", 3.6],
    ["5 years", "a", 5],
    ["90 min", "h", 1.5],
    ["1825 d", "a", 5],
  ])("%s in %s is %d", (text, unit, expected) => {
    expect(parseQuantity(text, "duration", unit)).toBe(expected);
  });

  it("go straight to the unit of the field", () => {
    expect(served({ queueTime: "30 ms" })["queueSeconds"]).toBe(0.03);
    expect(served({ stepSeconds: "30 ms" })["stepSeconds"]).toBe(0.03);
    expect(trained({ stepTime: "3.6 s" })["stepSeconds"]).toBe(3.6);
  });

  it("have no negative zero", () => {
    expect(parseQuantity("-0 g/kWh", "intensity")).toBe(0);
    for (const intensity of ["-0 g/kWh", "-0", -0]) {
      expect((served({ intensity })["grid"] as { intensityGramsPerKwh: number }).intensityGramsPerKwh).toBe(0);
    }
    const { models, accelerators } = catalog.tables;
    const run = { model: models["llama-3.1-8b"], accelerator: accelerators["h100-sxm-80gb"], tokens: 1e12, pue: 1.1 };
    const { operationalGramsCo2e } = estimateTraining({ ...run, grid: { intensityGramsPerKwh: -0 } });
    expect(operationalGramsCo2e).toBe(0);
  });
});

describe("fuzzing of quantities", () => {
  it("finds nothing in 20,000 texts", () => {
    const faults: string[] = [];
    expect(fuzz({ runs: 20_000, seed: 20_261_130, report: (fault) => faults.push(fault) })).toBe(20_000);
    expect(faults).toEqual([]);
  });
});
