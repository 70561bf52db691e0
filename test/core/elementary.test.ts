import { expect, test } from "vitest";
import { exp, ln, oneMinusExpMinus } from "../../src/core/elementary.js";
import { Random } from "../../src/core/random.js";

const random = Random.of("elementary");

test("exp is right to a few units in the last place", () => {
  for (let k = 0; k < 20_000; k++) {
    const x = (random.uniform() - 0.5) * 1400;
    // Math.exp itself may be one unit off.
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(4 * Number.EPSILON);
  }
  expect(exp(0)).toBe(1);
  expect(exp(-1000)).toBe(0);
  expect(exp(1000)).toBe(Number.POSITIVE_INFINITY);
});

test("ln is right to a few units in the last place, near 1 too", () => {
  for (let k = 0; k < 20_000; k++) {
    const x = k % 2 ? Math.exp((random.uniform() - 0.5) * 1400) : 1 + (random.uniform() - 0.5) * 1e-3;
    expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(4 * Number.EPSILON * Math.abs(Math.log(x)) + 1e-300);
  }
  expect(ln(1)).toBe(0);
  expect(ln(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(ln(-1)).toBeNaN();
});

test("powers of two, from the smallest number to the largest, have k ln 2 as their logarithm, in its two parts", () => {
  const [high, low] = [0.6931471803691238, 1.9082149292705877e-10];
  let power = Number.MIN_VALUE;
  const wrong: number[] = [];
  for (let k = -1074; k <= 1023; k++, power *= 2) if (ln(power) !== k * high + k * low) wrong.push(k);
  expect(wrong).toEqual([]);
});

test("1 - e^-x keeps its digits however small x is, and does not jump where the series ends", () => {
  for (const x of [1e-300, 1e-12, 1e-5, 0.01, 0.1249999, 0.125, 0.1250001, 2, -1e-9, -0.1])
    expect(Math.abs(oneMinusExpMinus(x) / -Math.expm1(-x) - 1)).toBeLessThan(20 * Number.EPSILON);
});
