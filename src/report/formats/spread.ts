/** Places of `most` of n points at most, from the first to the last, evenly apart. */
export function spread(n: number, most: number): number[] {
  const step = Math.max(1, (n - 1) / (most - 1));
  return Array.from({ length: Math.min(n, most) }, (_, k) => Math.min(n - 1, Math.round(k * step)));
}
