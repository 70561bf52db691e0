/** What the page of a sweep shows of its points: cells of a matrix, lists, failures, the tolerance that was found. */
import { el } from "../../explore/page/dom.js";
import type { SweepAxis, SweepPoint, SweepStatistic, SweepView } from "../sweep.js";
import type { HeatCell } from "./heat-map.js";
import { pagedList } from "./paged-list.js";
import { shaded } from "./run-page.js";
import { isShare, withMargin, written } from "./words.js";

export function measuresOf(points: readonly SweepPoint[]): Record<string, SweepStatistic> {
  const all: Record<string, SweepStatistic> = {};
  for (const { measures } of points) for (const name in measures) all[name] ??= measures[name]!;
  return all;
}

export function nameOf(point: Readonly<Record<string, string>>): string {
  return Object.entries(point)
    .map(([axis, level]) => `${axis} ${level}`)
    .join(", ");
}

/** Place of a mean between the smallest and the largest, 0..1. */
export function shadesOf(points: readonly SweepPoint[], measure: string): (mean: number) => number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    const mean = point.measures[measure]?.mean;
    if (mean == null) continue;
    low = Math.min(low, mean);
    high = Math.max(high, mean);
  }
  return (mean) => (high > low ? (mean - low) / (high - low) : 0.5);
}

export function cell(
  points: readonly SweepPoint[],
  measure: string,
  shade: (mean: number) => number,
): HTMLElement {
  const known = points.flatMap((point) =>
    point.measures[measure]?.mean == null ? [] : [point.measures[measure]],
  );
  const failed = points.reduce((sum, point) => sum + point.failed, 0);
  const note = failed > 0 ? ` ✕${failed}` : "";
  if (known.length === 0)
    return el("td", { class: failed > 0 ? "failed" : "empty" }, failed > 0 ? `✕ ${failed} failed` : "·");
  // With further axes: the mean over their levels.
  const mean = known.reduce((sum, s) => sum + s.mean!, 0) / known.length;
  return shaded(
    `${statistic(known.length === 1 ? known[0]! : { ...known[0]!, mean, ci95: null }, measure)}${note}`,
    shade(mean),
  );
}

/** The same as a shade. */
export function heatCell(
  points: readonly SweepPoint[],
  measure: string,
  shade: (mean: number) => number,
): HeatCell {
  let [sum, count, failed] = [0, 0, 0];
  for (const point of points) {
    failed += point.failed;
    const mean = point.measures[measure]?.mean;
    if (mean == null) continue;
    sum += mean;
    count++;
  }
  const mean = sum / count;
  return {
    share: count > 0 ? shade(mean) : undefined,
    failed: failed > 0,
    text: () => {
      const told = failed > 0 ? `${failed} failed` : count === 0 ? "nothing yet" : "";
      const [first] = points.flatMap((point) => point.measures[measure] ?? []);
      if (count === 0 || !first) return told;
      const found =
        count === 1 ? statistic(first, measure) : statistic({ ...first, mean, ci95: null }, measure);
      const of = count > 1 ? `, mean of ${count} points` : "";
      return `${found}${of}${told === "" ? "" : `, ${told}`}`;
    },
  };
}

/** A mean with its interval, as text. */
export function statistic({ mean, ci95, unit }: SweepStatistic, measure: string): string {
  if (mean === null) return "–";
  return withMargin(mean, ci95, unit, isShare(measure));
}

export function pointList(points: readonly SweepPoint[], measure: string): HTMLElement {
  return pagedList(points, (point) => {
    const found = point.measures[measure];
    const failed = point.failed > 0 ? ` (${point.failed} failed)` : "";
    return [nameOf(point.text), `${found ? statistic(found, measure) : "–"}${failed}`];
  });
}

/** Seeds of one point that failed alike in one line. */
export function failureRows(failures: SweepView["failures"]): [string, string][] {
  const rows = new Map<string, { readonly point: string; readonly why: string; readonly seeds: string[] }>();
  for (const { point, seed, why } of failures) {
    const key = JSON.stringify([point, why]);
    const row = rows.get(key) ?? { point: nameOf(point), why, seeds: [] };
    row.seeds.push(seed);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ point, why, seeds }) => [
    `${point}, seed${seeds.length > 1 ? "s" : ""} ${seeds.join(", ")}`,
    why,
  ]);
}

/** Points at the Redis server by state, then its workers. */
export function queueRows(queue: NonNullable<SweepView["queue"]>): [string, string][] {
  const { waiting, active, ended, paused, priority, workers } = queue;
  const states = `${waiting} waiting, ${active} running, ${ended} to be gathered`;
  return [
    [paused ? "points (paused)" : "points", priority === 0 ? states : `${states}; priority ${priority}`],
    ...(workers.length === 0 ? [["workers", "none"] as [string, string]] : []),
    ...workers.map(({ name, running, places, lacks }): [string, string] => [
      name,
      lacks === undefined ? `${running} of ${places} points` : `left to others: ${lacks}`,
    ]),
  ];
}

/** What each shard that runs is, where, and how far. */
export function shardRows(shards: NonNullable<SweepView["shards"]>): [string, string][] {
  return shards.map(({ index, of, host, pid, own, done }) => [
    `shard ${index} of ${of}, ${host}:${pid}`,
    `${done} of ${own} runs`,
  ]);
}

export function toleranceRows({ tolerance, axes }: SweepView): [string, string][] {
  const axis = axes[tolerance!.axis]!;
  const number = (x: number) => axisText(x, axis);
  return tolerance!.found.map(({ text, value, interval: [low, high], beyond }) => {
    const name = nameOf(text) || axis.label;
    if (value === null)
      return [name, beyond === null ? "none of the tried values" : `more than ${number(beyond)}`];
    const ends = [low === null ? "…" : number(low), high === null ? "…" : number(high)];
    return [name, `${number(value)} (95 %: ${ends.join(" to ")})`];
  });
}

function axisText(x: number, { unit, percent }: SweepAxis): string {
  return percent ? `${Number((100 * x).toPrecision(3))} %` : written(x, unit ?? "1");
}
