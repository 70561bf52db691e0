/** The jobs of a sweep from first to last, some at a time; what was done before is not done again. */
import type { Job } from "./plan.js";
import type { Runner, RunStore } from "./runner.js";
import type { Outcome } from "./table.js";

export interface JobsRequest {
  readonly jobs: readonly Job[];
  readonly runner: Runner;
  readonly store: RunStore;
  /** Jobs at a time. */
  readonly places: number;
  /** Whether others fill the store at the same time: then it is asked again before a job is run. */
  readonly again?: boolean;
  readonly signal: AbortSignal;
  /** Finished jobs, those of before included, and what is done of the running ones, in jobs. */
  progress(done: number, running: number): void;
  /** A job has ended without a result. */
  failed(job: Job, why: string): void;
}

/**
 * @returns  an outcome for each job, in their order; without record and failure where the sweep was stopped before it
 */
export async function runJobs(request: JobsRequest): Promise<Outcome[]> {
  const { jobs, runner, store, places, again = false, signal, progress, failed } = request;
  const outcomes: Outcome[] = [];
  const waiting: number[] = [];
  let finished = 0;
  for (const [k, job] of jobs.entries()) {
    const kept = job.key === undefined ? undefined : await store.read(job);
    outcomes.push(kept ? { job, ...kept } : { job, ...(job.problem ? { failure: job.problem } : {}) });
    if (kept) finished++;
    else if (job.problem !== undefined) failed(job, job.problem);
    else waiting.push(k);
  }
  const running = new Map<number, number>();
  const tell = () =>
    progress(
      finished,
      [...running.values()].reduce((sum, x) => sum + x, 0),
    );
  tell();
  /** Results count as they are kept: a sweep in one go ends in the same bytes as one that was started again. */
  const run = async (k: number): Promise<Outcome> => {
    const job = jobs[k]!;
    const report = (done: number) => {
      running.set(k, done);
      tell();
    };
    try {
      const there = again ? await store.read(job) : undefined;
      if (there) return { job, ...there };
      await store.write(job, await runner.submit(job, { progress: report, signal }));
      const kept = await store.read(job);
      return kept ? { job, ...kept } : { job, failure: "ended well, but its result cannot be read again" };
    } catch (error) {
      return { job, failure: error instanceof Error ? error.message : String(error) };
    } finally {
      await runner.kept?.(job);
    }
  };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let k = waiting[next++]; k !== undefined && !signal.aborted; k = waiting[next++]) {
      const outcome = await run(k);
      running.delete(k);
      if (outcome.record) finished++;
      // What was given up has neither failed nor a result.
      if (outcome.record || !signal.aborted) outcomes[k] = outcome;
      if (outcome.failure !== undefined && !signal.aborted) failed(outcome.job, outcome.failure);
      tell();
    }
  };
  await Promise.all(Array.from({ length: Math.min(places, waiting.length) }, work));
  return outcomes;
}
