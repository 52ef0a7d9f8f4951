/**
 * Compares functions in one process: short batches of each in turn, so that what slows the machine down slows all of them, and the fastest
 * tenth of the batches of each, which other processes have disturbed least.
 *
 * @param {Record<string, () => unknown>} sides - what to time, by name
 * @param {{ seconds?: number, batchMilliseconds?: number }} [options] - time for all of them together, and for one batch
 * @returns {Record<string, number>} nanoseconds of one call
 */
export function alternate(sides, { seconds = 2, batchMilliseconds = 10 } = {}) {
  const runs = Object.entries(sides).map(([name, call]) => {
    // Compiled before it counts, and as many calls as fill a batch.
    let calls = 1;
    for (;;) {
      const took = timed(call, calls);
      if (took >= batchMilliseconds * 1e6) break;
      calls = Math.ceil(calls * Math.min(10, Math.max(1.2, (batchMilliseconds * 1.1e6) / Math.max(took, 1e3))));
    }
    return { name, call, calls, times: [] };
  });
  const end = performance.now() + seconds * 1e3;
  for (let round = 0; round < 10 || performance.now() < end; round++) {
    for (const run of runs) run.times.push(timed(run.call, run.calls) / run.calls);
  }
  return Object.fromEntries(runs.map(({ name, times }) => [name, fastestTenth(times)]));
}

/** Mean of the fastest tenth of some times, of at least one. */
export function fastestTenth(times) {
  const fastest = [...times].sort((a, b) => a - b).slice(0, Math.max(1, Math.floor(times.length / 10)));
  return fastest.reduce((sum, time) => sum + time, 0) / fastest.length;
}

// Results are kept where the compiler cannot know that nobody reads them.
const kept = { result: undefined };

function timed(call, calls) {
  const start = process.hrtime.bigint();
  for (let index = 0; index < calls; index++) kept.result = call();
  return Number(process.hrtime.bigint() - start);
}

/** Nanoseconds as people read them. */
function written(nanoseconds) {
  const [unit, size] = nanoseconds < 1e3 ? ["ns", 1] : nanoseconds < 1e6 ? ["µs", 1e3] : ["ms", 1e6];
  return `${(nanoseconds / size).toPrecision(3)} ${unit}`;
}

/** Times functions and prints each as a multiple of the last, which is what the others are held against. */
export function compare(title, sides, options) {
  const times = alternate(sides, options);
  const base = Object.keys(times).at(-1);
  console.log(title);
  for (const [name, time] of Object.entries(times)) {
    console.log(`  ${name.padEnd(44)} ${written(time).padStart(9)}   ${(time / times[base]).toFixed(2).padStart(8)} ×`);
  }
  return times;
}
