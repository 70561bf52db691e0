import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceFile, replaceFolder } from "../../src/node/replace.js";

let parent = "";
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "spikion-replace-"));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test("a new folder appears with all its files, and its missing parents, and nothing is left beside it", async () => {
  const dir = join(parent, "runs", "first");
  await replaceFolder(dir, { a: "1", b: Uint8Array.of(50) });
  expect((await readdir(dir)).sort()).toEqual(["a", "b"]);
  expect(await readFile(join(dir, "b"), "utf8")).toBe("2");
  expect(await readdir(join(parent, "runs"))).toEqual(["first"]);
});

test("files that the new folder does not have are carried over from the old", async () => {
  const dir = join(parent, "run");
  await replaceFolder(dir, { a: "old" });
  await writeFile(join(dir, "notes.txt"), "mine");
  await replaceFolder(dir, { a: "new" });
  expect(await readFile(join(dir, "a"), "utf8")).toBe("new");
  expect(await readFile(join(dir, "notes.txt"), "utf8")).toBe("mine");
  expect(await readdir(parent)).toEqual(["run"]);
});

test("a failure in the middle leaves the old folder and no remains", async () => {
  const dir = join(parent, "run");
  await replaceFolder(dir, { a: "old", b: "old" });
  // The second file cannot be written: its folder does not exist.
  await expect(replaceFolder(dir, { a: "new", "missing/b": "new" })).rejects.toThrow("ENOENT");
  expect(await readFile(join(dir, "a"), "utf8")).toBe("old");
  expect(await readFile(join(dir, "b"), "utf8")).toBe("old");
  expect(await readdir(parent)).toEqual(["run"]);
});

test("a new folder is as open to others as any that is made here", async () => {
  await mkdir(join(parent, "plain"));
  await replaceFolder(join(parent, "run"), { a: "1" });
  expect((await stat(join(parent, "run"))).mode).toBe((await stat(join(parent, "plain"))).mode);
});

test("an empty folder can be filled", async () => {
  const dir = join(parent, "empty");
  await mkdir(dir);
  await replaceFolder(dir, { a: "1" });
  expect(await readdir(dir)).toEqual(["a"]);
});

test("a file that cannot be replaced stays, and no second one beside it", async () => {
  const path = join(parent, "report.html");
  await mkdir(path); // a file cannot be renamed onto a folder
  await writeFile(join(path, "kept"), "");
  await expect(replaceFile(path, "new")).rejects.toThrow();
  expect(await readdir(parent)).toEqual(["report.html"]);
  expect(await readdir(path)).toEqual(["kept"]);
});
