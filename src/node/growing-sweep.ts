/** A sweep that fills, as far as it is: each result is read once, and only points that have a new one are summed up again. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { FailedRun } from "../dashboard/live.js";
import type { SweepPoint, SweepView } from "../dashboard/sweep.js";
import { axisInfos } from "../sweep/axis-info.js";
import { measureName } from "../sweep/compared.js";
import { pointKey } from "../sweep/level.js";
import { parseRun, type RunRecord } from "../sweep/run-record.js";
import { summarise } from "../sweep/statistics.js";
import { summaryOf } from "../sweep/summary.js";
import type { Outcome } from "../sweep/table.js";
import { textOf } from "./looked-at.js";
import type { PlanNote } from "./plan-note.js";
import { sha256 } from "./sha256.js";
import { shownPoints } from "./summary-reader.js";

/** The plan may come from anywhere, and be of any shape. */
const KEY = /^[0-9a-f]{24}$/;

type Shown = Pick<SweepView, "measure" | "axes" | "points" | "tolerance" | "failures">;

interface Group {
  readonly jobs: PlanNote["jobs"];
  /** What is shown of it; absent where it has to be made anew. */
  shown?: SweepPoint;
}

export class GrowingSweep {
  private readonly groups = new Map<string, Group>();
  /** Points that wait for the result of a key. */
  private readonly wanted = new Map<string, Group[]>();
  private readonly records = new Map<string, RunRecord>();
  /** Results that cannot be used: the sweep itself says so when it is started again. */
  private readonly damaged = new Set<string>();
  private failures = new Map<string, string>();
  private told: readonly FailedRun[] = [];
  private last: Shown | undefined;

  /** @param dir  of the sweep @param note  what its log keeps of its plan */
  constructor(
    private readonly dir: string,
    private readonly note: PlanNote,
  ) {
    const groups = new Map<string, PlanNote["jobs"][number][]>();
    for (const job of note.jobs) {
      const key = pointKey(job.point);
      const group = groups.get(key);
      if (group) group.push(job);
      else groups.set(key, [job]);
    }
    for (const [key, jobs] of groups) {
      const group: Group = { jobs };
      this.groups.set(key, group);
      for (const { key } of jobs)
        if (key !== undefined && KEY.test(key))
          this.wanted.set(key, [...(this.wanted.get(key) ?? []), group]);
    }
  }

  /**
   * Reads results that have come.
   * @param ms  for which it may read
   * @returns  how many there are still to read
   */
  read(ms: number): number {
    const until = performance.now() + ms;
    const names = new Set(namesIn(join(this.dir, "points")));
    // One that is gone (--restart) is not there any more.
    for (const key of [...this.records.keys(), ...this.damaged])
      if (!names.has(`${key}.json`)) {
        this.records.delete(key);
        this.damaged.delete(key);
        for (const group of this.wanted.get(key) ?? []) delete group.shown;
      }
    const fresh = [...this.wanted.keys()].filter(
      (key) => names.has(`${key}.json`) && !this.records.has(key) && !this.damaged.has(key),
    );
    let read = 0;
    for (const key of fresh) {
      if (performance.now() > until) break;
      read++;
      const text = textOf(join(this.dir, "points", `${key}.json`));
      if (text === undefined) continue;
      try {
        this.records.set(key, parseRun(text, key, sha256));
      } catch {
        this.damaged.add(key);
        continue;
      }
      for (const group of this.wanted.get(key)!) delete group.shown;
    }
    return fresh.length - read;
  }

  /** @param failures  that were told so far @returns  what its page shows; the same points again where nothing is new */
  shown(failures: readonly FailedRun[]): Shown {
    this.fail(failures);
    const { block } = this.note;
    const groups = [...this.groups.values()];
    const stale = groups.filter((group) => !group.shown);
    if (this.last && stale.length === 0) return this.last;
    const alone = { ...block };
    delete alone.baseline;
    for (const group of stale)
      group.shown = shownPoints(
        summarise(
          group.jobs.map((job) => this.outcome(job)),
          alone,
        ),
      )[0]!;
    const all = () => this.note.jobs.map((job) => this.outcome(job));
    this.last = {
      measure: measureName(block.measure),
      axes: axisInfos(block),
      points: groups.map(({ shown }) => shown!),
      // Of differences against the baseline, in which all points have a part.
      tolerance: block.tolerance ? summaryOf(this.note, all()).tolerance : null,
      failures: this.note.jobs.flatMap((job) => {
        const { failure } = this.outcome(job);
        return failure === undefined ? [] : [{ point: textsOf(job.point), seed: job.seed, why: failure }];
      }),
    };
    return this.last;
  }

  private fail(told: readonly FailedRun[]): void {
    if (told.length === this.told.length && told.every((f, k) => f.why === this.told[k]!.why)) return;
    this.told = told;
    this.failures = new Map(told.map((f) => [keyOf(f.point, f.seed), f.why]));
    for (const group of this.groups.values()) delete group.shown;
  }

  private outcome(job: PlanNote["jobs"][number]): Outcome {
    const record = job.key === undefined ? undefined : this.records.get(job.key);
    const known = { ...job, set: [] };
    if (record) return { job: known, record };
    const told =
      this.failures.size === 0 ? undefined : this.failures.get(keyOf(textsOf(job.point), job.seed));
    const failure = job.problem ?? told;
    return { job: known, ...(failure === undefined ? {} : { failure }) };
  }
}

function textsOf(point: PlanNote["jobs"][number]["point"]): Record<string, string> {
  return Object.fromEntries(Object.entries(point).map(([axis, level]) => [axis, level.text]));
}

function keyOf(point: Readonly<Record<string, string>>, seed: string): string {
  return JSON.stringify([Object.entries(point), seed]);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
