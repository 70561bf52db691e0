/**
 * Runs the jobs of a sweep on workers that are at a Redis server. A job goes in under the hash of its config, so that a
 * sweep that was killed finds its points there again, and stays until its result is on the sweep's disk.
 */
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { dataFilesIn } from "../../config/inline-data.js";
import type { CompleteExperiment, ExperimentFile } from "../../config/load.js";
import type { PlainMap } from "../../config/yaml.js";
import type { Origins } from "../../node/sweep-origins.js";
import type { Job } from "../../sweep/plan.js";
import type { JobResult } from "../../sweep/run-record.js";
import type { Runner, Watch } from "../../sweep/runner.js";
import { gatherHere, gatherNoMore, RENEW_EVERY_MS } from "./attendance.js";
import type { Connection } from "./connection.js";
import { announce, type Lane, laneName, lanesOf, type Needs, removeLane } from "./lanes.js";
import { Sender } from "./sender.js";
import { whenWritable } from "./when-writable.js";
import { packExperiment, type Reply, unpackAnswer } from "./wire.js";

/** Points in the queue at a time: what Redis holds does not grow with the sweep. */
export const WINDOW = 2000;
/** ms between looks for results: while some come, and at most. */
const SHORTEST_LOOK = 20;
const LONGEST_LOOK = 500;
const PROGRESS_EVERY_MS = 2000;
const LOST_EVERY_MS = 10_000;
/** Running points whose progress is asked for. */
const MOST_WATCHED = 200;

export interface QueuedSweep {
  readonly connection: Connection;
  readonly opened: ExperimentFile;
  readonly origins: Origins;
  /** Of the sweep (lanes.ts), its name, and its priority. */
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  /** Folder into which it gathers. */
  readonly dir: string;
  readonly host: string;
  /** Told that the server takes no points for now, and why. */
  takesNothing(why: string): void;
}

interface Waiting {
  readonly job: Job;
  readonly watch: Watch;
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: Error) => void;
}

export class QueueRunner implements Runner {
  private readonly lanes = new Map<string, { readonly lane: Lane; readonly sender: Sender }>();
  /** By key: points that make one experiment wait for one result. */
  private readonly waiting = new Map<string, Waiting[]>();
  /** Jobs whose result is being kept, by key: the lane that may forget it then. */
  private readonly keeping = new Map<string, Sender>();
  private preparing: Promise<unknown> = Promise.resolve();
  private readonly signals = new Set<AbortSignal>();
  private closed = false;
  private readonly over = new AbortController();
  private readonly loop: Promise<void>;

  private constructor(
    private readonly sweep: QueuedSweep,
    private readonly since: number,
  ) {
    this.loop = this.gather();
  }

  /** Takes over what an earlier start has left at the server. */
  static async open(sweep: QueuedSweep): Promise<QueueRunner> {
    const { client } = sweep.connection;
    await gatherHere(client, sweep.id, { host: sweep.host, pid: process.pid, dir: sweep.dir });
    const left = (await lanesOf(client)).filter((lane) => lane.sweep === sweep.id);
    const runner = new QueueRunner(sweep, Math.min(Date.now(), ...left.map(({ since }) => since)));
    for (const lane of left) {
      const { code, spikion } = sweep.origins.program;
      if (lane.program.code === code && lane.program.spikion === spikion) await runner.enter(lane);
      else await removeLane(sweep.connection, lane.queue);
    }
    return runner;
  }

  async submit(job: Job, watch: Watch): Promise<JobResult> {
    const result = new Promise<JobResult>((resolve, reject) => {
      const others = this.waiting.get(job.key!) ?? [];
      this.waiting.set(job.key!, [...others, { job, watch, resolve, reject }]);
    });
    this.stopBy(watch.signal);
    // One after the other, and between two of them results are taken.
    this.preparing = this.preparing.then(async () => {
      await turn();
      // Of points that make one experiment the first goes in; one that comes while its result is being kept waits for that.
      while (this.keeping.has(job.key!) && !this.closed) await sleep(SHORTEST_LOOK);
      if (watch.signal.aborted || this.closed || !this.waiting.has(job.key!)) return;
      try {
        const experiment = await this.sweep.opened.complete(job.set);
        const sender = await whenWritable(
          () => this.senderFor(job, experiment),
          () => this.closed || watch.signal.aborted,
          (why) => this.sweep.takesNothing(why),
        );
        const entry = { job, experiment: packExperiment(experiment) };
        await whenWritable(
          () => sender.put([entry]),
          () => this.closed || watch.signal.aborted,
          (why) => this.sweep.takesNothing(why),
        );
      } catch (error) {
        this.settle(job.key!, (w) => w.reject(error instanceof Error ? error : new Error(String(error))));
      }
    });
    return await result;
  }

