import { expect, test } from "vitest";
import { slice, subset } from "../../src/dataset/images.js";

const images = {
  count: 3,
  rows: 1,
  cols: 2,
  pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
  labels: Uint8Array.of(7, 8, 9),
};

test("a subset has the chosen pictures in the chosen order, and memory of its own", () => {
  const part = subset(images, [2, 0, 2]);
  expect(part).toEqual({
    ...images,
    pixels: Uint8Array.of(5, 6, 1, 2, 5, 6),
    labels: Uint8Array.of(9, 7, 9),
  });
  expect(part.pixels.buffer).not.toBe(images.pixels.buffer);
});

test("a slice is a view of consecutive pictures, up to the last one by default", () => {
  expect(slice(images, 1)).toEqual({
    ...images,
    count: 2,
    pixels: Uint8Array.of(3, 4, 5, 6),
    labels: Uint8Array.of(8, 9),
  });
  expect(slice(images, 0, 2).pixels.buffer).toBe(images.pixels.buffer);
  expect(slice(images, 3).count).toBe(0);
});

test("pictures that do not exist cannot be chosen", () => {
  for (const index of [3, -1, 0.5, Number.NaN]) expect(() => subset(images, [index])).toThrow(RangeError);
  for (const [start, end] of [
    [-1, 2],
    [2, 1],
    [0, 4],
    [0.5, 1],
  ] as const) {
    expect(() => slice(images, start, end)).toThrow(RangeError);
  }
});
