/** Folders that a command writes where the user says. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "./errors.js";

/**
 * Writes files into a folder that has its name only when all are there.
 * @param option  that named it, for messages
 * @param files  paths below it
 * @throws UsageError where it is there already or cannot be written
 */
export async function writeFolder(
  option: string,
  folder: string,
  files: () => Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): Promise<void> {
  if (existsSync(folder))
    throw new UsageError(`--${option}: ${folder} is there already; accepted: a folder that is not there yet`);
  const fresh = `${folder}.${process.pid}.partial`;
  try {
    mkdirSync(fresh);
    for (const { path, bytes } of files()) {
      const at = join(fresh, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, bytes);
    }
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "its folder does not exist" : `it cannot be written (${code})`;
    throw new UsageError(`--${option}: ${folder}: ${why}; accepted: a place that may be written`);
  }
}
