import { defaults, estimateInference, inferenceTotals, type InferenceInput, isFootprintError } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { servers } from "llm-footprint/catalog/servers";
import { hostPower } from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";

const { baseWatts, tdpShare, loadShare, factor, waitingFactor } = defaults.hostPower;
const law = (tdpWatts: number, powerWatts: number): number =>
  hostPower({
    hostBaseWatts: baseWatts.value,
    hostTdpShare: tdpShare.value,
    hostLoadShare: loadShare.value,
    hostPowerFactor: factor.value,
    tdpWatts,
    powerWatts,
  });

describe("the power of a host", () => {
  // serving-r6.md, section 8. At the plug: 6,153 to 6,280 W and 4,723 to 4,775 W; 2,372 to 2,406 W before a run, 5 % more than idle parts come to.
  it.each([
    [500, 6184],
    [350, 4786],
    [80.3, 2272.4],
  ])("brings eight H200 at %s W to %s W", (watts, whole) => {
    expect(8 * (watts + law(700, watts))).toBeCloseTo(whole, 0);
  });
  it.each([
    ["L4", 72, 57.6, 65],
    ["T4", 70, 42, 62],
    ["B200", 1000, 800, 387],
  ])("of a %s of %s W that draws %s W is %s W", (_, tdpWatts, watts, host) => {
    expect(law(tdpWatts, watts)).toBeCloseTo(host, 0);
  });
  it("waits within what was measured", () => {
    const waiting = 8 * waitingFactor.value * (80.3 + law(700, 80.3));
    expect(waiting).toBeGreaterThan(2372);
    expect(waiting).toBeLessThan(2406);
  });
});

const request: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  batch: 16,
  inputTokens: 500,
  outputTokens: 500,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 400 },
};
/** Mean powers per accelerator of a request while it works, and of the server while it waits. */
function wattsOf(change: Partial<InferenceInput>): { readonly accelerator: number; readonly host: number; readonly waiting: number } {
  const input = { ...request, ...change };
  const { acceleratorCount, instanceSeconds, acceleratorEnergyKwh, hostEnergyKwh, idleEnergyKwh } = inferenceTotals(input);
  const perDevice = 3.6e6 / (acceleratorCount * instanceSeconds);
  return {
    accelerator: acceleratorEnergyKwh * perDevice,
    host: hostEnergyKwh * perDevice,
    waiting: (idleEnergyKwh * perDevice * defaults.servingShare.value) / (1 - defaults.servingShare.value),
  };
}
const v6e = accelerators["tpu-v6e"];
/** A server that says nothing of its power. */
const plainServer = { name: "own", acceleratorsPerServer: 8, hostGramsCo2e: 2.5e6 };

/** Power of an H100 with nothing to do. */
const idle = accelerators["h100-sxm-80gb"].idlePowerWatts?.value ?? Number.NaN;

describe("hosts of a request", () => {
  it("follow the law in TDP and mean power, also while they wait", () => {
    const { accelerator, host, waiting } = wattsOf({});
    expect(host).toBeCloseTo(law(700, accelerator), 6);
    expect(waiting).toBeCloseTo(waitingFactor.value * (idle + law(700, idle)), 6);
  });
  it("follow a cap, and a measured energy", () => {
    expect(wattsOf({ powerCapWatts: 300 }).host).toBeCloseTo(law(700, 300), 6);
    const { accelerator, host } = wattsOf({ measuredJoulesPerToken: 2 });
    expect(host).toBeCloseTo(law(700, accelerator), 6);
  });
  it("are those of the server where it is known, shared by its accelerators", () => {
    const { host, waiting } = wattsOf({ server: { ...plainServer, hostPowerWatts: 1600 } });
    expect(host).toBeCloseTo(200, 6);
    expect(waiting).toBeCloseTo(waitingFactor.value * (idle + 200), 6);
  });
  it("are those of the accelerator's usual server where that is known, and no other is given", () => {
    expect(wattsOf({ accelerator: v6e }).host).toBeCloseTo(118.6, 6);
    expect(wattsOf({ accelerator: v6e, server: servers["tpu-v6e-host"] }).host).toBeCloseTo(949 / 8, 6);
    const { host, waiting } = wattsOf({ accelerator: v6e, server: { ...plainServer, hostPowerWatts: 800 } });
    expect([host, waiting]).toEqual([expect.closeTo(100, 6), expect.closeTo(waitingFactor.value * (0.115 * 380 + 100), 6)]);
  });
  it("are what the caller says, while they wait too", () => {
    const { host, waiting } = wattsOf({ hostWatts: 25, server: { ...plainServer, hostPowerWatts: 1600 } });
    expect([host, waiting]).toEqual([expect.closeTo(25, 6), expect.closeTo(waitingFactor.value * (idle + 25), 6)]);
    expect(wattsOf({ hostWatts: 25, idleServerWatts: 60 }).waiting).toBeCloseTo(60, 6);
  });
  it("have the narrow range of a board that was measured, and a wide one elsewhere", () => {
    const ends = (change: Partial<InferenceInput>): readonly [number, number] => {
      const { low, high, hostEnergyKwh } = estimateInference({ ...request, ...change });
      return [low.hostEnergyKwh / hostEnergyKwh, high.hostEnergyKwh / hostEnergyKwh];
    };
    const [known, unknown] = [ends({ server: servers["hgx-h100"] }), ends({})];
    expect(known[0]).toBeGreaterThan(unknown[0]);
    expect(known[1]).toBeLessThan(unknown[1]);
  });
  it("bring the whole to 1.6 to 2 times the accelerators, with 14 % of theirs for waiting and a PUE of 1.1", () => {
    for (const change of [{ batch: 64 }, { batch: 64, accelerator: v6e }]) {
      const { accelerator, host } = wattsOf(change);
      const whole = (1.14 + host / accelerator) * 1.1;
      expect(whole).toBeGreaterThan(1.6);
      expect(whole).toBeLessThan(2);
    }
  });
  it.each([
    [{ hostPowerWatts: -1 }, "server.hostPowerWatts = -1"],
    [{ hostPowerFactor: 0 }, "server.hostPowerFactor = 0"],
  ])("refuse %j", (change, says) => {
    try {
      inferenceTotals({ ...request, server: { ...plainServer, ...change } });
      expect.unreachable();
    } catch (error) {
      expect(isFootprintError(error) && error.message).toContain(says);
    }
  });
});
