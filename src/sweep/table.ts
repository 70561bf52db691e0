/** All results of a sweep as one long table: a row for every point, seed and measure, in the order of the plan. */
import { type AxisInfo, columnOf } from "./axis-info.js";
import type { Level } from "./level.js";
import { measuresOf } from "./measures.js";
import type { Job } from "./plan.js";
import type { RunRecord } from "./run-record.js";

/** A job that has ended, one way or the other. */
export interface Outcome {
  readonly job: Job;
  readonly record?: RunRecord;
  /** What it was computed from that other results were not, in words. */
  readonly mixed?: readonly string[];
  /** Why there is no result. */
  readonly failure?: string;
}

export interface Row {
  /** Levels by axis, in SI. */
  readonly axes: Readonly<Record<string, string | number>>;
  readonly seed: string;
  readonly measure: string;
  readonly unit: string;
  readonly value: number;
}

export function longTable(outcomes: readonly Outcome[]): Row[] {
  return outcomes.flatMap(({ job, record }) => {
    if (record === undefined) return [];
    const axes = levels(job.point);
    const { seed } = job;
    return measuresOf(record.metrics).map(({ name: measure, unit, value }) => ({
      axes,
      seed,
      measure,
      unit,
      value,
    }));
  });
}

/** What tables say of a point. */
export function levels(point: Readonly<Record<string, Level>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(point).map(([axis, level]) => [axis, level.value]));
}

/**
 * The long table by columns, for CSV and Parquet: axes in SI, their unit in the column's name.
 * @param infos  of the axes
 */
export function columns(
  rows: readonly Row[],
  infos: Readonly<Record<string, AxisInfo>>,
): Record<string, (string | number)[]> {
  const axisColumns = Object.entries(infos).map(([axis, info]): [string, (string | number)[]] => [
    columnOf(axis, info),
    rows.map((row) => row.axes[axis]!),
  ]);
  return {
    ...Object.fromEntries(axisColumns),
    seed: rows.map((r) => r.seed),
    measure: rows.map((r) => r.measure),
    unit: rows.map((r) => r.unit),
    value: rows.map((r) => r.value),
  };
}

/** One row per run: whether it ended well, and the hash of what it learned. */
export function runColumns(outcomes: readonly Outcome[]): Record<string, (string | number)[]> {
  const axes = Object.keys(outcomes[0]?.job.point ?? {});
  const metric = (o: Outcome, key: string): string => {
    const value = (o.record?.metrics as Readonly<Record<string, unknown>> | undefined)?.[key];
    return typeof value === "string" ? value : "";
  };
  return {
    ...Object.fromEntries(axes.map((axis) => [axis, outcomes.map((o) => o.job.point[axis]!.text)])),
    seed: outcomes.map((o) => o.job.seed),
    state: outcomes.map((o) => (o.record ? "done" : o.failure === undefined ? "missing" : "failed")),
    kernel: outcomes.map((o) => metric(o, "kernel")),
    weightsSha256: outcomes.map((o) => metric(o, "weightsSha256")),
    notices: outcomes.map((o) => (o.record?.notices ?? []).join("; ")),
    mixed: outcomes.map((o) => (o.mixed ?? []).join("; ")),
    config: outcomes.map((o) => o.job.key ?? ""),
    failure: outcomes.map((o) => o.failure ?? ""),
  };
}
