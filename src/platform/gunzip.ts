/** Inflates gzip files (RFC 1952) of one member, in plain JavaScript. */
import { Gunzip } from "fflate";
import { crc32 } from "./crc32.js";

/** Compressed bytes at a time: what they inflate to, at most 67 MB, is held before it is looked at. */
const STEP = 65536;

/**
 * @param most  bytes that are accepted; "more" where there are more
 * @param cut  whether `bytes` are the beginning of a file, which may end anywhere
 * @throws Error saying why it is no gzip file, or a damaged one
 */
export function gunzip(bytes: Uint8Array, most: number, cut: boolean): Uint8Array | "more" {
  const parts: Uint8Array[] = [];
  let length = 0;
  let several = false;
  const stream = new Gunzip((part) => {
    parts.push(part);
    length += part.length;
  });
  stream.onmember = () => {
    several = true;
  };
  for (let at = 0; at < bytes.length; at += STEP) {
    stream.push(bytes.subarray(at, at + STEP), !cut && at + STEP >= bytes.length);
    if (length > most) return "more";
  }
  if (several) throw new Error("it has several members");
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  if (!cut) check(all, new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8));
  return all;
}

/** The last 8 bytes of the file: checksum and length, 32 bits each, little-endian. */
function check(all: Uint8Array, trailer: DataView): void {
  if (trailer.getUint32(4, true) !== all.length % 2 ** 32) throw new Error("its length is another");
  if (trailer.getUint32(0, true) !== crc32(all)) throw new Error("its checksum is another");
}