  /** All jobs are given up by the sweep's one signal. */
  private stopBy(signal: AbortSignal): void {
    if (this.signals.has(signal)) return;
    this.signals.add(signal);
    const stop = () => {
      for (const key of [...this.waiting.keys()]) this.settle(key, (w) => w.reject(new Error("given up")));
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  }

  /** The result of a job is kept: the queue may forget it. */
  async kept({ key }: Job): Promise<void> {
    const sender = this.keeping.get(key!);
    this.keeping.delete(key!);
    await sender?.forget(key!);
  }

  /** Points by state, of all lanes; and whether they are paused. */
  async counts() {
    let [waiting, active, ended, paused] = [0, 0, 0, false];
    for (const { sender } of this.lanes.values()) {
      const counts = await sender.counts();
      waiting += counts.waiting;
      active += counts.active;
      ended += counts.ended;
      paused ||= await sender.isPaused();
    }
    return { waiting, active, ended, paused };
  }

  get queues(): readonly string[] {
    return [...this.lanes.keys()];
  }

  /** @param done  whether the sweep has ended: then nothing of it stays at the server; else running points go on */
  async close(done: boolean): Promise<void> {
    this.closed = true;
    this.over.abort();
    await this.preparing;
    await this.loop;
    for (const [name, { sender }] of this.lanes) {
      if (!done) await sender.withdraw();
      await sender.close();
      if (done) await removeLane(this.sweep.connection, name);
    }
    await gatherNoMore(this.sweep.connection.client, this.sweep.id);
  }

  private async senderFor(job: Job, { document }: CompleteExperiment): Promise<Sender> {
    const { origins, id } = this.sweep;
    const origin = origins.of(job);
    if (origin.dataHash?.startsWith("cannot be read")) throw new Error(`the data set ${origin.dataHash}`);
    const files = dataFilesIn(document as PlainMap);
    const needs: Needs = { ...origin, dataset: job.reads?.dataset ?? null, files };
    const name = laneName(id, needs);
    const known = this.lanes.get(name);
    if (known) return known.sender;
    const { sweep, since } = this;
    const { name: called, priority } = sweep;
    const lane = { ...needs, queue: name, sweep: id, name: called, priority, since, seen: since };
    return await this.enter({ ...lane, files, modules: { ...needs.modules } });
  }

  private async enter(lane: Lane): Promise<Sender> {
    const sender = new Sender(this.sweep.connection, lane.queue);
    await sender.takeOver();
    const now = { ...lane, priority: this.sweep.priority, seen: Date.now() };
    await announce(this.sweep.connection.client, now);
    this.lanes.set(lane.queue, { lane: now, sender });
    return sender;
  }

  private async gather(): Promise<void> {
    let look = SHORTEST_LOOK;
    const due = { progress: 0, lost: performance.now() + LOST_EVERY_MS, renew: 0 };
    while (!this.closed) {
      try {
        let came = 0;
        for (const { sender } of [...this.lanes.values()])
          for (const { key, reply } of await sender.take()) {
            came++;
            this.keeping.set(key, sender);
            this.take(key, reply);
          }
        await this.now(due);
        look = came > 0 ? SHORTEST_LOOK : Math.min(LONGEST_LOOK, 2 * look);
      } catch {
        // The connection is dialled again; what was not taken is there still.
        look = LONGEST_LOOK;
      }
      await sleep(look, undefined, { signal: this.over.signal }).catch(() => {});
    }
  }

  /** What is done now and then. */
  private async now(due: { progress: number; lost: number; renew: number }): Promise<void> {
    const at = performance.now();
    const { connection, id, host, dir } = this.sweep;
    if (at >= due.progress) {
      due.progress = at + PROGRESS_EVERY_MS;
      for (const { sender } of [...this.lanes.values()])
        for (const [key, done] of await sender.progress(MOST_WATCHED))
          for (const { watch } of this.waiting.get(key) ?? []) watch.progress(done);
    }
    if (at >= due.lost) {
      due.lost = at + LOST_EVERY_MS;
      for (const { sender } of [...this.lanes.values()]) await sender.putLostAgain();
    }
    if (at >= due.renew) {
      due.renew = at + RENEW_EVERY_MS;
      await gatherHere(connection.client, id, { host, pid: process.pid, dir });
      for (const { lane } of this.lanes.values())
        await announce(connection.client, { ...lane, seen: Date.now() });
    }
  }

  private take(key: string, reply: Reply): void {
    this.settle(key, ({ job, resolve, reject }) => {
      try {
        if ("failure" in reply) throw new Error(reply.failure);
        const { code, ...answer } = unpackAnswer(reply.answer);
        const { origins } = this.sweep;
        const result = { ...answer, program: { ...origins.program, code } };
        const changed = origins.changed(job, result);
        if (changed.length > 0)
          throw new Error(`changed while the sweep ran: ${changed.join(", ")}; put it back, or start again`);
        resolve(result);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  private settle(key: string, end: (waiting: Waiting) => void): void {
    const all = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    for (const waiting of all) end(waiting);
  }
}
