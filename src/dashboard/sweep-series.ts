/** The points of a sweep along an axis, and over two of them. */
import { isCloud, LEAST_SPREAD, spreadOfCloud } from "../metrics/spread-along.js";
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

/** Points of a cloud that are drawn. */
const MOST_OF_CLOUD = 1000;

/**
 * The points of a random design, which no curve joins, and what lies in their middle where they are enough.
 * @param told  curves that can be told apart
 * @returns  null for points that curves join, or few enough to be told apart
 */
export function cloudOf(all: readonly AxisSeries[], told: number) {
  const points = all
    .flatMap(({ x, statistics }) => x.map((at, k) => [at, statistics[k]!.mean!] as const))
    .sort((a, b) => a[0] - b[0]);
  if (!isCloud(points.length, all.length, told)) return null;
  const step = Math.ceil(points.length / MOST_OF_CLOUD);
  const drawn = points.filter((_, k) => k % step === 0);
  const each = {
    name: "one point each",
    x: drawn.map(([x]) => x),
    y: drawn.map(([, y]) => y),
    dots: "alone" as const,
  };
  const middle = () => {
    const { x, y, low, high } = spreadOfCloud(points);
    const name = `median of ${points.length} points, with nine of ten of them`;
    return { name, x: [...x], y: [...y], low: [...low], high: [...high], dots: false };
  };
  return {
    series: [each, ...(points.length < LEAST_SPREAD ? [] : [middle()])],
    ...(step > 1 ? { note: `one in ${step} points drawn` } : {}),
  };
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
