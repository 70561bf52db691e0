/**
 * One run per folder. A lock names the process that holds it; where that is gone (killed, power cut) the lock is stale
 * and the next run takes it over. Of a process on another machine only the lock's age is known: its holder touches it.
 */
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { RunFolderError } from "./run-folder-error.js";

export const LOCK_FILE = "run.lock";
/** How often a holder touches its lock, and the age from which one of another machine counts as left behind. */
const TOUCH_EVERY_MS = 30_000;
const STALE_AFTER_MS = 10 * 60_000;
const MOST_BYTES = 4096;

const holderSchema = z.object({
  host: z.string(),
  pid: z.int().min(1),
  /** When the process began, in the system's own count: tells it from a later one of the same number. */
  started: z.string().nullable(),
  id: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

export interface Lock {
  /** Write it again, where somebody has taken it away with its folder. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/**
 * @param dir  an existing folder
 * @throws RunFolderError where another run holds it, saying which
 */
export async function acquireLock(dir: string): Promise<Lock> {
  const path = join(dir, LOCK_FILE);
  const own = JSON.stringify({
    host: hostname(),
    pid: process.pid,
    started: await startOf(process.pid),
    id: randomUUID(),
  } satisfies Holder);
  for (let attempt = 0; !(await created(path, own)); attempt++) {
    const found = await readFile(path, "utf8").catch(() => null);
    if (found === null) continue;
    const holder = holderOf(found);
    if (attempt >= 5 || (await isAlive(holder, path)))
      throw new RunFolderError(
        dir,
        `is in use by another run (${holder ? `process ${holder.pid} on ${holder.host}` : "unknown"}); wait for it, name another folder, or, if you know that it is gone, remove ${path}`,
      );
    await takeAway(path, found);
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_EVERY_MS);
  timer.unref();
  return {
    renew: async () => {
      await created(path, own);
    },
    release: async () => {
      clearInterval(timer);
      if ((await readFile(path, "utf8").catch(() => null)) === own) await rm(path, { force: true });
    },
  };
}

/** Whether the file was not there and is now. */
async function created(path: string, content: string): Promise<boolean> {
  // Written beside and linked, so that nobody ever reads half a lock.
  const fresh = `${path}.partial-${randomUUID()}`;
  try {
    await writeFile(fresh, content, { flag: "wx" });
    await link(fresh, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Remove a stale lock, unless it has become another's meanwhile. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.partial-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return; // another run was faster
  }
  if ((await readFile(aside, "utf8")) !== stale) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function holderOf(text: string): Holder | null {
  if (text.length > MOST_BYTES) return null;
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder | null, path: string): Promise<boolean> {
  if (holder?.host !== hostname()) {
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    return age < STALE_AFTER_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = await startOf(holder.pid);
  if (started === GONE) return false;
  return holder.started === null || started === null || holder.started === started;
}

/** Instead of a start time: the process is dead, and nobody has asked yet what it died of (common in containers). */
const GONE = "gone";

/** Start time of a process where the system tells it (Linux: clock ticks since boot), else null. */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The second field is a name in brackets that may hold anything; the start is the 20th after it.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields?.[0] === "Z" || fields?.[0] === "X" ? GONE : (fields?.[19] ?? null);
}
