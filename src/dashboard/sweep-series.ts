/** The points of a sweep along an axis, and over two of them. */
import type { SweepPoint, SweepStatistic } from "./sweep.js";

/** Points that have one level of each other axis, by rising x. */
export interface AxisSeries {
  readonly name: string;
  readonly x: readonly number[];
  readonly statistics: readonly SweepStatistic[];
}

/** One series for each combination of the other axes; points without the measure so far are left out. */
export function seriesAlong(points: readonly SweepPoint[], axis: string, measure: string): AxisSeries[] {
  const groups = new Map<string, SweepPoint[]>();
  for (const point of points) {
    const others = Object.entries(point.text).filter(([name]) => name !== axis);
    const name = others.map(([other, text]) => `${other} ${text}`).join(", ");
    groups.set(name, [...(groups.get(name) ?? []), point]);
  }
  return [...groups].flatMap(([name, members]) => {
    const known = members
      .filter((point) => typeof point.axes[axis] === "number" && hasMean(point.measures[measure]))
      .sort((a, b) => Number(a.axes[axis]) - Number(b.axes[axis]));
    if (known.length === 0) return [];
    return [
      {
        name,
        x: known.map((point) => Number(point.axes[axis])),
        statistics: known.map((point) => point.measures[measure]!),
      },
    ];
  });
}

export interface Matrix {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** [row][column]; several where a further axis has several levels. */
  readonly cells: readonly (readonly (readonly SweepPoint[])[])[];
}

/** Levels in the order of the plan, numbers by size. */
export function matrixOf(points: readonly SweepPoint[], across: string, down: string): Matrix {
  const columns = levelsOf(points, across);
  const rows = levelsOf(points, down);
  const cells = rows.map((row) =>
    columns.map((column) =>
      points.filter((point) => point.text[across] === column && point.text[down] === row),
    ),
  );
  return { columns, rows, cells };
}

function levelsOf(points: readonly SweepPoint[], axis: string): string[] {
  const levels = new Map(points.map((point) => [point.text[axis]!, point.axes[axis]!]));
  const numbers = [...levels.values()].every((value) => typeof value === "number");
  const entries = [...levels];
  if (numbers) entries.sort((a, b) => Number(a[1]) - Number(b[1]));
  return entries.map(([text]) => text);
}

function hasMean(statistic: SweepStatistic | undefined): boolean {
  return statistic !== undefined && statistic.mean !== null && Number.isFinite(statistic.mean);
}
