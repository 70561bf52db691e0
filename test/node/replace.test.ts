import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder, replaceFile, replaceFolder } from "../../src/node/replace.js";
import { clearLitter, temporaryName } from "../../src/node/temporary.js";

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

/** A name as a process gives it that is gone. */
function ofGoneProcess(name: string): string {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  return temporaryName(name).replace(`-${process.pid}-`, `-${pid}-`);
}

test("what a killed process has left beside a file is cleared by the next that writes it, and nothing else", async () => {
  const others = ["curve.csv", temporaryName("curve.csv"), ofGoneProcess("other.csv"), "curve.csv.partial"];
  for (const name of [...others, ofGoneProcess("curve.csv"), "curve.csv.partial-123"])
    await writeFile(join(parent, name), "old");
  await replaceFile(join(parent, "curve.csv"), "new");
  expect((await readdir(parent)).sort()).toEqual([...others].sort());
  await clearLitter(parent);
  expect(await readdir(parent)).not.toContain(others[2]);
});

test("no two names beside a file are the same, and each is short enough for any system", () => {
  expect(temporaryName("a")).not.toBe(temporaryName("a"));
  expect(Buffer.byteLength(temporaryName("語".repeat(80)))).toBeLessThan(255);
});

test("a folder that a killed process had put aside is put back, or what it alone has is carried over", async () => {
  const dir = join(parent, "run");
  const aside = `${ofGoneProcess(".run")}.previous`;
  await mkdir(join(parent, aside));
  await writeFile(join(parent, aside, "notes.txt"), "mine");
  await replaceFolder(dir, { a: "new" });
  await mkdir(join(parent, aside));
  await writeFile(join(parent, aside, "more.txt"), "mine");
  await replaceFolder(dir, { a: "newer" });
  expect((await readdir(dir)).sort()).toEqual(["a", "more.txt", "notes.txt"]);
  expect(await readdir(parent)).toEqual(["run"]);
});

test("many that make one deep folder at nearly the same time all find it made", async () => {
  for (let round = 0; round < 20; round++) {
    const deep = join(parent, `${round}`, "shared", "points");
    // One turn of the event loop apart, so that one makes what another has just found missing.
    const after = async (turns: number) => {
      for (let k = 0; k < turns; k++) await setImmediate();
      await makeFolder(deep);
    };
    await Promise.all(Array.from({ length: 16 }, (_, k) => after(k)));
    expect((await stat(deep)).isDirectory()).toBe(true);
  }
});

test("a link is replaced and not followed; a device, a pipe or a folder is refused", async () => {
  await writeFile(join(parent, "elsewhere"), "kept");
  await symlink("elsewhere", join(parent, "link"));
  await replaceFile(join(parent, "link"), "new");
  expect(await readFile(join(parent, "elsewhere"), "utf8")).toBe("kept");
  expect(await readFile(join(parent, "link"), "utf8")).toBe("new");
  await expect(replaceFile("/dev/null", "")).rejects.toThrow("no place for a file, /dev/null");
});

test.runIf(process.platform === "linux")(
  "a folder that the system does not make is refused, at once",
  async () => {
    await expect(makeFolder("/proc/spikion/points")).rejects.toThrow(/ENOENT/);
  },
);
