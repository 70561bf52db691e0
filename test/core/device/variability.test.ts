import { expect, test } from "vitest";
import { deviceFactors, eventFactor } from "../../../src/core/device/variability.js";
import { Random } from "../../../src/core/random.js";

test.each([0.06, 0.4, 0.8])("device factors of spread %d have mean 1, that spread, and no sign", (d2d) => {
  const factor = deviceFactors(d2d, Random.of("devices"));
  const draws = Array.from({ length: 40_000 }, factor);
  const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
  const spread = Math.sqrt(draws.reduce((s, x) => s + (x - mean) ** 2, 0) / draws.length);
  // Five standard errors of the mean; the spread of a wide lognormal converges slowly.
  expect(Math.abs(mean - 1)).toBeLessThan((5 * d2d) / 200);
  expect(Math.abs(spread / d2d - 1)).toBeLessThan(0.05);
  expect(Math.min(...draws)).toBeGreaterThan(0);
});

test("a spread of 0 is a factor of exactly 1", () => {
  const factor = deviceFactors(0, Random.of("devices"));
  expect([factor(), factor()]).toEqual([1, 1]);
});

test("an event's factor is 1 + c2c z, and 0 where that would turn its sign", () => {
  expect(eventFactor(0.05, 2)).toBeCloseTo(1.1, 15);
  expect(eventFactor(0.3, -4)).toBe(0);
  expect(eventFactor(0, 3)).toBe(1);
});
