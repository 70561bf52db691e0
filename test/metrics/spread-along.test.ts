import { expect, test } from "vitest";
import { isCloud, spreadAlong, spreadOfCloud } from "../../src/metrics/spread-along.js";

test("a spread has the median at each place, and the range of nine of ten", () => {
  const at = Array.from({ length: 202 }, (_, k) => [k < 101 ? 2 : 1, (7 * k) % 101] as const);
  const { x, y, low, high } = spreadAlong(at);
  expect([...x]).toEqual([1, 2]);
  for (const place of [0, 1]) expect([low[place], y[place], high[place]]).toEqual([5, 50, 95]);
});

test("many places are taken together, at their mean", () => {
  const { x, y } = spreadAlong(Array.from({ length: 120 }, (_, k) => [k, 2 * k] as const));
  expect(x).toHaveLength(60);
  expect([x[0], x[59], y[0]]).toEqual([0.5, 118.5, 2]);
});

test("each place of a cloud has twenty points or more, up to sixty places", () => {
  const places = (n: number) => spreadOfCloud(Array.from({ length: n }, (_, k) => [k, 0] as const)).x.length;
  expect([80, 100, 119].map(places)).toEqual([4, 5, 5]);
  expect(places(2400)).toBe(60);
});

test("points are a cloud where most combinations of the other axes have one of them, and curves where they have more", () => {
  expect(isCloud(300, 300, 12)).toBe(true);
  expect(isCloud(300, 151, 12)).toBe(true);
  expect(isCloud(300, 150, 12)).toBe(false);
  expect(isCloud(12, 12, 12)).toBe(false);
});
