/**
 * One run per folder. A lock names the process that holds it; where that is gone (killed, power cut) the lock is stale
 * and the next run takes it over. Of a process that cannot be seen from here (another machine, another container) only
 * the lock's age is known: its holder touches it.
 */
import { randomUUID } from "node:crypto";
import { link, lstat, readFile, rm, utimes } from "node:fs/promises";
import { uptime } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { syncFolder, writeSynced } from "./replace.js";
import { RunFolderError } from "./run-folder-error.js";
import { sha256 } from "./sha256.js";
import { temporaryName } from "./temporary.js";
import { isRunning, startOf, whereabouts } from "./whereabouts.js";

export const LOCK_FILE = "run.lock";
/** How often a holder touches its lock, and the age from which one that cannot be seen counts as left behind. */
const TOUCH_EVERY_MS = 30_000;
const STALE_AFTER_MS = 10 * 60_000;
/** The same for one that has this machine's name and was last touched before this machine was started. */
const STALE_AFTER_START_MS = 2 * 60_000;
const MOST_BYTES = 4096;
const MOST_ATTEMPTS = 20;
/** ms between two looks while another takes a stale lock away. */
const CLAIM_MS = 10;

const holderSchema = z.object({
  host: z.string(),
  /** Where its number means the same as here; absent in locks of before that was kept. */
  boot: z.string().nullable().optional(),
  pids: z.string().nullable().optional(),
  pid: z.int().min(1),
  /** When the process began, in the system's own count: tells it from a later one of the same number. */
  started: z.string().nullable(),
  id: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

export interface Lock {
  /** Write it again, where somebody has taken it away with its folder. */
  renew(): Promise<void>;
  /** @throws RunFolderError where another run has taken it over */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * @param dir  an existing folder
 * @throws RunFolderError where another run holds it, saying which; where what is in the lock's place cannot be read
 */
export async function acquireLock(dir: string): Promise<Lock> {
  const path = join(dir, LOCK_FILE);
  const own = JSON.stringify({
    ...whereabouts(),
    pid: process.pid,
    started: await startOf(process.pid),
    id: randomUUID(),
  } satisfies Holder);
  for (let attempt = 0; !(await created(path, own)); attempt++) {
    const found = await contentOf(dir, path);
    if (found === null && attempt < MOST_ATTEMPTS) continue;
    const holder = found === null ? null : holderOf(found);
    if (found === null || attempt >= MOST_ATTEMPTS || (await isAlive(holder, path)))
      throw new RunFolderError(dir, inUse(holder, path));
    await takeAway(path, found, own);
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
    check: async () => {
      const found = await readFile(path, "utf8").catch(() => own);
      if (found !== own)
        throw new RunFolderError(dir, `was taken over by another run (${named(holderOf(found))})`);
    },
    release: async () => {
      clearInterval(timer);
      if ((await readFile(path, "utf8").catch(() => null)) === own) await rm(path, { force: true });
    },
  };
}

/**
 * The process that holds a folder's lock.
 * @returns  null where none does; `pid` only where that number means the same here
 */
export async function lockOf(
  dir: string,
): Promise<{ readonly pid: number | null; readonly host: string } | null> {
  const path = join(dir, LOCK_FILE);
  const holder = holderOf((await contentOf(dir, path).catch(() => null)) ?? "");
  if (!holder || !(await isAlive(holder, path))) return null;
  return { pid: isVisible(holder) ? holder.pid : null, host: holder.host };
}

function inUse(holder: Holder | null, path: string): string {
  return `is in use by another run (${named(holder)}); wait for it, name another folder, or, if you know that it is gone, remove ${path}`;
}

function named(holder: Holder | null): string {
  return holder ? `process ${holder.pid} on ${holder.host}` : "unknown: its lock is empty or cut off";
}

/** Text of the lock; null where it is gone by now. @throws RunFolderError for what is no file, or cannot be read */
async function contentOf(dir: string, path: string): Promise<string | null> {
  const refuse = (why: string): never => {
    throw new RunFolderError(
      dir,
      `its lock ${path} ${why}, so nobody knows whether another run is at it; if none is, remove that`,
    );
  };
  try {
    // Not opened before it is known to be a file: a pipe would wait for ever.
    const { size, ...stat } = await lstat(path).then((s) => ({ size: s.size, isFile: s.isFile() }));
    if (!stat.isFile) return refuse("is not a file");
    return size > MOST_BYTES ? "" : await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    if (code === undefined) throw error;
    return refuse(`cannot be read (${code})`);
  }
}

/** Whether the file was not there and is now. */
async function created(path: string, content: string): Promise<boolean> {
  // Written beside and linked, so that nobody ever reads half a lock.
  const fresh = join(dirname(path), temporaryName(basename(path)));
  try {
    await writeSynced(fresh, content);
    await linked(fresh, path, content);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Some file systems have no links: there the lock is written in its place, and may be read in part for a moment. */
async function linked(fresh: string, path: string, content: string): Promise<void> {
  try {
    await link(fresh, path);
  } catch (error) {
    if (!LINKLESS.has(String((error as NodeJS.ErrnoException).code))) throw error;
    await writeSynced(path, content);
  }
}

const LINKLESS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Remove a stale lock. Of several that have found it one may, who holds a claim to this very lock: another that comes later
 * would remove the lock that the first has put in its place.
 */
async function takeAway(path: string, stale: string, own: string): Promise<void> {
  const claim = claimTo(path, stale);
  if (!(await created(claim, own))) {
    const claimant = await readFile(claim, "utf8").catch(() => null);
    // One that was killed just then.
    if (claimant !== null && !(await isAlive(holderOf(claimant), claim))) await rm(claim, { force: true });
    else await sleep(CLAIM_MS);
    return;
  }
  try {
    if ((await readFile(path, "utf8").catch(() => null)) === stale) await rm(path, { force: true });
  } finally {
    await rm(claim, { force: true });
  }
}

/** The same name for all that have found the same lock, and litter where it is left (temporary.ts). */
function claimTo(path: string, stale: string): string {
  const id = sha256(stale).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
  return `${path}.partial-${id}`;
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
  if (holder && isVisible(holder)) return await isRunning(holder.pid, holder.started);
  const touched = await lstat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
  const age = Date.now() - touched;
  const beforeStart = holder?.host === whereabouts().host && touched < Date.now() - 1000 * uptime();
  return age < (beforeStart ? STALE_AFTER_START_MS : STALE_AFTER_MS);
}

/** Whether the number of its process means the same here. */
function isVisible({ host, boot, pids }: Holder): boolean {
  const here = whereabouts();
  if (!boot || !here.boot) return host === here.host;
  return boot === here.boot && pids === here.pids;
}
