/** Inflates gzip files (RFC 1952) in plain JavaScript: one member or several, zeros after the last as tapes leave them. */
import { Gunzip } from "fflate";
import { crc32 } from "./crc32.js";

/** Compressed bytes at a time: what they inflate to, at most 67 MB, is held before it is looked at. */
const STEP = 65536;
/** Bytes after a member: checksum and length, 32 bits each, little-endian. Up to all of them may be zero. */
const TRAILER = 8;

/** Where a member ends in the file, and in what the file inflates to. */
interface End {
  readonly at: number;
  readonly length: number;
}

/**
 * @param most  bytes that are accepted; "more" where there are more
 * @param cut  whether `bytes` are the beginning of a file, which may end anywhere
 * @throws Error saying why it is no gzip file, or a damaged one
 */
export function gunzip(bytes: Uint8Array, most: number, cut: boolean): Uint8Array | "more" {
  const parts: Uint8Array[] = [];
  const ends: End[] = [];
  let length = 0;
  const stream = new Gunzip((part) => {
    parts.push(part);
    length += part.length;
  });
  stream.onmember = (at) => ends.push({ at, length });
  const written = cut ? bytes.length : withoutPadding(bytes);
  const fed = Math.min(bytes.length, written + TRAILER);
  let trouble: unknown;
  for (let at = 0; at < fed && trouble === undefined; at += STEP) {
    try {
      stream.push(bytes.subarray(at, Math.min(fed, at + STEP)), false);
    } catch (error) {
      // What follows a member is none. Padding is not, and is not what it takes it for.
      trouble = error;
    }
    if (length > most) return "more";
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  if (cut) {
    if (trouble !== undefined) throw trouble;
    return all;
  }
  const from = ends.reduce((from, end) => {
    check(bytes, all.subarray(from, end.length), end.at);
    return end.length;
  }, 0);
  checkLast(bytes, all.subarray(from), { from: written, to: fed }, trouble);
  return all;
}

/** Length without the zeros at the end. */
function withoutPadding(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return end;
}

/** The last member ends at the file's last byte that is not zero, or a few zeros later. */
function checkLast(
  bytes: Uint8Array,
  member: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  trouble: unknown,
): void {
  for (let end = from; end < to; end++) if (problem(bytes, member, end) === undefined) return;
  const why = problem(bytes, member, to);
  if (why !== undefined) throw trouble ?? new Error(why);
}

/** @throws Error where a member that ends at `end` is not what it says */
function check(bytes: Uint8Array, member: Uint8Array, end: number): void {
  const why = problem(bytes, member, end);
  if (why !== undefined) throw new Error(why);
}

function problem(bytes: Uint8Array, member: Uint8Array, end: number): string | undefined {
  if (end < TRAILER) return "it ends too early";
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - TRAILER, TRAILER);
  if (trailer.getUint32(4, true) !== member.length % 2 ** 32) return "its length is another";
  if (trailer.getUint32(0, true) !== crc32(member)) return "its checksum is another";
  return undefined;
}
