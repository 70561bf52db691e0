/** Medians. */

/** @returns NaN of nothing */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  return 0.5 * (sorted[(n - 1) >> 1]! + sorted[n >> 1]!);
}

/** The value with half of the weight on either side. @param weights  0 or more, not all 0 */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  let all = 0;
  for (const w of weights) all += w;
  let sum = 0;
  for (const k of order) {
    sum += weights[k]!;
    if (sum >= 0.5 * all) return values[k]!;
  }
  return values[order.at(-1)!]!;
}
