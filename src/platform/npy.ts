/**
 * One array as a .npy file, format 1.0, C order, little-endian.
 *
 *   93 "NUMPY" 01 00 | header length, 16 bits | header: a Python dict as ASCII, padded to 64 bytes | values
 *
 * @see numpy.lib.format, "NumPy Enhancement Proposal 1 — A simple file format for NumPy arrays"
 */
export type NpyValues = Float32Array | Float64Array | Int32Array | Int8Array | Uint8Array;

/** Values in C order with their sizes, outermost first; [] is a single number. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: NpyValues;
}

/** An array file that is not one, or not one of ours to read. */
export class NpyError extends Error {
  override readonly name = "NpyError";
}

interface Dtype {
  readonly bytes: number;
  create(n: number): NpyValues;
  get(view: DataView, at: number): number;
  set(view: DataView, at: number, value: number): void;
}

/** Element types by numpy's name. DataView keeps the files little-endian on any machine. */
const DTYPES: Readonly<Record<string, Dtype>> = {
  "<f4": {
    bytes: 4,
    create: (n) => new Float32Array(n),
    get: (v, at) => v.getFloat32(at, true),
    set: (v, at, x) => v.setFloat32(at, x, true),
  },
  "<f8": {
    bytes: 8,
    create: (n) => new Float64Array(n),
    get: (v, at) => v.getFloat64(at, true),
    set: (v, at, x) => v.setFloat64(at, x, true),
  },
  "<i4": {
    bytes: 4,
    create: (n) => new Int32Array(n),
    get: (v, at) => v.getInt32(at, true),
    set: (v, at, x) => v.setInt32(at, x, true),
  },
  "|i1": {
    bytes: 1,
    create: (n) => new Int8Array(n),
    get: (v, at) => v.getInt8(at),
    set: (v, at, x) => v.setInt8(at, x),
  },
  "|u1": {
    bytes: 1,
    create: (n) => new Uint8Array(n),
    get: (v, at) => v.getUint8(at),
    set: (v, at, x) => v.setUint8(at, x),
  },
};

const MAGIC = "\x93NUMPY";
const HEADER = /^\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \(([0-9, ]*)\), ?\} *\n$/;
/** Chosen: far above any array of ours; numpy itself allows 64. */
const MAX_DIMENSIONS = 8;

function dtypeOf(values: NpyValues): string {
  if (values instanceof Float32Array) return "<f4";
  if (values instanceof Float64Array) return "<f8";
  if (values instanceof Int32Array) return "<i4";
  return values instanceof Int8Array ? "|i1" : "|u1";
}

/** Further types that files of others have: whole numbers become doubles, which hold them up to 2^53. */
const FOREIGN: Readonly<Record<string, Dtype>> = Object.fromEntries(
  [
    ["<i8", 8, (v: DataView, at: number) => Number(v.getBigInt64(at, true))],
    ["<u8", 8, (v: DataView, at: number) => Number(v.getBigUint64(at, true))],
    ["<u4", 4, (v: DataView, at: number) => v.getUint32(at, true)],
    ["<i2", 2, (v: DataView, at: number) => v.getInt16(at, true)],
    ["<u2", 2, (v: DataView, at: number) => v.getUint16(at, true)],
    ["|b1", 1, (v: DataView, at: number) => v.getUint8(at)],
  ].map(([name, bytes, get]) => [
    name,
    {
      bytes,
      create: (n: number) => new Float64Array(n),
      get,
      set: () => {
        throw new Error(`${name} is only read`);
      },
    } as Dtype,
  ]),
);

/** Python's way to write a tuple. */
const tuple = (shape: readonly number[]) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** Bytes of `npyHeader`: room for any number of rows, so that it can be written again while they grow in number. */
export const NPY_HEADER = 128;

/** What stands before the values of a file that grows. @returns  NPY_HEADER bytes */
export function npyHeader(type: "float64" | "int32", shape: readonly number[]): Uint8Array {
  return preambleOf(type === "int32" ? "<i4" : "<f8", shape, NPY_HEADER);
}

