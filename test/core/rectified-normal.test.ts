import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.js";
import { meanDistance, NEVER_CUT, rectified, rectifiedNormal } from "../../src/core/rectified-normal.js";

/** Moments of max(0, location + scale z) by the midpoint rule over z, without the closed form. */
function byQuadrature({ location, scale }: { location: number; scale: number }) {
  const h = 1e-4;
  const sums = { one: 0, mean: 0, square: 0, distance: 0 };
  for (let z = -12 + h / 2; z < 12; z += h) {
    const weight = h * Math.exp((-z * z) / 2);
    const x = Math.max(0, location + scale * z);
    sums.one += weight;
    sums.mean += weight * x;
    sums.square += weight * x * x;
    sums.distance += weight * Math.abs(x - 1);
  }
  const mean = sums.mean / sums.one;
  return {
    mean,
    deviation: Math.sqrt(sums.square / sums.one - mean * mean),
    distance: sums.distance / sums.one,
  };
}

describe.each([0.05, 0.16, 0.17, 0.3, 0.6, 1, 2, 10])("factors of deviation %d", (deviation) => {
  const numbers = rectifiedNormal(deviation);

  test("have mean 1, that deviation, and the mean distance from 1 that is stated", () => {
    const seen = byQuadrature(numbers);
    // The rule's error where the factor has a kink is h^2, 1e-8.
    expect(seen.mean).toBeCloseTo(1, 7);
    expect(seen.deviation / deviation).toBeCloseTo(1, 7);
    expect(seen.distance).toBeCloseTo(meanDistance(numbers), 7);
  });

  test("are never negative", () => {
    for (const z of [-40, -6, -1, 0, 40]) expect(rectified(numbers, z)).toBeGreaterThanOrEqual(0);
  });
});

test.each([0, 0.05, 0.15, NEVER_CUT])(
  "deviation %d, where nothing is cut off, is 1 + deviation z to the bit",
  (sigma) => {
    const random = Random.of("small");
    const numbers = rectifiedNormal(sigma);
    for (let k = 0; k < 1000; k++) {
      const z = random.normal();
      expect(rectified(numbers, z)).toBe(1 + sigma * z);
    }
    // sqrt(2/pi) of the deviation, the paper's 0.798; what is below 0 once in 2^32 draws would add 1e-11.
    expect(meanDistance(numbers)).toBeCloseTo(Math.sqrt(2 / Math.PI) * sigma, 10);
  },
);

test.each([-0.1, 10.5, Number.NaN, Number.POSITIVE_INFINITY])("a deviation of %d is refused", (sigma) => {
  expect(() => rectifiedNormal(sigma)).toThrow("accepted: 0 to 10 (1000 %)");
});
