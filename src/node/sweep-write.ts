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

/**
 * The rows of a table as JSON, each by the names of its columns: the text that JSON.stringify makes of them with an indent
 * of 1, without an object for each of a hundred thousand.
 */
export function rowsJson(table: Readonly<Record<string, readonly (string | number)[]>>): string {
  const [first = []] = Object.values(table);
  const columns = Object.entries(table).map(([name, values]) => ({ name: JSON.stringify(name), values }));
  if (first.length === 0) return "[]\n";
  const rows = first.map(
    (_, k) =>
      ` {\n${columns.map(({ name, values }) => `  ${name}: ${JSON.stringify(values[k])}`).join(",\n")}\n }`,
  );
  return `[\n${rows.join(",\n")}\n]\n`;
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
  await replaceFile(join(dir, "table.json"), rowsJson(table));
  await replaceFile(join(dir, "table.parquet"), writeParquet(table));
  await replaceFile(join(dir, "runs.csv"), writeCsv(runColumns(outcomes)));
  await replaceFile(join(dir, "summary.json"), json(summary));
  await replaceFile(join(dir, "report.html"), await sweepReport(plan, summary, outcomes));
  return summary;
}
