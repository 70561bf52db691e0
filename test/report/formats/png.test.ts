import { crc32, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { encodePng } from "../../../src/report/formats/png.js";

interface Chunk {
  type: string;
  data: Buffer;
}

/** A reader written from the standard, for this test alone; checks every checksum on its way. */
function chunksOf(png: Uint8Array): Chunk[] {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const chunks: Chunk[] = [];
  let at = 8;
  while (at < bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

const palette = Uint8Array.of(255, 255, 255, 0, 0, 0, 200, 10, 20);

test("a picture's size, colours and pixels can be read back from its PNG", () => {
  const pixels = Uint8Array.of(0, 1, 2, 2, 1, 0);
  const chunks = chunksOf(encodePng({ width: 3, height: 2, pixels, palette }));
  expect(chunks.map((c) => c.type)).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect([chunks[0]!.data.readUInt32BE(0), chunks[0]!.data.readUInt32BE(4)]).toEqual([3, 2]);
  expect([...chunks[0]!.data.subarray(8)]).toEqual([8, 3, 0, 0, 0]);
  expect([...chunks[1]!.data]).toEqual([...palette]);
  // Each row: filter type 0, then its pixels.
  expect([...inflateSync(chunks[2]!.data)]).toEqual([0, 0, 1, 2, 0, 2, 1, 0]);
});

test("pixels that do not fill the picture are refused", () => {
  expect(() => encodePng({ width: 3, height: 2, pixels: new Uint8Array(5), palette })).toThrow(
    "5 pixels do not make 3 x 2",
  );
});

test("a pixel without a colour is refused", () => {
  expect(() => encodePng({ width: 1, height: 1, pixels: Uint8Array.of(3), palette })).toThrow(
    "a pixel is not one of 3 colours",
  );
});

test("more than 256 colours are refused", () => {
  expect(() =>
    encodePng({ width: 1, height: 1, pixels: new Uint8Array(1), palette: new Uint8Array(771) }),
  ).toThrow("not 1 to 256 colours");
});

test("half a colour is refused, and so is no colour at all", () => {
  for (const bytes of [0, 4])
    expect(() =>
      encodePng({ width: 1, height: 1, pixels: new Uint8Array(1), palette: new Uint8Array(bytes) }),
    ).toThrow(`a palette of ${bytes} bytes is not 1 to 256 colours`);
});
