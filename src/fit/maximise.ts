/** The vector of the largest likelihood, by scoring with a damped step, within bounds. */
import type { Held, Likelihood, Local } from "./likelihood.js";
import { cholesky, solve } from "./symmetric.js";

export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface Best {
  readonly x: Float64Array;
  readonly value: number;
  /** Places whose number is at an end of the box, or held from the start. */
  readonly atEnd: readonly number[];
}

/** A step that promises less than this of log likelihood is the last one. */
const ENOUGH = 1e-3;
const MOST_STEPS = 40;

/**
 * @param still  places that keep their numbers
 * @param enough  smallest promised gain that is worth a step
 */
export function maximise(
  likelihood: Likelihood,
  start: Float64Array,
  held: Held,
  box: Box,
  still: ReadonlySet<number> = new Set(),
  enough: number = ENOUGH,
  steps: number = MOST_STEPS,
): Best {
  let x = start.slice();
  let damping = 1e-3;
  let local = likelihood.local(x, held);
  let reached = local.value;
  for (let step = 0; step < steps; step++) {
    const free = freePlaces(x, local.gradient, box, still);
    if (free.length === 0) break;
    let promised = 0;
    let accepted = false;
    for (let tries = 0; tries < 12; tries++) {
      const move = stepOf(local, free, damping);
      if (move === undefined) {
        damping = Math.max(1e-6, damping * 10);
        continue;
      }
      const next = x.slice();
      promised = 0;
      for (const [k, place] of free.entries()) {
        const to = x[place]! + Math.max(-1.5, Math.min(1.5, move[k]!));
        next[place] = Math.max(box.low[place]!, Math.min(box.high[place]!, to));
        promised += 0.5 * local.gradient[place]! * (next[place]! - x[place]!);
      }
      const value = likelihood.value(next, held);
      if (value > local.value) {
        x = next;
        reached = value;
        accepted = true;
        damping = Math.max(1e-9, damping * 0.2);
        break;
      }
      if (promised < enough) break;
      damping *= 8;
    }
    if (!accepted || promised < enough) break;
    local = likelihood.local(x, held);
  }
  const free = new Set(freePlaces(x, local.gradient, box, still));
  return { x, value: reached, atEnd: [...x.keys()].filter((k) => !free.has(k)) };
}

/** Places that may move: not held, not pushed against an end of the box. */
function freePlaces(
  x: Float64Array,
  gradient: Float64Array,
  { low, high }: Box,
  still: ReadonlySet<number>,
): number[] {
  return [...x.keys()].filter(
    (k) =>
      !still.has(k) && !(x[k]! <= low[k]! && gradient[k]! <= 0) && !(x[k]! >= high[k]! && gradient[k]! >= 0),
  );
}

/** The scoring step of some places; undefined where the damped information is singular. */
export function stepOf(
  { gradient, information }: Local,
  free: readonly number[],
  damping: number,
): Float64Array | undefined {
  const n = free.length;
  const size = gradient.length;
  const root = free.map((k) => Math.sqrt(Math.max(1e-300, information[k * size + k]!)));
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      a[i * n + j] =
        information[free[i]! * size + free[j]!]! / (root[i]! * root[j]!) + (i === j ? damping : 0);
  const l = cholesky(a, n);
  if (l === undefined) return undefined;
  const scaled = solve(
    l,
    Float64Array.from(free, (k, i) => gradient[k]! / root[i]!),
    n,
  );
  return scaled.map((s, i) => s / root[i]!);
}
