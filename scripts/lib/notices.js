import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The copyright notices of packages whose code stands in a bundle, which their licences ask for in all copies.
 *
 * @param {readonly string[]} packages - names as they are imported
 * @param {string} root - the folder that holds node_modules
 */
export function noticesOf(packages, root) {
  const notices = packages.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry));
    if (file === undefined) throw new Error(`${name} ${version} (${license}) has no file with its licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The program llm-footprint holds code of these packages.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`;
}
