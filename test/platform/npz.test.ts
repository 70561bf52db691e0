import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { expect, onTestFinished, test } from "vitest";
import { type NpyArray, NpyError, readNpz, writeNpz } from "../../src/platform/npz.js";

const arrays: Record<string, NpyArray> = {
  conductance: { shape: [2, 3], values: Float32Array.of(1e-6, 2e-6, 50e-9, 0, -0, 4e-6) },
  theta: { shape: [3], values: Float64Array.of(Math.PI, Number.POSITIVE_INFINITY, -1e-300) },
  label: { shape: [3], values: Int32Array.of(-1, 9, 2147483647) },
  sign: { shape: [1, 2], values: Int8Array.of(-128, 127) },
  pixels: { shape: [2, 1, 1], values: Uint8Array.of(0, 255) },
  empty: { shape: [0, 4], values: new Float32Array(0) },
  scalar: { shape: [], values: Float64Array.of(0.1) },
};

/** A .npy file with a header of our choice and `body` bytes after it. */
function npy(header: string, body = 0, version = [1, 0]): Uint8Array {
  const text = Buffer.from(`${header}\n`, "latin1");
  return Buffer.concat([
    Buffer.from([0x93, ...Buffer.from("NUMPY"), ...version, text.length & 255, text.length >> 8]),
    text,
    Buffer.alloc(body),
  ]);
}
const header = (descr: string, shape: string, fortran = "False") =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`;
const zipped = (bytes: Uint8Array, name = "a.npy") => zipSync({ [name]: bytes }, { level: 0 });
const reading = (bytes: Uint8Array) => () => readNpz(zipped(bytes), "weights.npz");

test("what was written is read again, types, shapes and every bit of the values", () => {
  expect(readNpz(writeNpz(arrays))).toEqual(arrays);
});

test("the same arrays give the same bytes at any time and in any time zone", () => {
  const zone = process.env.TZ;
  onTestFinished(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const hours = new Set<number>();
  for (const name of ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"]) {
    process.env.TZ = name;
    hours.add(new Date(0).getHours());
    // DOS time of the first entry: 12:00, 1 January 1980.
    expect([...writeNpz(arrays).subarray(10, 14)], name).toEqual([0x00, 0x60, 0x21, 0x00]);
  }
  expect(hours.size).toBeGreaterThan(1); // the zone did change
  expect(writeNpz(arrays)).toEqual(writeNpz(arrays));
});

test("a header is numpy's own, padded so that the values start at a multiple of 64", () => {
  const bytes = Buffer.from(writeNpz({ a: { shape: [2], values: Uint8Array.of(7, 8) } }));
  const start = bytes.indexOf("\x93NUMPY", 0, "latin1");
  const dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }";
  const expected = `\x93NUMPY\x01\x00\x76\x00${dict.padEnd(117)}\n\x07\x08`;
  expect(bytes.toString("latin1", start, start + 130)).toBe(expected);
});

const python = spawnSync("python3", ["-c", "import numpy"]).status === 0;
// numpy is not a dependency; without it the golden header above stands alone.
test.skipIf(!python)(
  "numpy.load opens what we write, and we read what numpy writes, compressed or not",
  () => {
    const dir = mkdtempSync(join(tmpdir(), "spikion-npz-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    writeFileSync(join(dir, "ours.npz"), writeNpz(arrays));
    const script = `
