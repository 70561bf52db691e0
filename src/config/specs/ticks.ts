/** Times that must lie on the network's grid. */
import type { ProblemList } from "./problems.js";

/** Whether a time is a whole number of ticks, but for the rounding of decimal text: a relative 1e-6. */
export function isWholeTicks(seconds: number, tick: number): boolean {
  return Math.abs(seconds / tick - Math.round(seconds / tick)) <= 1e-6;
}

/**
 * The time itself; a problem at `path` where it lies between two ticks.
 * @param grid  the tick, in words
 */
export function wholeTicks(
  seconds: number,
  tick: number,
  path: string,
  problems: ProblemList,
  grid = "the tick",
): number {
  if (!isWholeTicks(seconds, tick))
    problems.add(
      path,
      `${problems.written(path)} is not a whole number of ticks; accepted: multiples of ${grid}`,
    );
  return seconds;
}
