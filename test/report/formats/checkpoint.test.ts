import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  type Checkpoint,
  CheckpointError,
  MAX_CHECKPOINT,
  readCheckpoint,
  writeCheckpoint,
} from "../../../src/report/formats/checkpoint.js";

const HASH = "0".repeat(64);
const checkpoint: Checkpoint = {
  about: { version: "1.2.3", configHash: HASH, dataHash: "mnist", done: 37 },
  saved: {
    numbers: { "a.b": 0.1, inf: Number.NEGATIVE_INFINITY, zero: -0, nan: Number.NaN },
    arrays: {
      state: Float32Array.of(1.5, -2.25, 1e-40),
      last: Float64Array.of(Number.NEGATIVE_INFINITY, 1e300),
      active: Int32Array.of(3, -1),
      empty: new Float64Array(0),
    },
  },
};

/** A file with this header and body, whose checksum is right. */
function forged(header: unknown, body = new Uint8Array(0), claimed?: number): Uint8Array {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(claimed ?? text.length);
  const all = Buffer.concat([Buffer.from("SPKNCKPT"), length, text, body]);
  return Buffer.concat([all, createHash("sha256").update(all).digest()]);
}
const header = {
  format: "spikion-checkpoint",
  formatVersion: 3,
  ...checkpoint.about,
  numbers: [] as string[],
  arrays: [] as unknown[],
};

test("a checkpoint comes back bit for bit, infinities, NaN and denormals too", () => {
  expect(readCheckpoint(writeCheckpoint(checkpoint), "x")).toEqual(checkpoint);
  expect(Object.is(readCheckpoint(writeCheckpoint(checkpoint), "x").saved.numbers.zero, -0)).toBe(true);
});

test("the same checkpoint gives the same bytes", () => {
  expect(writeCheckpoint(checkpoint)).toEqual(writeCheckpoint(structuredClone(checkpoint)));
});

test("one bit changed anywhere is noticed", () => {
  const bytes = writeCheckpoint(checkpoint);
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at]! ^= 1 << (at % 8);
    expect(() => readCheckpoint(damaged, "x")).toThrow(CheckpointError);
  }
});

test("a file cut short anywhere is noticed", () => {
  const bytes = writeCheckpoint(checkpoint);
  for (let length = 0; length < bytes.length; length++)
    expect(() => readCheckpoint(bytes.subarray(0, length), "x")).toThrow(CheckpointError);
});

describe("a checkpoint has a largest size", () => {
  const { length } = writeCheckpoint(checkpoint);

  test("one of just that size is written and read, with one byte less to go by it is neither", () => {
    const bytes = writeCheckpoint(checkpoint, { most: length });
    expect(readCheckpoint(bytes, "x", { most: length })).toEqual(checkpoint);
    expect(() => writeCheckpoint(checkpoint, { most: length - 1 })).toThrow(
      `it would have ${length} bytes, and ${length - 1} is the most: fewer probes`,
    );
    expect(() => readCheckpoint(bytes, "x", { most: length - 1 })).toThrow(
      `x: has ${length} bytes; accepted: up to ${length - 1}`,
    );
  });

  test("of 1 GiB, and what would be larger is refused before memory is taken", () => {
    expect(MAX_CHECKPOINT).toBe(2 ** 30);
    // One array of 1 MiB under 1024 names: with the header more than 1 GiB.
    const part = new Float32Array(2 ** 18);
    const arrays = Object.fromEntries(Array.from({ length: 1024 }, (_, x) => [`a${x}`, part]));
    const before = process.memoryUsage().arrayBuffers;
    const large = { ...checkpoint, saved: { numbers: {}, arrays } };
    expect(() => writeCheckpoint(large)).toThrow(CheckpointError);
    expect(() => writeCheckpoint(large)).toThrow(
      /it would have 10737\d{5} bytes, and 1073741824 is the most/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });
});

test("a header that could not be read again is not written", () => {
  const name = (x: number) => `${"n".repeat(190)}${x}`;
  const numbers = Object.fromEntries(Array.from({ length: 9000 }, (_, x) => [name(x), x]));
  expect(() => writeCheckpoint({ ...checkpoint, saved: { numbers, arrays: {} } })).toThrow(
    /its header would have 17\d{5} bytes, and 1000000 is the most/,
  );
});

describe("a file with a right checksum and a wrong header is refused before memory is taken", () => {
  test.each([
    ["4 GB in 16 bytes", { ...header, arrays: [["state", "f4", 2 ** 30]] }, /claims 4294967296 bytes/],
    ["a count beyond any", { ...header, arrays: [["state", "f8", 1e300]] }, /cannot be used/],
    ["a negative count", { ...header, arrays: [["state", "f4", -1]] }, /cannot be used/],
    [
      "another format",
      { ...header, formatVersion: 4 },
      /of another version of spikion .its formatVersion is 4, not 3/,
    ],
    ["a name for the prototype", { ...header, numbers: ["__proto__"] }, /cannot be used/],
    ["another type", { ...header, arrays: [["state", "O", 0]] }, /cannot be used/],
    ["no object", "[]", /cannot be used/],
    ["no JSON", "{", /not JSON/],
  ])("%s", (_, forgedHeader, message) => {
    expect(() => readCheckpoint(forged(forgedHeader), "x")).toThrow(message);
    expect(() => readCheckpoint(forged(forgedHeader), "x")).toThrow(CheckpointError);
  });

  test("a header longer than the file", () => {
    expect(() => readCheckpoint(forged(header, new Uint8Array(0), 0xffffffff), "x")).toThrow(
      "x: claims a header of 4294967295 bytes",
    );
  });

  test("a header longer than any that is written, in a file that holds it whole", () => {
    expect(readCheckpoint(forged(JSON.stringify(header).padEnd(1_000_000)), "x").about.done).toBe(37);
    expect(() => readCheckpoint(forged(JSON.stringify(header).padEnd(1_000_001)), "x")).toThrow(
      "x: claims a header of 1000001 bytes",
    );
  });
});
