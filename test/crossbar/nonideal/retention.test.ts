import { expect, test } from "vitest";
import { relaxation, stretched } from "../../../src/crossbar/nonideal/relaxation.js";

test.each([0.3, 0.5, 0.7, 0.9])(
  "a stretch of %f is a sum of exponentials to within 1 %% of what is lost in all",
  (s) => {
    const { weight, tau } = relaxation(s);
    expect(weight.every((w) => w > 0)).toBe(true);
    expect(weight.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    for (const t of [0, 1e-3, 0.01, 0.1, 0.3, 1, 2, 5, 10]) {
      const left = weight.reduce((sum, w, k) => sum + w * Math.exp(-t / tau[k]!), 0);
      expect(Math.abs(left - stretched(s, t))).toBeLessThan(0.01);
    }
  },
);

test("without a stretch there is one exponential", () => {
  expect(relaxation(1)).toEqual({ weight: Float64Array.of(1), tau: Float64Array.of(1) });
});
