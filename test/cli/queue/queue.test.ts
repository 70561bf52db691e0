/** The queue between a sweep and workers in this process: real Redis, invented results. */
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobProcesses } from "../../../src/cli/helpers/job-processes.js";
import type { Answer } from "../../../src/cli/helpers/sweep-job.js";
import { redisAddress } from "../../../src/cli/queue/address.js";
import { workersAt } from "../../../src/cli/queue/attendance.js";
import { type Connection, connect } from "../../../src/cli/queue/connection.js";
import { forgetTraces, lanesOf, removeLane } from "../../../src/cli/queue/lanes.js";
import { QueueRunner } from "../../../src/cli/queue/queue-runner.js";
import { Server } from "../../../src/cli/queue/serve.js";
import type { CompleteExperiment, ExperimentFile } from "../../../src/config/load.js";
import { DatasetCache } from "../../../src/node/dataset-cache.js";
import { Origins } from "../../../src/node/sweep-origins.js";
import type { Job } from "../../../src/sweep/plan.js";
import { installed, redisServer, type TestRedis } from "./redis.js";

const program = { spikion: "0.2.0", commit: null, code: "c0de" };
const jobs = Array.from(
  { length: 12 },
  (_, k): Job => ({ point: {}, seed: String(k), set: [String(k)], key: `key${k}` }),
);
/** The document of job k says k. */
const opened = {
  complete: async ([k]: readonly string[] = []) =>
    ({
      file: "x",
      document: { kind: "x", name: "x", k },
      origins: new Map(),
      modules: [],
    }) as CompleteExperiment,
} as ExperimentFile;
const answerOf = (k: unknown) =>
  ({
    metrics: { kind: "x", k },
    notices: [],
    assumed: null,
    dataHash: null,
    modules: {},
    code: "c0de",
  }) as unknown as Answer;

/** Runs that take some ms, each counted; those that `hang` says never end but by being given up. */
function processes(
  ran: unknown[],
  { ms = 5, hang = () => false }: { ms?: number; hang?: (k: unknown) => boolean } = {},
): JobProcesses {
  return {
    run: async ({ document: { k } }, { signal }) => {
      ran.push(k);
      await sleep(hang(k) ? 1e6 : ms, undefined, { signal });
      if (k === "7") throw new Error("seven fails");
      return answerOf(k);
    },
    close: () => {},
  };
}

