/** Medians along an axis, and correlations along chains. */
import { median } from "./robust.js";

export interface Bin {
  readonly x: number;
  readonly value: number;
  /** 95 % interval of the median, from its neighbours in rank. */
  readonly low: number;
  readonly high: number;
}

/** Fewer values make no bin. */
const FEWEST = 5;

/** Medians of `y` in bins of about equally many values, along `x`; values of one x stay in one bin. */
export function binned(
  items: readonly number[],
  x: (i: number) => number,
  y: (i: number) => number,
  bins: number,
): Bin[] {
  const sorted = items.filter((i) => Number.isFinite(y(i))).sort((a, b) => x(a) - x(b));
  const size = Math.max(FEWEST, Math.ceil(sorted.length / bins));
  const out: Bin[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = Math.min(sorted.length, from + size);
    while (to < sorted.length && x(sorted[to]!) - x(sorted[to - 1]!) <= 1e-9 * Math.abs(x(sorted[to]!))) to++;
    const own = sorted.slice(from, to);
    from = to;
    if (own.length < FEWEST && out.length > 0) break;
    const values = own.map(y).sort((a, b) => a - b);
    const reach = 0.98 * Math.sqrt(values.length);
    const rank = (k: number): number => values[Math.max(0, Math.min(values.length - 1, Math.round(k)))]!;
    const middle = 0.5 * (values.length - 1);
    out.push({
      x: median(own.map(x)),
      value: median(values),
      low: rank(middle - reach),
      high: rank(middle + reach),
    });
  }
  return out;
}

/**
 * Correlation of values `lag` apart within one chain; not a number where there are too few.
 * Values beyond four deviations count as four: a bad read is no correlation.
 * @param chain  which chain each value belongs to
 */
export function correlation(values: Float64Array, lag: number, chain: Int32Array): number {
  const held = values.map((v) => Math.max(-4, Math.min(4, v)));
  let [product, first, second, count] = [0, 0, 0, 0];
  for (let i = lag; i < held.length; i++) {
    const [a, b] = [held[i - lag]!, held[i]!];
    if (chain[i] !== chain[i - lag] || Number.isNaN(a) || Number.isNaN(b)) continue;
    product += a * b;
    first += a * a;
    second += b * b;
    count++;
  }
  return count < 2 * FEWEST ? Number.NaN : product / Math.sqrt(first * second);
}

/** At most `most` of a list, evenly spaced, first and last among them. */
export function spaced<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))]!);
}
