export declare function diffTables(
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
  options?: { readonly unprinted?: readonly string[]; readonly isDetailed?: boolean },
): { readonly lines: readonly string[]; readonly summary: string };
