/**
 * A part of a sweep, for clusters that start commands and have no queue: every n-th run, into a folder that other shards
 * fill at the same time. A result is one file that appears whole; a shard holds no lock, may be killed, and may run twice
 * at once: what is there already is not done again. Tables are left to `spikion sweep` without --shard.
 */
import { programNow } from "../node/program.js";
import { inFolder } from "../node/run-folder-error.js";
import { ShardLog } from "../node/shard-notes.js";
import { Origins } from "../node/sweep-origins.js";
import { checkResults, openStore } from "../node/sweep-store.js";
import type { Plan } from "../sweep/plan.js";
import { runJobs } from "../sweep/run-jobs.js";
import { EXIT, printable } from "./errors.js";
import { processPool } from "./helpers/process-pool.js";
import { listen } from "./interrupt.js";
import { levelTexts, tellPlan } from "./live-sweep.js";
import { sweepOpening } from "./opening.js";
import { sweepProgress } from "./sweep-progress.js";

export interface Shard {
  /** From 1 on. */
  readonly index: number;
  readonly of: number;
}

export interface ShardRequest {
  readonly plan: Plan;
  /** Settings of the command line. */
  readonly set: readonly string[];
  readonly dir: string;
  /** Runs at a time. */
  readonly places: number;
  readonly shard: Shard;
  readonly acceptMixed: boolean;
  readonly quiet: boolean;
}

const notice = (text: string) => void process.stderr.write(`${printable(text)}\n`);

/** @returns  the exit code */
export async function runShard(request: ShardRequest): Promise<number> {
  const { plan, set, dir, places, shard, acceptMixed, quiet } = request;
  const own = plan.jobs.filter((_, k) => k % shard.of === shard.index - 1);
  const origins = new Origins(await programNow());
  const store = await inFolder(dir, () =>
    openStore(dir, { originOf: (job) => origins.of(job), acceptMixed, notice }),
  );
  await checkResults(dir, own, store);
  if (!quiet) {
    process.stderr.write(sweepOpening(plan, dir, places));
    notice(`shard ${shard.index} of ${shard.of}: ${own.length} of these runs`);
  }
  await tellPlan(dir, plan, { cwd: process.cwd(), set, places });
  const log = new ShardLog(dir, shard, own.length);
  const interruption = listen(true);
  const pool = processPool(plan.opened, origins);
  const view = sweepProgress(quiet, own.length);
  try {
    const outcomes = await runJobs({
      jobs: own,
      // Of those that another shard fills in meanwhile.
      again: true,
      store,
      runner: pool,
      places,
      signal: interruption.signal,
      progress: (done, running) => {
        log.progress(done, running);
        view.update(done, running);
      },
      failed: (job, why) => {
        log.failed({ point: levelTexts(job.point), seed: job.seed, why });
        view.failed(job, why);
      },
    });
    if (interruption.signal.aborted) return EXIT.interrupted;
    return outcomes.every((o) => o.record) ? EXIT.done : EXIT.failed;
  } finally {
    log.end();
    pool.close();
    view.stop();
    interruption.release();
  }
}
