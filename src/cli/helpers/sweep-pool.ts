/** Runs the jobs of a sweep, some at a time, each in a child process. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readRun } from "../../node/sweep-store.js";
import type { Job } from "../../sweep/plan.js";
import type { Outcome } from "../../sweep/table.js";
import type { JobMessage, JobProgress } from "./sweep-job.js";

export interface PoolRequest {
  readonly jobs: readonly Job[];
  readonly text: string;
  readonly file: string;
  readonly dir: string;
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Finished jobs, those of before included, and what is done of the running ones, in jobs. */
  progress(done: number, running: number): void;
  /** A job has ended without a result. */
  failed(job: Job, why: string): void;
}

/** Last characters of a child's stderr that are kept. */
const TAIL = 2000;
const CHILD = fileURLToPath(new URL("./sweep-job.js", import.meta.url));

/**
 * @returns  an outcome for each job, in their order; without record and failure where the sweep was stopped before it
 */
export async function runJobs(request: PoolRequest): Promise<Outcome[]> {
  const { jobs, dir, workers, signal, progress, failed } = request;
  const outcomes: Outcome[] = [];
  const waiting: number[] = [];
  let finished = 0;
  for (const [k, job] of jobs.entries()) {
    const record = job.key === undefined ? undefined : await readRun(dir, job.key);
    outcomes.push(record ? { job, record } : { job, ...(job.problem ? { failure: job.problem } : {}) });
    if (record) finished++;
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
  const work = async (): Promise<void> => {
    for (let k = waiting.shift(); k !== undefined && !signal.aborted; k = waiting.shift()) {
      const job = jobs[k]!;
      running.set(k, 0);
      const why = await runChild(request, job, (done) => {
        running.set(k!, done);
        tell();
      });
      running.delete(k);
      const record = why === undefined ? await readRun(dir, job.key!) : undefined;
      if (record) {
        outcomes[k] = { job, record };
        finished++;
      } else if (!signal.aborted) {
        const failure = why ?? "ended well, but left no result";
        outcomes[k] = { job, failure };
        failed(job, failure);
      }
      tell();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, waiting.length) }, work));
  return outcomes;
}

/** @returns  undefined if it ended well, else why not */
function runChild(
  { text, file, dir, signal }: PoolRequest,
  { set, key }: Job,
  progress: (done: number) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = fork(CHILD, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
    let stderr = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-TAIL);
    });
    const stop = () => child.kill("SIGKILL");
    signal.addEventListener("abort", stop);
    child.on("message", ({ done }: JobProgress) => progress(done));
    child.on("error", (error) => {
      stderr += error.message;
    });
    child.on("close", (code, killer) => {
      signal.removeEventListener("abort", stop);
      if (code === 0) return resolve(undefined);
      const how = killer ? `was ended by ${killer}` : `ended with code ${code}`;
      resolve(stderr.trim() === "" ? `the process ${how}` : stderr.trim());
    });
    // A child that dies at once cannot be told; its end says why.
    child.send({ text, file, set, dir, key: key! } satisfies JobMessage, () => {});
  });
}
