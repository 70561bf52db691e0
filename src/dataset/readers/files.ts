/** Opening data files: every trouble becomes a DatasetError, and nothing is read before its size is known. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { DatasetError } from "../errors.js";

/** What a failed system call means for a data file. */
function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return code === "ENOENT" || code === "ENOTDIR" ? "no such file" : `cannot be read (${code})`;
}

/**
 * Run `read` on an open regular file, and close it.
 * @param read  gets the descriptor and the file's size in bytes
 * @throws DatasetError if the file is missing, unreadable, or not a regular file (a pipe has no size to check)
 */
export function withFile<T>(file: string, read: (fd: number, size: number) => T): T {
  let fd: number;
  try {
    // Opening a pipe would wait for its writer.
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw new DatasetError(
      file,
      reason(error),
      "check the path, and that the package it belongs to is installed",
    );
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new DatasetError(file, "not a regular file", "accepted: a file on disk");
    return read(fd, stat.size);
  } catch (error) {
    if (error instanceof DatasetError || !(error instanceof Error && "syscall" in error)) throw error;
    throw new DatasetError(file, reason(error), "check the disk and the file's permissions");
  } finally {
    closeSync(fd);
  }
}

/**
 * Bytes from..from+length-1 of an open file.
 * @throws DatasetError if the file ends before that
 */
export function readBytes(file: string, fd: number, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const n = readSync(fd, bytes, done, length - done, from + done);
    if (n === 0)
      throw new DatasetError(
        file,
        `ended after ${from + done} bytes`,
        "it changed while being read: try again",
      );
    done += n;
  }
  return bytes;
}
