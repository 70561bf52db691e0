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
  /** NaN, null in files, where some seed has none: `absent` says why. */
  readonly mean: number;
  /** "no right answer with seed 2"; only those that have a number are in `bySeed`. */
  readonly absent?: string;
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
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
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
        [...own].map(([name, { doc, unit, bySeed, without }]): [string, Statistic] => {
          const before = base?.get(name);
          const absent = absence(without);
          // The seeds that are left would say another thing than the point does.
          if (absent !== undefined)
            return [name, { doc, unit, mean: Number.NaN, absent, ci95: null, bySeed, difference: null }];
          const { mean, ci95 } = meanCI95(Object.values(bySeed));
          return [
            name,
            {
              doc,
              unit,
              mean,
              ci95,
              bySeed,
              difference:
                before && before.without.length === 0 ? pairedDifference(before.bySeed, bySeed) : null,
            },
          ];
        }),
      ),
      done: group.filter((o) => o.record).length,
      failed: group.filter((o) => o.failure !== undefined).length,
    };
  });
}

interface Values {
  readonly doc: string;
  readonly unit: Unit;
  readonly bySeed: Record<string, number>;
  /** Seeds that have no such number, and why. */
  readonly without: { readonly seed: string; readonly why: string }[];
}

function absence(without: Values["without"]): string | undefined {
  if (without.length === 0) return undefined;
  const why = [...new Set(without.map((w) => w.why))].join(", ");
  return `${why} with seed ${without.map((w) => w.seed).join(", ")}`;
}

function valuesOf(group: readonly Outcome[]): Map<string, Values> {
  const all = new Map<string, Values>();
  for (const { job, record } of group) {
    if (!record) continue;
    for (const { name, doc, unit, value, absent } of measuresOf(record.metrics)) {
      const entry: Values = all.get(name) ?? { doc, unit, bySeed: {}, without: [] };
      if (Number.isFinite(value)) entry.bySeed[job.seed] = value;
      else entry.without.push({ seed: job.seed, why: absent ?? `${value}` });
      all.set(name, entry);
    }
  }
  return all;
}
