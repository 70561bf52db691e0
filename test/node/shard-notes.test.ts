/** Shards that fill one folder at once, as the dashboard sees them. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tellPlan } from "../../src/cli/live-sweep.js";
import { give } from "../../src/cli/run-orders.js";
import { acquireLock } from "../../src/node/lock.js";
import { RunsIndex } from "../../src/node/runs-index.js";
import { clearShards, ShardLog, shardsIn } from "../../src/node/shard-notes.js";
import { SweepReader } from "../../src/node/sweep-view.js";
import { pointsOf } from "../../src/sweep/axes.js";
import type { Plan } from "../../src/sweep/plan.js";
import { formatRun } from "../../src/sweep/run-record.js";
import { classifyResult } from "../report/fixture.js";
import { block } from "../sweep/block.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "spikion-shards-"));
  mkdirSync(join(dir, "points"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const of = block({ axes: { sigma: { path: "d2d", values: [0, 0.1, 0.2] } }, seeds: 1 });
const jobs = pointsOf(of).map((point, k) => ({ point, seed: "1", set: [], key: String(k).repeat(24) }));
const plan = { name: "mine", kind: "classify", file: "mine.yaml", block: of, jobs } as unknown as Plan;
const begun = { cwd: "/", set: [], places: 1 };
const result = {
  metrics: classifyResult(5).metrics,
  assumed: null,
  dataHash: null,
  modules: {},
  program: { spikion: "0", commit: null, code: "c0de" },
};
const keep = (k: number) =>
  writeFileSync(join(dir, "points", `${jobs[k]!.key}.json`), formatRun(jobs[k]!.key, result));
const row = async () => (await new RunsIndex(dir).rows())[0]!;
const age = (name: string) => {
  const before = new Date(Date.now() - 60_000);
  utimesSync(join(dir, "shards", name), before, before);
};

test("a folder that shards fill is a sweep under way: results count, whoever has left them, and failures say why", async () => {
  await tellPlan(dir, plan, begun);
  const [one, two] = [new ShardLog(dir, { index: 1, of: 3 }, 1), new ShardLog(dir, { index: 2, of: 3 }, 1)];
  keep(0);
  one.progress(1, 0);
  two.progress(0, 0.5);
  two.failed({ point: { sigma: jobs[1]!.point.sigma!.text }, seed: "1", why: "no memory left" });
  two.end();
  const now = await row();
  expect(now).toMatchObject({ state: "running", name: "mine", points: { done: 1, failed: 1, total: 3 } });
  expect(now.progress).toMatchObject({ done: 1, total: 3 });
  const view = new SweepReader().view(dir, now);
  expect(view.points.map(({ done }) => done)).toEqual([1, 0, 0]);
  expect(view.failures).toMatchObject([{ why: "no memory left" }]);
  expect(view.shards).toMatchObject([{ index: 1, of: 3, own: 1, pid: process.pid }]);
  expect(await give("stop", dir, now)).toBe("its shards are stopped where they were started");
  one.end();
  expect(await row()).toMatchObject({ state: "unfinished", points: { done: 1, failed: 1, total: 3 } });
});

test("a shard that was killed is not seen any more, and its next start takes its place", async () => {
  new ShardLog(dir, { index: 1, of: 3 }, 1).progress(0, 0);
  const [name] = readdirSync(join(dir, "shards"));
  age(name!);
  expect(shardsIn(dir)).toEqual([]);
  const again = new ShardLog(dir, { index: 1, of: 3 }, 1);
  expect(shardsIn(dir)).toMatchObject([{ index: 1, alive: true }]);
  again.end();
  clearShards(dir);
  expect(readdirSync(dir)).toEqual(["points"]);
});

test("the plan is told once; not where a sweep holds the folder, and anew where it has become another", async () => {
  const lines = () => new SweepReader().view(dir, { state: "running", type: "sweep" } as never).points.length;
  const lock = await acquireLock(dir);
  await tellPlan(dir, plan, begun);
  expect(readdirSync(dir)).not.toContain("live.jsonl");
  await lock.release();
  await tellPlan(dir, { ...plan, jobs: plan.jobs.slice(1) }, begun);
  expect(lines()).toBe(2);
  await tellPlan(dir, plan, begun);
  expect(lines()).toBe(3);
});

test("what others may have put into its folder is left out", () => {
  mkdirSync(join(dir, "shards"));
  for (const text of ["", "{}", '{"index":"x"}'])
    writeFileSync(join(dir, "shards", `1-of-2-0123abcd-${text.length + 1}.json`), text);
  expect(shardsIn(dir)).toEqual([]);
});
