import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkResults, openStore } from "../../src/node/sweep-store.js";
import type { Origin } from "../../src/sweep/origin.js";
import type { Job } from "../../src/sweep/plan.js";
import { simulateResult } from "../report/fixture.js";

let dir = "";
const said: string[] = [];
const origin: Origin = {
  dataHash: "da7a",
  modules: { "/m.js": "1" },
  program: { spikion: "0", commit: null, code: "c0de" },
};
const open = (now: Partial<Origin> = {}, acceptMixed = false) =>
  openStore(dir, {
    originOf: () => ({ ...origin, ...now }),
    acceptMixed,
    notice: (text) => said.push(text),
  });
beforeEach(async () => {
  said.length = 0;
  dir = await mkdtemp(join(tmpdir(), "spikion-store-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const { metrics } = simulateResult();
const result = { metrics, assumed: { device: "d", numbers: ["gMin"] }, ...origin };
const job = (digit: string): Job => ({ point: {}, seed: "1", set: [], key: digit.repeat(24) });
const [a, b] = [job("a"), job("b")];
const fileOf = ({ key }: Job) => join(dir, "points", `${key}.json`);

test("a result is there for whoever asks for its key, and for nobody else", async () => {
  await (await open()).write(a, result);
  const store = await open();
  expect(await store.read(a)).toMatchObject({ record: { ...result, key: a.key }, mixed: [] });
  expect(await store.read(b)).toBeUndefined();
  expect(said).toEqual([]);
});

test("a result that has the name of an earlier version is taken, and gets its own", async () => {
  await (await open()).write(a, result);
  const renamed = { ...b, before: a.key! };
  const store = await open();
  expect(await store.others([renamed])).toEqual({ all: 0, foreign: 0 });
  await expect(checkResults(dir, [renamed], await open({ dataHash: "other" }))).rejects.toThrow(
    "data: 1 result",
  );
  expect(await readdir(join(dir, "points"))).toEqual([`${a.key}.json`]);
  const taken = await store.read(renamed);
  expect(taken).toMatchObject({ record: { ...result, key: b.key }, mixed: [] });
  expect(await readdir(join(dir, "points"))).toEqual([`${b.key}.json`]);
  expect(await (await open()).read(b)).toEqual(taken);
});

test("a file that was cut off is said with its name, and the run is done again", async () => {
  const store = await open();
  await store.write(a, result);
  await writeFile(fileOf(a), (await readFile(fileOf(a), "utf8")).slice(0, 100));
  expect(await store.read(a)).toBeUndefined();
  expect(said[0]).toMatch(new RegExp(`^${fileOf(a)}: cannot be read \\(.*JSON.*\\); the run is done again$`));
});

test.each<[string, string, RegExp]>([
  ['"version": 2', '"version": 1', /has format version 1; this program reads 2/],
  ['"ticks": ', '"ticks": 1', /was edited or damaged after the run \(its sha256 is another\)/],
  ['"dataHash": "da7a"', '"dataHash": "0"', /was edited or damaged/],
  ['"content": "', '"content": "0', /was edited or damaged/],
  ["spikion-sweep-run", "spikion-run", /is not the result of a run \(format: got "spikion-run"/],
])("a file with %s made %s is refused, saying what to do", async (before, after, message) => {
  const store = await open();
  await store.write(a, result);
  const text = await readFile(fileOf(a), "utf8");
  expect(text).toContain(before);
  await writeFile(fileOf(a), text.replace(before, after));
  await expect(checkResults(dir, [a], store)).rejects.toThrow(message);
  await expect(checkResults(dir, [a], store)).rejects.toThrow(
    /remove it to have this run done again, or start with --restart/,
  );
});

test("a folder that an older program wrote is refused, though its results had other names", async () => {
  const store = await open();
  await store.write(a, result);
  await writeFile(fileOf(a), (await readFile(fileOf(a), "utf8")).replace('"version": 2', '"version": 1'));
  await expect(checkResults(dir, [b], store)).rejects.toThrow(
    /has 1 results in another format .* --restart, which forgets them, or with another --out/,
  );
});

describe.skipIf(process.platform === "win32")("what is no file in a result's place is refused", () => {
  const pipe = async (path: string) => void execFileSync("mkfifo", [path]);
  test.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    ["a pipe, without waiting for its writer", pipe, /is no regular file/],
    ["a folder", (path) => mkdir(path), /is no regular file/],
    ["a link to a device", (path) => symlink("/dev/zero", path), /is no regular file/],
    ["a link in a circle", (path) => symlink(path, path), /cannot be read \(ELOOP\)/],
    [
      "binary data",
      (path) => writeFile(path, Buffer.alloc(64)),
      /is not the result of a run \(has a NUL byte/,
    ],
  ])("%s", async (_, put, message) => {
    const store = await open();
    await put(fileOf(a));
    await expect(checkResults(dir, [a], store)).rejects.toThrow(message);
    await expect(checkResults(dir, [a], store)).rejects.toThrow(/remove it to have this run done again/);
    // As the result of other settings it must not hold up anybody either.
    await expect(store.others([b])).rejects.toThrow(message);
  });
});

test("a link to nowhere is no result, and is replaced by one", async () => {
  const store = await open();
  await symlink(join(dir, "nowhere"), fileOf(a));
  expect(await store.read(a)).toBeUndefined();
  await store.write(a, result);
  expect(await store.read(a)).toMatchObject({ mixed: [] });
  expect(await readdir(dir)).toEqual(["points"]);
});

test("a result with a right hash that no run can have left is refused, however deep it goes", async () => {
  const store = await open();
  await store.write(a, result);
  const { content: _, ...whole } = JSON.parse(await readFile(fileOf(a), "utf8"));
  for (const [change, message] of [
    [{ metrics: { ...metrics, ticks: "many" } }, /metrics\.ticks: got "many"/],
    [{ metrics: null }, /metrics\.kind: got nothing/],
    [{ metrics: { kind: "__proto__" } }, /metrics\.kind/],
  ] as [object, RegExp][]) {
    const forged = { ...whole, ...change };
    const content = createHash("sha256").update(JSON.stringify(forged)).digest("hex");
    await writeFile(fileOf(a), JSON.stringify({ ...forged, content }));
    await expect(store.read(a)).rejects.toThrow(message);
  }
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  await writeFile(fileOf(a), JSON.stringify({ ...whole, metrics: "?" }).replace('"?"', deep));
  await expect(store.read(a)).rejects.toThrow(/is not the result of a run \(nested too deeply\)/);
});

test("a result under the name of another is refused", async () => {
  const store = await open();
  await store.write(a, result);
  await writeFile(fileOf(b), await readFile(fileOf(a)));
  await expect(store.read(b)).rejects.toThrow(/is the result of another config \(a{24}\)/);
});

describe("results of what is now another", () => {
  const program = { ...origin.program, spikion: "1" };
  test.each<[string, Partial<Origin>, string]>([
    ["data", { dataHash: "0ther" }, "data: 2 results"],
    ["a version of the program", { program }, "program (spikion 0, now spikion 1): 2 results"],
    [
      "code",
      { program: { ...origin.program, code: "0" } },
      "program (spikion 0 with changed code): 2 results",
    ],
    ["a module", { modules: { "/m.js": "2" } }, "module /m.js: 2 results"],
    ["a module's import", { modules: { "/m.js": "1", "/n.js": "1" } }, "module /n.js: 2 results"],
  ])("are refused together, naming %s", async (_, now, change) => {
    const before = await open();
    for (const each of [a, b]) await before.write(each, result);
    const refused = checkResults(dir, [a, b, job("c")], await open(now));
    await expect(refused).rejects.toThrow(`2 of its 2 results were computed from something else`);
    await expect(refused).rejects.toThrow(change);
    await expect(refused).rejects.toThrow(
      /--accept-mixed, which keeps them .* --restart, which does all runs again/,
    );
  });

  test("are kept where that is asked for, with what has changed", async () => {
    await (await open()).write(a, result);
    const kept = await (await open({ dataHash: "0ther", program }, true)).read(a);
    expect(kept!.mixed).toEqual(["data", "program (spikion 0, now spikion 1)"]);
  });

  test("do not include those of another commit with the same code", async () => {
    await (await open()).write(a, result);
    const store = await open({ program: { ...origin.program, commit: "abc" } });
    expect(await store.read(a)).toMatchObject({ mixed: [] });
  });
});

test("results of other settings are counted, and all are forgotten together", async () => {
  const store = await open();
  for (const each of [a, b]) await store.write(each, result);
  expect(await store.others([a])).toEqual({ all: 1, foreign: 0 });
  await store.clear();
  expect(await readdir(join(dir, "points"))).toEqual([]);
});

test("what a killed run left half written is cleared away", async () => {
  await open();
  await writeFile(join(dir, "points", "abc.json.partial-123"), "{");
  await open();
  expect(await readdir(join(dir, "points"))).toEqual([]);
});

test("a folder with anything else in it is not written to", async () => {
  await writeFile(join(dir, "manifest.json"), "{}");
  await expect(open()).rejects.toThrow(/holds something that is not a sweep; name another folder/);
  expect(await readdir(dir)).toEqual(["manifest.json"]);
});
