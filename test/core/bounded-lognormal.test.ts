import { describe, expect, test } from "vitest";
import { boundedLognormal, type Side } from "../../src/core/bounded-lognormal.js";

/** Moments of exp(mu + sigma z) on one side of a bound, by the midpoint rule over z. */
function byQuadrature({ mu, sigma }: { mu: number; sigma: number }, bound: number, side: Side) {
  const edge = (Math.log(bound) - mu) / sigma;
  const [from, to] = side === "above" ? [edge, Math.max(edge, 0) + 14] : [Math.min(edge, 0) - 14, edge];
  const steps = 200_000;
  const h = (to - from) / steps;
  let [one, first, second] = [0, 0, 0];
  for (let k = 0; k < steps; k++) {
    const z = from + (k + 0.5) * h;
    const weight = Math.exp((-z * z) / 2);
    const x = Math.exp(mu + sigma * z);
    one += weight;
    first += weight * x;
    second += weight * x * x;
  }
  const mean = first / one;
  return { mean, deviation: Math.sqrt(second / one - mean * mean) };
}

// The bounds of the ionic synapse: 905 of 50 nS below G0, 1300 of 4000 nS above it; then tighter ones.
describe.each<[number, number, Side]>([
  [0.3, 18.1, "below"],
  [1, 18.1, "below"],
  [0.05, 1.1, "below"],
  [0.1, 0.325, "above"],
  [0.4, 0.325, "above"],
  [1, 0.325, "above"],
  [0.04, 0.957, "above"],
])("deviation %d with a bound at %d, %s it", (deviation, bound, side) => {
  test("what is kept has mean 1 and that deviation", () => {
    const seen = byQuadrature(boundedLognormal(deviation, bound, side), bound, side);
    expect(seen.mean).toBeCloseTo(1, 6);
    expect(seen.deviation / deviation).toBeCloseTo(1, 6);
  });
});

test("where the bound is out of reach, mu and sigma are those without one", () => {
  const variance = Math.log(1.01);
  const { mu, sigma } = boundedLognormal(0.1, 0.325, "above");
  expect(mu).toBeCloseTo(-variance / 2, 15);
  expect(sigma).toBeCloseTo(Math.sqrt(variance), 15);
});

test("a bound too near to the mean for the deviation is refused with the largest that there is", () => {
  expect(() => boundedLognormal(0.2, 1.1, "below")).toThrow(/0\.2 cannot be had .* accepted: up to 0\.0852/);
  expect(() => boundedLognormal(0.2, 0.957, "above")).toThrow(/accepted: up to 0\.0409/);
});