describe.skipIf(!installed)("points in a queue", () => {
  let redis: TestRedis;
  const connections: Connection[] = [];
  const notices: string[] = [];
  const connection = async (url = redis.url) => {
    const made = await connect(redisAddress(url, "redis"), (text) => notices.push(text));
    connections.push(made);
    return made;
  };
  const sweep = async (id: string, priority = 0, dir = "dir", url = redis.url) =>
    await QueueRunner.open({
      connection: await connection(url),
      opened,
      origins: new Origins(program),
      id,
      name: id,
      priority,
      dir,
      host: hostname(),
      takesNothing: (why) => notices.push(why),
    });
  const worker = async (of: JobProcesses, more: Partial<ConstructorParameters<typeof Server>[0]> = {}) => {
    const [drain, stop] = [new AbortController(), new AbortController()];
    const abilities = { program, modules: false, folders: [], datasets: new DatasetCache() };
    const told: string[] = [];
    const server = new Server({
      connection: await connection(),
      abilities,
      processes: of,
      places: 2,
      // Longer than a busy machine holds a process up; shorter where a worker is to be lost.
      lease: 60_000,
      idle: Number.POSITIVE_INFINITY,
      drain: drain.signal,
      stop: stop.signal,
      notice: (text) => told.push(text),
      ...more,
    });
    return { run: server.run(), drain, stop, told };
  };
  const watch = () => ({ progress: () => {}, signal: new AbortController().signal });
  /** What came of each job: its k, or why it has none. */
  const outcomes = (runner: QueueRunner, of = jobs) =>
    Promise.all(
      of.map(async (job) => {
        const end = await runner.submit(job, watch()).then(
          ({ metrics }) => (metrics as unknown as { k: string }).k,
          (error: Error) => error.message,
        );
        await runner.kept(job);
        return end;
      }),
    );
  const expected = jobs.map(({ seed }) => (seed === "7" ? "seven fails" : seed));

  beforeAll(async () => {
    redis = await redisServer({ password: "geheim" });
  });
  afterAll(async () => {
    for (const { close } of connections) close();
    await redis.end();
  });

  test("are done once each, and leave nothing at the server", async () => {
    const ran: unknown[] = [];
    const runner = await sweep("once");
    const one = await worker(processes(ran));
    expect(await outcomes(runner)).toEqual(expected);
    expect(ran.map(Number).sort((a, b) => a - b)).toEqual(jobs.map((_, k) => k));
    await runner.close(true);
    one.drain.abort();
    expect(await one.run).toBe(12);
    const { client } = connections[0]!;
    expect(await lanesOf(client)).toEqual([]);
    expect(await workersAt(client)).toEqual([]);
    // But for a mark of BullMQ's that vanishes by itself.
    const [, keys] = await client.scan(0, { MATCH: "spikion*", COUNT: 1000 });
    expect(keys.filter((key) => !key.endsWith(":stalled-check"))).toEqual([]);
  });

  test("of a worker that is lost are done by another; those that it gives back at once", async () => {
    const [lost, well]: [unknown[], unknown[]] = [[], []];
    const runner = await sweep("lost");
    // It has taken two points, and is heard of no more.
    const dead = await connection();
    await worker(processes(lost, { hang: () => true }), { connection: dead, lease: 500 });
    const all = outcomes(runner);
    await until(() => lost.length >= 2);
    dead.close();
    // Another takes two, and is told to end.
    const leaving = await worker(processes(lost, { hang: () => true }), { lease: 500 });
    await until(() => lost.length >= 4);
    leaving.stop.abort();
    expect(await leaving.run).toBe(0);
    const other = await worker(processes(well), { lease: 500 });
    expect(await all).toEqual(expected);
    // A machine that holds this process up for half a second makes it lose a point to itself.
    expect(new Set(well).size).toBe(12);
    await runner.close(true);
    other.drain.abort();
    await other.run;
  });

  test("of a sweep that was killed wait for it, results too: it does not do them again", async () => {
    const ran: unknown[] = [];
    const first = await sweep("back");
    const some = jobs.slice(0, 4).map((job) => first.submit(job, watch()));
    some.forEach((result) => void result.catch(() => {}));
    await until(async () => (await first.counts()).waiting === 4);
    const one = await worker(processes(ran));
    await until(async () => (await first.counts()).ended === 4);
    // Killed: nothing was kept, nothing is tidied up.
    connections.at(-2)!.close();
    const second = await sweep("back");
    expect(await outcomes(second)).toEqual(expected);
    expect(ran).toHaveLength(12);
    await second.close(true);
    one.drain.abort();
    await one.run;
  });

  test("that the server has lost with its memory are put in again, whoever was cut off meanwhile", async () => {
    const ran: unknown[] = [];
    const runner = await sweep("restart");
    const all = outcomes(runner);
    await until(async () => (await runner.counts()).waiting === 12);
    const one = await worker(processes(ran, { ms: 50 }), { lease: 500 });
    await until(() => ran.length > 3);
    await redis.kill();
    await sleep(100);
    await redis.start();
    expect(await all).toEqual(expected);
    expect(notices.some((text) => /is lost; waiting for it$/.test(text))).toBe(true);
    expect(notices.join()).not.toContain("geheim");
    await runner.close(true);
    one.drain.abort();
    await one.run;
  });

  test("keep no worker that shall end, whether it has one or waits for one, once the server is gone for good", async () => {
    const ran: unknown[] = [];
    const own = await redisServer();
    const holding = await worker(processes(ran, { hang: () => true }), {
      connection: await connection(own.url),
    });
    const runner = await sweep("gone", 0, "dir", own.url);
    void outcomes(runner, jobs.slice(0, 2)).catch(() => {});
    await until(() => ran.length === 2);
    const waiting = await worker(processes([]), { connection: await connection(own.url) });
    await own.end();
    await until(() => notices.filter((text) => /is lost; waiting for it$/.test(text)).length >= 3);
    holding.stop.abort();
    waiting.drain.abort();
    expect(await Promise.all([holding.run, waiting.run])).toEqual([0, 0]);
  });

  test("of the larger priority go first; paused ones wait", async () => {
    const ran: unknown[] = [];
    const [low, high, still] = [await sweep("low"), await sweep("high", 5), await sweep("still", 9)];
    const [a, b, c] = [jobs.slice(0, 3), jobs.slice(3, 6), jobs.slice(8, 9)];
    const all = [outcomes(low, a), outcomes(high, b)];
    const paused = outcomes(still, c);
    await until(async () => (await still.counts()).waiting === 1 && (await high.counts()).waiting === 3);
    const queue = connections[0]!.queue(still.queues[0]!);
    await queue.pause();
    const one = await worker(processes(ran), { places: 1 });
    await Promise.all(all);
    expect(ran).toEqual(["3", "4", "5", "0", "1", "2"]);
    await queue.resume();
    expect(await paused).toEqual(["8"]);
    for (const runner of [low, high, still]) await runner.close(true);
    one.drain.abort();
    await one.run;
  });

  test("of another program are left: a worker that finds no other ends, one that finds some says so", async () => {
    const runner = await sweep("versions");
    const all = outcomes(runner, jobs.slice(0, 1));
    await until(() => runner.queues.length === 1);
    const abilities = {
      program: { ...program, spikion: "0.3.0" },
      modules: false,
      folders: [],
      datasets: new DatasetCache(),
    };
    const other = await worker(processes([]), { abilities });
    await expect(other.run).rejects.toThrow(
      /^the sweep versions at redis:\/\/127.0.0.1:\d+ is of spikion 0.2.0 \(code c0de\), this worker is spikion 0.3.0/,
    );
    const one = await worker(processes([]));
    await all;
    await runner.close(true);
    one.drain.abort();
    await one.run;
  });

  test("are removed though workers forget again and again that their queue is paused", async () => {
    const runner = await sweep("forgotten");
    const all = outcomes(runner, jobs.slice(0, 2));
    await until(async () => (await runner.counts()).waiting === 2);
    const [name] = runner.queues;
    const real = await connection();
    let forgotten = 0;
    /** Between BullMQ's pause and its removal a worker that finds the lane gone clears the mark of the pause. */
    const forgetful = (times: number): Connection => ({
      ...real,
      queue: (...args) => {
        const queue = real.queue(...args);
        const pause = queue.pause.bind(queue);
        queue.pause = async () => {
          await pause();
          if (forgotten++ < times) await forgetTraces(real.client, name!);
        };
        return queue;
      },
    });
    await removeLane(forgetful(3), name!);
    expect(forgotten).toBe(4);
    const [, keys] = await real.client.scan(0, { MATCH: `spikion:${name}*`, COUNT: 1000 });
    expect(keys).toEqual([]);
    // Whatever else the server refuses is told at once.
    forgotten = 0;
    const broken = { ...real, queue: () => ({ obliterate: async () => refuse(), close: async () => {} }) };
    const refuse = () => {
      forgotten++;
      throw new Error("READONLY");
    };
    await expect(removeLane(broken as unknown as Connection, name!)).rejects.toThrow("READONLY");
    expect(forgotten).toBe(1);
    await runner.close(true);
    void all;
  });

  test("need the right password, which no message repeats", async () => {
    await expect(connection(redis.url.replace("geheim", "verkehrt"))).rejects.toThrow(
      /^Redis at redis:\/\/127.0.0.1:\d+ refuses user or password$/,
    );
    await expect(connection(redis.url.replace(":geheim@", ""))).rejects.toThrow(
      /asks for a password; accepted: one in the URL/,
    );
  });
});

/** What never holds is ended by the test's own limit, which is minutes. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}
