// Plugins of Stryker for scripts/mutate.js. What is no number and no decision is ignored; of the rest only the drawn mutants are run; and the runner of
// tests gives every mutant a thread of its own with bundled test files, a tenth of the time that a start of vitest takes.
import { appendFileSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** Whether a node is a text for people, or only goes into one. */
const isText = ({ node, parent }) =>
  // Where an equation is printed.
  (node.type === "ObjectProperty" && node.key.name === "source" && node.value.type === "ObjectExpression") ||
  // What an error says: its message, and the details that repeat it.
  (parent?.type === "NewExpression" && parent.callee.name === "FootprintError" && node !== parent.callee);

export const textIgnorer = { shouldIgnore: (path) => (isText(path) ? "text" : undefined) };

/** What says where a mutant is and what it does. */
export const placeOf = ({ fileName, location: { start, end }, mutatorName, replacement }) =>
  [fileName, start.line, start.column, end.line, end.column, mutatorName, replacement].join(" ");

/** The id of each drawn mutant by its place. */
const drawn = () => new Map(Object.entries(JSON.parse(readFileSync(process.env.MUTATION_DRAWN, "utf8"))));
const below = (fileName) => fileName.replace(/^.*?(?=src\/)/u, "");

/** Reports count lines and columns from one. */
const fromZero = ({ start, end }) => ({
  start: { line: start.line - 1, column: start.column - 1 },
  end: { line: end.line - 1, column: end.column - 1 },
});

/** Keeps what is known at once, so that a run that is stopped may go on. */
class Kept {
  static inject = [];
  ids = drawn();
  onMutantTested(result) {
    const id = this.ids.get(placeOf({ ...result, fileName: below(result.fileName), location: fromZero(result.location) }));
    const { status, killedBy, statusReason } = result;
    if (id !== undefined)
      appendFileSync(
        process.env.MUTATION_REPORT,
        `${JSON.stringify({ id, status, killedBy, statusReason, round: Number(process.env.MUTATION_ROUND) })}\n`,
      );
  }
}

class Drawn {
  static inject = [];
  async init() {
    this.places = drawn();
  }
  async check(mutants) {
    const isDrawn = (mutant) => this.places.has(placeOf({ ...mutant, fileName: below(mutant.fileName) }));
    return Object.fromEntries(
      mutants.map((mutant) => [mutant.id, isDrawn(mutant) ? { status: "passed" } : { status: "compileError", reason: "not drawn" }]),
    );
  }
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }
}

class Threads {
  static inject = [];
  constructor() {
    this.files = JSON.parse(process.env.MUTATION_TESTS).map((file) => file.replace(/^test\/|\.ts$/gu, "").replaceAll("/", "-"));
  }
  capabilities() {
    return { reloadEnvironment: true };
  }
  async dryRun({ timeout }) {
    // Each file in a thread of its own: what one of them keeps, the next one would not be seen to use.
    const results = [];
    for (const file of this.files) results.push(await this.start({ files: [file], isDry: true }, timeout));
    const bad = results.find(({ failed }) => failed !== undefined);
    if (bad !== undefined) return { status: "error", errorMessage: JSON.stringify(bad.failed) };
    const mutantCoverage = { static: {}, perTest: {} };
    for (const { coverage } of results) {
      Object.assign(mutantCoverage.perTest, coverage?.perTest);
      for (const [id, count] of Object.entries(coverage?.static ?? {}))
        mutantCoverage.static[id] = (mutantCoverage.static[id] ?? 0) + count;
    }
    const tests = results.flatMap(({ ran }) => Object.entries(ran).map(([id, timeSpentMs]) => ({ id, name: id, status: 0, timeSpentMs })));
    return { status: "complete", tests, mutantCoverage };
  }
  async mutantRun({ activeMutant, testFilter, timeout, hitLimit, mutantActivation }) {
    const files = this.files.filter((file) => testFilter?.some((id) => id === file || id.startsWith(`${file} `)) ?? true);
    const result = await this.start(
      { files, only: testFilter, mutant: activeMutant.id, isStatic: mutantActivation === "static", hitLimit },
      timeout,
    );
    if (result === undefined || (hitLimit !== undefined && result.hitCount > hitLimit)) return { status: "timeout", reason: "no end" };
    const { failed, ran } = result;
    if (failed === undefined) return { status: "survived", nrOfTests: Object.keys(ran).length };
    return {
      status: "killed",
      killedBy: [failed.id],
      failureMessage: `${failed.name}: ${failed.message}`,
      nrOfTests: Object.keys(ran).length,
    };
  }
  /** What a thread says; nothing where it does not end in time. */
  start(data, timeout) {
    return new Promise((resolve) => {
      const worker = new Worker(new URL("worker.js", import.meta.url), { workerData: data, stdout: true, stderr: true });
      const end = (result) => {
        clearTimeout(timer);
        void worker.terminate();
        resolve(result);
      };
      const timer = setTimeout(() => end(undefined), 0.9 * timeout);
      worker.once("message", end);
      worker.once("error", (error) => end({ ran: {}, failed: { id: "thread", name: "thread", message: String(error) }, hitCount: 0 }));
    });
  }
}

export const strykerPlugins = [
  { kind: "Ignore", name: "text", value: textIgnorer },
  { kind: "Checker", name: "drawn", injectableClass: Drawn },
  { kind: "Reporter", name: "kept", injectableClass: Kept },
  { kind: "TestRunner", name: "threads", injectableClass: Threads },
];
