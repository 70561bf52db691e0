/** The page of a sweep as it is sent: points by columns, as one by one ten thousand of them take fifty megabytes. */
import type { Unit } from "../core/params.js";
import type { SweepPoint, SweepStatistic, SweepView } from "./sweep.js";

interface PackedAxis {
  /** Its levels, each once. */
  readonly text: readonly string[];
  readonly value: readonly (string | number)[];
  /** Of each point, its level's place in them. */
  readonly at: readonly number[];
}

interface PackedMeasure {
  readonly doc: string;
  readonly unit: Unit;
  /** Of each point; null where some seed has no such number, "" where the point has no such measure so far. */
  readonly mean: readonly (number | null | "")[];
  /** Ends of the 95 % interval; absent where no point has one. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

export interface PackedPoints {
  readonly axes: Readonly<Record<string, PackedAxis>>;
  readonly measures: Readonly<Record<string, PackedMeasure>>;
  readonly done: readonly number[];
  readonly failed: readonly number[];
}

export type PackedSweepView = Omit<SweepView, "points"> & { readonly packed: PackedPoints };

export function packPoints(points: readonly SweepPoint[]): PackedPoints {
  const axes = Object.keys(points[0]?.axes ?? {});
  const measures = new Map<string, SweepStatistic>();
  for (const point of points)
    for (const name in point.measures) if (!measures.has(name)) measures.set(name, point.measures[name]!);
  return {
    axes: Object.fromEntries(axes.map((name) => [name, packAxis(points, name)])),
    measures: Object.fromEntries(
      [...measures].map(([name, { doc, unit }]) => [name, { doc, unit, ...numbers(points, name) }]),
    ),
    done: points.map(({ done }) => done),
    failed: points.map(({ failed }) => failed),
  };
}

function packAxis(points: readonly SweepPoint[], name: string): PackedAxis {
  const places = new Map<string, number>();
  const value: (string | number)[] = [];
  const at = points.map(({ axes, text }) => {
    const level = text[name]!;
    const known = places.get(level);
    if (known !== undefined) return known;
    places.set(level, value.length);
    return value.push(axes[name]!) - 1;
  });
  return { text: [...places.keys()], value, at };
}

function numbers(points: readonly SweepPoint[], name: string): Pick<PackedMeasure, "mean" | "low" | "high"> {
  const found = points.map(({ measures }) => measures[name]);
  const mean = found.map((s) => (s === undefined ? "" : s.mean));
  if (found.every((s) => !s?.ci95)) return { mean };
  return { mean, low: found.map((s) => s?.ci95?.[0] ?? null), high: found.map((s) => s?.ci95?.[1] ?? null) };
}

export function unpackPoints({ axes, measures, done, failed }: PackedPoints): SweepPoint[] {
  const [ofAxes, ofMeasures] = [Object.entries(axes), Object.entries(measures)];
  return done.map((count, k) => ({
    axes: Object.fromEntries(ofAxes.map(([name, { value, at }]) => [name, value[at[k]!]!])),
    text: Object.fromEntries(ofAxes.map(([name, { text, at }]) => [name, text[at[k]!]!])),
    measures: Object.fromEntries(
      ofMeasures.flatMap(([name, { doc, unit, mean, low, high }]) => {
        const own = mean[k]!;
        if (own === "") return [];
        const [from, to] = [low?.[k] ?? null, high?.[k] ?? null];
        return [
          [name, { doc, unit, mean: own, ci95: from === null || to === null ? null : [from, to] }] as const,
        ];
      }),
    ),
    done: count,
    failed: failed[k]!,
  }));
}

/** Of points that are shown again and again. */
const known = new WeakMap<readonly SweepPoint[], PackedPoints>();

export function packView({ points, ...rest }: SweepView): PackedSweepView {
  const packed = known.get(points) ?? packPoints(points);
  known.set(points, packed);
  return { ...rest, packed };
}
