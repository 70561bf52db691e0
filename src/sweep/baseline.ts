/** What the points of a sweep are compared with: the point that differs from each in the baseline's axes alone. */
import type { SweepBlock } from "../config/schema/sweep.js";
import type { Point } from "./axes.js";
import { type Level, levelOf, pointKey, sameLevel } from "./level.js";

/** Levels of the baseline by axis; undefined for what no point has. */
export type Baseline = Readonly<Record<string, Level | undefined>>;

/** @param points  of the sweep, with all levels that there are */
export function baselineLevels({ baseline }: SweepBlock, points: readonly Point[]): Baseline {
  return Object.fromEntries(
    Object.entries(baseline ?? {}).map(([axis, written]) => [axis, named(written, axis, points)]),
  );
}

function named(written: unknown, axis: string, points: readonly Point[]): Level | undefined {
  const wanted = levelOf([], written);
  const levels = points.flatMap((point) => point[axis] ?? []);
  // Names of cases, and lists as they are shown, are found by their text too.
  return (
    levels.find((level) => level.identity === wanted.identity) ??
    levels.find((level) => sameLevel(level, wanted)) ??
    levels.find((level) => level.text === wanted.text)
  );
}

/** `pointKey` of the point that `point` is compared with. */
export function counterpartKey(point: Point, baseline: Baseline): string {
  return pointKey({ ...point, ...baseline });
}
