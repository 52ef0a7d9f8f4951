import { describe, expect, it } from "vitest";
import { computeOptimal, planAtLoss } from "llm-footprint/planning";
import { cli, gpt3Flags } from "../helpers/cli.js";
import { gpt3 } from "../helpers/gpt-3.js";

const json = (args: readonly string[]): Record<string, unknown> => {
  const { stdout, stderr, status } = cli([...args, "--json"]);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return JSON.parse(stdout) as Record<string, unknown>;
};
const scenario = "examples/scenarios/gpt-3.yaml";
const experts = "examples/scenarios/switch-transformer.json";

describe("design", () => {
  it("prints with --json what the API returns, from a file and from flags", () => {
    const plan = JSON.parse(JSON.stringify(planAtLoss({ run: gpt3, lossChange: -0.01 }))) as object;
    expect(json(["design", scenario, "--loss-change=-1%"])).toEqual({ name: "GPT-3 175B, training", ...plan });
    expect(json(["design", ...gpt3Flags, "--loss-change", "-0.01"])).toMatchObject(plan);
    expect(json(["design", "--training-flop", "1000 ZFLOP", "--law", "besiroglu-2024"])).toEqual(
      JSON.parse(JSON.stringify(computeOptimal({ trainingFlop: 1e24, law: "besiroglu-2024" }))),
    );
  });

  it("says what 1 % lower loss costs", () => {
    const { stdout } = cli(["design", scenario, "--loss-change=-1%"]);
    expect(stdout).toMatch(/Emissions, total\s+592\.1 t CO2e\s+796\.7 t CO2e\s+\+204\.5 t CO2e/u);
    expect(stdout).toMatch(/besiroglu-2024\s+470\.9 B tokens\s+\+337\.4 t CO2e/u);
  });

  it("separates the allocation from the loss with --by compute-optimal, and shows savings with a minus", () => {
    const { stdout } = cli(["design", scenario, "--loss-change=-1%", "--by", "compute-optimal"]);
    expect(stdout).toMatch(/Emissions, total\s+592\.1 t CO2e\s+306\.2 t CO2e\s+−285\.9 t CO2e/u);
    expect(stdout).toContain("(14.98 B parameters, 1.178 T tokens): +107.3 t CO2e");
  });

  it.each([
    [["--parameters", "70B"], "parameters"],
    [["--tokens", "1.4T"], "tokens"],
    [["--loss", "1.95"], "loss"],
  ] as const)("finds the optimum for %j", (args, key) => {
    const value = { parameters: 70e9, tokens: 1.4e12, loss: 1.95 }[key];
    expect(json(["design", ...args])).toMatchObject({ trainingFlop: computeOptimal({ [key]: value }).trainingFlop });
    expect(cli(["design", ...args]).stdout).toContain("Training tokens");
  });

  it("takes what a mixture of experts is worth", () => {
    const sized = json(["design", experts, "--loss-change=-1%", "--effective-parameters", "20B"]) as { before: object };
    expect(sized.before).toMatchObject({ effectiveParameters: 20e9 });
    // The scenario states no architecture, so the number of experts is not known.
    expect(cli(["design", experts, "--loss-change=-1%", "--routing", "clark-2022-s-base"]).stderr).toContain(
      "effectiveParameters.experts is missing",
    );
  });

  it("says of a law that cannot reach the loss that it cannot", () => {
    expect(cli(["design", scenario, "--loss-target", "1.8"]).stdout).toMatch(/besiroglu-2024\s+cannot reach it/u);
  });

  it.each<[readonly string[], string, number]>([
    [["design"], "give exactly one of trainingFlop", 2],
    [["design", scenario], "--loss-change is missing", 2],
    [["design", scenario, "--loss-change", "1 kWh"], "kWh is a unit of energy", 2],
    [["design", scenario, "--loss-change=-1%", "--training-flop", "1e24"], "--training-flop is for an optimum without a scenario", 2],
    [["design", "--training-flop", "1e24", "--by", "tokens"], "--by is a plan for a scenario", 2],
    [["design", "--training-flop", "1e24", "--mix-basis", "direct"], "--mix-basis is a field of a scenario", 2],
    [["design", "--training-flop", "1e24", "--tokens", "1T"], "trainingFlop and tokens", 2],
    [["design", scenario, "--loss-change=-1%", "--law", "hoffman"], 'law = "hoffman" is not one of', 2],
    [["design", scenario, "--loss-change=-1%", "--by", "size"], 'by = "size" is not one of', 2],
    [["design", experts, "--loss-change=-1%"], "effectiveParameters is missing", 2],
    [["design", experts, "--loss-change=-1%", "--routing", "x", "--effective-parameters", "1B"], "give one", 2],
    [["design", scenario, "--loss-target", "1.7"], "reach no loss of 1.7", 1],
  ])("%j is refused", (args, message, status) => {
    const result = cli(args);
    expect(result.stderr).toContain(message);
    expect([result.stdout, result.status]).toEqual(["", status]);
  });
});
