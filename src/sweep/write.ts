/**
 * What a sweep leaves beside its runs: table.csv, table.json and table.parquet (a row per point, seed and measure),
 * runs.csv (a row per run), summary.json and report.html. The same bytes however often it was interrupted.
 */
import { join } from "node:path";
import { si } from "../config/schema/fields.js";
import { writeCsv } from "../report/formats/csv.js";
import { writeParquet } from "../report/formats/parquet.js";
import { replaceFile } from "../report/replace.js";
import type { Plan } from "./plan.js";
import { sweepReport } from "./report.js";
import { type PointSummary, summarise } from "./statistics.js";
import { columns, longTable, type Outcome, runColumns } from "./table.js";
import { type Tolerance, tolerances } from "./tolerance.js";

export interface SweepSummary {
  readonly name: string;
  readonly measure: string;
  readonly points: readonly PointSummary[];
  readonly tolerance: {
    readonly axis: string;
    readonly loss: number;
    readonly found: readonly Tolerance[];
  } | null;
  readonly runs: { readonly done: number; readonly failed: number; readonly missing: number };
  readonly failures: readonly {
    readonly point: Readonly<Record<string, string>>;
    readonly seed: string;
    readonly why: string;
  }[];
}

/** @returns  the summary that is in summary.json */
export async function writeSweep(
  dir: string,
  plan: Plan,
  outcomes: readonly Outcome[],
): Promise<SweepSummary> {
  const rows = longTable(outcomes);
  const table = columns(rows);
  const summary = summaryOf(plan, outcomes);
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  await replaceFile(join(dir, "table.csv"), writeCsv(table));
  await replaceFile(join(dir, "table.json"), json(rows.map(({ axes, ...row }) => ({ ...axes, ...row }))));
  await replaceFile(join(dir, "table.parquet"), writeParquet(table));
  await replaceFile(join(dir, "runs.csv"), writeCsv(runColumns(outcomes)));
  await replaceFile(join(dir, "summary.json"), json(summary));
  await replaceFile(join(dir, "report.html"), await sweepReport(plan, summary));
  return summary;
}

function summaryOf({ name, block }: Plan, outcomes: readonly Outcome[]): SweepSummary {
  const points = summarise(outcomes, block);
  const measure = `accuracy.${block.measure}`;
  const { tolerance } = block;
  const loss = tolerance ? si(tolerance.loss, "1") : 0;
  const failures = outcomes.filter((o) => o.failure !== undefined);
  const done = outcomes.filter((o) => o.record).length;
  return {
    name,
    measure,
    points,
    tolerance: tolerance
      ? { axis: tolerance.axis, loss, found: tolerances(points, tolerance.axis, measure, loss) }
      : null,
    runs: { done, failed: failures.length, missing: outcomes.length - done - failures.length },
    failures: failures.map(({ job, failure }) => ({
      point: Object.fromEntries(Object.entries(job.point).map(([axis, level]) => [axis, level.text])),
      seed: job.seed,
      why: failure!,
    })),
  };
}
