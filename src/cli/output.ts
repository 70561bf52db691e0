/** Files that a command writes where the user says. */
import { replaceFileBy, writeSynced } from "../node/replace.js";
import { UsageError } from "./errors.js";

/**
 * Write a file in one step, leaving what was there until it is whole.
 * @param option  that named it, for messages
 * @throws UsageError where the place cannot be written
 */
export async function writeOutput(option: string, path: string, content: string | Uint8Array): Promise<void> {
  await writeOutputBy(option, path, (fresh) => writeSynced(fresh, content));
}

/** As `writeOutput`, of a file that `write` writes where it is told. */
export async function writeOutputBy(
  option: string,
  path: string,
  write: (fresh: string) => Promise<void>,
): Promise<void> {
  try {
    await replaceFileBy(path, write);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "its folder does not exist" : `it cannot be written (${code})`;
    throw new UsageError(`--${option}: ${path}: ${why}; accepted: a file in a folder that may be written`);
  }
}
