import { expect, test } from "vitest";
import { chiSquareQuantile } from "../../src/core/chi-square.js";
import { begin } from "../../src/fit/estimate.js";
import { prepare } from "../../src/fit/prepare.js";
import { studentQuantile } from "../../src/fit/quantiles.js";
import { simulate, TRUTH } from "./simulate.js";

test("slopes of the likelihood are those of its values, with and without bad reads", () => {
  const protocol = { devices: 3, voltages: [2, -2, 3, -3], trains: 1, length: 8, step: 0.04, outliers: 0.05 };
  const { rows, levels, devices } = prepare(simulate(TRUTH, protocol, "slopes"));
  const { likelihood, x } = begin(rows, levels, devices.length);
  for (const share of [1e-4, 0.03]) {
    const held = { spread: 0.1, outliers: { share, width: 8 } };
    const { gradient, value } = likelihood.local(x, held);
    expect(value).toBeCloseTo(likelihood.value(x, held), 8);
    for (const [k, slope] of gradient.entries()) {
      const at = (by: number) => likelihood.value(x.with(k, x[k]! + by), held);
      const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
      // Reads that are clean to a per cent are taken as wholly clean in how the state goes on.
      expect(Math.abs(slope - difference)).toBeLessThan(0.02 * Math.abs(difference) + 5);
    }
  }
});

test("quantiles are those of the tables", () => {
  // Student t 97.5 %: 2.228 (10), 1.984 (100); chi-square 2.5 and 97.5 % of 11: 3.816, 21.92; of 1: 0.000982, 5.024
  expect(studentQuantile(10)).toBeCloseTo(2.228, 3);
  expect(studentQuantile(100)).toBeCloseTo(1.984, 3);
  expect(chiSquareQuantile(0.025, 11)).toBeCloseTo(3.816, 3);
  expect(chiSquareQuantile(0.975, 11)).toBeCloseTo(21.92, 2);
  expect(chiSquareQuantile(0.025, 1)).toBeCloseTo(0.000982, 6);
  expect(chiSquareQuantile(0.975, 1)).toBeCloseTo(5.024, 3);
});
