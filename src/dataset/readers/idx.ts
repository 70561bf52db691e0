/**
 * IDX files, the format of MNIST and its successors, plain or gzipped (told by content, not by name).
 *
 *   images  00 00 08 03 | count | rows | cols | count * rows * cols bytes
 *   labels  00 00 08 01 | count | count bytes                               (32-bit integers, big-endian)
 *
 * The header is held against the size of the file before memory for the body is taken. Only unsigned bytes
 * are read; the format's other element types are refused.
 *
 * @see LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "file formats"
 */
import type { Files, OpenFile } from "../../platform/files.js";
import { DatasetError } from "../errors.js";
import type { LabelledImages } from "../model.js";
import { withFile } from "./files.js";

const IMAGES = { magic: 0x00000803, dimensions: 3, what: "images" } as const;
const LABELS = { magic: 0x00000801, dimensions: 1, what: "labels" } as const;
type Kind = typeof IMAGES | typeof LABELS;

/** Largest expansion that deflate can reach (RFC 1951: 258 bytes from two bits). */
const MAX_INFLATION = 1032;
/** Compressed bytes looked at for the header: gzip name, Huffman tables and some data; at most 4 MB inflated. */
const GZIP_HEAD = 4096;
/** Chosen: forty times MNIST; a larger body is a damaged or hostile header. */
const MAX_BODY = 2 ** 31;

interface IdxFile {
  /** Sizes as the header gives them, outermost first. */
  readonly shape: readonly number[];
  readonly body: Uint8Array;
}

const headerBytes = (kind: Kind) => 4 + 4 * kind.dimensions;
const hex = (x: number) => `0x${x.toString(16).padStart(8, "0")}`;

/** Element types of the format, by their byte. */
const TYPES: Readonly<Record<number, string>> = {
  8: "unsigned bytes",
  9: "signed bytes",
  11: "16-bit integers",
  12: "32-bit integers",
  13: "32-bit floats",
  14: "64-bit floats",
};

/** What another magic number says, in brackets; nothing where it is none. */
function meaningOf(magic: number): string {
  if (magic >>> 16 === 0x1f8b) return " (gzip in gzip: unpack it once)";
  const swapped = (magic & 0xffff) === 0 && magic !== 0;
  const [type, dimensions] = swapped
    ? [(magic >>> 16) & 0xff, magic >>> 24]
    : [(magic >>> 8) & 0xff, magic & 0xff];
  const what = TYPES[type];
  if (what === undefined || (!swapped && magic >>> 16 !== 0)) return "";
  const order = swapped ? ", little-endian" : "";
  const of = dimensions === 4 ? ", as colour images have" : "";
  return ` (IDX of ${dimensions} dimension${dimensions === 1 ? "" : "s"}${of}, ${what}${order})`;
}

/** Sizes from the header; refuses wrong magic numbers, empty sets and sizes no file has. */
function parseHeader(file: string, head: Uint8Array, kind: Kind): number[] {
  const length = headerBytes(kind);
  if (head.length < length) {
    throw new DatasetError(
      file,
      `truncated: ${head.length} bytes`,
      `accepted: an IDX header of ${length} bytes for ${kind.what}`,
    );
  }
  const view = new DataView(head.buffer, head.byteOffset, length);
  const magic = view.getUint32(0);
  if (magic !== kind.magic) {
    throw new DatasetError(
      file,
      `starts with ${hex(magic)}${meaningOf(magic)}`,
      `accepted: ${hex(kind.magic)} (IDX ${kind.what}, unsigned bytes)`,
    );
  }
  const shape = Array.from({ length: kind.dimensions }, (_, d) => view.getUint32(4 + 4 * d));
  const body = shape.reduce((product, n) => product * n, 1);
  if (body === 0 || body > MAX_BODY) {
    throw new DatasetError(
      file,
      `its header claims ${shape.join(" x ")} ${kind.what}`,
      `accepted: 1 to ${MAX_BODY} bytes in all`,
    );
  }
  return shape;
}

