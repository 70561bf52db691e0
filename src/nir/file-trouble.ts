/** Why a graph's file cannot be used, in words. */
import { FileError } from "../platform/files.js";
import { NirError } from "./errors.js";

/** What `read` returns. @throws NirError instead of what the disk says */
export function inWords<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const accepted = "accepted: a file as nir.write makes it";
    const { trouble, detail } = error;
    if (trouble === "absent") throw new NirError(`${file}: there is no such file; ${accepted}`);
    if (trouble === "folder") throw new NirError(`${file}: is a folder; ${accepted}`);
    if (trouble === "special") throw new NirError(`${file}: is a pipe, socket or device; ${accepted}`);
    throw new NirError(`${file}: cannot be read (${detail || trouble})`);
  }
}
