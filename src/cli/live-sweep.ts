/** What a sweep tells whoever looks on: its plan, how far it is, which of its runs failed and why. */
import { join } from "node:path";
import { LIVE_FILE, parseLive, type QueueNote } from "../dashboard/live.js";
import { LiveLog } from "../node/live-log.js";
import { lockOf } from "../node/lock.js";
import { textOf } from "../node/looked-at.js";
import { jobNote, type PlanNote, planNote, type SweepBegun } from "../node/plan-note.js";
import { replaceFile } from "../node/replace.js";
import type { Point } from "../sweep/axes.js";
import type { Job, Plan } from "../sweep/plan.js";
import type { RunStore } from "../sweep/runner.js";

/** Levels by axis, as written. */
export function levelTexts(point: Point): Record<string, string> {
  return Object.fromEntries(Object.entries(point).map(([axis, level]) => [axis, level.text]));
}

/** What a shard puts there where no sweep holds the folder: the plan, unless it is there. */
export async function tellPlan(dir: string, plan: Plan, begun: SweepBegun): Promise<void> {
  const note = planNote(plan, begun);
  const keys = (plan: unknown) => (plan as PlanNote | undefined)?.jobs?.map?.(({ key }) => key).join();
  const there = parseLive(textOf(join(dir, LIVE_FILE)) ?? "").findLast((line) => line.plan);
  if ((await lockOf(dir)) !== null || (there && keys(there.plan) === keys(note))) return;
  const line = { at: new Date().toISOString(), begin: { from: 0 }, plan: note };
  // Whoever looks on sees less; the shard goes on.
  await replaceFile(join(dir, LIVE_FILE), `${JSON.stringify(line)}\n`).catch(() => {});
}

export class LiveSweep {
  private readonly log: LiveLog;
  private readonly planned: Set<string>;
  private done = 0;
  private running = 0;
  private at: QueueNote | undefined;

  constructor(dir: string, plan: Plan, begun: SweepBegun) {
    // A sweep that is started again tells all of it again: what failed before may end well now.
    this.log = new LiveLog(dir, true, { begin: { from: 0 }, plan: planNote(plan, begun) });
    this.planned = new Set(plan.jobs.flatMap(({ key }) => key ?? []));
  }

  progress(done: number, running: number): void {
    this.done = done;
    this.running = running;
    this.tell();
  }

  /** Where its points are, told again and again. */
  queue(note: QueueNote): void {
    this.at = note;
    this.tell();
  }

  notice(text: string): void {
    this.log.notice(text);
  }

  failed(job: Job, why: string): void {
    this.tell({ failures: [{ point: levelTexts(job.point), seed: job.seed, why }] });
    this.added(job);
  }

  end(state: "finished" | "interrupted" | "failed", why?: string): void {
    this.log.end(why === undefined ? { state } : { state, why });
  }

  /** The same store; runs that the plan did not have, of a tolerance search, are told when they are kept. */
  watching(store: RunStore): RunStore {
    return {
      read: (job) => store.read(job),
      write: async (job, result) => {
        await store.write(job, result);
        this.added(job);
      },
    };
  }

  private added(job: Job): void {
    if (job.key === undefined || this.planned.has(job.key)) return;
    this.planned.add(job.key);
    this.tell({ added: [jobNote(job)] });
  }

  private tell(more: Parameters<LiveLog["sweep"]>[0] | object = {}): void {
    this.log.sweep({
      done: this.done,
      running: this.running,
      ...(this.at ? { queue: this.at } : {}),
      ...more,
    });
  }
}
