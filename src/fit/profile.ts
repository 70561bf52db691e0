/** Where the likelihood, with everything else fitted anew, has fallen so far that a number is out of its 95 % interval. */
import type { Estimate } from "./estimate.js";
import { maximise } from "./maximise.js";

export interface Limit {
  /** Undefined where the likelihood never falls so far within the box. */
  readonly x: number | undefined;
  /** Vectors on the way, with how far the likelihood has fallen: the profile. */
  readonly course: readonly { readonly x: number; readonly fall: number }[];
  /** Found on the way: a vector that is better than the best. */
  readonly better?: Float64Array;
}

const MOST_TRIES = 9;
/** A likelihood higher than the best by this much is a better place; less is the roughness near a bound. */
const BETTER = 0.5;
/** A fall this near to the threshold (as a share of its root) is taken as it. */
const NEAR = 0.04;

/** @param threshold  fall of log likelihood at the limit */
export function profileLimit(
  { likelihood, box, held, best, free, covariance, absent }: Estimate,
  place: number,
  direction: 1 | -1,
  threshold: number,
): Limit {
  const n = free.length;
  const at = free.indexOf(place);
  const variance = at < 0 ? 0.25 : covariance[at * n + at]!;
  const sd = Math.min(1.5, Math.sqrt(variance));
  const end = direction > 0 ? box.high[place]! : box.low[place]!;
  const room = Math.abs(end - best.x[place]!);
  const course: { x: number; fall: number }[] = [];
  if (room === 0) return { x: undefined, course };
  const still = new Set([...absent, place]);
  let x = best.x;
  let moved = 0;
  let delta = Math.min(room, Math.sqrt(2 * threshold) * sd);
  let inside = 0;
  let outside = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const start = x.slice();
    const step = direction * (delta - moved);
    for (let k = 0; k < n; k++) {
      const p = free[k]!;
      if (p === place || at < 0 || !(variance < 1e6)) continue;
      const slope = covariance[k * n + at]! / variance;
      start[p] = Math.max(box.low[p]!, Math.min(box.high[p]!, start[p]! + slope * step));
    }
    start[place] = best.x[place]! + direction * delta;
    const here = maximise(likelihood, start, held, box, still, 0.04, 12);
    const fall = best.value - here.value;
    course.push({ x: start[place]!, fall });
    if (fall < -BETTER) return { x: undefined, course, better: here.x };
    x = here.x;
    moved = delta;
    const root = Math.sqrt(Math.max(1e-4, fall) / threshold);
    if (Math.abs(root - 1) < NEAR) return { x: best.x[place]! + (direction * delta) / root, course };
    if (root < 1) {
      if (delta >= room) return { x: undefined, course };
      inside = delta;
    } else outside = delta;
    let next = delta * Math.max(0.35, Math.min(3, 1 / root));
    if (next <= inside || next >= outside)
      next = outside === Number.POSITIVE_INFINITY ? inside * 2 : 0.5 * (inside + outside);
    delta = Math.min(room, next);
  }
  const last = Number.isFinite(outside) ? outside : inside;
  return { x: best.x[place]! + direction * last, course };
}
