/** What the runs of a sweep told, by kind: sentences that differ in their numbers alone are one. */
import { pointKey } from "./level.js";
import type { Outcome } from "./table.js";

export interface ToldNotice {
  /** As the first run that told it says it. */
  readonly text: string;
  /** That run. */
  readonly first: { readonly point: Readonly<Record<string, string>>; readonly seed: string };
  /** How many runs told it, and of how many points. */
  readonly runs: number;
  readonly points: number;
}

/** Numbers with their signs, digits grouped or not. */
const NUMBER = /[-+−]?\d[\d.,]*(?:e[-+]?\d+)?/g;

/** In the order of the plan. */
export function toldNotices(outcomes: readonly Outcome[]): ToldNotice[] {
  const kinds = new Map<string, { first: Outcome; text: string; runs: Set<Outcome>; points: Set<string> }>();
  for (const outcome of outcomes)
    for (const text of outcome.record?.notices ?? []) {
      const key = text.replaceAll(NUMBER, "#");
      const kind = kinds.get(key) ?? { first: outcome, text, runs: new Set(), points: new Set() };
      kind.runs.add(outcome);
      kind.points.add(pointKey(outcome.job.point));
      kinds.set(key, kind);
    }
  return [...kinds.values()].map(({ first: { job }, text, runs, points }) => ({
    text,
    first: {
      point: Object.fromEntries(Object.entries(job.point).map(([axis, level]) => [axis, level.text])),
      seed: job.seed,
    },
    runs: runs.size,
    points: points.size,
  }));
}

/** "12 of 30 runs (6 of 10 points), first sigma = 0, seed 1". */
export function whoTold(
  { first, runs, points }: ToldNotice,
  all: { readonly runs: number; readonly points: number },
): string {
  const at = Object.entries(first.point).map(([axis, level]) => `${axis} = ${level}`);
  return `${runs} of ${all.runs} runs (${points} of ${all.points} points), first ${[...at, `seed ${first.seed}`].join(", ")}`;
}
