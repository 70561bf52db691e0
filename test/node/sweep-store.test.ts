import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../src/node/sweep-store.js";
import { simulateResult } from "../report/fixture.js";

let dir = "";
const said: string[] = [];
const open = () => openStore(dir, (text) => said.push(text));
beforeEach(async () => {
  said.length = 0;
  dir = await mkdtemp(join(tmpdir(), "spikion-store-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const { metrics } = simulateResult();
const result = {
  metrics,
  assumed: { device: "d", numbers: ["gMin"] },
  program: { spikion: "0", commit: null },
};

test("a result is there for whoever asks for its key, and for nobody else", async () => {
  await (await open()).write("abc", result);
  const store = await open();
  expect(await store.read("abc")).toMatchObject({ ...result, key: "abc" });
  expect(await store.read("abd")).toBeUndefined();
  expect(said).toEqual([]);
});

test("a file that was cut off, or that an older program wrote, is said with its name, and the run is done again", async () => {
  const store = await open();
  await store.write("abc", result);
  const path = join(dir, "points", "abc.json");
  const whole = await readFile(path, "utf8");
  await writeFile(path, whole.slice(0, 100));
  expect(await store.read("abc")).toBeUndefined();
  await writeFile(path, whole.replace('"version": 1', '"version": 0'));
  expect(await store.read("abc")).toBeUndefined();
  await writeFile(path, whole.replace('"ticks"', '"steps"'));
  expect(await store.read("abc")).toBeUndefined();
  expect(said[0]).toMatch(new RegExp(`^${path}: cannot be read \\(.*JSON.*\\); the run is done again$`));
  expect(said[1]).toBe(`${path}: cannot be read (version: got 0; expected 1); the run is done again`);
  expect(said[2]).toContain("metrics.ticks: got nothing; expected a whole number from 0");
});

test("what a killed run left half written is cleared away", async () => {
  await open();
  await writeFile(join(dir, "points", "abc.json.partial-123"), "{");
  await open();
  expect(await readdir(join(dir, "points"))).toEqual([]);
});
