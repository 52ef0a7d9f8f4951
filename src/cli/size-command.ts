import { invalid } from "../core/errors.js";
import type { CommandBody, Io } from "./io.js";
import { runKind } from "./kind-command.js";
import { catalogOptions, kindOptions, type Option, outputOptions, type Parsed } from "./options.js";
import { kindOf } from "./scenario-file.js";
import { servingViews } from "./serving-views.js";

/** What the memory is for, with the kind of file that says so. */
const purposes = { training: "sizing", serving: "serving-sizing" } as const;
type Purpose = keyof typeof purposes;

const own = { training: kindOptions(purposes.training), serving: kindOptions(purposes.serving) };
const has = (options: readonly Option[], flag: string): boolean => options.some((option) => option.flag === flag);

/** What `size` plans: what a flag says, else what the file says, else training. */
function purposeOf(parsed: Parsed, io: Io): Purpose {
  const { for: written } = parsed.values;
  if (written === undefined)
    return kindOf(parsed, io, "sizing; it must be a mapping with kind: sizing or serving-sizing") === purposes.serving
      ? "serving"
      : "training";
  if (written === "training" || written === "serving") return written;
  const nearest = Object.keys(purposes);
  throw invalid("for", `--for = "${String(written)}" is not one of ${nearest.join(", ")}`, { value: written, nearest });
}

/** Flags that mean something for one purpose alone. */
function refuseForeign({ values }: Parsed, purpose: Purpose): void {
  const other = purpose === "training" ? "serving" : "training";
  const given = own[other].find(({ flag }) => values[flag] !== undefined && !has(own[purpose], flag));
  if (given === undefined) return;
  throw invalid(given.flag, `--${given.flag} is a flag of size --for ${other}; leave it out, or write --for ${other}`);
}

/** `size`: the memory of training, or of serving. */
export const size: CommandBody = {
  options: [
    { flag: "for", example: "serving", description: "What the memory is for: training or serving [default training]" },
    ...own.training,
    ...own.serving.filter(({ flag }) => !has(own.training, flag)).map((option) => ({ ...option, topic: "serving" })),
    ...catalogOptions,
    outputOptions.json,
    outputOptions.lines,
    outputOptions.notes,
  ],
  run(parsed, io, colours) {
    const purpose = purposeOf(parsed, io);
    refuseForeign(parsed, purpose);
    const kind = purposes[purpose];
    return runKind(servingViews[kind], kind, parsed, io, colours);
  },
};
