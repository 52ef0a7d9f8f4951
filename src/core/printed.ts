import { BYTES_PER_GIGABYTE } from "./units.js";

/** A share in percent with one decimal, or one digit of what is less: what is there is not printed as zero. */
export function percent(share: number): string {
  const shown = (share * 100).toFixed(1);
  return `${share !== 0 && Number(shown) === 0 ? String(Number((share * 100).toPrecision(1))) : shown} %`;
}

/** A number as texts print it: three digits. */
export const shown = (value: number): string => String(Number(value.toPrecision(3)));

/** Bytes as people read them. */
export const formatBytes = (bytes: number): string => `${Number((bytes / BYTES_PER_GIGABYTE).toPrecision(4))} GB`;
