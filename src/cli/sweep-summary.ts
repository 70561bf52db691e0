/** A sweep's summary as a table for people. */
import type { Unit } from "../core/params.js";
import { formatQuantity } from "../core/units.js";
import { percent } from "../core/written.js";
import { axisNumber } from "../sweep/axis-info.js";
import { isAccuracy } from "../sweep/compared.js";
import { whoTold } from "../sweep/notices.js";
import { marksOf } from "../sweep/plots.js";
import { endsOf } from "../sweep/shortened.js";
import type { Statistic } from "../sweep/statistics.js";
import type { SweepSummary } from "../sweep/summary.js";
import { tableText } from "./table.js";

const half = (ci: readonly [number, number] | null | undefined) =>
  ci ? ` ± ${((100 * (ci[1] - ci[0])) / 2).toFixed(2)}` : "";

function written(measure: string, { mean, unit, ci95, absent }: Statistic): string {
  if (absent !== undefined) return absent;
  return isAccuracy(measure)
    ? `${percent(mean, 2)}${half(ci95)}`
    : withHalf(formatQuantity(mean, unit, 3), unit, ci95);
}

/** Of a column beside: accuracies with their interval. */
function beside(measure: string, s: Statistic): string {
  return isAccuracy(measure) || s.absent !== undefined
    ? written(measure, s)
    : formatQuantity(s.mean, s.unit, 3);
}

type Difference = NonNullable<Statistic["difference"]>;

function difference(measure: string, unit: Unit, { mean, ci95 }: Difference): string {
  if (isAccuracy(measure)) return `${(100 * mean).toFixed(2)} points${half(ci95)}`;
  return withHalf(formatQuantity(mean, unit, 3), unit, ci95);
}

const withHalf = (text: string, unit: Unit, ci: readonly [number, number] | null) =>
  ci ? `${text} ± ${formatQuantity((ci[1] - ci[0]) / 2, unit, 2)}` : text;

/** Points whose rows are all printed; of more, so many from each end. */
const MOST_ROWS = 200;
const END_ROWS = 20;

export function summaryText(summary: SweepSummary): string {
  const { points: all, measure, columns, runs, notices, failures } = summary;
  const { points, highest, left } = endsOf(all, measure, MOST_ROWS, END_ROWS);
  const axes = Object.keys(points[0]?.text ?? {});
  // One of them: the first that any point has.
  const further = columns.find((column) => points.some((p) => p.measures[column]));
  const titles = points.flatMap((p) => (further && p.measures[further] ? [p.measures[further].doc] : []));
  const head = [...axes, measure, "against baseline", ...titles.slice(0, 1), "runs"];
  const rows: string[][] = [];
  for (const point of points) {
    const m = point.measures[measure];
    const other = further && point.measures[further];
    rows.push([
      ...axes.map((axis, k) => `${point.text[axis]!}${k === 0 ? marksOf(point) : ""}`),
      m ? written(measure, m) : "–",
      m?.difference ? difference(measure, m.unit, m.difference) : "–",
      ...(further ? [other ? beside(further, other) : "–"] : []),
      `${point.done}${point.failed > 0 ? `, ${point.failed} failed` : ""}`,
    ]);
  }
  if (left > 0) rows.splice(highest, 0, ["…", ...head.slice(1).map(() => "")]);
  const lines = [tableText(rows, head).trimEnd(), ...tolerances(summary), ...drawn(summary)];
  if (left > 0)
    lines.push(
      `of ${all.length} points the ${END_ROWS} with the largest ${measure} and the ${END_ROWS} with the smallest; all of them are in table.csv and summary.json`,
    );
  lines.push("± 95 % interval over seeds; † some of the device's numbers are assumed, see the report");
  if (all.some((p) => p.mixed.length > 0))
    lines.push("‡ runs of other data, modules or code than those of now, kept by --accept-mixed");
  for (const notice of notices)
    lines.push(`told by ${whoTold(notice, { runs: runs.done, points: all.length })}: ${notice.text}`);
  if (runs.failed + runs.missing > 0)
    lines.push(`${runs.failed} runs failed, ${runs.missing} were not started`);
  for (const { point, seed, why } of failures.slice(0, 5))
    lines.push(
      `  ${Object.entries(point)
        .map(([a, v]) => `${a}=${v}`)
        .join(", ")}, seed ${seed}: ${why.split("\n").at(-1)}`,
    );
  return `${lines.join("\n")}\n`;
}

/** A line for each combination of the other axes. */
function tolerances({ tolerance, axes }: SweepSummary): string[] {
  if (!tolerance) return [];
  const { axis, loss, found } = tolerance;
  const at = (x: number) => axisNumber(x, axes[axis]!);
  return found.map(({ text, value, interval, beyond }) => {
    const what = Object.entries(text).map(([name, written]) => `${name}=${written}`);
    const largest = value === null ? (beyond === null ? "none" : `${at(beyond)} or more`) : at(value);
    const [low, high] = interval.map((x) => (x === null ? "beyond" : at(x)));
    return `${what.join(", ") || "all"}: at most ${percent(loss, 1)} lost up to ${axis} = ${largest} (95 %: ${low} to ${high})`;
  });
}

/** What a fit leaves open beside what seeds scatter, for each combination of the other axes. */
function drawn({ draws, measure }: SweepSummary): string[] {
  if (!draws) return [];
  if (draws.found.length === 0)
    return [
      `${draws.axis}: two or more draws and two or more seeds tell the fit's uncertainty from the seeds' scatter`,
    ];
  const points = (x: number) => (100 * x).toFixed(2);
  return draws.found.map(({ text, draws: n, seeds, mean, first, firstCI95: [low, high], second }) => {
    const what = Object.entries(text).map(([name, written]) => `${name}=${written}`);
    return `${[...what, measure].join(", ")}: ${percent(mean, 2)}; standard deviation by the fit's uncertainty ${points(first)} points (${n} draws, 95 %: ${points(low)} to ${points(high)}), by the seed ${points(second)} (${seeds} seeds), of one run ${points(Math.hypot(first, second))}`;
  });
}
