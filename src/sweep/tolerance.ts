/**
 * How much disorder costs how little: the largest value of an axis at which accuracy has fallen by no more than allowed,
 * from the paired losses along the axis. Between two values the loss is taken as linear.
 *
 * The interval comes from the band of the losses: its lower end is where the upper 95 % limit of the loss reaches what is
 * allowed, its upper end where the lower limit does. An end that no tried value reaches is open (null); so are both where a
 * single seed says nothing of a band.
 */
import { pairedDifference } from "../metrics/paired.js";
import type { PointSummary } from "./statistics.js";

export interface Loss {
  /** Value of the axis. */
  readonly x: number;
  /** Accuracy lost against the smallest value, paired by seed. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Tolerance {
  /** Values of the other axes, and how they are written. */
  readonly of: Readonly<Record<string, string | number>>;
  readonly text: Readonly<Record<string, string>>;
  /** Largest value, in SI, with at most the allowed loss; null where every tried one has (`beyond`) or none does. */
  readonly value: number | null;
  readonly interval: readonly [low: number | null, high: number | null];
  /** The largest value tried, where even that one costs no more than allowed. */
  readonly beyond: number | null;
  readonly losses: readonly Loss[];
}

/** One result for each combination of the other axes. */
export function tolerances(
  points: readonly PointSummary[],
  axis: string,
  measure: string,
  allowed: number,
): Tolerance[] {
  const groups = new Map<string, PointSummary[]>();
  for (const point of points) {
    const { [axis]: x, ...others } = point.axes;
    if (typeof x !== "number" || !point.measures[measure]) continue;
    const key = JSON.stringify(others);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups].map(([key, group]) => {
    const losses = lossesOf(group, axis, measure);
    const value = crossing(losses, (l) => l.mean, allowed);
    const last = losses.at(-1);
    const known = group.every((point) => Object.keys(point.measures[measure]!.bySeed).length > 1);
    return {
      of: JSON.parse(key) as Record<string, string | number>,
      text: withoutAxis(group[0]!.text, axis),
      value,
      interval: known
        ? [crossing(losses, (l) => l.high, allowed), crossing(losses, (l) => l.low, allowed)]
        : [null, null],
      beyond: value === null && last && last.mean <= allowed ? last.x : null,
      losses,
    };
  });
}

function withoutAxis(text: Readonly<Record<string, string>>, axis: string): Record<string, string> {
  return Object.fromEntries(Object.entries(text).filter(([name]) => name !== axis));
}

function lossesOf(group: readonly PointSummary[], axis: string, measure: string): Loss[] {
  const ordered = [...group].sort((a, b) => Number(a.axes[axis]) - Number(b.axes[axis]));
  const base = ordered[0]!.measures[measure]!.bySeed;
  return ordered.flatMap((point, k) => {
    const x = Number(point.axes[axis]);
    if (k === 0) return [{ x, mean: 0, low: 0, high: 0 }];
    const gained = pairedDifference(base, point.measures[measure]!.bySeed);
    if (!gained) return [];
    const [low, high] = gained.ci95 ?? [gained.mean, gained.mean];
    return [{ x, mean: -gained.mean, low: -high, high: -low }];
  });
}

/** First place where a limit of the loss rises above what is allowed; null where it never does. */
export function crossing(
  losses: readonly Loss[],
  limit: (l: Loss) => number,
  allowed: number,
): number | null {
  for (let k = 1; k < losses.length; k++) {
    const before = limit(losses[k - 1]!);
    const here = limit(losses[k]!);
    if (here <= allowed) continue;
    const { x: x0 } = losses[k - 1]!;
    const { x: x1 } = losses[k]!;
    return x0 + ((x1 - x0) * (allowed - before)) / (here - before);
  }
  return null;
}
