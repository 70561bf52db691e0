/** What a run writes for whoever looks on. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveRun } from "../../src/cli/live-run.js";
import { type LiveLine, parseLive } from "../../src/dashboard/live.js";
import { loadExperiment } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";
import { LiveLog } from "../../src/node/live-log.js";
import { runExperiment } from "../../src/node/run.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "spikion-live-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});
const lines = (): LiveLine[] => parseLive(readFileSync(join(dir, "live.jsonl"), "utf8"));

test("a run that is watched, with pictures as often as there may be, ends in the same weights", async () => {
  const file = join(packageRoot, "experiments/smoke/mnist-tiny.yaml");
  const { spec } = await loadExperiment(file, {
    set: ["train.images=100", "label.images=20", "test.images=20"],
  });
  if (spec.kind !== "classify") throw new Error(spec.kind);
  const alone = await runExperiment(spec);
  // A clock on which every look is a minute later, and a process that has all the time there is.
  let now = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 60_000;
    return now;
  });
  let cpu = 0;
  vi.spyOn(process, "cpuUsage").mockImplementation(() => {
    cpu += 1e10;
    return { user: cpu, system: 0 };
  });
  const live = new LiveRun(dir, spec, undefined);
  const observe = vi.fn(live.observe()!.see);
  const watched = await runExperiment(spec, {
    progress: (p) => live.progress(p),
    observe: { every: 50, see: observe },
    notice: (text) => live.notice(text),
  });
  live.end("finished");
  expect(watched.metrics.weightsSha256).toBe(alone.metrics.weightsSha256);
  expect(observe).toHaveBeenCalledTimes(2);
  expect(lines().at(-1)!.end).toEqual({ state: "finished" });
  expect(lines().some((line) => line.progress?.phase === "test")).toBe(true);
});

test("at most four lines are written in a second, and the last word of each is kept", () => {
  let now = 1e6;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const log = new LiveLog(dir, true, { begin: { from: 0 } });
  for (let k = 1; k <= 100; k++) {
    now += 50;
    log.progress({ phase: "train", done: k, total: 100, unit: "images" });
    if (k === 7) log.notice("seen");
  }
  log.end({ state: "finished" });
  // 5 s.
  expect(lines().length).toBeLessThanOrEqual(20);
  expect(lines().some(({ notices }) => notices?.includes("seen"))).toBe(true);
  expect(lines().at(-1)).toMatchObject({ progress: { done: 100 }, end: { state: "finished" } });
});

test("a folder that takes no file costs the log and nothing else", () => {
  const log = new LiveLog(join(dir, "nowhere"), true, {});
  log.progress({ phase: "train", done: 1, total: 1, unit: "images" });
  log.end({ state: "finished" });
  expect(readdirSync(dir)).toEqual([]);
});

test("a run that is resumed keeps no more pictures than one that was not, and none of what it does again", async () => {
  const file = join(packageRoot, "experiments/smoke/mnist-tiny.yaml");
  const { spec } = await loadExperiment(file);
  const log = new LiveLog(dir, true, { begin: { from: 0 } });
  const name = (done: number) => `live/${String(done).padStart(8, "0")}.png`;
  for (let k = 1; k <= 70; k++)
    log.fields({ file: name(50 * k), done: 50 * k, low: 0, high: 1, unit: "S" }, new Uint8Array(1));
  log.end({ state: "interrupted" });
  new LiveRun(dir, spec, 3300).end("interrupted");
  const left = readdirSync(join(dir, "live")).map((picture) => Number.parseInt(picture, 10));
  // 66 of them up to image 3300: every other one went.
  expect(left).toHaveLength(33);
  expect(Math.max(...left)).toBeLessThanOrEqual(3300);
});
