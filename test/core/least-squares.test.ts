import { describe, expect, test } from "vitest";
import { orthonormal, project, residualDeviation } from "../../src/core/least-squares.js";
import { Random } from "../../src/core/random.js";

const x = Float64Array.from({ length: 30 }, (_, k) => k / 29);
const powers = (degree: number) => Array.from({ length: degree + 1 }, (_, m) => x.map((u) => u ** m));

test("a combination of the functions is its own fit", () => {
  const y = x.map((u) => 3 - 2 * u + 0.5 * u ** 3);
  const fit = project(orthonormal(powers(3)), y);
  for (const [k, f] of fit.entries()) expect(f).toBeCloseTo(y[k]!, 13);
});

test("a straight line through noise is the textbook's slope and intercept", () => {
  const random = Random.of("line");
  const y = x.map((u) => 1 + 2 * u + random.normal());
  const mean = (v: Float64Array) => v.reduce((a, b) => a + b, 0) / v.length;
  const slope =
    x.reduce((s, u, k) => s + (u - mean(x)) * (y[k]! - mean(y)), 0) /
    x.reduce((s, u) => s + (u - mean(x)) ** 2, 0);
  const fit = project(orthonormal(powers(1)), y);
  for (const [k, u] of x.entries()) expect(fit[k]).toBeCloseTo(mean(y) + slope * (u - mean(x)), 12);
});

test("what is left is orthogonal to every function, nearly dependent ones included", () => {
  const columns = powers(9);
  const random = Random.of("residual");
  const y = x.map(() => random.normal());
  const fit = project(orthonormal(columns), y);
  for (const c of columns) {
    const product = c.reduce((s, u, k) => s + u * (y[k]! - fit[k]!), 0);
    // Powers up to nine on 0..1 have a condition number of 1e7: that many digits are lost of 16.
    expect(Math.abs(product)).toBeLessThan(1e-8);
  }
});

describe("residuals of noise", () => {
  test("after fitting a mean to n points equal noise is left with sqrt(1 - 1/n) of its deviation", () => {
    const left = residualDeviation(orthonormal(powers(0)), new Float64Array(30).fill(2));
    for (const s of left) expect(s).toBeCloseTo(2 * Math.sqrt(1 - 1 / 30), 12);
  });

  test("their squares add up to n - p for noise of deviation 1", () => {
    const left = residualDeviation(orthonormal(powers(4)), new Float64Array(30).fill(1));
    expect(left.reduce((s, v) => s + v * v, 0)).toBeCloseTo(25, 10);
  });
});

test("what cannot be fitted is refused", () => {
  expect(() => orthonormal([])).toThrow("0 functions cannot be fitted to 0 points");
  expect(() => orthonormal([Float64Array.of(1), Float64Array.of(2)])).toThrow("2 functions cannot be fitted");
  expect(() => orthonormal([Float64Array.of(1, 2), Float64Array.of(1)])).toThrow("function 1 has 1 values");
  expect(() => orthonormal([Float64Array.of(1, 2), Float64Array.of(2, 4)])).toThrow(
    "combination of those before",
  );
  expect(() => orthonormal([new Float64Array(3)])).toThrow("or 0");
});
