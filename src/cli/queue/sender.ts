/** One lane of a sweep as its gatherer sees it: points go in, results come out and are removed once they are kept. */
import type { Job as Entry, Queue } from "bullmq";
import { nameOf } from "../../sweep/axes.js";
import type { Job } from "../../sweep/plan.js";
import type { Connection } from "./connection.js";
import type { Reply, Task } from "./wire.js";

/** Entries that go in, or come out, at a time. */
const BATCH = 100;
const MOST_NAME = 120;

export interface Counts {
  readonly waiting: number;
  readonly active: number;
  /** With a result that the sweep has not taken yet. */
  readonly ended: number;
}

/** A result in the queue, or why there is none. */
export interface Ended {
  readonly key: string;
  readonly reply: Reply;
}

export class Sender {
  private readonly queue: Queue<Task, Reply>;
  /** Points that are in the queue, as they were put in. */
  private readonly inside = new Map<string, { readonly job: Job; readonly experiment: string }>();
  /** Taken, and not yet on the sweep's disk. */
  private readonly taken = new Set<string>();
  /** There with a result, from an earlier start, and not asked for yet. */
  private readonly early = new Set<string>();

  constructor(connection: Connection, name: string) {
    this.queue = connection.queue(name);
  }

  /**
   * What a gatherer before this one has left: points that wait are put in anew, as far as they are wanted still; runs that
   * are under way or have a result stay; failed ones are done again.
   */
  async takeOver(): Promise<void> {
    await this.queue.drain();
    for (const entry of await this.queue.getJobs(["failed"], 0, -1)) await entry.remove();
  }

  /** Put points in; those that are there already stay as they are. */
  async put(entries: readonly { readonly job: Job; readonly experiment: string }[]): Promise<void> {
    for (const entry of entries) {
      this.inside.set(entry.job.key!, entry);
      this.early.delete(entry.job.key!);
    }
    for (let at = 0; at < entries.length; at += BATCH)
      await this.queue.addBulk(
        entries.slice(at, at + BATCH).map(({ job, experiment }) => ({
          name: `${nameOf(job.point)}, seed ${job.seed}`.slice(0, MOST_NAME),
          data: { experiment },
          opts: { jobId: entryId(job.key!) },
        })),
      );
  }

  /** Results that have come since the last call, of points that were put in by this process. */
  async take(): Promise<Ended[]> {
    const ended: Ended[] = [];
    // What is being kept still, and what nobody has asked for, may stand before what is new.
    const most = BATCH + this.taken.size + this.early.size;
    const entries = await this.queue.getJobs(["completed", "failed"], 0, most, true);
    for (const entry of entries) {
      const key = keyOf(entry as Entry<Task, Reply>);
      if (this.taken.has(key)) continue;
      if (!this.inside.has(key)) {
        this.early.add(key);
        continue;
      }
      this.taken.add(key);
      const { returnvalue, failedReason } = entry as Entry<Task, Reply | null>;
      ended.push({ key, reply: returnvalue ?? { failure: wordsOf(failedReason) } });
    }
    return ended;
  }

  /** A result that was taken is on the disk, or refused: the queue may forget it. */
  async forget(key: string): Promise<void> {
    this.inside.delete(key);
    await this.queue.remove(entryId(key));
    this.taken.delete(key);
  }

  /** Points that the server has lost (it was ended before its log was on the disk) are put in again. @returns how many */
  async putLostAgain(): Promise<number> {
    const { waiting, active, ended } = await this.counts();
    const wanted = this.inside.size;
    if (waiting + active + ended >= wanted) return 0;
    const lost: { readonly job: Job; readonly experiment: string }[] = [];
    for (const [key, entry] of [...this.inside])
      if (!this.taken.has(key) && (await this.queue.getJobState(entryId(key))) === "unknown")
        if (this.inside.has(key)) lost.push(entry);
    if (lost.length > 0) await this.put(lost);
    return lost.length;
  }

  /** What is done of the points that run, by key. */
  async progress(most: number): Promise<Map<string, number>> {
    const running = await this.queue.getJobs(["active"], 0, most - 1);
    return new Map(running.map((entry) => [keyOf(entry as Entry<Task, Reply>), Number(entry.progress) || 0]));
  }

  async counts(): Promise<Counts> {
    const all = await this.queue.getJobCounts();
    const of = (...states: string[]) => states.reduce((sum, state) => sum + (all[state] ?? 0), 0);
    return {
      waiting: of("waiting", "wait", "paused", "delayed", "prioritized"),
      active: of("active"),
      ended: of("completed", "failed"),
    };
  }

  isPaused(): Promise<boolean> {
    return this.queue.isPaused();
  }

  /** Take out what waits. */
  async withdraw(): Promise<void> {
    await this.queue.drain();
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}

/** BullMQ takes no ids that are whole numbers, which a hash may look like. */
const ID = "point-";
export const entryId = (key: string) => `${ID}${key}`;
const keyOf = ({ id }: Entry<Task, Reply>) => String(id).slice(ID.length);

function wordsOf(reason: string | undefined): string {
  return /stalled more than/.test(reason ?? "")
    ? "each of the workers that tried it was lost: they may be short of memory"
    : (reason ?? "ended without a result");
}
