import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/errors.js";
import { readIdxLabels, readIdxPair } from "../../../src/dataset/readers/idx.js";
import { disk } from "../../../src/node/disk.js";
import { directoryWith, idx, idxImages, idxLabels } from "../fixtures.js";

const pixels = Array.from({ length: 2 * 3 * 2 }, (_, i) => 20 * i);

/** Reads images beside the right two labels; the file names show up in messages. */
function readImages(images: Uint8Array) {
  const dir = directoryWith({ images, labels: idxLabels([4, 0]) });
  return readIdxPair(disk, join(dir, "images"), join(dir, "labels"), 5);
}

test("an image and a label file give sizes, pixels and labels as stored", () => {
  expect(readImages(idxImages([2, 3, 2], pixels))).toEqual({
    count: 2,
    rows: 3,
    cols: 2,
    pixels: Uint8Array.from(pixels),
    labels: Uint8Array.of(4, 0),
  });
});

test("a gzipped file reads the same as the plain one, whatever its name", () => {
  const plain = idxImages([2, 3, 2], pixels);
  expect(readImages(gzipSync(plain))).toEqual(readImages(plain));
});

test("a gzipped file far longer than the head that is inflated first reads whole", () => {
  // An incompressible body (a linear congruential sequence), so that the header is a small part of the file.
  let x = 1;
  const noise = Array.from({ length: 2 * 100 * 300 }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x >>> 24;
  });
  expect(readImages(gzipSync(idxImages([2, 100, 300], noise))).pixels).toEqual(Uint8Array.from(noise));
});

test("a file shorter than its header is truncated, plain or gzipped", () => {
  expect(() => readImages(Uint8Array.of(0, 0, 8, 3, 0))).toThrow(
    /images: truncated: 5 bytes; accepted: an IDX header/,
  );
  expect(() => readImages(gzipSync(Uint8Array.of(0, 0, 8, 3, 0)))).toThrow(/images: truncated: 5 bytes/);
  expect(() => readImages(new Uint8Array(0))).toThrow(/truncated: 0 bytes/);
});

test("a 16-byte file that claims 4 GB is refused by its size, without an attempt to hold 4 GB", () => {
  const before = process.memoryUsage().arrayBuffers;
  expect(() => readImages(idxImages([0xffffffff, 1, 1], []))).toThrow(
    /claims 4294967295 x 1 x 1 images; accepted: 1 to/,
  );
  expect(() => readImages(idxImages([2_000_000, 28, 28], []))).toThrow(
    /1568000016 bytes in all, but the file has 16/,
  );
  // 1 MB: what a test's own buffers may come to; the claim is 1568 MB.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
});

test("a small gzipped file that claims more than deflate can hold is refused before it is inflated", () => {
  expect(() => readImages(gzipSync(idxImages([2_000_000, 28, 28], [])))).toThrow(
    /compressed bytes cannot hold that/,
  );
});

test("one byte too few or too many is refused, plain or gzipped", () => {
  for (const body of [pixels.slice(1), [...pixels, 0]]) {
    const bytes = idxImages([2, 3, 2], body);
    expect(() => readImages(bytes)).toThrow(/claims 2 x 3 x 2 images, 28 bytes in all, but/);
    expect(() => readImages(gzipSync(bytes))).toThrow(/claims 2 x 3 x 2 images, 28 bytes in all, but/);
  }
});

test("a gzip bomb behind a modest header stops at the header's size", () => {
  const bomb = gzipSync(idxImages([2, 3, 2], new Uint8Array(50_000)));
  expect(() => readImages(bomb)).toThrow(/28 bytes in all, but there are more/);
});

test("a compressed file much larger than what it claims to hold is not even read", () => {
  const padded = new Uint8Array(10_000);
  padded.set(gzipSync(idxImages([2, 3, 2], pixels)));
  expect(() => readImages(padded)).toThrow(/28 bytes in all, but the compressed file has 10000/);
});

test("a gzip file that breaks off or was altered is refused", () => {
  const whole = gzipSync(idxImages([2, 3, 2], pixels));
  expect(() => readImages(whole.subarray(0, whole.length - 4))).toThrow(/images: not a whole gzip file/);
  const altered = Uint8Array.from(whole);
  altered[altered.length - 8]! ^= 1; // in the checksum
  expect(() => readImages(altered)).toThrow(/images: not a whole gzip file/);
});

