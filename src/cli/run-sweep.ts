/** A sweep that holds its folder, from the results that are there to its tables. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { acquireLock } from "../node/lock.js";
import { programNow } from "../node/program.js";
import { inFolder } from "../node/run-folder-error.js";
import { clearShards } from "../node/shard-notes.js";
import { Origins } from "../node/sweep-origins.js";
import { checkResults, openStore, type SweepStore } from "../node/sweep-store.js";
import { writeSweep } from "../node/sweep-write.js";
import type { Job, Plan } from "../sweep/plan.js";
import { runPlan } from "../sweep/run-plan.js";
import type { Runner } from "../sweep/runner.js";
import type { Outcome } from "../sweep/table.js";
import { print } from "./command.js";
import { EXIT, printable } from "./errors.js";
import { processPool } from "./helpers/process-pool.js";
import { listen } from "./interrupt.js";
import { LiveSweep } from "./live-sweep.js";
import { openPage } from "./open-page.js";
import { sweepOpening } from "./opening.js";
import type { QueueRequest, Told } from "./queue/queued-sweep.js";
import { sweepProgress } from "./sweep-progress.js";
import { summaryText } from "./sweep-summary.js";
import { styled } from "./terminal.js";

export interface SweepRequest {
  readonly plan: Plan;
  /** Settings of the command line. */
  readonly set: readonly string[];
  readonly dir: string;
  /** Runs at a time on this machine. */
  readonly places: number;
  /** Where other machines take them from instead. */
  readonly queue?: QueueRequest | undefined;
  /** Whether results that are there are forgotten, or kept though they are of something else. */
  readonly restart: boolean;
  readonly acceptMixed: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether the report opens in the browser. */
  readonly open: boolean;
  /** Called when its folder is there and says what is planned. */
  begun(): void;
}

const notice = (text: string) => void process.stderr.write(`${printable(text)}\n`);

/** @returns  the exit code */
export async function runSweep(request: SweepRequest): Promise<number> {
  const { plan, set, dir, places, restart, acceptMixed, queue } = request;
  const origins = new Origins(await programNow());
  const store = await inFolder(dir, () =>
    openStore(dir, { originOf: (job) => origins.of(job), acceptMixed, notice }),
  );
  const lock = await inFolder(dir, () => acquireLock(dir));
  const interruption = listen(true);
  let live: LiveSweep | undefined;
  try {
    if (restart) await store.clear();
    clearShards(dir);
    await checkResults(dir, plan.jobs, store);
    // A tolerance search adds points that are not planned yet: until they are known nothing can be said.
    const refined = (plan.block.tolerance?.refine ?? 0) > 0;
    if (!refined) await tellOthers(request, store, plan.jobs);
    const runner = await placesFor(request, origins);
    live = new LiveSweep(dir, plan, { cwd: process.cwd(), set, places, ...(queue ? { queue: true } : {}) });
    request.begun();
    if (!request.quiet)
      process.stderr.write(sweepOpening(plan, dir, queue ? `on workers at ${queue.address.shown}` : places));
    const outcomes = await outcomesOf(request, store, runner, interruption.signal, live);
    const jobs = outcomes.map((o) => o.job);
    if (refined) await tellOthers(request, store, jobs);
    await write(request, outcomes);
    live.end(interruption.signal.aborted ? "interrupted" : "finished");
    if (interruption.signal.aborted) return EXIT.interrupted;
    return outcomes.every((o) => o.record) ? EXIT.done : EXIT.failed;
  } catch (error) {
    live?.end("failed", error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    interruption.release();
    await lock.release();
  }
}

/** Who runs the jobs, and how many of them at a time. */
interface Places extends Runner {
  readonly places: number;
  tell?(told: Told): void;
  /** @param done  whether all jobs have ended */
  close(done: boolean): void | Promise<void>;
}

async function placesFor(request: SweepRequest, origins: Origins): Promise<Places> {
  const { plan, set, dir, places, queue } = request;
  if (!queue) return { ...processPool(plan.opened, origins), places };
  // Loaded where it is wanted: a client of Redis is large.
  const { queuedRunner } = await import("./queue/queued-sweep.js");
  return await queuedRunner(queue, plan, set, dir, origins, notice);
}

/** Whoever edits a setting, or a file of rates, finds the old results where they were, and wonders. */
async function tellOthers({ dir }: SweepRequest, store: SweepStore, jobs: readonly Job[]) {
  const { all } = await store.others(jobs);
  if (all === 0) return;
  const [results, these] = all === 1 ? ["result", "it is"] : ["results", "they are"];
  notice(
    `${dir}/points has ${all} more ${results}, of other settings than these; ${these} not in the tables`,
  );
}

async function outcomesOf(
  { plan, quiet }: SweepRequest,
  store: SweepStore,
  runner: Places,
  signal: AbortSignal,
  live: LiveSweep,
): Promise<Outcome[]> {
  const view = sweepProgress(quiet, plan.jobs.length);
  runner.tell?.({
    queue: (note) => live.queue(note),
    notice: (text) => {
      live.notice(text);
      view.notice(text);
    },
  });
  let done = false;
  try {
    const outcomes = await runPlan({
      plan,
      store: live.watching(store),
      runner,
      places: runner.places,
      signal,
      progress: (done, running) => {
        live.progress(done, running);
        view.update(done, running);
      },
      failed: (job, why) => {
        live.failed(job, why);
        view.failed(job, why);
      },
    });
    done = !signal.aborted;
    return outcomes;
  } finally {
    await runner.close(done);
    view.stop();
  }
}

async function write(
  { plan, dir, json, quiet, open }: SweepRequest,
  outcomes: readonly Outcome[],
): Promise<void> {
  const summary = await inFolder(dir, () => writeSweep(dir, plan, outcomes));
  if (json) await print(`${JSON.stringify(summary)}\n`);
  else if (!quiet) await print(`${summaryText(summary)}report: ${styled(`${dir}/report.html`, "green")}\n`);
  if (open) openPage(pathToFileURL(resolve(dir, "report.html")).href);
}
