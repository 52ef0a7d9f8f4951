/** Lower case without separators, so that `A100-SXM4 80GB` and `a100_sxm4_80gb` are one name. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, "");
}

/**
 * Edit distance that counts an insertion, a deletion, a substitution and a swap of neighbours as one step each
 * (optimal string alignment).
 */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] as number) + 1, (current[j - 1] as number) + 1, (previous[j - 1] as number) + substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforePrevious[j - 2] as number) + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] as number;
}

/**
 * The known names nearest to what was written, best first: names that contain it, then names within a few edits.
 *
 * @param written - what the user wrote
 * @param known - the names that exist
 * @param most - how many to return at the most
 */
export function nearMatches(written: string, known: Iterable<string>, most = 5): string[] {
  const target = normaliseName(written);
  if (target === "") return [];
  const scored: { name: string; score: number }[] = [];
  for (const name of known) {
    const candidate = normaliseName(name);
    const contains = candidate.includes(target) || (candidate.length > 2 && target.includes(candidate));
    const distance = contains ? 0.5 : editDistance(target, candidate);
    // A name that differs in more than 40 % of its letters is another name, not a slip.
    if (distance <= Math.max(2, 0.4 * Math.max(target.length, candidate.length))) {
      scored.push({ name, score: distance + Math.abs(candidate.length - target.length) / 100 });
    }
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}
