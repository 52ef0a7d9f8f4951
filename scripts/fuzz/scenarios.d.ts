interface Hearing {
  readonly report: (fault: string) => void;
  /** Hears of faults that are known and not mended yet. */
  readonly reportOpen?: (fault: string) => void;
}
/** Tries random cases, and those in which a fault was found once. */
export function fuzz(
  options: Hearing & {
    readonly runs?: number;
    readonly seed: number;
    readonly kinds?: readonly string[];
    readonly count?: (counts: Readonly<Record<string, { readonly accepted: number; readonly refused: number }>>) => void;
  },
): number;
/** Tries those in which a fault was found once. */
export function fuzzAgain(options: Hearing): void;
/** What is estimated, by which function. */
export const kinds: Readonly<Record<string, { readonly of: unknown; readonly inputs: readonly object[] }>>;
