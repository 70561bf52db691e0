import { expect, test } from "vitest";
import { pairedDifference } from "../../src/metrics/paired.js";

test("only seeds that both have count, and the interval is that of their differences", () => {
  const found = pairedDifference({ a: 1, b: 5, c: 9 }, { a: 2, b: 6.2, d: 100 })!;
  expect(found.n).toBe(2);
  expect(found.mean).toBeCloseTo(1.1, 12);
  // t(0.975, 1) = 12.706 times 0.1
  expect(found.ci95![1] - found.mean).toBeCloseTo(1.2706, 4);
});

test("without a shared seed there is no difference", () => {
  expect(pairedDifference({ a: 1 }, { b: 2 })).toBeNull();
});
