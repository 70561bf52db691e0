/** Folders that a command writes where the user says. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { clearLitter, temporaryName } from "../node/temporary.js";
import { yieldToEvents } from "../platform/yield.js";
import { UsageError } from "./errors.js";

/** Milliseconds of writing between two looks at what else has happened. */
const LOOK_EVERY_MS = 50;

/** What a long command may be told and asked while it writes. */
export interface Writing {
  /** Ends it: nothing is left of what was written. */
  readonly signal: AbortSignal;
  /** Called now and then with the number of files written. */
  wrote(files: number): void;
}

/**
 * Writes files into a folder that has its name only when all are there.
 * @param option  that named it, for messages
 * @param files  paths below it
 * @returns  whether all are; false where it was ended before, and nothing is there
 * @throws UsageError where it is there already or cannot be written
 */
export async function writeFolder(
  option: string,
  folder: string,
  files: () => Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
  { signal, wrote }: Writing,
): Promise<boolean> {
  if (existsSync(folder))
    throw new UsageError(`--${option}: ${folder} is there already; accepted: a folder that is not there yet`);
  const place = resolve(folder);
  await clearLitter(dirname(place), basename(place));
  const fresh = join(dirname(place), temporaryName(basename(place)));
  try {
    mkdirSync(fresh);
    let looked = performance.now();
    let written = 0;
    for (const { path, bytes } of files()) {
      const at = join(fresh, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, bytes);
      written++;
      if (performance.now() - looked < LOOK_EVERY_MS) continue;
      wrote(written);
      await yieldToEvents();
      if (signal.aborted) {
        rmSync(fresh, { recursive: true, force: true });
        return false;
      }
      looked = performance.now();
    }
    renameSync(fresh, folder);
    return true;
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "its folder does not exist" : `it cannot be written (${code})`;
    throw new UsageError(`--${option}: ${folder}: ${why}; accepted: a place that may be written`);
  }
}
