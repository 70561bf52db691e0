/**
 * What a sweep leaves beside its runs: table.csv, table.json and table.parquet (a row per point, seed and measure),
 * runs.csv (a row per run), summary.json and report.html. The same bytes however often it was interrupted.
 */
import { join } from "node:path";
import { writeCsv } from "../report/formats/csv.js";
import { writeParquet } from "../report/formats/parquet.js";
import type { Plan } from "../sweep/plan.js";
import { sweepReport } from "../sweep/report.js";
import { type SweepSummary, summaryOf } from "../sweep/summary.js";
import { columns, longTable, type Outcome, runColumns } from "../sweep/table.js";
import { replaceFile } from "./replace.js";

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
