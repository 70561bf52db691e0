import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Saved } from "../../src/core/saved.js";
import { runFolderState } from "../../src/node/run-folder.js";
import { checkpointNames, RunInProgress } from "../../src/node/unfinished.js";

let parent = "";
let dir = "";
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "spikion-unfinished-"));
  dir = join(parent, "run");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const config = "name: x\n";
const begin = (where = dir) =>
  RunInProgress.begin(where, { config, dataHash: "d", startedAt: "2025-01-01T10:00:00Z", version: "0" });
const saved = (x: number): Saved => ({ numbers: { "totals.images": x }, arrays: { a: Float32Array.of(x) } });
const file = (images: number) => join(dir, "checkpoints", `${String(images).padStart(16, "0")}.checkpoint`);

test("the last two checkpoints are kept, and the newest is what a run goes on from", async () => {
  const run = await begin();
  for (const images of [5, 10, 15, 20]) await run.keep(saved(images), images);
  expect(await checkpointNames(dir)).toEqual(["0000000000000015.checkpoint", "0000000000000020.checkpoint"]);
  await run.leave();
  const again = await RunInProgress.reopen(dir);
  const { checkpoint, damaged } = await again.newest();
  expect(checkpoint?.saved).toEqual(saved(20));
  expect(damaged).toEqual([]);
  expect(again.begun).toEqual(run.begun);
});

test("where the newest is damaged the one before is taken, and later ones count as newer than the damaged", async () => {
  const run = await begin();
  for (const images of [5, 10]) await run.keep(saved(images), images);
  await writeFile(file(10), "SPKNCKPT, and then the power went, which left nothing but this");
  const { checkpoint, damaged } = await run.newest();
  expect(checkpoint?.about.done).toBe(5);
  expect(damaged.join()).toMatch(/0000000000000010\.checkpoint: is damaged/);
  for (const images of [7, 9]) await run.keep(saved(images), images);
  expect((await run.newest()).checkpoint?.about.done).toBe(9);
});

test.each([2 ** 30 + 1, 2 ** 32])("a checkpoint of %d bytes is put aside unread", async (size) => {
  const run = await begin();
  for (const images of [5, 10]) await run.keep(saved(images), images);
  // Sparse: no disk is taken. Of 4 GiB nothing could be read at once.
  await truncate(file(10), size);
  const { checkpoint, damaged } = await run.newest();
  expect(checkpoint?.about.done).toBe(5);
  expect(damaged).toEqual([`${file(10)}: has ${size} bytes; accepted: up to 1073741824`]);
});

test("a checkpoint that would be too large is not written, and the last good one stays", async () => {
  const run = await begin();
  await run.keep(saved(5), 5);
  const part = new Float32Array(2 ** 18);
  const arrays = Object.fromEntries(Array.from({ length: 1024 }, (_, x) => [`a${x}`, part]));
  await expect(run.keep({ numbers: {}, arrays }, 10)).rejects.toThrow("1073741824 is the most");
  expect((await run.newest()).checkpoint?.about.done).toBe(5);
});

test("where all are damaged the run begins at its start", async () => {
  const run = await begin();
  await run.keep(saved(5), 5);
  await writeFile(file(5), "");
  expect(await run.newest()).toMatchObject({ damaged: [expect.stringContaining("is not a checkpoint")] });
});

test("a checkpoint of another config is not gone on from", async () => {
  const run = await begin();
  await run.keep(saved(5), 5);
  await run.leave();
  const text = await readFile(join(dir, "checkpoints", "run.json"), "utf8");
  await writeFile(
    join(dir, "checkpoints", "run.json"),
    text.replace(/"configHash": "../, '"configHash": "zz'),
  );
  const other = await RunInProgress.reopen(dir);
  expect((await other.newest()).damaged.join()).toMatch(/is of another run/);
});

test("a place is a run's unfinished one once it holds a checkpoint; until then the run may begin anew", async () => {
  const run = await begin();
  expect(await runFolderState(dir, config)).toBe("own");
  await run.keep(saved(5), 5);
  expect(await runFolderState(dir, config)).toBe("unfinished");
  expect(await runFolderState(dir, "name: y\n")).toBe("foreign");
});

test("a run that was killed while it laid out its folder may begin anew at any of the moments", async () => {
  const run = await begin();
  await run.leave();
  // In the order in which they come: run.json is there before the config.
  await rm(join(dir, "config.resolved.yaml"));
  expect(await runFolderState(dir, config)).toBe("own");
  await rm(join(dir, "checkpoints", "run.json"));
  await writeFile(join(dir, "checkpoints", "run.json.partial-1"), "{");
  await writeFile(join(dir, "run.lock"), "");
  expect(await runFolderState(dir, config)).toBe("absent");
  await writeFile(join(dir, "checkpoints", "mine.txt"), "");
  expect(await runFolderState(dir, config)).toBe("foreign");
});

test("a run that fails before its first checkpoint leaves nothing, after it all that is worth keeping", async () => {
  await (await begin()).abandon();
  expect(await readdir(parent)).toEqual([]);
  const run = await begin();
  await run.keep(saved(5), 5);
  await run.abandon();
  expect((await readdir(dir)).sort()).toEqual(["checkpoints", "config.resolved.yaml"]);
});

test("a folder that is removed while its run goes on is made anew with the next checkpoint", async () => {
  const run = await begin();
  await rm(dir, { recursive: true });
  await run.keep(saved(5), 5);
  expect((await readdir(dir)).sort()).toEqual(["checkpoints", "config.resolved.yaml", "run.lock"]);
  await expect(RunInProgress.reopen(dir)).rejects.toThrow("is in use by another run");
});

test("a place that cannot be written is refused at once, with the reason", async () => {
  await writeFile(join(parent, "file"), "");
  await expect(begin(join(parent, "file", "run"))).rejects.toThrow(
    "cannot be written: a file stands where a folder is needed (ENOTDIR)",
  );
});

test("a place that another run has taken since it was looked at is refused, and left as it is", async () => {
  await mkdir(dir);
  await writeFile(join(dir, "metrics.json"), "another's");
  const about = { config, dataHash: "d", startedAt: "2025-01-01T10:00:00Z", version: "0" };
  const admit = async () => {
    throw new Error("not mine");
  };
  await expect(RunInProgress.begin(dir, about, admit)).rejects.toThrow("not mine");
  expect(await readdir(dir)).toEqual(["metrics.json"]);
});

test("a run that begins where another comes to nothing finds its folder, or is told that it is in use", async () => {
  for (let round = 0; round < 10; round++) {
    const first = await begin();
    const [, second] = await Promise.allSettled([first.abandon(), begin()]);
    if (second.status === "rejected") expect(String(second.reason)).toContain("is in use by another run");
    else await second.value.abandon();
    await expect(readdir(parent)).resolves.toEqual([]);
  }
});

test("a folder without an unfinished run says so", async () => {
  await mkdir(dir);
  await expect(RunInProgress.reopen(dir)).rejects.toThrow("holds no unfinished run; spikion run begins one");
});
