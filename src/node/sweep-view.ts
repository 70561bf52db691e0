/** A sweep as its page shows it: from summary.json where it has ended, else from its plan and the results so far. */
import { join } from "node:path";
import { courseOf, LIVE_FILE, type LiveLine, parseLive } from "../dashboard/live.js";
import type { RunRow } from "../dashboard/rows.js";
import type { SweepView } from "../dashboard/sweep.js";
import type { Job, Plan } from "../sweep/plan.js";
import { parseRun, type RunRecord } from "../sweep/run-record.js";
import { type SweepSummary, summaryOf } from "../sweep/summary.js";
import type { Outcome } from "../sweep/table.js";
import { summaryIn, textOf } from "./looked-at.js";
import { RunFolderError } from "./run-folder-error.js";
import { filesIn } from "./run-view.js";

/** What live.jsonl keeps of a plan. */
export type PlanNote = Pick<Plan, "name" | "kind" | "block"> & {
  readonly file: string;
  /** How it was begun; absent in what earlier versions wrote. */
  readonly begun?: SweepBegun;
  readonly jobs: readonly JobNote[];
};

/** What the command that began a sweep was told. */
export interface SweepBegun {
  /** Folder from which its file is named. */
  readonly cwd: string;
  readonly set: readonly string[];
  /** Runs at a time. */
  readonly places: number;
  /** Whether workers of a Redis server compute them; its address may hold a password and is not kept. */
  readonly queue?: boolean;
}
export type JobNote = Pick<Job, "point" | "seed" | "key" | "problem">;

export function planNote({ name, kind, block, file, jobs }: Plan, begun: SweepBegun): PlanNote {
  return { name, kind, block, file, begun, jobs: jobs.map(jobNote) };
}

/** The command that a sweep's live.jsonl says it was begun by; undefined where it does not, or says something else. */
export function begunIn(dir: string): (SweepBegun & { readonly file: string }) | undefined {
  const { file, begun } = noteIn(parseLive(textOf(join(dir, LIVE_FILE)) ?? "")) ?? {};
  const { cwd, set, places, queue } = begun ?? {};
  const right =
    typeof file === "string" &&
    typeof cwd === "string" &&
    Array.isArray(set) &&
    set.every((text) => typeof text === "string") &&
    Number.isInteger(places);
  return right ? { file, cwd, set, places: places!, ...(queue === true ? { queue } : {}) } : undefined;
}

export function jobNote({ point, seed, key, problem }: Job): JobNote {
  return {
    point,
    seed,
    ...(key === undefined ? {} : { key }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Reads sweeps again and again while they fill: a result is read once. */
export class SweepReader {
  private readonly records = new Map<string, RunRecord>();

  /** @param row  of the table @throws RunFolderError where the folder says nothing of its points */
  view(dir: string, row: RunRow): SweepView {
    if (row.state === "unreadable") throw new RunFolderError(dir, row.problem ?? "cannot be read");
    const lines = parseLive(textOf(join(dir, LIVE_FILE)) ?? "");
    const summary = (row.state === "running" ? undefined : summaryIn(dir)) ?? this.sofar(dir, lines);
    if (!summary)
      throw new RunFolderError(
        dir,
        "says nothing of its points: neither summary.json nor a plan in live.jsonl",
      );
    const { measure, axes, points, tolerance, failures } = summary;
    const { file = "FILE", begun } = noteIn(lines) ?? {};
    const queue =
      row.state === "running" ? lines.findLast(({ sweep }) => sweep?.queue)?.sweep?.queue : undefined;
    const set = Array.isArray(begun?.set) ? begun.set.map((text) => ` --set ${quoted(String(text))}`) : [];
    return {
      row,
      measure,
      axes,
      points: points.map(({ axes, text, measures, done, failed }) => ({
        axes,
        text,
        measures,
        done,
        failed,
      })),
      tolerance,
      failures,
      ...(queue ? { queue } : {}),
      log: courseOf(lines).log,
      files: filesIn(dir),
      command: `spikion sweep ${file}${set.join("")} --out ${dir}${begun?.queue === true ? " --queue" : ""}`,
    };
  }

  private sofar(dir: string, lines: readonly LiveLine[]): SweepSummary | undefined {
    const note = noteIn(lines);
    if (!note) return undefined;
    const failures = new Map(
      lines.flatMap((line) => line.sweep?.failures ?? []).map((f) => [keyOf(f.point, f.seed), f.why]),
    );
    const outcomes = note.jobs.map((job): Outcome => {
      const record = job.key === undefined ? undefined : this.record(dir, job.key);
      const point = Object.fromEntries(Object.entries(job.point).map(([axis, level]) => [axis, level.text]));
      const failure = job.problem ?? failures.get(keyOf(point, job.seed));
      const known = { ...job, set: [] };
      return record ? { job: known, record } : { job: known, ...(failure === undefined ? {} : { failure }) };
    });
    return summaryOf(note, outcomes);
  }

  private record(dir: string, key: string): RunRecord | undefined {
    // The plan may come from anywhere, and be of any shape.
    if (!/^[0-9a-f]{24}$/.test(key)) return undefined;
    const path = join(dir, "points", `${key}.json`);
    const known = this.records.get(path);
    if (known) return known;
    const text = textOf(path);
    if (text === undefined) return undefined;
    try {
      const record = parseRun(text, key);
      this.records.set(path, record);
      return record;
    } catch {
      // Damaged: the sweep itself says so when it is started again.
      return undefined;
    }
  }
}

/** The last plan, with the points that were added to it. */
function noteIn(lines: readonly LiveLine[]): PlanNote | undefined {
  let note: PlanNote | undefined;
  for (const { plan, sweep } of lines) {
    if (plan) note = plan as PlanNote;
    const added = sweep?.added as readonly JobNote[] | undefined;
    if (note && added) note = { ...note, jobs: [...note.jobs, ...added] };
  }
  return note;
}

function keyOf(point: Readonly<Record<string, string>>, seed: string): string {
  return JSON.stringify([Object.entries(point), seed]);
}

/** A word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w./=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
