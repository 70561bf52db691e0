/**
 * A checkpoint as bytes. Plain numbers only: nothing in it is ever run.
 *
 *   "SPKNCKPT" | header length, 32 bits | header: JSON | numbers, 64-bit floats | arrays, one after another | sha256
 *
 * All little-endian; the sha256 (32 bytes) is of everything before it. The header names the numbers and, with type and
 * length, the arrays; together they must account for every byte of the file before memory for them is taken.
 */
import * as z from "zod";
import type { Saved, SavedArray } from "../../core/saved.js";
import { sha256Bytes } from "../../platform/sha256.js";

/** A checkpoint that cannot be used. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  /** @param whole  whether it is undamaged, and another version of this program may use it */
  constructor(
    message: string,
    readonly whole = false,
  ) {
    super(message);
  }
}

const MAGIC = "SPKNCKPT";
const FIXED = MAGIC.length + 4;
const SHA256 = 32;
const MAX_HEADER = 1_000_000;
/** Version 1 held neurons at rest only. */
const VERSION = 3;
/** Largest checkpoint, bytes: fifty times that of 6400 neurons. */
export const MAX_CHECKPOINT = 2 ** 30;

const TYPES = { f4: Float32Array, f8: Float64Array, i4: Int32Array } as const;
type TypeName = keyof typeof TYPES;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const named = z.string().regex(/^[A-Za-z][\w.-]{0,199}$/);
const count = z.int().min(0).max(MAX_CHECKPOINT);
const headerSchema = z.strictObject({
  format: z.literal("spikion-checkpoint"),
  formatVersion: z.literal(VERSION),
  /** Of the program that wrote it. */
  version: z.string().max(100),
  /** sha256 of the run's config.resolved.yaml. */
  configHash: hash,
  dataHash: z.string().max(200).nullable(),
  /** Training images shown, or ticks of a simulation gone by. */
  done: z.int().min(0),
  numbers: z.array(named).max(10_000),
  arrays: z.array(z.tuple([named, z.enum(["f4", "f8", "i4"]), count])).max(10_000),
});

type Header = z.infer<typeof headerSchema>;
/** What a checkpoint belongs to. */
export type CheckpointAbout = Pick<Header, "version" | "configHash" | "dataHash" | "done">;

export interface Checkpoint {
  readonly about: CheckpointAbout;
  readonly saved: Saved;
}

function typeOf(array: SavedArray): TypeName {
  if (array instanceof Float32Array) return "f4";
  return array instanceof Float64Array ? "f8" : "i4";
}

/** How a checkpoint is written or read. */
export interface CheckpointOptions {
  /** Bytes that are accepted; `MAX_CHECKPOINT` unless given. */
  readonly most?: number;
  /** SHA-256 of bytes, 32 bytes; the one in plain JavaScript unless given. */
  readonly sha256?: (bytes: Uint8Array) => Uint8Array;
}

/**
 * The same checkpoint gives the same bytes.
 * @throws CheckpointError where there are more than can be read again
 */
export function writeCheckpoint({ about, saved }: Checkpoint, options: CheckpointOptions = {}): Uint8Array {
  const { most = MAX_CHECKPOINT, sha256 = sha256Bytes } = options;
  const numbers = Object.entries(saved.numbers);
  const arrays = Object.entries(saved.arrays);
  const header: Header = {
    format: "spikion-checkpoint",
    formatVersion: VERSION,
    ...about,
    numbers: numbers.map(([name]) => name),
    arrays: arrays.map(([name, a]) => [name, typeOf(a), a.length]),
  };
  const text = new TextEncoder().encode(JSON.stringify(headerSchema.parse(header)));
  if (text.length > MAX_HEADER)
    throw new CheckpointError(`its header would have ${text.length} bytes, and ${MAX_HEADER} is the most`);
  const all: SavedArray[] = [Float64Array.from(numbers, ([, x]) => x), ...arrays.map(([, a]) => a)];
  const body = all.reduce((sum, a) => sum + a.byteLength, 0);
  const size = FIXED + text.length + body + SHA256;
  if (size > most)
    throw new CheckpointError(
      `it would have ${size} bytes, and ${most} is the most: fewer probes, or longer times between their samples, need less`,
    );
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, text.length, true);
  bytes.set(text, FIXED);
  let at = FIXED + text.length;
  for (const array of all) {
    bytes.set(littleEndian(array), at);
    at += array.byteLength;
  }
  bytes.set(sha256(bytes.subarray(0, at)), at);
  return bytes;
}

/**
 * @param file  what to call it in an error
 * @throws CheckpointError for anything that is not a whole, undamaged checkpoint
 */
export function readCheckpoint(bytes: Uint8Array, file: string, options: CheckpointOptions = {}): Checkpoint {
  const { most = MAX_CHECKPOINT, sha256 = sha256Bytes } = options;
  const fail: Fail = (problem, whole) => new CheckpointError(`${file}: ${problem}`, whole);
  if (bytes.length < FIXED + SHA256 || text(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw fail("is not a checkpoint");
  if (bytes.length > most) throw fail(`has ${bytes.length} bytes; accepted: up to ${most}`);
  const end = bytes.length - SHA256;
  const sum = sha256(bytes.subarray(0, end));
  if (!sum.every((byte, k) => byte === bytes[end + k])) throw fail("is damaged (its sha256 is another)");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(MAGIC.length, true);
  if (length > MAX_HEADER || FIXED + length > end) throw fail(`claims a header of ${length} bytes`);
  const header = parseHeader(bytes.subarray(FIXED, FIXED + length), fail);
  const sizes = header.arrays.map(([, type, n]) => n * TYPES[type].BYTES_PER_ELEMENT);
  const body = sizes.reduce((total, n) => total + n, 8 * header.numbers.length);
  if (body !== end - FIXED - length)
    throw fail(`its header claims ${body} bytes of numbers, but there are ${end - FIXED - length}`);
  let at = FIXED + length;
  const take = (type: TypeName, n: number): SavedArray => {
    const array = new TYPES[type](n);
    new Uint8Array(array.buffer).set(bytes.subarray(at, at + array.byteLength));
    at += array.byteLength;
    return swapped(array);
  };
  const numbers = take("f8", header.numbers.length);
  const { version, configHash, dataHash, done } = header;
  return {
    about: { version, configHash, dataHash, done },
    saved: {
      numbers: Object.fromEntries(header.numbers.map((name, k) => [name, numbers[k]!])),
      arrays: Object.fromEntries(header.arrays.map(([name, type, n]) => [name, take(type, n)])),
    },
  };
}

type Fail = (problem: string, whole?: boolean) => CheckpointError;

function parseHeader(bytes: Uint8Array, fail: Fail): Header {
  let value: unknown;
  try {
    value = JSON.parse(text(bytes));
  } catch {
    throw fail("its header is not JSON");
  }
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion;
  if (Number.isInteger(version) && version !== VERSION)
    throw fail(
      `is of another version of spikion (its formatVersion is ${version}, not ${VERSION}), which may resume from it`,
      true,
    );
  const parsed = headerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw fail(`its header cannot be used (${path.join(".")}: ${message})`);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}

const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** The array's bytes, turned round on machines that store the high byte first. */
function littleEndian(array: SavedArray): Uint8Array {
  const copy = BIG_ENDIAN ? swapped(array.slice()) : array;
  return new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength);
}

function swapped<T extends SavedArray>(array: T): T {
  if (!BIG_ENDIAN) return array;
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let at = 0; at < bytes.length; at += array.BYTES_PER_ELEMENT)
    bytes.subarray(at, at + array.BYTES_PER_ELEMENT).reverse();
  return array;
}
