import { expect, test } from "vitest";
import { deviceFactors, eventFactors, polarityFactors } from "../../../src/core/device/variability.js";
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

test("an event's factor is 1 + c2c z while c2c is small, 0 where it would turn its sign, and 1 without c2c", () => {
  expect(eventFactors(0.05)(2)).toBe(1.1);
  expect(eventFactors(0.3)(-4)).toBe(0);
  expect(eventFactors(0)(3)).toBe(1);
});

/** Mean and standard deviation of a million draws. */
function moments(draw: () => number) {
  const n = 1_000_000;
  let [sum, squares] = [0, 0];
  for (let k = 0; k < n; k++) {
    const x = draw() - 1;
    sum += x;
    squares += x * x;
  }
  return { n, mean: 1 + sum / n, deviation: Math.sqrt(squares / n - (sum / n) ** 2) };
}

test.each([0.3, 1])("events of c2c %d have mean 1 and that deviation", (c2c) => {
  const factor = eventFactors(c2c);
  const random = Random.of("events");
  const { n, mean, deviation } = moments(() => factor(random.normal()));
  // Five standard errors; kurtosis is 3 without a cut and 10 at most here.
  expect(Math.abs(mean - 1)).toBeLessThan((5 * c2c) / Math.sqrt(n));
  expect(Math.abs(deviation / c2c - 1)).toBeLessThan((5 * Math.sqrt(9 / 4)) / Math.sqrt(n));
});

test.each([0.05, 0.3, 0.6, 1, 2])("devices of d2d %d have mean 1 and that deviation", (d2d) => {
  const { n, mean, deviation } = moments(deviceFactors(d2d, Random.of("million")));
  // Five standard errors; a lognormal's kurtosis is w^4 + 2 w^3 + 3 w^2 - 3 with w = 1 + d2d^2.
  const w = 1 + d2d * d2d;
  const kurtosis = w ** 4 + 2 * w ** 3 + 3 * w * w - 3;
  expect(Math.abs(mean - 1)).toBeLessThan((5 * d2d) / Math.sqrt(n));
  expect(Math.abs(deviation / d2d - 1)).toBeLessThan((5 * Math.sqrt((kurtosis - 1) / 4)) / Math.sqrt(n));
});

test.each([-0.1, 11, Number.NaN])("a spread of %d is refused", (spread) => {
  expect(() => deviceFactors(spread, Random.of("x"))).toThrow("accepted: 0 to 10");
  expect(() => eventFactors(spread)).toThrow("accepted: 0 to 10");
});

/** Relative deviations from 1 of many devices: their spreads, and their correlation. */
function statistics(draw: () => readonly [number, number]) {
  const draws = Array.from({ length: 40_000 }, draw);
  const moment = (f: (up: number, down: number) => number) =>
    draws.reduce((sum, [up, down]) => sum + f(up - 1, down - 1), 0) / draws.length;
  const [up, down] = [Math.sqrt(moment((u) => u * u)), Math.sqrt(moment((_, d) => d * d))];
  return { up, down, correlation: moment((u, d) => u * d) / (up * down), mean: moment((u) => u) };
}

test("one spread serves both polarities of a device, or is drawn for each apart", () => {
  expect(statistics(polarityFactors(0.1, false, Random.of("d2d"))).correlation).toBeCloseTo(1, 12);
  const apart = statistics(polarityFactors(0.1, true, Random.of("d2d")));
  // Five standard errors.
  expect(Math.abs(apart.correlation)).toBeLessThan(5 / 200);
  expect(Math.abs(apart.up / apart.down - 1)).toBeLessThan(5 / 200);
});

test("spreads of their own are independent, each with its own number", () => {
  const { up, down, correlation, mean } = statistics(
    polarityFactors({ ltp: 0.06, ltd: 0.12 }, false, Random.of("d2d")),
  );
  expect(Math.abs(up / 0.06 - 1)).toBeLessThan(0.02);
  expect(Math.abs(down / 0.12 - 1)).toBeLessThan(0.02);
  expect(Math.abs(correlation)).toBeLessThan(5 / 200);
  expect(Math.abs(mean)).toBeLessThan((5 * 0.06) / 200);
});

test("one polarity's draws do not depend on the other's spread, and none is a factor of exactly 1", () => {
  const both = polarityFactors({ ltp: 0.06, ltd: 0.5 }, false, Random.of("d2d"));
  const alone = polarityFactors({ ltp: 0.06, ltd: 0 }, true, Random.of("d2d"));
  for (let k = 0; k < 100; k++) {
    const [up, down] = alone();
    expect(both()[0]).toBe(up);
    expect(down).toBe(1);
  }
});
