export declare function diffTables(
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
): { readonly lines: readonly string[]; readonly summary: string };
