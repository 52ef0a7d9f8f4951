import { servingFit, type ServingFit } from "llm-footprint";

const exact = { dense: 1, hybrid: 1, "mixture-of-experts": 1, unfitted: 1 };

/** What forms before R6 left out: sums over accelerators in prompts, a fixed part of the first token, and a spread of time. */
const beforeR6 = { reduceEfficiency: 1e12, fixedFirstTokenSeconds: 0, timeSpread: { ...exact, "single-user": 1 } };

/** A fit of an earlier version, in today's shape. */
export function earlierFit(fit: Readonly<Record<string, unknown>>): ServingFit {
  const { software, energySpread, ...constants } = fit as unknown as ServingFit;
  const names = Object.keys(software) as (keyof typeof software)[];
  return {
    ...servingFit,
    ...beforeR6,
    ...constants,
    energySpread: { ...energySpread, unfitted: energySpread.dense },
    software: {
      ...servingFit.software,
      ...Object.fromEntries(names.map((name) => [name, { ...servingFit.software[name], ...software[name] }])),
    },
  };
}

/** Constants of set B of form R4: for a dense model in 16 bit on this device, the form of the library with these values is R4. */
export const setB: ServingFit = {
  ...servingFit,
  ...beforeR6,
  bandwidthEfficiency: 0.977,
  cacheBandwidthEfficiency: 0.977,
  computeEfficiency: 0.8,
  fixedStepSeconds: 5.95e-4,
  layerSeconds: 8.81e-5,
  parallelLayerSeconds: 3.66e-5,
  perSequenceSeconds: 6.27e-5,
  overlapExponent: 1.25,
  computeLoad: 0.83,
  // wm = 0.249 of 625 W at 3.35 TB/s
  memoryJoulesPerByte: (0.249 * 625) / 3.35e12,
  baseLoad: 0.524,
  hostLoad: 0,
  energySpread: exact,
  calibratedSpread: 1,
};

/** The device of the spec's worked examples. */
export const h100OfSpec = {
  name: "H100 SXM as in the spec",
  memoryBytes: 80e9,
  tdpWatts: 700,
  idlePowerWatts: 75,
  memoryBandwidthBytesPerSecond: 3.35e12,
  peakFlopPerSecond: { bf16: 989.4e12 },
  productFootprintGramsCo2e: 476_500,
};
