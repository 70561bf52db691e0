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
