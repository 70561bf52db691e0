/** A sweep's page while it fills. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LiveSweep } from "../../src/cli/live-sweep.js";
import { give } from "../../src/cli/run-orders.js";
import type { RunRow } from "../../src/dashboard/rows.js";
import { planSweep } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";
import { acquireLock } from "../../src/node/lock.js";
import { RunsIndex } from "../../src/node/runs-index.js";
import { openStore } from "../../src/node/sweep-store.js";
import { begunIn, SweepReader } from "../../src/node/sweep-view.js";
import type { Job } from "../../src/sweep/plan.js";
import { classifyResult } from "../report/fixture.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "spikion-sweep-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const BEGUN = { cwd: packageRoot, set: ["seed=it's 1", "train.images=100"], places: 2 };
const program = { spikion: "0", commit: null, code: "code" };
const result = (_: Job) => ({
  metrics: classifyResult(5).metrics,
  notices: [],
  assumed: null,
  dataHash: null,
  modules: {},
  program,
});

test("points fill as results are kept; one that failed says why, one to come nothing", async () => {
  const dir = join(root, "sweep");
  mkdirSync(dir);
  const plan = await planSweep(join(packageRoot, "experiments/studies/driver-timing.yaml"));
  const lock = await acquireLock(dir);
  const store = await openStore(dir, {
    originOf: () => ({ dataHash: null, modules: {}, program }),
    acceptMixed: false,
    notice: () => {},
  });
  const live = new LiveSweep(dir, plan, BEGUN);
  const [first, second] = plan.jobs;
  await live.watching(store).write(first!, result(first!));
  live.failed(second!, "no memory left");
  live.progress(1, 0.5);
  const workers = [{ name: "host:7", places: 2, running: 0, lacks: "data set mine: not here" }];
  const queue = { waiting: 3, active: 1, ended: 0, paused: true, priority: 5, workers };
  live.queue(queue);
  live.end("interrupted");

  const [row] = await new RunsIndex(root).rows();
  expect(row).toMatchObject({
    type: "sweep",
    state: "running",
    name: "driver-timing",
    points: { done: 1, failed: 1, total: plan.jobs.length },
  });
  const reader = new SweepReader();
  const view = reader.view(dir, row!);
  // Of one whose points other machines compute: where they are, and who works on them.
  expect(view.queue).toEqual(queue);
  expect(view.points.map(({ done }) => done).filter((done) => done > 0)).toEqual([1]);
  const filled = view.points.find(({ done }) => done > 0)!;
  expect(filled.measures[view.measure]!.mean).toBe(classifyResult(5).metrics.accuracy.classMean);
  expect(view.failures).toEqual([
    {
      point: { fixed: second!.point.fixed!.text, jitter: second!.point.jitter!.text },
      seed: second!.seed,
      why: "no memory left",
    },
  ]);
  expect(view.axes.jitter).toMatchObject({ unit: "s", label: "from event to event (standard deviation)" });
  await store.write(second!, result(second!));
  // Of very many results a page has some at once and the rest with its next question.
  const [some, rest] = [reader.view(dir, row!, -1), reader.view(dir, row!)];
  expect(some.unread).toBe(1);
  expect(rest).not.toHaveProperty("unread");
  expect(rest.points.reduce((sum, { done }) => sum + done, 0)).toBe(2);
  await lock.release();
  expect((await new RunsIndex(root).rows())[0]!.state).toBe("unfinished");
  // As it was begun: its page says the command, and goes on with it.
  expect(view.command).toBe(
    `spikion sweep ${plan.file} --set 'seed=it'\\''s 1' --set train.images=100 --out ${dir}`,
  );
  expect(begunIn(dir)).toEqual({ ...BEGUN, file: plan.file });
});

test("a sweep whose log says nothing, or anything, of how it was begun is not resumed", async () => {
  const row = { type: "sweep" } as RunRow;
  mkdirSync(join(root, "points"));
  const says = (plan: unknown) =>
    writeFileSync(join(root, "live.jsonl"), `${JSON.stringify({ at: "now", plan })}\n`);
  const resumed = () => give("resume", root, row);
  expect(await resumed()).toMatch(/live.jsonl does not say how it was begun/);
  says({ file: "sweep.yaml", begun: { cwd: root, set: "rm", places: 1 }, jobs: [] });
  expect(await resumed()).toMatch(/live.jsonl does not say how it was begun/);
  says({ file: "gone.yaml", begun: { cwd: root, set: [], places: 1 }, jobs: [] });
  expect(await resumed()).toBe(`there is no ${join(root, "gone.yaml")}, with which it was begun`);
  const lock = await acquireLock(root);
  expect(await resumed()).toBe("it is running");
  await lock.release();
});
