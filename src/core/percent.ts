/** A share in percent with one decimal, or one digit of what is less: what is there is not printed as zero. */
export function percent(share: number): string {
  const shown = (share * 100).toFixed(1);
  return `${share !== 0 && Number(shown) === 0 ? String(Number((share * 100).toPrecision(1))) : shown} %`;
}