test("labels where images belong, and other element types, are refused by their magic number", () => {
  expect(() => readImages(idx(0x801, [16], new Uint8Array(16)))).toThrow(
    /starts with 0x00000801 .*; accepted: 0x00000803/,
  );
  expect(() => readImages(idx(0xd03, [2, 3, 2], new Uint8Array(48)))).toThrow(/starts with 0x00000d03/);
});

test("a set without pictures is refused", () => {
  expect(() => readImages(idxImages([0, 28, 28], []))).toThrow(/claims 0 x 28 x 28 images/);
});

test("as many labels as images, or none is read", () => {
  expect(() => readImages(idxImages([1, 2, 2], [1, 2, 3, 4]))).toThrow(/1 images, but .*labels has 2 labels/);
});

test("a label that is no class is named with its place", () => {
  const dir = directoryWith({ labels: idxLabels([0, 9, 10]) });
  expect(() => readIdxLabels(disk, join(dir, "labels"), 10)).toThrow(
    /labels: label 2 is 10; accepted: 0 to 9/,
  );
  expect(readIdxLabels(disk, join(dir, "labels"), 11)).toEqual(Uint8Array.of(0, 9, 10));
});

test("a missing file and a directory are data set errors that name the path", () => {
  const dir = directoryWith({});
  expect(() => readIdxLabels(disk, join(dir, "nowhere"), 10)).toThrow(DatasetError);
  expect(() => readIdxLabels(disk, join(dir, "nowhere"), 10)).toThrow(/nowhere: no such file; check/);
  expect(() => readIdxLabels(disk, dir, 10)).toThrow(/not a regular file/);
});

test.skipIf(process.platform === "win32")("a pipe is refused instead of waited for", () => {
  const dir = directoryWith({});
  execFileSync("mkfifo", [join(dir, "pipe")]);
  expect(() => readIdxLabels(disk, join(dir, "pipe"), 10)).toThrow(/pipe: not a regular file/);
});

test.each([
  ["padded with zeros", (gz: Buffer) => Buffer.concat([gz, Buffer.alloc(512)])],
  [
    "of two members",
    (_: Buffer, plain: Uint8Array) =>
      Buffer.concat([gzipSync(plain.subarray(0, 9)), gzipSync(plain.subarray(9))]),
  ],
])("a gzip file %s reads whole", (_, make) => {
  const plain = idxImages([2, 3, 2], pixels);
  expect(readImages(make(gzipSync(plain), plain))).toEqual(readImages(plain));
});

test.each([
  [
    "with text after its end",
    (gz: Buffer) => Buffer.concat([gz, Buffer.from("downloaded by x\n")]),
    /not a whole gzip file/,
  ],
  [
    "with text after zeros",
    (gz: Buffer) => Buffer.concat([gz, Buffer.from("\0\0x\n")]),
    /there is more after its end/,
  ],
  ["that was cut", (gz: Buffer) => gz.subarray(0, -9), /not a whole gzip file/],
  ["in gzip", (gz: Buffer) => gzipSync(gz), /starts with 0x1f8b0800 \(gzip in gzip: unpack it once\)/],
])("a gzip file %s is refused", (_, make, said) => {
  expect(() => readImages(make(gzipSync(idxImages([2, 3, 2], pixels))))).toThrow(said);
});

test.each([
  ["signed bytes", [0, 0, 9, 3], "IDX of 3 dimensions, signed bytes"],
  ["floats", [0, 0, 13, 3], "IDX of 3 dimensions, 32-bit floats"],
  ["colours", [0, 0, 8, 4], "IDX of 4 dimensions, as colour images have, unsigned bytes"],
  ["labels", [0, 0, 8, 1], "IDX of 1 dimension, unsigned bytes"],
  ["little-endian numbers", [3, 8, 0, 0], "IDX of 3 dimensions, unsigned bytes, little-endian"],
])("a file of %s is refused as what it is", (_, magic, said) => {
  const bytes = Uint8Array.from(idxImages([2, 3, 2], pixels));
  bytes.set(magic);
  expect(() => readImages(bytes)).toThrow(`(${said}); accepted: 0x00000803 (IDX images, unsigned bytes)`);
});
