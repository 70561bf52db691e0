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
    const group = groups.get(name);
    if (group) group.push(point);
    else groups.set(name, [point]);
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
  /** [row][column]; several where a further axis has several levels, or where neighbours are taken together. */
  readonly cells: readonly (readonly (readonly SweepPoint[])[])[];
}

/**
 * Levels in the order of the plan, numbers by size.
 * @param most  levels of an axis; of more, neighbours are taken together
 */
export function matrixOf(
  points: readonly SweepPoint[],
  across: string,
  down: string,
  most = Number.POSITIVE_INFINITY,
): Matrix {
  const [columns, rows] = [binned(points, across, most), binned(points, down, most)];
  const cells: SweepPoint[][][] = rows.names.map(() => columns.names.map(() => []));
  for (const point of points)
    cells[rows.place.get(point.text[down]!)!]![columns.place.get(point.text[across]!)!]!.push(point);
  return { columns: columns.names, rows: rows.names, cells };
}

interface Bins {
  readonly names: readonly string[];
  /** Of each level, by its text. */
  readonly place: ReadonlyMap<string, number>;
}

function binned(points: readonly SweepPoint[], axis: string, most: number): Bins {
  const levels = levelsOf(points, axis);
  const each = Math.ceil(levels.length / most) || 1;
  const place = new Map(levels.map((text, k) => [text, Math.floor(k / each)]));
  const names = Array.from({ length: Math.ceil(levels.length / each) }, (_, k) => {
    const [first, last] = [levels[k * each]!, levels[Math.min(levels.length, (k + 1) * each) - 1]!];
    return first === last ? first : `${first} to ${last}`;
  });
  return { names, place };
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
