/** What many values look like: percentiles and histograms. */

/**
 * Percentiles by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, numpy's default).
 * @param values  at least one; left as they are
 * @param at  percent, 0..100
 * @throws RangeError where there is no value
 */
export function percentiles(values: ArrayLike<number>, at: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError("percentiles of no values");
  const sorted = Float64Array.from(values).sort();
  return at.map((p) => {
    const place = (p / 100) * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below]!;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  });
}

export interface Histogram {
  /** Middles of the bins, in the values' unit. */
  readonly middle: Float64Array;
  readonly count: Float64Array;
}

/** Equal bins from the smallest to the largest value; one bin where all are the same. */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, values[k]!);
    high = Math.max(high, values[k]!);
  }
  const n = high > low ? bins : 1;
  const count = new Float64Array(n);
  const width = (high - low) / n;
  for (let k = 0; k < values.length; k++)
    count[width > 0 ? Math.min(n - 1, Math.floor((values[k]! - low) / width)) : 0]!++;
  return { middle: Float64Array.from({ length: n }, (_, b) => low + (b + 0.5) * width), count };
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum / values.length;
}

/** Standard deviation of a sample; 0 of a single value. */
export function deviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let squares = 0;
  for (let k = 0; k < values.length; k++) squares += (values[k]! - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
