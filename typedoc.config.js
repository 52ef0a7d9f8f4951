import { readFileSync } from "node:fs";

const { exports } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  // What users import, once: the exports of package.json that have a source.
  entryPoints: Object.values(exports).flatMap((target) => target["llm-footprint-source"] ?? []),
  out: "docs/api",
  excludeInternal: true,
  excludePrivate: true,
  treatWarningsAsErrors: true,
  validation: { notExported: false, invalidLink: true, notDocumented: false },
  logLevel: "Warn",
  disableSources: true,
  readme: "README.md",
};
