import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/platform/sha256.js";
import { pointsOf } from "../../src/sweep/axes.js";
import type { Job } from "../../src/sweep/plan.js";
import { type JobsRequest, runJobs } from "../../src/sweep/run-jobs.js";
import { formatRun, type JobResult, parseRun } from "../../src/sweep/run-record.js";
import type { Runner, RunStore } from "../../src/sweep/runner.js";
import { classifyResult } from "../report/fixture.js";
import { block as blockOf } from "./block.js";

const block = blockOf({ axes: { sigma: { path: "d2d", values: [0, 1, 2, 3] } } });
const jobs: Job[] = pointsOf(block).map((point, k) => ({
  point,
  seed: "1",
  set: [`d2d=${k}`],
  key: `key-${k}`,
}));

const { metrics } = classifyResult(1);
/** What a run of such an accuracy leaves. */
const leaves = (classMean: number): JobResult => ({
  metrics: { ...metrics, accuracy: { ...metrics.accuracy, classMean } } as JobResult["metrics"],
  assumed: null,
  dataHash: null,
  modules: {},
  program: { spikion: "0.0.0", commit: null, code: "c0de" },
});
const accuracyOf = (result: JobResult | undefined) =>
  (result?.metrics as typeof metrics | undefined)?.accuracy.classMean;

/** Keeps texts, as a folder does. */
function memory(): RunStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: async ({ key }) =>
      texts.has(key!) ? { record: parseRun(texts.get(key!)!, key!), mixed: [] } : undefined,
    write: async ({ key }, result) => void texts.set(key!, formatRun(key!, result)),
  };
}

const here = (submit: Runner["submit"]): Runner => ({ submit });
/** The accuracy of job k is 0.9 - k / 10. */
const inMemory = here(async ({ set }) => leaves(0.9 - Number(set[0]!.slice(4)) / 10));

const request = (more: Partial<JobsRequest>): JobsRequest => ({
  jobs,
  runner: inMemory,
  store: memory(),
  places: 1,
  signal: new AbortController().signal,
  progress: () => {},
  failed: () => {},
  ...more,
});

