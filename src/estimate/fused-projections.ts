import type { Architecture } from "../catalog/records.js";

type Fused = NonNullable<Architecture["fused"]>[number];

/** The matrices that some models keep as one, and what each holds. */
export const partsOfFused = { qkv: ["q", "k", "v"], "gate-up": ["gate", "up"] } as const satisfies Readonly<
  Record<Fused, readonly string[]>
>;
/** Their names. */
export const fusedProjections = /* @__PURE__ */ Object.keys(partsOfFused) as Fused[];
