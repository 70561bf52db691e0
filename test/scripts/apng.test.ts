import { expect, test } from "vitest";
import { chunksOf, encodeApng } from "../../scripts/apng.js";
import { encodePng } from "../../src/report/formats/png.js";

const palette = Uint8Array.of(0, 0, 0, 255, 255, 255);
const image = (pixel: number) => ({ width: 2, height: 1, pixels: Uint8Array.of(pixel, 1 - pixel), palette });

test("an animation has its pictures in order, the first one as any PNG has it", () => {
  const bytes = encodeApng([
    { image: image(0), seconds: 0.25 },
    { image: image(1), seconds: 2 },
  ]);
  const chunks = chunksOf(bytes);
  expect(chunks.map(({ type }) => type)).toEqual([
    ...["IHDR", "acTL", "PLTE", "fcTL", "IDAT", "fcTL", "fdAT", "IEND"],
  ]);
  const data = (at: number) => chunks[at]!.data;
  const number = (bytes: Uint8Array, at: number) => new DataView(bytes.slice(at, at + 4).buffer).getUint32(0);
  expect([number(data(1), 0), number(data(1), 4)]).toEqual([2, 0]);
  // Numbers of the sequence; then how long each is shown, in thousandths of a second.
  expect([number(data(3), 0), number(data(5), 0), number(data(6), 0)]).toEqual([0, 1, 2]);
  expect([number(data(3), 20), number(data(5), 20)]).toEqual([(250 << 16) | 1000, (2000 << 16) | 1000]);
  const idat = (pixel: number) => chunksOf(encodePng(image(pixel))).find(({ type }) => type === "IDAT")!.data;
  expect(data(4)).toEqual(idat(0));
  expect(data(6).subarray(4)).toEqual(idat(1));
});

test("pictures of different sizes, and none at all, are refused", () => {
  const wide = { ...image(0), width: 1, height: 2 };
  expect(() => encodeApng([])).toThrow("needs a picture");
  expect(() => encodeApng([image(0), wide].map((i) => ({ image: i, seconds: 1 })))).toThrow("one size");
});
