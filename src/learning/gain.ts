import { exp, ln } from "../core/elementary.js";

export type { GainSchedule } from "../crossbar/gain.js";

/** How the size of learning steps changes from the start of training to its end. */
export interface GainCourse {
  /** Effect of an event at the start of training, as a multiple of that of the waveforms as they are written; default 1. */
  readonly start?: number;
  /** The same at its end. */
  readonly end: number;
}

/**
 * The gain of a training: geometric from `start` to `end`.
 * @param progress  0 at the start of the run, 1 at its end
 */
export function gainAt({ start = 1, end }: GainCourse, progress: number): number {
  return start * geometric(end / start, progress);
}

/**
 * Geometric course from 1 to `end`: end^progress.
 * @param progress  0 at the start of the run, 1 at its end
 */
export function geometric(end: number, progress: number): number {
  return exp(ln(end) * progress);
}
