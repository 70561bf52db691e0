import { exp, ln } from "../core/elementary.js";

export type { GainSchedule } from "../crossbar/gain.js";

/**
 * Geometric course from 1 to `end`: end^progress.
 * @param progress  0 at the start of the run, 1 at its end
 */
export function geometric(end: number, progress: number): number {
  return exp(ln(end) * progress);
}
