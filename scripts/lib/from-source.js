import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/**
 * Bundles what a script takes from modules of the sources that the package does not export.
 *
 * @param {string} name - name of the script
 * @param {string} contents - exports, with paths from the root
 * @returns {Promise<string>} the address of the bundle
 */
export async function bundled(name, contents) {
  mkdirSync(path("node_modules/.cache"), { recursive: true });
  const outfile = path(`node_modules/.cache/${name}.mjs`);
  await build({ stdin: { contents, resolveDir: path("") }, bundle: true, format: "esm", platform: "node", outfile, logLevel: "error" });
  return pathToFileURL(outfile).href;
}
