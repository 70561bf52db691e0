import { expect, test } from "vitest";
import { deviation, histogram, mean, percentiles } from "../../src/metrics/distribution.js";

test("percentiles are numpy's: linear between order statistics", () => {
  // numpy.percentile([3, 1, 4, 1, 5], [0, 25, 50, 60, 90, 100])
  const found = percentiles([3, 1, 4, 1, 5], [0, 25, 50, 60, 90, 100]);
  for (const [k, want] of [1, 1, 3, 3.4, 4.6, 5].entries()) expect(found[k]).toBeCloseTo(want, 12);
  expect(percentiles([7], [1, 50, 99])).toEqual([7, 7, 7]);
  expect(() => percentiles([], [50])).toThrow(/no values/);
});

test("a histogram holds every value once, the largest in the last bin", () => {
  const { middle, count } = histogram([0, 1, 2, 3, 4, 4], 4);
  expect([...middle]).toEqual([0.5, 1.5, 2.5, 3.5]);
  expect([...count]).toEqual([1, 1, 1, 3]);
  expect([...histogram([2, 2, 2], 10).count]).toEqual([3]);
});

test("mean and deviation of a sample", () => {
  expect(mean([1, 2, 3, 4])).toBe(2.5);
  expect(deviation([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(deviation([5])).toBe(0);
});
