/** The points of a sweep over all of its axes at once: a line for each, from its level on every axis to what came of it. */
import { axisText, scaleFor, ticks } from "../explore/ticks.js";
import type { SweepAxis, SweepPoint } from "./sweep.js";

export interface ParallelAxis {
  readonly label: string;
  /** Levels, or round numbers; places from 0, at the bottom, to 1. */
  readonly marks: readonly { readonly place: number; readonly text: string }[];
}

export interface ParallelLine {
  readonly point: SweepPoint;
  /** On each axis in turn; of a point without a result so far one fewer. */
  readonly places: readonly number[];
}

/** Levels that are written on an axis; of more only some. */
const MOST_MARKS = 9;

/**
 * @param measure  the last axis
 * @param percent  whether the measure is a share
 */
export function parallelOf(
  points: readonly SweepPoint[],
  axes: Readonly<Record<string, SweepAxis>>,
  measure: string,
  percent: boolean,
): { readonly axes: readonly ParallelAxis[]; readonly lines: readonly ParallelLine[] } {
  const levels = Object.entries(axes).map(([name, axis]) => levelPlaces(points, name, axis));
  const results = resultPlaces(points, measure, percent);
  const lines = points.map((point) => {
    const mean = meanOf(point, measure);
    const places = Object.keys(axes).map((name, k) => levels[k]!.get(point.text[name]!)!);
    return { point, places: mean === undefined ? places : [...places, results.place(mean)] };
  });
  const shown = Object.values(axes).map(({ label }, k) => ({ label, marks: thinned(levels[k]!) }));
  return { axes: [...shown, { label: measure, marks: results.marks }], lines };
}

/** Mean over seeds; undefined where there is none so far. */
export function meanOf(point: SweepPoint, measure: string): number | undefined {
  const mean = point.measures[measure]?.mean;
  return typeof mean === "number" && Number.isFinite(mean) ? mean : undefined;
}

/** Numbers where their size puts them, words evenly and in the order of the plan. */
function levelPlaces(points: readonly SweepPoint[], name: string, { scale }: SweepAxis): Map<string, number> {
  const levels = new Map(points.map((point) => [point.text[name]!, point.axes[name]!]));
  const values = [...levels.values()];
  const numbers = values.filter((value): value is number => typeof value === "number");
  const even = [...levels.keys()].map(
    (text, k) => [text, levels.size === 1 ? 0.5 : k / (levels.size - 1)] as const,
  );
  if (numbers.length < values.length) return new Map(even);
  const log = scale === "log" && numbers.every((x) => x > 0);
  const at = (x: number) => (log ? Math.log10(x) : x);
  const [low, high] = [at(Math.min(...numbers)), at(Math.max(...numbers))];
  return new Map(
    [...levels].map(([text, x]) => [text, high > low ? (at(Number(x)) - low) / (high - low) : 0.5] as const),
  );
}

/** The lowest and the highest, and of those between what has room. */
function thinned(places: ReadonlyMap<string, number>): ParallelAxis["marks"] {
  const sorted = [...places].map(([text, place]) => ({ place, text })).sort((a, b) => a.place - b.place);
  const kept: ParallelAxis["marks"][number][] = [];
  for (const [k, mark] of sorted.entries()) {
    const last = k === sorted.length - 1;
    const room = (of: number) => mark.place - (kept.at(-1)?.place ?? -1) >= of / MOST_MARKS;
    if (last && k > 0 && !room(1)) kept.pop();
    if (last || room(1)) kept.push(mark);
  }
  return kept;
}

function resultPlaces(points: readonly SweepPoint[], measure: string, percent: boolean) {
  const means = points.flatMap((point) => meanOf(point, measure) ?? []);
  if (means.length === 0) return { marks: [], place: () => 0.5 };
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const unit = points.find((point) => point.measures[measure])!.measures[measure]!.unit;
  const size = scaleFor(Math.max(Math.abs(low), Math.abs(high)), unit);
  const scale = percent ? { factor: 0.01, unit: "%" } : unit === "1" ? { factor: 1, unit: "" } : size;
  const place = (x: number) => (high > low ? (x - low) / (high - low) : 0.5);
  const marks = (high > low ? ticks(low, high, 5) : [low]).map((x) => ({
    place: place(x),
    text: `${axisText(x, scale.factor)} ${scale.unit}`.trimEnd(),
  }));
  return { marks, place };
}
