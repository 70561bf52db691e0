import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { acquireLock, LOCK_FILE } from "../../src/node/lock.js";

/** Called just before a claim to a stale lock is put in its place. */
let beforeClaim: (() => Promise<void>) | undefined;
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const link: typeof real.link = async (from, to) => {
    if (String(to).includes(".partial-")) {
      const hook = beforeClaim;
      beforeClaim = undefined;
      await hook?.();
    }
    await real.link(from, to);
  };
  return { ...real, link };
});

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

/** What a run writes that takes the stale lock over which is there. */
async function claim(): Promise<string> {
  const stale = createHash("sha256")
    .update(await readFile(join(dir, LOCK_FILE)))
    .digest("hex");
  const ends = [0, 8, 12, 16, 20, 32];
  const id = ends.slice(1).map((end, k) => stale.slice(ends[k], end));
  return join(dir, `${LOCK_FILE}.partial-${id.join("-")}`);
}

test("while one takes a stale lock over, another leaves it alone", async () => {
  const stale = { host: hostname(), pid: await goneProcess(), started: null };
  const mine = { host: hostname(), pid: process.pid, started: null };
  await put({ ...stale, id: "stale" });
  const path = await claim();
  await writeFile(path, JSON.stringify({ ...mine, id: "first" }));
  const second = acquireLock(dir);
  await put({ ...mine, id: "first" });
  await rm(path);
  await expect(second).rejects.toThrow("is in use by another run");
  expect(await own()).toMatchObject({ id: "first" });
});

test("one that has found a stale lock, and is overtaken before it may remove it, does not remove the next", async () => {
  await put({ host: hostname(), pid: await goneProcess(), started: null, id: "stale" });
  beforeClaim = () => put({ host: hostname(), pid: process.pid, started: null, id: "first" });
  await expect(acquireLock(dir)).rejects.toThrow("is in use by another run");
  expect(beforeClaim).toBeUndefined();
  expect(await own()).toMatchObject({ id: "first" });
  expect(await readdir(dir)).toEqual([LOCK_FILE]);
});

test("whoever was killed while it took a stale lock over is no reason to wait for ever", async () => {
  const dead = { host: hostname(), pid: await goneProcess(), started: null };
  await put({ ...dead, id: "stale" });
  await writeFile(await claim(), JSON.stringify({ ...dead, id: "claim" }));
  await (await acquireLock(dir)).release();
  expect(await readdir(dir)).toEqual([]);
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
    // The shell becomes something that never asks after its child, which ends then.
    const shell = spawn("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]);
    onTestFinished(() => void shell.kill());
    const [pid] = (await once(shell.stdout, "data")) as [Buffer];
    const until = async (pid: number, said: RegExp) => {
      while (!said.test(readFileSync(`/proc/${pid}/stat`, "utf8")))
        await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await until(shell.pid!, /\(sleep\)/);
    process.kill(Number(String(pid)), "SIGKILL");
    await until(Number(String(pid)), /\) Z /);
    await put({ host: hostname(), pid: Number(String(pid)), started: null, id: "x" });
    await acquireLock(dir);
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
  await expect(acquireLock(dir)).rejects.toThrow(
    "is in use by another run (unknown: its lock is empty or cut off)",
  );
});

test("a lock that was taken over is not released by the one that lost it", async () => {
  const lock = await acquireLock(dir);
  await put({ host: "elsewhere", pid: 1, started: null, id: "x" });
  await lock.release();
  expect(await readdir(dir)).toEqual([LOCK_FILE]);
});

test("an empty lock is taken over once it is ten minutes old", async () => {
  await writeFile(join(dir, LOCK_FILE), "");
  await expect(acquireLock(dir)).rejects.toThrow(
    /wait for it, name another folder, or, .* remove .*run\.lock/,
  );
  const before = new Date(Date.now() - 11 * 60_000);
  await utimes(join(dir, LOCK_FILE), before, before);
  await (await acquireLock(dir)).release();
});

test("what is no file in the lock's place is refused at once, and left as it is", async () => {
  await mkdir(join(dir, LOCK_FILE));
  await expect(acquireLock(dir)).rejects.toThrow(/its lock .*run\.lock is not a file, so nobody knows/);
  await rm(join(dir, LOCK_FILE), { recursive: true });
  await symlink("nowhere", join(dir, LOCK_FILE));
  await expect(acquireLock(dir)).rejects.toThrow("is not a file");
  expect(await readdir(dir)).toEqual([LOCK_FILE]);
});

test.runIf(process.platform === "linux")(
  "a process of the same number and host name in another container, or on another machine, is not taken for this one",
  async () => {
    const lock = await acquireLock(dir);
    const mine = (await own()) as { pid: number; boot: string; pids: string };
    await lock.release();
    const gone = await goneProcess();
    // Here that number is nobody's: in the other container it may be the run's.
    for (const other of [{ pids: "pid:[1]" }, { boot: "another" }]) {
      await put({ ...mine, pid: gone, ...other });
      await expect(acquireLock(dir)).rejects.toThrow(`process ${gone} on ${hostname()}`);
    }
    await put({ ...mine, pid: gone });
    await (await acquireLock(dir)).release();
  },
);

test("whoever has lost its lock to another run is told so", async () => {
  const lock = await acquireLock(dir);
  await lock.check();
  await put({ host: "elsewhere", pid: 7, started: null, id: "x" });
  await expect(lock.check()).rejects.toThrow(
    `${dir}: was taken over by another run (process 7 on elsewhere)`,
  );
});
