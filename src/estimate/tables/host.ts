import { defaults } from "../../catalog/defaults.js";
import type { Accelerator, Server } from "../../catalog/records.js";
import { lazily } from "../../core/lazily.js";
import { positive } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { assume, by, from } from "../../graph/ways.js";

/** What the tables of a host look at. */
export interface OfHost {
  readonly accelerator: Accelerator;
  readonly server?: Server | null;
}
const of = from<OfHost>();
const { baseWatts, tdpShare, loadShare, factor } = defaults.hostPower;

/** The host of an accelerator: what a record says of it, and the constants of the equation that stands in. */
export const hosts = lazily(() => ({
  serverHostWatts: quantity("Power of a server without its accelerators", of("server", "hostPowerWatts")),
  recordedHostWatts: quantity(
    "Power of the host per accelerator, as a record states it",
    by(F.hostPowerShare),
    of("accelerator", "hostWatts"),
  ),
  hostBaseWatts: quantity("Power of a host per accelerator, whatever that is", assume(baseWatts)),
  hostTdpShare: quantity("Power of a host per TDP of its accelerators", assume(tdpShare)),
  hostLoadShare: quantity("Power of a host per power of its accelerators", assume(loadShare)),
  hostPowerFactor: quantity(
    "Power of a host over what the equation gives",
    { domain: positive },
    of("server", "hostPowerFactor"),
    assume(factor),
  ),
}));
