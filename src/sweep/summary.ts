/** A sweep in brief: what summary.json holds and the report is drawn from. */

import { kindOf } from "../experiment/kinds/index.js";
import { type AxisInfo, axisInfos } from "./axis-info.js";
import { measureName } from "./compared.js";
import { type DrawSpread, drawAxis, drawSpreads } from "./draws.js";
import { type ToldNotice, toldNotices } from "./notices.js";
import type { Plan } from "./plan.js";
import { type PointSummary, summarise } from "./statistics.js";
import type { Outcome } from "./table.js";
import { type Tolerance, tolerances } from "./tolerance.js";

export interface SweepSummary {
  readonly name: string;
  /** What is compared. */
  readonly measure: string;
  /** By name; SI units of their numbers. */
  readonly axes: Readonly<Record<string, AxisInfo>>;
  /** Further measures that tables show. */
  readonly columns: readonly string[];
  readonly points: readonly PointSummary[];
  readonly tolerance: {
    readonly axis: string;
    readonly loss: number;
    readonly found: readonly Tolerance[];
  } | null;
  /** Scatter by draws of a fitted device beside that by seeds; null without an axis of draws. */
  readonly draws: { readonly axis: string; readonly found: readonly DrawSpread[] } | null;
  readonly runs: { readonly done: number; readonly failed: number; readonly missing: number };
  /** What runs told on their way, by kind. */
  readonly notices: readonly ToldNotice[];
  readonly failures: readonly {
    readonly point: Readonly<Record<string, string>>;
    readonly seed: string;
    readonly why: string;
  }[];
}

export function summaryOf(
  { name, kind, block }: Pick<Plan, "name" | "kind" | "block">,
  outcomes: readonly Outcome[],
): SweepSummary {
  const points = summarise(outcomes, block);
  const measure = measureName(block.measure);
  const { tolerance } = block;
  const drawn = drawAxis(block);
  const loss = tolerance?.loss ?? 0;
  const failures = outcomes.filter((o) => o.failure !== undefined);
  const done = outcomes.filter((o) => o.record).length;
  return {
    name,
    measure,
    axes: axisInfos(block),
    columns: kindOf(kind).columns.filter((column) => column !== measure),
    points,
    tolerance: tolerance
      ? { axis: tolerance.axis, loss, found: tolerances(points, tolerance.axis, measure, loss) }
      : null,
    draws: drawn === undefined ? null : { axis: drawn, found: drawSpreads(points, drawn, measure) },
    runs: { done, failed: failures.length, missing: outcomes.length - done - failures.length },
    notices: toldNotices(outcomes),
    failures: failures.map(({ job, failure }) => ({
      point: Object.fromEntries(Object.entries(job.point).map(([axis, level]) => [axis, level.text])),
      seed: job.seed,
      why: failure!,
    })),
  };
}