describe("the jobs of a sweep", () => {
  test("go to the runner, one by one, and come back in the order of the plan", async () => {
    const asked: string[] = [];
    const runner = here((job, watch) => {
      asked.push(job.set[0]!);
      return inMemory.submit(job, watch);
    });
    const outcomes = await runJobs(request({ runner }));
    expect(asked).toEqual(["d2d=0", "d2d=1", "d2d=2", "d2d=3"]);
    expect(outcomes.map((o) => accuracyOf(o.record)?.toFixed(1))).toEqual(["0.9", "0.8", "0.7", "0.6"]);
  });

  test("run as many at a time as there are places, whoever ends first", async () => {
    let running = 0;
    let most = 0;
    const runner = here(async (job, watch) => {
      most = Math.max(most, ++running);
      // The first takes longest.
      for (let k = 0; k < 8 - 2 * Number(job.set[0]!.slice(4)); k++) await Promise.resolve();
      running--;
      return inMemory.submit(job, watch);
    });
    const outcomes = await runJobs(request({ runner, places: 3 }));
    expect(most).toBe(3);
    expect(outcomes.map((o) => accuracyOf(o.record)?.toFixed(1))).toEqual(["0.9", "0.8", "0.7", "0.6"]);
  });

  test("that were done before are not done again", async () => {
    const store = memory();
    await store.write(jobs[1]!, leaves(0.5));
    await store.write(jobs[3]!, leaves(0.4));
    const asked: string[] = [];
    const told: number[] = [];
    const runner = here((job, watch) => {
      asked.push(job.key!);
      return inMemory.submit(job, watch);
    });
    const outcomes = await runJobs(request({ store, runner, progress: (done) => told.push(done) }));
    expect(asked).toEqual(["key-0", "key-2"]);
    expect(outcomes.map((o) => accuracyOf(o.record)?.toFixed(1))).toEqual(["0.9", "0.5", "0.7", "0.4"]);
    expect([told[0], told.at(-1)]).toEqual([2, 4]);
    expect([...store.texts.keys()].sort()).toEqual(["key-0", "key-1", "key-2", "key-3"]);
  });

  test("that fail say why and keep no other from its result", async () => {
    const failures: [string, string][] = [];
    const runner = here((job, watch) =>
      job.key === "key-1" ? Promise.reject(new Error("out of memory")) : inMemory.submit(job, watch),
    );
    const outcomes = await runJobs(request({ runner, failed: (job, why) => failures.push([job.key!, why]) }));
    expect(failures).toEqual([["key-1", "out of memory"]]);
    expect(outcomes.map((o) => o.failure)).toEqual([undefined, "out of memory", undefined, undefined]);
    expect(outcomes[1]!.record).toBeUndefined();
  });

  test("whose config is wrong fail without being run", async () => {
    const wrong = { ...jobs[0]!, problem: "no such device" };
    const { key: _, ...unknown } = wrong;
    const outcomes = await runJobs(request({ jobs: [unknown, jobs[1]!] }));
    expect(outcomes[0]!.failure).toBe("no such device");
    expect(accuracyOf(outcomes[1]!.record)).toBeCloseTo(0.8, 12);
  });

  test("that are given up have neither failed nor a result, and none begins after", async () => {
    const stop = new AbortController();
    const failures: string[] = [];
    const runner = here((job, watch) => {
      if (job.key !== "key-1") return inMemory.submit(job, watch);
      stop.abort();
      return Promise.reject(new Error("was ended by SIGKILL"));
    });
    const outcomes = await runJobs(
      request({ runner, signal: stop.signal, failed: (job) => failures.push(job.key!) }),
    );
    expect(failures).toEqual([]);
    expect(outcomes.map((o) => [o.record !== undefined, o.failure])).toEqual([
      [true, undefined],
      [false, undefined],
      [false, undefined],
      [false, undefined],
    ]);
  });

  test("tell how far the running ones are, together", async () => {
    const told: [number, number][] = [];
    const runner = here(async (job, watch) => {
      watch.progress(0.25);
      await Promise.resolve();
      watch.progress(0.5);
      return inMemory.submit(job, watch);
    });
    const two = jobs.slice(0, 2);
    await runJobs(request({ jobs: two, runner, places: 2, progress: (...p) => told.push(p) }));
    expect(told).toContainEqual([0, 0.5]);
    expect(told).toContainEqual([0, 1]);
    expect(told.at(-1)).toEqual([2, 0]);
  });

  test("whose result cannot be kept have failed, with the reason", async () => {
    const store = { ...memory(), write: () => Promise.reject(new Error("the disk is full")) };
    const outcomes = await runJobs(request({ store, jobs: jobs.slice(0, 1) }));
    expect(outcomes[0]!.failure).toBe("the disk is full");
  });
});

describe("a record", () => {
  test("comes back as it was written, an infinite energy too", () => {
    const result = leaves(0);
    const { energy } = result.metrics as typeof metrics;
    const infinite = {
      ...result.metrics,
      energy: { ...energy!, perCorrectAnswer: Number.POSITIVE_INFINITY },
    };
    const text = formatRun("abc", { ...result, metrics: infinite });
    expect(parseRun(text, "abc")).toMatchObject({ key: "abc", metrics: infinite });
  });

  const { content: _, ...good } = JSON.parse(formatRun("abc", leaves(0.9))) as Record<string, unknown>;
  /** Whole by its hash, whatever it holds. */
  const sealed = (record: unknown) =>
    JSON.stringify(
      Array.isArray(record) ? record : { ...(record as object), content: sha256(JSON.stringify(record)) },
    );
  test.each<[string, unknown, string]>([
    ["of another version", { ...good, version: 1 }, "has format version 1; this program reads 2"],
    ["of another run", { ...good, key: "abd" }, "is the result of another config (abd)"],
    ["without its origin", { ...good, modules: undefined }, "modules: got nothing"],
    ["of another program", { ...good, format: "results" }, 'got "results"; expected "spikion-sweep-run"'],
    ["of a kind that is none", { ...good, metrics: { kind: "regress" } }, 'there is no kind "regress"'],
    ["without metrics", { ...good, metrics: null }, "metrics.kind: got nothing; expected text"],
    [
      "with a hole in its metrics",
      { ...good, metrics: { ...metrics, disturb: { lonePre: 1 } } },
      "metrics.disturb.lonePost: got nothing; expected a number",
    ],
    ["that is a list", [], "expected names with values"],
  ])("%s is refused, naming the place", (_, record, message) => {
    expect(() => parseRun(sealed(record), "abc")).toThrow(message);
  });
});
