/** A sweep whose points other machines compute: the runner for it, and what it tells of the queue. */
import { hostname } from "node:os";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { QueueNote } from "../../dashboard/live.js";
import type { Origins } from "../../node/sweep-origins.js";
import type { Plan } from "../../sweep/plan.js";
import type { Runner } from "../../sweep/runner.js";
import { UsageError } from "../errors.js";
import type { RedisAddress } from "./address.js";
import { gathererOf, type WorkerNote, workersAt } from "./attendance.js";
import { connect } from "./connection.js";
import { sweepId } from "./lanes.js";
import { QueueRunner, WINDOW } from "./queue-runner.js";
import { waitAtMost } from "./wait-at-most.js";
import { whyItTakesNothing } from "./when-writable.js";

export interface QueueRequest {
  readonly address: RedisAddress;
  readonly priority: number;
}

/** ms between two looks at the queue; and after which it is said that nobody works there. */
const STATUS_EVERY_MS = 2000;
const ALONE_AFTER_MS = 10_000;
/** ms for taking leave of the server. */
const LEAVE_MS = 5000;

/** Whoever looks on: a note now and then, and what the user must know. */
export interface Told {
  queue(note: QueueNote): void;
  notice(text: string): void;
}

export interface QueuedRunner extends Runner {
  /** Points in the queue at a time. */
  readonly places: number;
  /** From now on tell of the queue. */
  tell(told: Told): void;
  /** @param done  whether all of it has ended: then nothing stays at the server; else running points go on */
  close(done: boolean): Promise<void>;
}

/** @throws UsageError where the server cannot be used, or another process gathers the same sweep elsewhere */
export async function queuedRunner(
  { address, priority }: QueueRequest,
  plan: Plan,
  set: readonly string[],
  dir: string,
  origins: Origins,
  notice: (text: string) => void,
): Promise<QueuedRunner> {
  const connection = await connect(address, notice);
  try {
    const id = sweepId(plan.name, plan.text, set);
    const here = { host: hostname(), dir: resolve(dir) };
    const other = await gathererOf(connection.client, id);
    // Of this folder the lock says that nobody else is at it.
    if (other && (other.host !== here.host || other.dir !== here.dir))
      throw new UsageError(
        `this sweep is being gathered by process ${other.pid} on ${other.host} into ${other.dir}; accepted: that one, or this after it has ended (it is forgotten after 15 s)`,
      );
    const takesNothing = (why: string) =>
      notice(`Redis at ${address.shown} takes no points now: ${why}; they wait for it`);
    const of = { connection, opened: plan.opened, origins, id, name: plan.name, priority, takesNothing };
    const runner = await QueueRunner.open({ ...of, ...here });
    const over = new AbortController();
    let telling: Promise<void> = Promise.resolve();
    const told = new Set<string>();
    const once = (text: string, to: Told) => {
      if (told.has(text)) return;
      told.add(text);
      to.notice(text);
    };
    const watchOver = async (to: Told) => {
      let alone = performance.now();
      while (!over.signal.aborted) {
        try {
          const workers = await workersAt(connection.client);
          const { waiting, active, ended, paused } = await runner.counts();
          const notes = workers.map((worker) => noteOf(worker, id));
          to.queue({ waiting, active, ended, paused, priority, workers: notes });
          for (const { name, lacks } of notes)
            if (lacks !== undefined) once(`worker ${name} leaves points to others: ${lacks}`, to);
          if (paused) once("its points are paused: spikion sweep … --queue --unpause", to);
          const able = notes.some(({ lacks }) => lacks === undefined);
          if (able || waiting === 0) alone = performance.now();
          else if (performance.now() - alone > ALONE_AFTER_MS)
            once(`no worker can do its points: start one with spikion worker ${address.shown}`, to);
        } catch {
          // The connection is dialled again.
        }
        await sleep(STATUS_EVERY_MS, undefined, { signal: over.signal }).catch(() => {});
      }
    };
    return {
      places: WINDOW,
      submit: (job, watch) => runner.submit(job, watch),
      kept: (job) => runner.kept(job),
      tell: (to) => {
        telling = watchOver(to);
      },
      close: async (done) => {
        over.abort();
        await telling;
        try {
          // A server that is away at the end keeps what it has.
          await waitAtMost(runner.close(done), LEAVE_MS);
        } finally {
          connection.close();
        }
      },
    };
  } catch (error) {
    connection.close();
    const why = whyItTakesNothing(error);
    throw why === undefined ? error : new UsageError(`Redis at ${address.shown} takes no points: ${why}`);
  }
}

/** A worker as a sweep sees it. */
function noteOf(
  { host, pid, places, running, lacks }: WorkerNote,
  sweep: string,
): QueueNote["workers"][number] {
  const own = (lane: string) => lane.startsWith(`${sweep}-`);
  const count = Object.entries(running).reduce((sum, [lane, n]) => sum + (own(lane) ? n : 0), 0);
  const why = Object.entries(lacks).find(([lane]) => own(lane))?.[1];
  return { name: `${host}:${pid}`, places, running: count, ...(why === undefined ? {} : { lacks: why }) };
}
