/**
 * Recordings of a run that is under way as .npy files that grow. They lie with the checkpoints, under <name>.npy.growing, and
 * get their names in records/ of the run folder when the run is over: nothing partial stands under a final name. Their
 * headers are of the last checkpoint, so that numpy opens them at any moment.
 */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { rename } from "node:fs/promises";
import { endianness } from "node:os";
import { join } from "node:path";
import type { RecordStore, RecordStream } from "../experiment/record-store.js";
import { NPY_HEADER, npyHeader } from "../platform/npy.js";
import { makeFolder, syncFolder } from "./replace.js";
import { diskTrouble, RunFolderError } from "./run-folder-error.js";

/** Folder of the run folder with recordings that are whole. */
export const RECORDS = "records";

const CHUNK = 2 ** 20;

export class RecordFiles implements RecordStore {
  private readonly files: GrowingNpy[] = [];

  /** @param folder  where they grow; must be there when the first is opened */
  constructor(private readonly folder: string) {}

  open(name: string, type: "float64" | "int32", row: readonly number[], rows: number): RecordStream {
    const file = new GrowingNpy(join(this.folder, `${name}.npy.growing`), name, type, row, rows);
    this.files.push(file);
    return file;
  }

  sync(): void {
    for (const file of this.files) file.sync();
  }

  /** @returns  sha256 of each file, by its place in the run folder */
  hashes(): Record<string, string> {
    this.sync();
    return Object.fromEntries(this.files.map((file) => [`${RECORDS}/${file.name}.npy`, file.sha256()]));
  }

  /** Give them their final names in a run folder. */
  async place(dir: string): Promise<void> {
    const whole = [...this.files];
    if (whole.length === 0) return;
    // Not every system renames what is open.
    this.close();
    const target = join(dir, RECORDS);
    await makeFolder(target);
    for (const { path, name } of whole) await rename(path, join(target, `${name}.npy`));
    await syncFolder(target);
  }

  close(): void {
    for (const file of this.files.splice(0)) file.close();
  }
}

/** Turns numbers around where a machine keeps them the other way than files do. */
export function swap(bytes: Buffer, size: 4 | 8): void {
  if (size === 4) bytes.swap32();
  else bytes.swap64();
}

class GrowingNpy implements RecordStream {
  private readonly file: number;
  private readonly rowBytes: number;

  /** @throws RunFolderError where fewer than `rows` are there, or the disk refuses */
  constructor(
    readonly path: string,
    readonly name: string,
    private readonly type: "float64" | "int32",
    private readonly row: readonly number[],
    private rows: number,
  ) {
    this.rowBytes = row.reduce((n, size) => n * size, type === "int32" ? 4 : 8);
    try {
      this.file = openSync(path, rows > 0 ? "r+" : "w+");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT" && rows > 0) throw this.shorter(0);
      throw this.refused(error);
    }
    const { size } = fstatSync(this.file);
    if (rows > 0 && size < this.end) throw this.shorter(size);
    this.guarded(() => {
      ftruncateSync(this.file, this.end);
      this.writeHeader();
    });
  }

  append(values: Float64Array | Int32Array): void {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    if (endianness() === "BE") swap(bytes, this.type === "int32" ? 4 : 8);
    this.guarded(() => {
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.file, bytes, at, bytes.length - at, this.end + at);
    });
    this.rows += bytes.length / this.rowBytes;
  }

  sync(): void {
    this.guarded(() => {
      this.writeHeader();
      fsyncSync(this.file);
    });
  }

  private writeHeader(): void {
    writeSync(this.file, npyHeader(this.type, [this.rows, ...this.row]), 0, NPY_HEADER, 0);
  }

  sha256(): string {
    const hash = createHash("sha256");
    const chunk = Buffer.alloc(CHUNK);
    for (let at = 0; at < this.end; at += CHUNK)
      hash.update(chunk.subarray(0, readSync(this.file, chunk, 0, CHUNK, at)));
    return hash.digest("hex");
  }

  close(): void {
    closeSync(this.file);
  }

  /** Bytes of the file. */
  private get end(): number {
    return NPY_HEADER + this.rows * this.rowBytes;
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw this.refused(error);
    }
  }

  private refused(error: unknown): unknown {
    const trouble = diskTrouble(error);
    const then = "fix that, then resume from the last checkpoint, or run again where there is none";
    return trouble === undefined
      ? error
      : new RunFolderError(this.path, `the recording cannot be written: ${trouble}; ${then}`);
  }

  private shorter(bytes: number): RunFolderError {
    return new RunFolderError(
      this.path,
      `the recording has ${bytes} bytes, and the checkpoint counts on ${this.end}; accepted: the file as the run left it, or begin anew with spikion run … --restart`,
    );
  }
}
