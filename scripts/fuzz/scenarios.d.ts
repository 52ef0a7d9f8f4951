/** Tries random cases. */
export function fuzz(options: {
  readonly runs?: number;
  readonly seed: number;
  readonly report: (fault: string) => void;
  readonly countRefused?: () => void;
}): number;
