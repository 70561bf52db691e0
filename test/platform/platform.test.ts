import { createHash } from "node:crypto";
import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as fast from "../../src/node/sha256.js";
import { base64 } from "../../src/platform/base64.js";
import { crc32 } from "../../src/platform/crc32.js";
import { fromHex } from "../../src/platform/hex.js";
import { newSha256, sha256, sha256Bytes } from "../../src/platform/sha256.js";
import { yieldToEvents } from "../../src/platform/yield.js";

const bytes = fc.uint8Array({ maxLength: 300 });

test("both forms of SHA-256 give what OpenSSL gives, whole or piece by piece", () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const both = Uint8Array.of(...a, ...b);
      const wanted = createHash("sha256").update(both).digest("hex");
      for (const form of [{ newSha256, sha256, sha256Bytes }, fast]) {
        expect(form.sha256(both)).toBe(wanted);
        expect(Buffer.from(form.sha256Bytes(both)).toString("hex")).toBe(wanted);
        const hash = form.newSha256();
        hash.update(a);
        hash.update(b);
        expect(hash.hex()).toBe(wanted);
      }
    }),
  );
});

test("text is hashed as UTF-8", () => {
  expect(sha256("G = 1 µS")).toBe(createHash("sha256").update("G = 1 µS").digest("hex"));
});

test("bytes come back from hexadecimal digits", () => {
  fc.assert(
    fc.property(bytes, (b) => {
      expect(fromHex(Buffer.from(b).toString("hex"))).toEqual(new Uint8Array(b));
    }),
  );
});

test("base64 is Node's", () => {
  fc.assert(
    fc.property(bytes, (b) => {
      expect(base64(b)).toBe(Buffer.from(b).toString("base64"));
    }),
  );
  expect(base64(new Uint8Array(100_001))).toBe(Buffer.alloc(100_001).toString("base64"));
});

test("the checksum is zlib's", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  fc.assert(fc.property(bytes, (b) => crc32(b) === zlibCrc32(b)));
});

test("while a computation gives way again and again, a timer runs", async () => {
  let late = false;
  setTimeout(() => {
    late = true;
  }, 1);
  let turns = 0;
  while (!late && turns < 1e7) {
    await yieldToEvents();
    turns++;
  }
  expect(late).toBe(true);
});

test("several that give way at once all go on, in their order", async () => {
  const order: number[] = [];
  const goOn = async (k: number) => {
    await yieldToEvents();
    order.push(k);
  };
  await Promise.all([1, 2, 3].map(goOn));
  expect(order).toEqual([1, 2, 3]);
});

test("whoever yields again and again leaves other events their turn each time", async () => {
  let turns = 0;
  const every = () => {
    turns++;
    timer = setImmediate(every);
  };
  let timer = setImmediate(every);
  for (let k = 0; k < 200; k++) await yieldToEvents();
  clearImmediate(timer);
  // Half of the yields at least: two channels may have theirs in one round of the loop.
  expect(turns).toBeGreaterThanOrEqual(100 - 2);
});
