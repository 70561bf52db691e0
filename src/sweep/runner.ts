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
}

/** Where results are kept, by the keys of their jobs. */
export interface RunStore {
  /** undefined where there is none that can be used. */
  read(key: string): Promise<RunRecord | undefined>;
  write(key: string, result: JobResult): Promise<void>;
}
