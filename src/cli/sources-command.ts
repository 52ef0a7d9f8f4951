import { formatSources, sourcesUsed, type UsedSource } from "../catalog/cite.js";
import { sources as shipped } from "../catalog/sources.js";
import { explained } from "./estimate-command.js";
import type { CommandBody, Io } from "./io.js";
import { catalogOptions, kindOptions, outputOptions, type Parsed } from "./options.js";
import { inFormat } from "./print.js";
import { loadCatalog } from "./scenario-file.js";

/** Every cited work, or those that an estimate used. */
function usedSources(parsed: Parsed, io: Io): readonly UsedSource[] {
  if (parsed.positionals.length > 0 || Object.keys(parsed.fields).length > 0) {
    const { traced, sources } = explained(parsed, io);
    return sourcesUsed(traced, sources);
  }
  return Object.entries({ ...shipped, ...loadCatalog(parsed, io).sources }).map(([id, work]) => ({ id, uses: [], work }));
}

/** `sources [scenario]`: every cited work, or those that an estimate used. */
export const sources: CommandBody = {
  options: [...kindOptions("training"), ...catalogOptions, outputOptions.json, outputOptions.csv, outputOptions.bibtex],
  run(parsed, io) {
    const used = usedSources(parsed, io);
    return inFormat(parsed, {
      json: { sources: used.map(({ id, uses, work }) => ({ id, ...work, uses })) },
      csv: () => used.map(({ id, uses, work }) => ({ id, ...work, uses: uses.join("; ") })),
      bibtex: () => formatSources(used, "bibtex"),
      text: () => [formatSources(used, "text")],
    });
  },
};
