import { defaults } from "../catalog/defaults.js";
import type { FabNode } from "../catalog/records.js";
import type { Given } from "../core/figure.js";
import { allocatedEmissions, dieEmissions, hostShare, lifetimeShare, memoryEmissions } from "../emissions/embodied.js";
import { embodiedMethodOf } from "./training-input.js";
import { inputOr, type Stage } from "./training-stage.js";

/** The size of the default server belongs to the same record as its emissions. */
const DEFAULT_ACCELERATORS_PER_SERVER: Given = {
  value: defaults.server.acceleratorsPerServer,
  source: defaults.server.hostGramsCo2e.source,
  at: defaults.server.hostGramsCo2e.at,
  basis: defaults.server.hostGramsCo2e.basis,
};

// V8 folds a constant of this module into the stages, but not an import from another chunk of the package (docs/adr/0003).
const equations = { allocatedEmissions, dieEmissions, hostShare, lifetimeShare, memoryEmissions };

/** The stages that give the embodied emissions: how much of their life the devices spend, then each part of the hardware. */
export const embodiedStages: readonly Stage[] = [
  function allocation(t, { lifetimeYears, lifetimeUtilisation }, work) {
    work.lifetimeShare = t.line("lifetimeShare", equations.lifetimeShare, {
      deviceHours: work.deviceHours,
      lifetimeYears: inputOr(t, "lifetimeYears", lifetimeYears, defaults.lifetimeYears),
      lifetimeUtilisation: inputOr(t, "lifetimeUtilisation", lifetimeUtilisation, defaults.lifetimeUtilisation),
    });
  },

  function embodiedProduct(t, input, { lifetimeShare: share, embodiedParts }) {
    const method = embodiedMethodOf(input);
    if (method === "components") return;
    const perDeviceGramsCo2e =
      method === "generic"
        ? t.fallback("acceleratorGramsCo2e", defaults.acceleratorGramsCo2e)
        : t.input("productFootprintGramsCo2e", input.accelerator.productFootprintGramsCo2e as Given);
    embodiedParts.push(t.line("embodiedAcceleratorGramsCo2e", equations.allocatedEmissions, { perDeviceGramsCo2e, lifetimeShare: share }));
  },

  function embodiedDie(t, input, { lifetimeShare: share, embodiedParts }) {
    if (embodiedMethodOf(input) !== "components") return;
    const { dieAreaSquareCentimetres, fabNode } = input.accelerator;
    const perDeviceGramsCo2e = t.line("dieGramsCo2e", equations.dieEmissions, {
      dieAreaSquareCentimetres: t.input("dieAreaSquareCentimetres", dieAreaSquareCentimetres as Given),
      carbonPerAreaGramsPerSquareCentimetre: t.fallback(
        "carbonPerAreaGramsPerSquareCentimetre",
        defaults.carbonPerAreaGramsPerSquareCentimetre[fabNode as FabNode],
      ),
    });
    embodiedParts.push(t.line("embodiedDieGramsCo2e", equations.allocatedEmissions, { perDeviceGramsCo2e, lifetimeShare: share }));
  },

  function embodiedMemoryAndModule(t, input, { lifetimeShare: share, embodiedParts }) {
    if (embodiedMethodOf(input) !== "components") return;
    const perDeviceGramsCo2e = t.line("memoryGramsCo2e", equations.memoryEmissions, {
      memoryBytes: t.input("memoryBytes", input.accelerator.memoryBytes as Given),
      carbonPerCapacityGramsPerGigabyte: t.fallback("carbonPerCapacityGramsPerGigabyte", defaults.memoryGramsPerGigabyte),
    });
    embodiedParts.push(
      t.line("embodiedMemoryGramsCo2e", equations.allocatedEmissions, { perDeviceGramsCo2e, lifetimeShare: share }),
      t.line("embodiedModuleGramsCo2e", equations.allocatedEmissions, {
        perDeviceGramsCo2e: t.fallback("moduleGramsCo2e", defaults.moduleGramsCo2e),
        lifetimeShare: share,
      }),
    );
  },

  function embodiedHost(t, { server }, { lifetimeShare: share, embodiedParts }) {
    if (server === null) return;
    const host = t.line("hostShareGramsCo2e", equations.hostShare, {
      hostGramsCo2e: inputOr(t, "hostGramsCo2e", server?.hostGramsCo2e, defaults.server.hostGramsCo2e),
      acceleratorsPerServer:
        server === undefined
          ? t.fallback("acceleratorsPerServer", DEFAULT_ACCELERATORS_PER_SERVER)
          : t.input("acceleratorsPerServer", server.acceleratorsPerServer),
    });
    embodiedParts.push(t.line("embodiedHostGramsCo2e", equations.allocatedEmissions, { perDeviceGramsCo2e: host, lifetimeShare: share }));
  },
];
