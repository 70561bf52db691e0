/** A sweep as its page shows it: from summary.json where it has ended, else from its plan and the results so far. */
import { join } from "node:path";
import { courseOf, LIVE_FILE, type LiveLine, parseLive } from "../dashboard/live.js";
import type { RunRow } from "../dashboard/rows.js";
import type { SweepShard, SweepView } from "../dashboard/sweep.js";
import { GrowingSweep } from "./growing-sweep.js";
import { LiveReader } from "./live-reader.js";
import { textOf } from "./looked-at.js";
import type { JobNote, PlanNote, SweepBegun } from "./plan-note.js";
import { RunFolderError } from "./run-folder-error.js";
import { filesIn } from "./run-view.js";
import { type ShardNote, shardsIn } from "./shard-notes.js";
import { SummaryReader } from "./summary-reader.js";

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

/** Sweeps that fill and are kept, those that were looked at last. */
const KEPT = 4;

/** Reads sweeps again and again while they fill: a result is read once. */
export class SweepReader {
  private readonly growing = new Map<
    string,
    { readonly plan: unknown; readonly jobs: number; readonly sweep: GrowingSweep }
  >();

  constructor(
    private readonly logs = new LiveReader(),
    private readonly summaries = new SummaryReader(),
  ) {}

  /**
   * @param row  of the table
   * @param ms  for which results may be read: the view says how many are left for the next call
   * @throws RunFolderError where the folder says nothing of its points
   */
  view(dir: string, row: RunRow, ms = Number.POSITIVE_INFINITY): SweepView {
    if (row.state === "unreadable") throw new RunFolderError(dir, row.problem ?? "cannot be read");
    const lines = this.logs.lines(dir);
    const shown =
      (row.state === "running" ? undefined : this.summaries.read(dir)) ?? this.sofar(dir, lines, ms);
    if (!shown)
      throw new RunFolderError(
        dir,
        "says nothing of its points: neither summary.json nor a plan in live.jsonl",
      );
    const { measure, axes, points, tolerance, failures } = shown;
    const unread = "unread" in shown ? shown.unread : 0;
    const shards = shardsIn(dir).filter(({ alive }) => alive);
    const { file = "FILE", begun } = noteIn(lines) ?? {};
    const queue =
      row.state === "running" && shards.length === 0
        ? lines.findLast(({ sweep }) => sweep?.queue)?.sweep?.queue
        : undefined;
    const set = Array.isArray(begun?.set) ? begun.set.map((text) => ` --set ${quoted(String(text))}`) : [];
    return {
      row,
      measure,
      axes,
      points,
      tolerance,
      failures,
      ...(unread > 0 ? { unread } : {}),
      ...(queue ? { queue } : {}),
      ...(shards.length > 0 ? { shards: shards.map(shownShard) } : {}),
      log: courseOf(lines).log,
      files: filesIn(dir),
      command: `spikion sweep ${file}${set.join("")} --out ${dir}${begun?.queue === true ? " --queue" : ""}`,
    };
  }

  private sofar(dir: string, lines: readonly LiveLine[], ms: number) {
    const note = noteIn(lines);
    if (!note) return undefined;
    const plan = lines.findLast((line) => line.plan)?.plan;
    const before = this.growing.get(dir);
    this.growing.delete(dir);
    const same = before?.plan === plan && before?.jobs === note.jobs.length;
    const now =
      before && same ? before : { plan, jobs: note.jobs.length, sweep: new GrowingSweep(dir, note) };
    this.growing.set(dir, now);
    for (const oldest of this.growing.keys()) {
      if (this.growing.size <= KEPT) break;
      this.growing.delete(oldest);
    }
    const unread = now.sweep.read(ms);
    const failures = [
      ...lines.flatMap((line) => line.sweep?.failures ?? []),
      ...shardsIn(dir).flatMap(({ failures }) => failures),
    ];
    return { ...now.sweep.shown(failures), unread };
  }
}

function shownShard({ index, of, host, pid, own, done }: ShardNote): SweepShard {
  return { index, of, host, pid, own, done };
}

/** The last plan, with the points that were added to it. */
function noteIn(lines: readonly LiveLine[]): PlanNote | undefined {
  let note: PlanNote | undefined;
  for (const { plan, sweep } of lines) {
    if (plan) note = plan as PlanNote;
    const added = sweep?.added as readonly JobNote[] | undefined;
    if (note && added && added.length > 0) note = { ...note, jobs: [...note.jobs, ...added] };
  }
  return note;
}

/** A word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w./=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
