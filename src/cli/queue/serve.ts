/** A worker: takes points of sweeps from a Redis server, as long as it is let. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../errors.js";
import type { JobProcesses } from "../helpers/job-processes.js";
import { type Abilities, inWords, isSameProgram, judged } from "./abilities.js";
import { RENEW_EVERY_MS, signIn, signOut } from "./attendance.js";
import { type Connection, PREFIX } from "./connection.js";
import { FORGOTTEN_AFTER_MS, forgetTraces, type Lane, lanesOf, removeLane } from "./lanes.js";
import { runPoint, type Served, type Taken } from "./slot.js";
import { waitAtMost } from "./wait-at-most.js";
import type { Reply, Task } from "./wire.js";

/** ms between looks at the lanes while points run, and for lanes and points while none does. */
const LANES_EVERY_MS = 1000;
const IDLE_MS = 200;
/** ms for which a server is waited for that does not answer, by a worker that shall end. */
const ANSWER_MS = 5000;
/** ms for saying that it goes. */
const LEAVE_MS = 2000;
/** After so long a lane that was left to others is looked at again: the data may have come. */
const AGAIN_MS = 30_000;
/** Workers that a point may take with it before it counts as failed. */
const MOST_LOST = 9;

export interface ServeOptions {
  readonly connection: Connection;
  readonly abilities: Abilities;
  /** What runs the points; closed with the server. */
  readonly processes: JobProcesses;
  /** Points at a time. */
  readonly places: number;
  /** ms without a sign of life after which its points are given to others. */
  readonly lease: number;
  /** Ends when no point has waited for so long, ms. */
  readonly idle: number;
  /** Takes no more points. */
  readonly drain: AbortSignal;
  /** Gives those that run back. */
  readonly stop: AbortSignal;
  notice(text: string): void;
}

interface Left {
  readonly why: string;
  readonly at: number;
}

