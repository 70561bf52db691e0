/** What is shown of very many points: nobody reads thousands of rows, and no browser is quick with them. */
import type { PointSummary } from "./statistics.js";

/** Rows of a report's table up to which all points are in it; of more, so many from each end. */
export const MOST_ROWS = 500;
export const END_ROWS = 100;
/** Points of a figure up to which each is drawn. */
export const MOST_DRAWN = 600;

export interface Ends {
  /** Those with the largest means first; all, in the order of the plan, where they are few enough. */
  readonly points: readonly PointSummary[];
  /** Of them, those with the largest; all where none is left out. */
  readonly highest: number;
  /** Points that are left out, which lie between. */
  readonly left: number;
}

/** @param most  points that may be shown; of more, `ends` with the largest means of the measure and as many with the smallest */
export function endsOf(points: readonly PointSummary[], measure: string, most: number, ends: number): Ends {
  if (points.length <= most) return { points, highest: points.length, left: 0 };
  const mean = (p: PointSummary) => {
    const found = p.measures[measure]?.mean;
    return found !== undefined && Number.isFinite(found) ? found : Number.NEGATIVE_INFINITY;
  };
  // Points without a number are at neither end.
  const known = points.filter((p) => mean(p) !== Number.NEGATIVE_INFINITY);
  const sorted = (known.length > 2 * ends ? known : [...points]).toSorted((a, b) => mean(b) - mean(a));
  const shown = [...sorted.slice(0, ends), ...sorted.slice(-ends)];
  return { points: shown, highest: ends, left: points.length - shown.length };
}

/** Evenly, in the order of the plan. */
export function thinned<T>(items: readonly T[], most = MOST_DRAWN): readonly T[] {
  if (items.length <= most) return items;
  const step = Math.ceil(items.length / most);
  return items.filter((_, k) => k % step === 0);
}

/** Places along an axis at which very many points are summed up. */
const BINS = 60;

export interface Spread {
  readonly x: Float64Array;
  /** Median of the points there, and the range that holds nine of ten. */
  readonly y: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** @param at  place and value of each point; neighbouring places are taken together where they are many */
export function spreadAlong(at: readonly (readonly [x: number, y: number])[]): Spread {
  const groups = new Map<number, number[]>();
  for (const [x, y] of at.toSorted((a, b) => a[0] - b[0])) {
    const group = groups.get(x);
    if (group) group.push(y);
    else groups.set(x, [y]);
  }
  const each = Math.ceil(groups.size / BINS) || 1;
  const all = [...groups];
  const bins = Array.from({ length: Math.ceil(all.length / each) }, (_, k) => {
    const own = all.slice(k * each, (k + 1) * each);
    const values = Float64Array.from(own.flatMap(([, ys]) => ys)).sort();
    const quantile = (q: number) => values[Math.round(q * (values.length - 1))]!;
    const x = own.reduce((sum, [place]) => sum + place, 0) / own.length;
    return { x, y: quantile(0.5), low: quantile(0.05), high: quantile(0.95) };
  });
  return {
    x: Float64Array.from(bins, (b) => b.x),
    y: Float64Array.from(bins, (b) => b.y),
    low: Float64Array.from(bins, (b) => b.low),
    high: Float64Array.from(bins, (b) => b.high),
  };
}
