import { describe, expect, it } from "vitest";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { find } from "llm-footprint/catalog/find";
import { grids, gridInYear } from "llm-footprint/catalog/grids";
import { models } from "llm-footprint/catalog/models";
import { servers } from "llm-footprint/catalog/servers";
import { defaults } from "llm-footprint";

describe("find", () => {
  it.each([
    ["h100-sxm-80gb", "h100-sxm-80gb"],
    ["NVIDIA H100 80GB HBM3", "h100-sxm-80gb"],
    ["nvidia-v100-sxm2-32gb", "v100-sxm2-32gb"],
    ["TPUv4", "tpu-v4"],
  ])("%s", (text, id) => {
    expect(find(accelerators, text, "accelerator").id).toBe(id);
  });

  it("keeps dots, so that llama-3.1-8b is not llama-318b", () => {
    expect(find(models, "llama3.1:8b", "model").id).toBe("llama-3.1-8b");
    expect(() => find(models, "llama-318b", "model")).toThrow("llama-3.1-8b");
  });

  it("names of Object.prototype are no ids", () => {
    for (const text of ["constructor", "__proto__", "toString"])
      expect(() => find(accelerators, text, "accelerator")).toThrow("is not known");
  });
});

describe("gridInYear", () => {
  it("uses the newest year on or before the asked one and says which", () => {
    expect(gridInYear(grids.fra, 2024)).toMatchObject({ name: "France 2024", year: 2024 });
    expect(gridInYear(grids.fra, 2050).year).toBe(Math.max(...Object.keys(grids.fra.intensityGramsPerKwh).map(Number)));
    expect(gridInYear(grids.fra)).toEqual(gridInYear(grids.fra, 2050));
  });

  it("refuses a year before the record", () => {
    expect(() => gridInYear(grids.fra, 1990)).toThrow("France has no intensity for 1990");
  });
});

it("the default server is in the table of servers", () => {
  expect(servers["eight-accelerator-host"]).toBe(defaults.server);
});