export class Server {
  private readonly id = randomUUID();
  private readonly served = new Map<string, Served>();
  private readonly left = new Map<string, Left>();
  private readonly running = new Map<string, number>();
  /** In the order in which they are asked. */
  private order: readonly string[] = [];
  private lastPoint = performance.now();
  private points = 0;
  private ended = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: ServeOptions) {}

  /**
   * @returns  points done
   * @throws UsageError where sweeps are at the server, and all of them are of another program
   */
  async run(): Promise<number> {
    try {
      await Promise.race([this.work(), this.unanswered()]);
    } finally {
      this.ended = true;
      this.options.processes.close();
      // A server that is away learns it by the entry's age.
      await waitAtMost(this.leaveAll(), LEAVE_MS).catch(() => {});
    }
    return this.points;
  }

  private async work(): Promise<void> {
    await this.look();
    this.refuseOther(await lanesOf(this.options.connection.client));
    this.looking = this.keepLooking();
    await Promise.all(Array.from({ length: this.options.places }, (_, k) => this.slot(`${this.id}-${k}`)));
  }

  /** Ends when the worker shall, nothing runs here, and the server has owed an answer for a while. */
  private async unanswered(): Promise<void> {
    const { drain, stop } = this.options;
    const end = AbortSignal.any([drain, stop]);
    if (!end.aborted) await once(end, "abort");
    for (let waited = 0; waited < ANSWER_MS && !this.ended; waited += IDLE_MS) {
      await sleep(IDLE_MS);
      if (this.running.size > 0 && !stop.aborted) waited = 0;
    }
  }

  private async leaveAll(): Promise<void> {
    const { client } = this.options.connection;
    await this.looking;
    for (const { worker } of this.served.values()) await worker.close(true).catch(() => {});
    await signOut(client, this.id);
    const there = new Set((await lanesOf(client)).map(({ queue }) => queue));
    for (const name of this.served.keys()) if (!there.has(name)) await forgetTraces(client, name);
  }

  private refuseOther(lanes: readonly Lane[]): void {
    const { program } = this.options.abilities;
    const [first] = lanes;
    if (!first || lanes.some((lane) => isSameProgram(lane.program, program))) return;
    throw new UsageError(
      `the sweep ${first.name} at ${this.options.connection.address.shown} is of ${inWords(first.program)}, this worker is ${inWords(program)}; accepted: the same program on both`,
    );
  }

  private async slot(token: string): Promise<void> {
    const { drain, stop, idle, lease, processes } = this.options;
    while (!drain.aborted && !stop.aborted) {
      const taken = await this.next(token).catch(() => undefined);
      if (!taken) {
        if (performance.now() - this.lastPoint > idle && this.running.size === 0) return;
        await sleep(IDLE_MS, undefined, { signal: AbortSignal.any([drain, stop]) }).catch(() => {});
        continue;
      }
      const { queue } = taken.served.lane;
      this.running.set(queue, (this.running.get(queue) ?? 0) + 1);
      const end = await runPoint(taken, processes, lease, stop).catch(() => "lost" as const);
      const others = this.running.get(queue)! - 1;
      if (others > 0) this.running.set(queue, others);
      else this.running.delete(queue);
      this.lastPoint = performance.now();
      if (end === "done") this.points++;
      else if (typeof end === "object") await this.leave(taken.served.lane, end.unable);
    }
  }

  private async next(token: string): Promise<Taken | undefined> {
    for (const name of this.order) {
      const served = this.served.get(name);
      const entry = await served?.worker.getNextJob(token, { block: false });
      if (served && entry) return { served, entry, token };
    }
    return undefined;
  }

  private async keepLooking(): Promise<void> {
    const { client } = this.options.connection;
    let signed = -Infinity;
    while (!this.ended) {
      try {
        await this.look();
        if (performance.now() - signed >= RENEW_EVERY_MS) {
          signed = performance.now();
          await signIn(client, this.id, this.note());
        }
      } catch {
        // The connection is dialled again.
      }
      // A sweep that has just begun is not kept waiting by a worker that has nothing else to do.
      let at = 0;
      do {
        await sleep(IDLE_MS);
        at += IDLE_MS;
      } while (at < LANES_EVERY_MS && this.running.size > 0 && !this.ended);
    }
  }

  private note() {
    const { abilities, places } = this.options;
    const { spikion, code } = abilities.program;
    const lacks = Object.fromEntries([...this.left].map(([lane, { why }]) => [lane, why]));
    const running = Object.fromEntries(this.running);
    return { host: hostname(), pid: process.pid, spikion, code, places, running, lacks };
  }

  /** Which lanes there are now, and which of them can be served here. */
  private async look(): Promise<void> {
    const { connection, abilities } = this.options;
    const lanes = await lanesOf(connection.client);
    const old = lanes.filter(({ seen }) => Date.now() - seen > FORGOTTEN_AFTER_MS);
    for (const lane of old) await removeLane(connection, lane.queue);
    const now = lanes.filter((lane) => !old.includes(lane));
    const names = new Set(now.map(({ queue }) => queue));
    for (const [name, { worker }] of this.served)
      if (!names.has(name) && !this.running.has(name)) {
        this.served.delete(name);
        await worker.close(true).catch(() => {});
        // A check of this worker may have come after the sweep had cleared its lane.
        await forgetTraces(connection.client, name);
      }
    for (const name of this.left.keys()) if (!names.has(name)) this.left.delete(name);
    for (const lane of now) {
      const left = this.left.get(lane.queue);
      if (this.served.has(lane.queue) || (left && performance.now() - left.at < AGAIN_MS)) continue;
      const verdict = judged(lane, abilities);
      if ("lacks" in verdict) {
        await this.leave(lane, verdict.lacks);
        continue;
      }
      this.left.delete(lane.queue);
      this.served.set(lane.queue, { lane, here: verdict, worker: this.workerOn(lane.queue) });
    }
    this.order = now.map(({ queue }) => queue).filter((queue) => this.served.has(queue));
  }

  private async leave(lane: Lane, why: string): Promise<void> {
    const { notice } = this.options;
    if (this.left.get(lane.queue)?.why !== why) notice(`left to other workers: sweep ${lane.name}: ${why}`);
    this.left.set(lane.queue, { why, at: performance.now() });
    const served = this.served.get(lane.queue);
    this.served.delete(lane.queue);
    this.order = this.order.filter((name) => name !== lane.queue);
    await served?.worker.close(true).catch(() => {});
  }

  private workerOn(name: string): Served["worker"] {
    const { connection, lease } = this.options;
    const worker = new connection.bull.Worker<Task, Reply>(name, null, {
      connection: connection.client,
      prefix: PREFIX,
      autorun: false,
      lockDuration: lease,
      stalledInterval: lease / 2,
      maxStalledCount: MOST_LOST,
    });
    worker.on("error", () => {});
    void worker.startStalledCheckTimer();
    return worker;
  }
}
