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

/** The rows of a table, each by the names of its columns. */
function rowsOf(table: Readonly<Record<string, readonly (string | number)[]>>): object[] {
  const [first = []] = Object.values(table);
  return first.map((_, k) =>
    Object.fromEntries(Object.entries(table).map(([name, column]) => [name, column[k]!])),
  );
}

/** @returns  the summary that is in summary.json */
export async function writeSweep(
  dir: string,
  plan: Plan,
  outcomes: readonly Outcome[],
): Promise<SweepSummary> {
  const rows = longTable(outcomes);
  const summary = summaryOf(plan, outcomes);
  const table = columns(rows, summary.axes);
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  await replaceFile(join(dir, "table.csv"), writeCsv(table));
  await replaceFile(join(dir, "table.json"), json(rowsOf(table)));
  await replaceFile(join(dir, "table.parquet"), writeParquet(table));
  await replaceFile(join(dir, "runs.csv"), writeCsv(runColumns(outcomes)));
  await replaceFile(join(dir, "summary.json"), json(summary));
  await replaceFile(join(dir, "report.html"), await sweepReport(plan, summary, outcomes));
  return summary;
}
