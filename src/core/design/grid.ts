/** At which delta_t a design is looked at: while it is solved, and ten times finer when it is judged. */
import type { Point } from "./misfit.js";
import { asked, type Target } from "./target.js";
import type { Pair } from "./unknowns.js";

/** Points over the range that is asked for, while solving. */
const COARSE = 121;
const FINER = 10;
/** Points beyond the range on either side, and what one of them weighs relative to one within. */
const BEYOND = 12;
const BEYOND_WEIGHT = 0.5;

/** Equal steps over the target's range, its corners, and some beyond. */
export function coarseGrid(target: Target, longest: number): Point[] {
  const { from, to, corners, steps, gap } = target;
  const step = (to - from) / (COARSE - 1);
  const within = [
    ...Array.from({ length: COARSE }, (_, k) => from + k * step),
    ...nearest(corners, from, to, COARSE / 2),
    ...steps.flatMap((at) => [at - gap, at + gap, at - 2 * gap, at + 2 * gap]),
  ].filter((dt) => dt >= from && dt <= to && asked(target, dt));
  const reach = 2 * longest;
  const beyond = Array.from({ length: BEYOND }, (_, k) => ((k + 0.5) / BEYOND) ** 2 * reach).flatMap((x) => [
    from - x - step,
    to + x + step,
  ]);
  const all = [...new Set(within)].sort((a, b) => a - b);
  const share = 1 / (all.length + BEYOND_WEIGHT * beyond.length);
  return [
    ...all.map((deltaT) => ({ deltaT, weight: share })),
    ...beyond.map((deltaT) => ({ deltaT, weight: BEYOND_WEIGHT * share })),
  ];
}

/** Corners, of many only those of a regular choice. */
function nearest(corners: readonly number[], from: number, to: number, most: number): number[] {
  const inside = corners.filter((t) => t >= from && t <= to);
  const every = Math.ceil(inside.length / most);
  return inside.filter((_, k) => k % every === 0);
}

/** Equal steps over the target's range, ten times finer; its corners and the ends of its gaps. */
export function fineGrid(target: Target): number[] {
  const { from, to, corners, steps, gap } = target;
  const count = FINER * (COARSE - 1) + 1;
  return [
    ...Array.from({ length: count }, (_, k) => from + (k * (to - from)) / (count - 1)),
    ...corners,
    ...steps.flatMap((at) => [at - gap, at + gap]),
  ]
    .filter((dt) => dt >= from && dt <= to && asked(target, dt))
    .sort((a, b) => a - b);
}

/**
 * Where a spike of the curve could hide between the points of any grid: where a knot of one side meets a knot of the
 * other, and halfway to the next such place; beyond the range too.
 */
export function meetings({ pre, post }: Pair, target: Target): number[] {
  const at = new Set<number>();
  for (const a of pre.t) for (const b of post.t) at.add(a - b);
  const sorted = [...at].sort((a, b) => a - b);
  const between = sorted.slice(1).map((t, k) => (t + sorted[k]!) / 2);
  return [...sorted, ...between].filter((dt) => asked(target, dt)).sort((a, b) => a - b);
}
