import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock, LOCK_FILE } from "../../src/node/lock.js";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "spikion-lock-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const put = (holder: object) => writeFile(join(dir, LOCK_FILE), JSON.stringify(holder));
const own = async () => JSON.parse(await readFile(join(dir, LOCK_FILE), "utf8")) as { pid: number };

/** Number of a process that was there and is gone. */
async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid!;
}

test("a folder is one run's until that lets go of it, and the message says whose", async () => {
  const lock = await acquireLock(dir);
  await expect(acquireLock(dir)).rejects.toThrow(
    `${dir}: is in use by another run (process ${process.pid} on ${hostname()})`,
  );
  await lock.release();
  await (await acquireLock(dir)).release();
  expect(await readdir(dir)).toEqual([]);
});

test("of many that ask at once one gets it", async () => {
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(dir)));
  expect(asked.filter((a) => a.status === "fulfilled")).toHaveLength(1);
});

test("the lock of a process that is gone is taken over", async () => {
  await put({ host: hostname(), pid: await goneProcess(), started: null, id: "x" });
  await acquireLock(dir);
  expect((await own()).pid).toBe(process.pid);
});

test.runIf(process.platform === "linux")("so is that of a process whose number has a new owner", async () => {
  await put({ host: hostname(), pid: process.pid, started: "1", id: "x" });
  await acquireLock(dir);
  expect((await own()).pid).toBe(process.pid);
});

test.runIf(process.platform === "linux")(
  "and that of a process that is dead but not yet asked after",
  async () => {
    // The shell's child ends at once; the shell has become something that never asks.
    const shell = spawn("sh", ["-c", "true & echo $!; exec sleep 30"]);
    const [pid] = (await once(shell.stdout, "data")) as [Buffer];
    await new Promise((resolve) => setTimeout(resolve, 300));
    await put({ host: hostname(), pid: Number(String(pid)), started: null, id: "x" });
    await acquireLock(dir);
    shell.kill();
  },
);

test("the lock of another machine holds while it is touched, and is taken over ten minutes after", async () => {
  await put({ host: "elsewhere", pid: 1, started: null, id: "x" });
  await expect(acquireLock(dir)).rejects.toThrow("process 1 on elsewhere");
  const before = new Date(Date.now() - 11 * 60_000);
  await utimes(join(dir, LOCK_FILE), before, before);
  await acquireLock(dir);
});

test("a lock that cannot be read holds for ten minutes too", async () => {
  await writeFile(join(dir, LOCK_FILE), "{");
  await expect(acquireLock(dir)).rejects.toThrow("is in use by another run (unknown)");
});

test("a lock that was taken over is not released by the one that lost it", async () => {
  const lock = await acquireLock(dir);
  await put({ host: "elsewhere", pid: 1, started: null, id: "x" });
  await lock.release();
  expect(await readdir(dir)).toEqual([LOCK_FILE]);
});
