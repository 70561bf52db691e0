import { expect, test } from "vitest";
import {
  acosh,
  asinh,
  cosh,
  coshMinusOne,
  sinh,
  sinhOverX,
  xCoshMinusSinh,
} from "../../src/core/hyperbolic.js";

const sizes = [1e-12, 1e-6, 1e-3, 0.1, 0.9, 1.1, 3, 20, 200];

// 1e-13: a few roundings of e^x at x = 200, where one of the argument alone is 4e-14.
test.each(sizes)("they are the platform's at %d, and odd or even as they must be", (x) => {
  for (const [own, theirs] of [
    [sinh(x), Math.sinh(x)],
    [-sinh(-x), Math.sinh(x)],
    [cosh(x), Math.cosh(x)],
    [asinh(x), Math.asinh(x)],
    [-asinh(-x), Math.asinh(x)],
    [sinhOverX(x), Math.sinh(x) / x],
  ] as const)
    expect(Math.abs(own / theirs - 1)).toBeLessThan(1e-13);
  expect(acosh(1 + x) / Math.acosh(1 + x)).toBeCloseTo(1, x < 1e-6 ? 3 : 9);
});

test("differences that cancel near 0 keep their digits: x^2/2 and x^3/3", () => {
  for (const x of [1e-9, 1e-5, 1e-2]) {
    expect(coshMinusOne(x) / ((x * x) / 2 + x ** 4 / 24 + x ** 6 / 720)).toBeCloseTo(1, 12);
    expect(xCoshMinusSinh(x) / (x ** 3 / 3 + x ** 5 / 30 + x ** 7 / 840)).toBeCloseTo(1, 12);
  }
  for (const x of [0.99, 1.01])
    expect(xCoshMinusSinh(x) / (x * Math.cosh(x) - Math.sinh(x))).toBeCloseTo(1, 13);
});

test("asinh of huge numbers does not overflow", () => {
  expect(asinh(1e300) / (Math.log(1e300) + Math.LN2)).toBeCloseTo(1, 14);
  expect(sinhOverX(0)).toBe(1);
});
