export interface Found {
  readonly count: number;
  readonly seed: number;
  readonly refused: number;
  readonly faults: readonly string[];
}
export const laws: Readonly<Record<string, unknown>>;
export function fuzz(options?: { readonly count?: number; readonly seed?: number; readonly without?: readonly string[] }): Found;
