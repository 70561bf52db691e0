import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { scaledRate } from "../../../src/core/rate/scaled.js";

const law = devices["eis-ysz14"].create({ vOc: -0.2 }).rate;

test("a scaled law has the factor in its rate and in its antiderivative, and the same open-circuit voltage", () => {
  const scaled = scaledRate(law, 0.7);
  expect(scaled.vOc).toBe(-0.2);
  for (const v of [-12, -3, -0.2, 0, 1.1, 6.5]) {
    expect(scaled.rate(v)).toBe(0.7 * law.rate(v));
    expect(scaled.antiderivative(v)).toBe(0.7 * law.antiderivative(v));
  }
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a factor of %d is refused", (factor) => {
  expect(() => scaledRate(law, factor)).toThrow(`the rate factor is ${factor}; it must be finite`);
});
