/** Recordings on disk, read a part at a time: records/<name>.npy of a run folder. */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { NPY_HEADER } from "../platform/npy.js";
import { RECORDS, swap } from "./record-files.js";
import { diskTrouble, RunFolderError } from "./run-folder-error.js";

const CHUNK = 2 ** 20;

/** Place in the run folder, as its manifest names it. */
export const recordPlace = (name: string) => `${RECORDS}/${name}.npy`;

export class RecordArray {
  readonly path: string;
  /** Of the file. */
  readonly bytes: number;
  private readonly file: number;

  /**
   * @param width  numbers of a row
   * @throws RunFolderError where it is not there, or not as long as the run says
   */
  constructor(
    dir: string,
    readonly name: string,
    private readonly type: "float64" | "int32",
    readonly width: number,
    rows: number,
  ) {
    this.path = join(dir, recordPlace(name));
    this.bytes = NPY_HEADER + rows * width * this.size;
    try {
      this.file = openSync(this.path, "r");
    } catch (error) {
      throw refused(this.path, error);
    }
    const { size } = fstatSync(this.file);
    if (size !== this.bytes) {
      this.close();
      throw new RunFolderError(this.path, `has ${size} bytes; the run wrote ${this.bytes}`);
    }
  }

  /** Rows from .. to-1. */
  rows(from: number, to: number): Float64Array | Int32Array {
    const row = this.width * this.size;
    // Not of a pool: the array begins where its memory does.
    const memory = new ArrayBuffer((to - from) * row);
    const bytes = Buffer.from(memory);
    readSync(this.file, bytes, 0, bytes.length, NPY_HEADER + from * row);
    if (endianness() === "BE") swap(bytes, this.size);
    return this.type === "int32" ? new Int32Array(memory) : new Float64Array(memory);
  }

  /** The file from its first byte. */
  *chunks(): Generator<Uint8Array> {
    for (let at = 0; at < this.bytes; at += CHUNK) {
      const chunk = Buffer.alloc(Math.min(CHUNK, this.bytes - at));
      readSync(this.file, chunk, 0, chunk.length, at);
      yield chunk;
    }
  }

  close(): void {
    closeSync(this.file);
  }

  private get size(): 4 | 8 {
    return this.type === "int32" ? 4 : 8;
  }
}

/** Whether recordings of a run folder are as they were written. @throws RunFolderError naming the first that is not */
export function checkRecords(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [place, expected] of Object.entries(files)) {
    if (!place.startsWith(`${RECORDS}/`)) continue;
    const path = join(dir, place);
    if (hashOf(path) !== expected)
      throw new RunFolderError(
        path,
        "is damaged or was changed after the run (its sha256 is not the manifest's)",
      );
  }
}

function hashOf(path: string): string {
  const hash = createHash("sha256");
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const chunk = Buffer.alloc(CHUNK);
    for (let n = readSync(file, chunk); n > 0; n = readSync(file, chunk)) hash.update(chunk.subarray(0, n));
  } catch (error) {
    throw refused(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return hash.digest("hex");
}

function refused(path: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code === "ENOENT")
    return new RunFolderError(path, "is missing, so this is not a whole run folder");
  const trouble = diskTrouble(error);
  return trouble === undefined ? error : new RunFolderError(path, `cannot be read: ${trouble}`);
}
