/**
 * Names of files and folders that are written beside their final place: nobody can guess them, and whoever starts there
 * again knows which of them a killed process has left.
 */
import { randomUUID } from "node:crypto";
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isRunning, placeName } from "./whereabouts.js";

/** Age from which the file of a process that cannot be seen from here counts as left behind. */
const STALE_AFTER_MS = 10 * 60_000;

/** What follows the final name. */
const SUFFIX = /\.partial-(?:([0-9a-f]{8})-(\d+)-)?(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+)$/;

/** Letters of the final name that are kept: systems take names of 255 bytes, and one letter may have three. */
const KEPT = 60;

/** A name that nobody else has, for what shall be called `name` in the same folder. */
export function temporaryName(name: string): string {
  return `${name.slice(0, KEPT)}.partial-${placeName()}-${process.pid}-${randomUUID()}`;
}

/**
 * Remove what killed processes have left in a folder; what may still be written stays.
 * @param of  final name whose remains are meant; absent = all. "" for those that stand for no single file
 */
export async function clearLitter(dir: string, of?: string): Promise<void> {
  const names: string[] = await readdir(dir).catch(() => []);
  for (const name of names)
    if (await isLitter(dir, name, of))
      await rm(join(dir, name), { recursive: true, force: true }).catch(() => {});
}

/** Whether `name` is one of ours whose writer is gone. */
export async function isLitter(dir: string, name: string, of?: string): Promise<boolean> {
  const found = SUFFIX.exec(name);
  if (!found || (of !== undefined && name.slice(0, found.index) !== of.slice(0, KEPT))) return false;
  const [, place, pid] = found;
  if (place === placeName()) return Number(pid) !== process.pid && !(await isRunning(Number(pid)));
  const stat = await lstat(join(dir, name)).catch(() => null);
  // Names without a process were given by versions before this one.
  return stat !== null && (pid === undefined || Date.now() - stat.mtimeMs > STALE_AFTER_MS);
}
