/** What the seeds of each point say together. */
import type { SweepBlock } from "../config/schema/sweep.js";
import type { Unit } from "../core/params.js";
import { type MeanInterval, meanCI95 } from "../metrics/interval.js";
import { pairedDifference } from "../metrics/paired.js";
import { baselineLevels, counterpartKey } from "./baseline.js";
import { pointKey } from "./level.js";
import { measuresOf } from "./measures.js";
import { levels, type Outcome } from "./table.js";

export interface Statistic {
  /** What it is, in a few words. */
  readonly doc: string;
  readonly unit: Unit;
  readonly mean: number;
  /** 95 % interval of the mean over seeds (Student's t); null for one seed. */
  readonly ci95: readonly [low: number, high: number] | null;
  readonly bySeed: Readonly<Record<string, number>>;
  /** Against the baseline, paired by seed; null without one. */
  readonly difference: MeanInterval | null;
}

export interface PointSummary {
  /** Numbers in SI, else texts. */
  readonly axes: Readonly<Record<string, string | number>>;
  /** As written, with units. */
  readonly text: Readonly<Record<string, string>>;
  readonly assumed: readonly string[];
  /** What some of its runs were computed from that others were not, in words. */
  readonly mixed: readonly string[];
  readonly measures: Readonly<Record<string, Statistic>>;
  readonly done: number;
  readonly failed: number;
}

/** Points in the order of the plan. */
export function summarise(outcomes: readonly Outcome[], block: SweepBlock): PointSummary[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = pointKey(outcome.job.point);
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  const baseline = baselineLevels(
    block,
    [...groups.values()].map((group) => group[0]!.job.point),
  );
  const values = new Map([...groups].map(([key, group]) => [key, valuesOf(group)]));
  return [...groups].map(([key, group]) => {
    const { point } = group[0]!.job;
    const axes = levels(point);
    const own = values.get(key)!;
    const base = block.baseline ? values.get(counterpartKey(point, baseline)) : undefined;
    return {
      axes,
      text: Object.fromEntries(Object.entries(point).map(([axis, level]) => [axis, level.text])),
      assumed: group.find((o) => o.record?.assumed)?.record?.assumed?.numbers ?? [],
      mixed: [...new Set(group.flatMap((o) => o.mixed ?? []))].sort(),
      measures: Object.fromEntries(
        [...own].map(([name, { doc, unit, bySeed }]): [string, Statistic] => {
          const { mean, ci95 } = meanCI95(Object.values(bySeed));
          const before = base?.get(name);
          return [
            name,
            {
              doc,
              unit,
              mean,
              ci95,
              bySeed,
              difference: before ? pairedDifference(before.bySeed, bySeed) : null,
            },
          ];
        }),
      ),
      done: group.filter((o) => o.record).length,
      failed: group.filter((o) => o.failure !== undefined).length,
    };
  });
}

function valuesOf(group: readonly Outcome[]) {
  const all = new Map<string, { doc: string; unit: Unit; bySeed: Record<string, number> }>();
  for (const { job, record } of group) {
    if (!record) continue;
    for (const { name, doc, unit, value } of measuresOf(record.metrics)) {
      if (!Number.isFinite(value)) continue;
      const entry = all.get(name) ?? { doc, unit, bySeed: {} };
      entry.bySeed[job.seed] = value;
      all.set(name, entry);
    }
  }
  return all;
}
