export interface Found {
  readonly count: number;
  readonly seed: number;
  readonly refused: number;
  readonly faults: readonly string[];
}
export function fuzz(options?: { readonly count?: number; readonly seed?: number }): Found;