/** @param least  bytes that it has at least, a multiple of 64 */
function preambleOf(descr: string, shape: readonly number[], least = 64): Uint8Array {
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple(shape)}, }`;
  const bytes = new Uint8Array(Math.max(least, Math.ceil((MAGIC.length + 4 + dict.length + 1) / 64) * 64));
  const header = `${dict.padEnd(bytes.length - MAGIC.length - 5)}\n`;
  const text = `${MAGIC}\x01\x00\x00\x00${header}`;
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  new DataView(bytes.buffer).setUint16(MAGIC.length + 2, header.length, true);
  return bytes;
}

/**
 * @returns the bytes of a .npy file
 * @throws RangeError if the shape is not that of the values: our mistake, not a user's
 */
export function writeNpy({ shape, values }: NpyArray): Uint8Array {
  const count = shape.reduce((product, n) => product * n, 1);
  const sizes = shape.every((n) => Number.isInteger(n) && n >= 0);
  if (!sizes || shape.length > MAX_DIMENSIONS || count !== values.length) {
    throw new RangeError(`shape ${tuple(shape)} for ${values.length} values`);
  }
  const name = dtypeOf(values);
  const dtype = DTYPES[name]!;
  const preamble = preambleOf(name, shape);
  const start = preamble.length;
  const bytes = new Uint8Array(start + count * dtype.bytes);
  bytes.set(preamble);
  const view = new DataView(bytes.buffer);
  for (let i = 0, at = start; i < count; i++, at += dtype.bytes) dtype.set(view, at, values[i]!);
  return bytes;
}

/** Sizes from the header's tuple, and their product; the product is only a number here, nothing is allocated. */
function parseShape(text: string, fail: (problem: string) => NpyError): { shape: number[]; count: number } {
  const shape = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
  const count = shape.reduce((product, n) => product * n, 1);
  if (shape.length > MAX_DIMENSIONS || ![...shape, count].every(Number.isSafeInteger)) {
    throw fail(`shape (${text}); accepted: up to ${MAX_DIMENSIONS} sizes`);
  }
  return { shape, count };
}

/**
 * Read a .npy file.
 * @param name  what to call it in an error
 * @param foreign  whether element types are taken too that this program does not write; words are the codes of their
 *   letters, along a last axis
 * @throws NpyError if it is not format 1.0, in C order, of a known element type, or has another length than its
 *   header says; checked before memory for the values is taken
 */
export function readNpy(bytes: Uint8Array, name: string, foreign = false): NpyArray {
  const fail = (problem: string) => new NpyError(`${name}: ${problem}`);
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  const preamble = MAGIC.length + 4;
  if (bytes.length < preamble || ascii(0, MAGIC.length) !== MAGIC) throw fail("not a .npy file");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint16(MAGIC.length) !== 0x0100) {
    throw fail(`.npy format ${bytes[MAGIC.length]}.${bytes[MAGIC.length + 1]}; accepted: 1.0`);
  }
  const start = preamble + view.getUint16(MAGIC.length + 2, true);
  if (start > bytes.length) throw fail(`truncated: ${bytes.length} bytes, the header alone has ${start}`);
  const [, descr, order, tupleText] = HEADER.exec(ascii(preamble, start)) ?? [];
  if (descr === undefined || tupleText === undefined)
    throw fail("its header is not numpy's descr, fortran_order, shape");
  if (descr.includes("O"))
    throw fail(`element type ${descr} holds pickled Python objects; accepted: numbers`);
  if (order !== "False") throw fail("in Fortran order; accepted: C order");
  const letters = foreign ? /^(\|S|<U)(\d+)$/.exec(descr) : null;
  const known = foreign ? { ...DTYPES, ...FOREIGN } : DTYPES;
  const type = letters ? (letters[1] === "<U" ? "<u4" : "|u1") : descr;
  const dtype = Object.hasOwn(known, type) ? known[type] : undefined;
  if (!dtype) throw fail(`element type ${descr}; accepted: ${Object.keys(known).join(", ")}`);
  const { shape, count } = parseShape(letters ? `${tupleText},${letters[2]}` : tupleText, fail);
  if (count * dtype.bytes !== bytes.length - start) {
    throw fail(
      `shape (${tupleText}) of ${descr} takes ${count * dtype.bytes} bytes, but there are ${bytes.length - start}`,
    );
  }

  const values = dtype.create(count);
  for (let i = 0, at = start; i < count; i++, at += dtype.bytes) values[i] = dtype.get(view, at);
  return { shape, values };
}
