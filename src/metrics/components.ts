/** What two causes, each with its own levels, have each of a scatter: drawn devices and seeds of one sweep. */
import { chiSquareQuantile } from "../core/chi-square.js";
import { meanCI95 } from "./interval.js";

export interface Components {
  readonly mean: number;
  /** Standard deviation that the first cause gives, 0 where the second alone explains what is seen; its 95 % interval. */
  readonly first: number;
  readonly firstCI95: readonly [low: number, high: number];
  /** Standard deviation that the second cause gives, with what goes with neither alone. */
  readonly second: number;
}

/**
 * Two-way analysis of variance, both causes random, one value for each pair of levels; the interval of the first
 * component by Tukey and Williams.
 * @param values  [level of the first cause][level of the second]
 * @throws RangeError for fewer than two levels of either
 */
export function components(values: readonly (readonly number[])[]): Components {
  const n = values.length;
  const m = values[0]?.length ?? 0;
  if (n < 2 || m < 2 || values.some((row) => row.length !== m))
    throw new RangeError(`${n} x ${m} values; components need two or more levels of both causes`);
  const average = (list: readonly number[]) => meanCI95(list).mean;
  const mean = average(values.flat());
  const rows = values.map(average);
  const columns = Array.from({ length: m }, (_, j) => average(values.map((row) => row[j]!)));
  const square = (x: number) => x * x;
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const ofRows = (m * sum(rows.map((r) => square(r - mean)))) / (n - 1);
  const ofColumns = (n * sum(columns.map((c) => square(c - mean)))) / (m - 1);
  const rest =
    sum(values.flatMap((row, i) => row.map((x, j) => square(x - rows[i]! - columns[j]! + mean)))) /
    ((n - 1) * (m - 1));
  const root = (variance: number) => Math.sqrt(Math.max(0, variance));
  const first = (between: number) => root((between - rest) / m);
  return {
    mean,
    first: first(ofRows),
    firstCI95: [
      first((ofRows * (n - 1)) / chiSquareQuantile(0.975, n - 1)),
      first((ofRows * (n - 1)) / chiSquareQuantile(0.025, n - 1)),
    ],
    second: root((ofColumns - rest) / n + rest),
  };
}
