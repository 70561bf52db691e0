/** Lines through points that ascend in x. */
import { ln } from "../core/elementary.js";

/** Linear between points, along the line of the nearest two beyond. */
export function between(
  points: readonly (readonly [x: number, y: number, ...more: number[]])[],
  x: number,
): number {
  if (points.length === 1) return points[0]![1];
  const above = points.findIndex(([p]) => p >= x);
  const k = Math.max(1, above < 0 ? points.length - 1 : above);
  const [[x0, y0], [x1, y1]] = [points[k - 1]!, points[k]!];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** Linear between points, as the nearest beyond. */
export function flat(points: readonly (readonly [x: number, y: number])[], x: number): number {
  const [first, last] = [points[0]!, points.at(-1)!];
  return x <= first[0] ? first[1] : x >= last[0] ? last[1] : between(points, x);
}
/** ln of the value at a place, which is a point or between two. */
export function lnAt(g: readonly number[], f: readonly number[], at: number): number {
  return ln(
    flat(
      g.map((x, k) => [x, f[k]!] as const),
      at,
    ),
  );
}
