/** Very many values along an axis, summed up: what lies in the middle, and the range that holds nine of ten. */

/** Places along an axis at which very many points are summed up. */
const BINS = 60;
/** Points of a cloud that a place has, at least. */
const CLOUD = 20;

export interface Spread {
  readonly x: Float64Array;
  /** Median of the points there, and the range that holds nine of ten. */
  readonly y: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * @param at  place and value of each point; neighbouring places are taken together where they are many
 * @param most  places that may be left
 */
export function spreadAlong(at: readonly (readonly [x: number, y: number])[], most = BINS): Spread {
  const groups = new Map<number, number[]>();
  for (const [x, y] of at.toSorted((a, b) => a[0] - b[0])) {
    const group = groups.get(x);
    if (group) group.push(y);
    else groups.set(x, [y]);
  }
  const each = Math.ceil(groups.size / most) || 1;
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

/** Points from which on a cloud has a spread: four places of enough points. */
export const LEAST_SPREAD = 4 * CLOUD;

/** The spread of points that hardly have a place in common, as those of a random design. */
export function spreadOfCloud(at: readonly (readonly [x: number, y: number])[]): Spread {
  return spreadAlong(at, Math.min(BINS, Math.floor(at.length / CLOUD)));
}

/**
 * Whether points along an axis are a cloud rather than curves: more combinations of the other axes than can be told
 * apart, most of them with a single point, as in a random design.
 * @param told  curves that can be told apart
 */
export function isCloud(points: number, combinations: number, told: number): boolean {
  return combinations > told && points < 2 * combinations;
}