import json, numpy as np
a = dict(np.load("ours.npz"))
np.savez("plain.npz", **a)
np.savez_compressed("packed.npz", **a)
print(json.dumps({k: [v.dtype.str, list(v.shape), v.tobytes().hex()] for k, v in a.items()}))`;
    const seen: unknown = JSON.parse(execFileSync("python3", ["-c", script], { cwd: dir, encoding: "utf8" }));
    const types = {
      conductance: "<f4",
      theta: "<f8",
      label: "<i4",
      sign: "|i1",
      pixels: "|u1",
      empty: "<f4",
      scalar: "<f8",
    };
    const expected = Object.entries(arrays).map(([name, { shape, values }]) => {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      return [name, [types[name as keyof typeof types], shape, bytes.toString("hex")]];
    });
    expect(seen).toEqual(Object.fromEntries(expected));
    expect(readNpz(readFileSync(join(dir, "plain.npz")))).toEqual(arrays);
    expect(readNpz(readFileSync(join(dir, "packed.npz")))).toEqual(arrays);
  },
);

test("a shape that does not fit, and a name that is none, are our own mistakes", () => {
  const values = Float32Array.of(1, 2);
  for (const shape of [[3], [2, 2], [-1, -2], [0.5, 4], []]) {
    expect(() => writeNpz({ a: { shape, values } })).toThrow(RangeError);
  }
  for (const name of ["", "a/b", "../a", "a.b", "__proto__"]) {
    expect(() => writeNpz(Object.fromEntries([[name, { shape: [2], values }]]))).toThrow(RangeError);
  }
});

test("a header that claims terabytes is refused before memory is taken", () => {
  const before = process.memoryUsage().arrayBuffers;
  expect(reading(npy(header("<f8", "1000000, 1000000"), 8))).toThrow(
    "weights.npz: a.npy: shape (1000000, 1000000) of <f8 takes 8000000000000 bytes, but there are 8",
  );
  expect(reading(npy(header("<f8", "99999999999, 99999999999")))).toThrow(/accepted: up to 8 sizes/);
  expect(reading(npy(header("<f8", "1,1,1,1,1,1,1,1,1"), 8))).toThrow(/accepted: up to 8 sizes/);
  // 1 MB: what the test's own buffers may come to.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
});

test("values missing or left over are refused", () => {
  expect(reading(npy(header("<f4", "2,"), 7))).toThrow(/takes 8 bytes, but there are 7/);
  expect(reading(npy(header("<f4", "2,"), 9))).toThrow(/takes 8 bytes, but there are 9/);
});

test("pickled objects are refused, and so are types and orders we do not write", () => {
  expect(reading(npy(header("|O", "1,"), 8))).toThrow(
    /element type \|O holds pickled Python objects; accepted: numbers/,
  );
  expect(reading(npy(header(">f4", "1,"), 4))).toThrow(
    /element type >f4; accepted: <f4, <f8, <i4, \|i1, \|u1/,
  );
  expect(reading(npy(header("toString", "1,"), 4))).toThrow(/element type toString/);
  expect(reading(npy(header("<f4", "1, 1", "True"), 4))).toThrow(/Fortran order; accepted: C order/);
});

test("a file that is no .npy, of another version, or cut in its header is refused", () => {
  expect(reading(Buffer.from("PK"))).toThrow("weights.npz: a.npy: not a .npy file");
  expect(reading(npy(header("<f4", "0,"), 0, [2, 0]))).toThrow(/\.npy format 2\.0; accepted: 1\.0/);
  expect(reading(npy(header("<f4", "0,")).subarray(0, 30))).toThrow(/truncated: 30 bytes/);
  expect(reading(npy("{'shape': __import__('os')}"))).toThrow(/its header is not numpy's/);
});

test("a zip with other files, or with a way out of its folder, is refused", () => {
  for (const name of ["a.txt", "../a.npy", "x/a.npy", ".npy"]) {
    expect(() => readNpz(zipped(npy(header("<f4", "0,")), name))).toThrow(/is not a named \.npy file/);
  }
});

test("a zip entry that claims gigabytes is refused before memory is taken", () => {
  const bytes = zipSync({ "a.npy": npy(header("<f4", "0,")) }, { level: 6 });
  const directory = Buffer.from(bytes).indexOf("PK\x01\x02", 0, "latin1");
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(directory + 24, 0xfffffff0, true); // uncompressed size
  expect(() => readNpz(bytes)).toThrow(/entry "a\.npy" claims 4294967280 bytes/);
});

test("whatever bytes are changed or cut off, reading either works or says why not", () => {
  const whole = writeNpz(arrays);
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), (changes, length) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      for (const candidate of [bytes, bytes.subarray(0, length)]) {
        try {
          readNpz(candidate);
        } catch (error) {
          expect(error).toBeInstanceOf(NpyError);
        }
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});
