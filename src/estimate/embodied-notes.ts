import { defaults } from "../catalog/defaults.js";
import { valueOf } from "../core/figure.js";
import { type EmbodiedMethod, embodiedShares, isStated, optionalParts } from "./embodied-input.js";
import type { Note } from "./note.js";
import type { EmbodiedInput, EmbodiedStageInput } from "./generated/inputs.js";

const methodMessages: Readonly<Record<EmbodiedMethod, string>> = {
  "product-footprint": "Embodied: the accelerator's product footprint, cradle to gate.",
  components:
    "Embodied: the accelerator from its die area, memory and module; product footprints, where they exist, differ by up to a factor of two.",
  generic: "Embodied: neither a footprint nor the die of the accelerator is known; the wide range of published devices stands in.",
};

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  const [last = "", ...rest] = [...words].reverse();
  return rest.length === 0 ? last : `${rest.reverse().join(", ")} and ${last}`;
}

/** The notes on the embodied emissions of a training estimate: how they were found, and what they lack. */
export function noteEmbodied(input: EmbodiedStageInput, method: EmbodiedMethod): Note[] {
  const { server, lifetimeUtilisation = defaults.lifetimeUtilisation, lifetimeYears = defaults.lifetimeYears } = input;
  const idle = (1 - valueOf(lifetimeUtilisation)) * 100;
  const notes: Note[] = [
    { code: "embodied-method", message: methodMessages[method] },
    {
      code: "embodied-allocation",
      message:
        `Embodied: every part by accelerator-hours over the working hours of a service life of ${valueOf(lifetimeYears)} years. ` +
        (idle > 0
          ? `The ${idle.toPrecision(2)} % of it in which the hardware stands idle are charged to the hours at work.`
          : "None of it is idle."),
    },
  ];
  if (server === null) {
    notes.push({ code: "missing-part", message: "The server was left out: the embodied emissions do not hold its share." });
  }
  const bill = server?.bill;
  const unlisted = bill === undefined ? [] : optionalParts.filter((part) => bill[part] === undefined);
  if (unlisted.length > 0) {
    notes.push({
      code: "missing-part",
      message: `The bill of the server has no ${listed(unlisted)}: missing, not zero. Nor does it hold fans, cables and network cards.`,
    });
  }
  const missing = (Object.keys(embodiedShares) as (keyof EmbodiedInput)[]).filter((key) => !isStated(input[key]));
  if (missing.length > 0) {
    notes.push({
      code: "missing-part",
      message: `Embodied emissions of ${listed(missing.map((key) => embodiedShares[key]))} are missing, not zero: hardly any figure per device is public.`,
    });
  }
  return notes;
}
