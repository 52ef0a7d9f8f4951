// Runs the tests of bundled files in order, in a thread of its own: everything is imported anew, so that nothing of another mutant is kept.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const { files, only, mutant, isStatic, hitLimit, isDry } = workerData;
const stryker = (globalThis.__stryker__ ??= {});
stryker.hitLimit = hitLimit;
stryker.hitCount = 0;
if (isStatic) stryker.activeMutant = mutant;

const ran = {};
// Laws of single equations stand alone; of other files, a test may use what one before it has planned.
const testId = (file, index) => (/^(?:known-answers|property-(?:formulas|units|accounting))/u.test(file) ? `${file} ${index}` : file);
let failed;
try {
  for (const file of files) {
    stryker.currentTestId = undefined;
    if (!isStatic) stryker.activeMutant = undefined;
    const { tests } = await import(pathToFileURL(join(process.cwd(), "test/bundled/expect.mjs")).href);
    tests.length = 0;
    await import(pathToFileURL(join(process.cwd(), "test/bundled", `${file}.mjs`)).href);
    stryker.activeMutant = mutant;
    for (const [index, { name, test }] of tests.entries()) {
      const id = testId(file, index);
      if (only !== undefined && !only.includes(id)) continue;
      stryker.currentTestId = id;
      const started = performance.now();
      try {
        await test();
      } catch (error) {
        failed = { id, name, message: String(error?.message ?? error).slice(0, 500) };
        break;
      }
      ran[id] = (ran[id] ?? 0) + performance.now() - started;
    }
    if (failed !== undefined) break;
  }
} catch (error) {
  failed = { id: "import", name: "import", message: String(error?.stack ?? error).slice(0, 800) };
}
parentPort.postMessage({ ran, failed, hitCount: stryker.hitCount, coverage: isDry ? stryker.mutantCoverage : undefined });
