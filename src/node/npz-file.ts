/** An .npz file written entry after entry, so that memory need not hold it: a zip of .npy files, not compressed. */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

export interface NpzEntry {
  /** Without .npy. */
  readonly name: string;
  readonly bytes: number;
  /** The .npy file; gone through twice, since its checksum stands before it. */
  chunks(): Iterable<Uint8Array>;
}

/** Bytes that places in a zip without its 64-bit form can tell. */
export const MOST_NPZ = 2 ** 32 - 1;

/** 1 January 1980, noon, as zip writes it: the same arrays give the same bytes. */
const [TIME, DATE] = [12 << 11, (1 << 5) | 1];

/** @throws RangeError above MOST_NPZ; what the disk says */
export function writeNpzFile(path: string, entries: readonly NpzEntry[]): void {
  const file = openSync(path, "wx");
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done);
    at += bytes.length;
    if (at > MOST_NPZ) throw new RangeError("too long for an .npz file");
  };
  try {
    const directory: Buffer[] = [];
    for (const { name, bytes, chunks } of entries) {
      let sum = 0;
      for (const chunk of chunks()) sum = crc32(chunk, sum);
      const label = Buffer.from(`${name}.npy`);
      const about = Buffer.alloc(26);
      about.writeUInt16LE(20, 0); // version that reads it
      about.writeUInt16LE(TIME, 6);
      about.writeUInt16LE(DATE, 8);
      about.writeUInt32LE(sum, 10);
      about.writeUInt32LE(bytes, 14);
      about.writeUInt32LE(bytes, 18);
      about.writeUInt16LE(label.length, 22);
      const place = Buffer.alloc(14);
      place.writeUInt32LE(at, 10);
      directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), about, place, label);
      put(Buffer.from("PK\x03\x04", "latin1"));
      put(about);
      put(label);
      for (const chunk of chunks()) put(chunk);
    }
    const all = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.write("PK\x05\x06", "latin1");
    end.writeUInt16LE(entries.length, 8);
    end.writeUInt16LE(entries.length, 10);
    end.writeUInt32LE(all.length, 12);
    end.writeUInt32LE(at, 16);
    put(all);
    put(end);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
