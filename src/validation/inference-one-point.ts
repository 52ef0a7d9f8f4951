import type { ServingFit } from "../catalog/records.js";
import { predictServing } from "./inference-fit.js";
import type { ServingCase } from "./inference-rows.js";

/** Predictions of the other batches of a deployment, of which the middle batch stands for one measured point (J/token). */
export function calibratedAtOnePoint(cases: readonly ServingCase[], fitFor: (one: ServingCase) => ServingFit): Map<ServingCase, number> {
  const deployments = new Map<string, ServingCase[]>();
  for (const one of cases) {
    const known = deployments.get(one.deployment);
    if (known === undefined) deployments.set(one.deployment, [one]);
    else known.push(one);
  }
  const calibrated = new Map<ServingCase, number>();
  for (const rows of deployments.values()) {
    if (rows.length < 2) continue;
    const sorted = [...rows].sort((a, b) => (a.batch as number) - (b.batch as number));
    const point = sorted[Math.floor(sorted.length / 2)] as ServingCase;
    const factor = (point.joulesPerToken as number) / predictServing(point, fitFor(point)).joulesPerToken;
    for (const one of sorted) if (one !== point) calibrated.set(one, predictServing(one, fitFor(one)).joulesPerToken * factor);
  }
  return calibrated;
}
