/** Files that a command writes where the user says. */
import { replaceFile } from "../node/replace.js";
import { UsageError } from "./errors.js";

/**
 * Write a file in one step, leaving what was there until it is whole.
 * @param option  that named it, for messages
 * @throws UsageError where the place cannot be written
 */
export async function writeOutput(option: string, path: string, content: string | Uint8Array): Promise<void> {
  try {
    await replaceFile(path, content);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "its folder does not exist" : `it cannot be written (${code})`;
    throw new UsageError(`--${option}: ${path}: ${why}; accepted: a file in a folder that may be written`);
  }
}