/** Says that the body has another length than the header claims. */
function wrongLength(
  file: string,
  kind: Kind,
  shape: readonly number[],
  claimed: number,
  found: string,
): DatasetError {
  const wrong = `its header claims ${shape.join(" x ")} ${kind.what}, ${claimed} bytes in all, but ${found}`;
  return new DatasetError(
    file,
    wrong,
    "accepted: exactly as many bytes as the header says (is the download complete?)",
  );
}

/** @param cut  the bytes are the beginning of a file and end anywhere */
function inflate(
  files: Files,
  file: string,
  bytes: Uint8Array,
  most: number,
  cut = false,
): Uint8Array | "more" {
  try {
    return files.gunzip(bytes, most, cut);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DatasetError(
      file,
      `not a whole gzip file (${why})`,
      "accepted: an undamaged .gz file (is the download complete?)",
    );
  }
}

function readGzip(files: Files, file: string, { size, read }: OpenFile, kind: Kind): IdxFile {
  const beginning = read(0, Math.min(size, GZIP_HEAD));
  const head = inflate(files, file, beginning, (GZIP_HEAD + 1) * MAX_INFLATION, true);
  if (head === "more")
    throw new DatasetError(file, "inflates beyond what deflate can reach", "accepted: a .gz file");
  const shape = parseHeader(file, head, kind);
  const claimed = headerBytes(kind) + shape.reduce((product, n) => product * n, 1);
  if (claimed > size * MAX_INFLATION) {
    throw wrongLength(file, kind, shape, claimed, `${size} compressed bytes cannot hold that`);
  }
  // Incompressible data grow by less than one part in a thousand; twice leaves room for any compressor.
  if (size > 2 * claimed + GZIP_HEAD) {
    throw wrongLength(file, kind, shape, claimed, `the compressed file has ${size}`);
  }
  const all = inflate(files, file, read(0, size), claimed);
  if (all === "more") throw wrongLength(file, kind, shape, claimed, "there are more");
  if (all.length !== claimed) throw wrongLength(file, kind, shape, claimed, `there are ${all.length}`);
  // Callers expect an array that owns its memory, and starts at its first byte.
  return { shape, body: new Uint8Array(all.subarray(headerBytes(kind))) };
}

function readIdx(files: Files, file: string, kind: Kind): IdxFile {
  return withFile(files, file, (opened) => {
    const { size, read } = opened;
    const head = read(0, Math.min(size, headerBytes(kind)));
    if (head[0] === 0x1f && head[1] === 0x8b) return readGzip(files, file, opened, kind);
    const shape = parseHeader(file, head, kind);
    const claimed = head.length + shape.reduce((product, n) => product * n, 1);
    if (size !== claimed) throw wrongLength(file, kind, shape, claimed, `the file has ${size}`);
    return { shape, body: read(head.length, size - head.length) };
  });
}

/**
 * Labels of an IDX file.
 * @param classes  labels are 0 .. classes-1
 * @throws DatasetError if the file is not a whole IDX label file or has a label outside that range
 */
export function readIdxLabels(files: Files, file: string, classes: number): Uint8Array {
  const { body } = readIdx(files, file, LABELS);
  const wrong = body.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new DatasetError(
      file,
      `label ${wrong} is ${body[wrong]}`,
      `accepted: 0 to ${classes - 1} (${classes} classes)`,
    );
  }
  return body;
}

/**
 * Pictures and their labels from a pair of IDX files.
 * @throws DatasetError if either is not a whole IDX file of its kind, or the two differ in length
 */
export function readIdxPair(
  files: Files,
  imageFile: string,
  labelFile: string,
  classes: number,
): LabelledImages {
  const labels = readIdxLabels(files, labelFile, classes);
  const { shape, body } = readIdx(files, imageFile, IMAGES);
  const [count, rows, cols] = shape as [number, number, number];
  if (count !== labels.length) {
    const found = `${count} images, but ${labelFile} has ${labels.length} labels`;
    throw new DatasetError(imageFile, found, "accepted: one label per image, from files of the same set");
  }
  return { count, rows, cols, pixels: body, labels };
}
