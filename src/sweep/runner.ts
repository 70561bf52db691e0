/**
 * Who runs the jobs of a sweep: processes of this machine, this very process, other machines. A sweep asks for a result
 * and does not know who gives it.
 */
import type { Job } from "./plan.js";
import type { JobResult, RunRecord } from "./run-record.js";

/** How a job is watched and stopped. */
export interface Watch {
  /** Told how much of the job is done, 0..1. */
  progress(done: number): void;
  /** Aborting gives the job up. */
  readonly signal: AbortSignal;
}

export interface Runner {
  /**
   * Run a job.
   * @returns  its result
   * @throws Error  whose message says why there is none
   */
  submit(job: Job, watch: Watch): Promise<JobResult>;
  /** Told when the job's result is kept, or it has failed for good: whoever holds a copy may forget it. */
  kept?(job: Job): Promise<void>;
}

/** A result that was kept. */
export interface Kept {
  readonly record: RunRecord;
  /** What it was computed from that is now another, in words; empty where a run of now would give the same. */
  readonly mixed: readonly string[];
}

/** Where results are kept. */
export interface RunStore {
  /** undefined where there is none. @throws Error for one that must not be used, saying why */
  read(job: Job): Promise<Kept | undefined>;
  write(job: Job, result: JobResult): Promise<void>;
}
