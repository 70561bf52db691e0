/** One point at a time: taken from the first lane that has one, run, and handed back with its result. */
import type { Job as Entry, Worker } from "bullmq";
import type { JobProcesses } from "../helpers/job-processes.js";
import { type Here, placed } from "./abilities.js";
import type { Lane } from "./lanes.js";
import { whenWritable } from "./when-writable.js";
import { packAnswer, type Reply, type Task, unpackExperiment } from "./wire.js";

/** ms between two reports of how far a point is. */
const REPORT_EVERY_MS = 2000;

/** A lane that this worker serves. */
export interface Served {
  readonly lane: Lane;
  readonly here: Here;
  readonly worker: Worker<Task, Reply>;
}

/** How a point ended: with a result or a reason, given back, or taken by another worker. */
export type End = "done" | "returned" | "lost" | { readonly unable: string };

export interface Taken {
  readonly served: Served;
  readonly entry: Entry<Task, Reply>;
  readonly token: string;
}

/**
 * @param lease  ms for which a point is this worker's without a sign of life; renewed while it runs
 * @param stop  aborting gives the point back
 */
export async function runPoint(
  { served, entry, token }: Taken,
  processes: JobProcesses,
  lease: number,
  stop: AbortSignal,
): Promise<End> {
  const { lane, here } = served;
  const giveUp = new AbortController();
  let lost = false;
  const renewal = setInterval(() => {
    entry.extendLock(token, lease).then(
      () => {},
      (error: Error) => {
        // Cut off for longer than the lease: another worker has it by now.
        if (!/lock/i.test(error.message)) return;
        lost = true;
        giveUp.abort();
      },
    );
  }, lease / 3);
  const signal = AbortSignal.any([stop, giveUp.signal]);
  let reported = performance.now();
  const progress = (done: number) => {
    if (performance.now() - reported < REPORT_EVERY_MS) return;
    reported = performance.now();
    entry.updateProgress(done).catch(() => {});
  };
  try {
    const reply = await replyTo(entry, here, processes, { progress, signal });
    if (lost) return "lost";
    if (stop.aborted) {
      await entry.moveToWait(token);
      return "returned";
    }
    const other = "answer" in reply ? differs(reply, lane) : undefined;
    if (other !== undefined) {
      await entry.moveToWait(token);
      return { unable: other };
    }
    // What took long to compute is not lost to a server that is full for a moment.
    const ended = "answer" in reply ? { answer: reply.answer } : reply;
    await whenWritable(
      () => entry.moveToCompleted(ended, token, false),
      () => lost || stop.aborted,
    );
    return "done";
  } catch (error) {
    // Somebody else has it, or the sweep has been withdrawn.
    if (/lock|missing key|not in the active state/i.test(String(error))) return "lost";
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

interface Answered {
  readonly answer: string;
  readonly code: string;
  readonly dataHash: string | null;
}

async function replyTo(
  entry: Entry<Task, Reply>,
  here: Here,
  processes: JobProcesses,
  watch: Parameters<JobProcesses["run"]>[1],
): Promise<Answered | { readonly failure: string }> {
  try {
    const answer = await processes.run(placed(unpackExperiment(entry.data.experiment), here), watch);
    return { answer: packAnswer(answer), code: answer.code, dataHash: answer.dataHash };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** What was computed from something else than the sweep's. */
function differs({ code, dataHash }: Answered, lane: Lane): string | undefined {
  if (code !== lane.program.code) return "the program was changed while the worker ran; start it again";
  if (dataHash !== lane.dataHash) return "the data set was changed while the worker ran";
  return undefined;
}
