import { expect, test } from "vitest";
import { leastSquares, type Residuals } from "../../src/core/levenberg-marquardt.js";

/** Rosenbrock's valley: r = (10 (y - x^2), 1 - x), least at (1, 1). */
const valley = (low: number[], high: number[]): Residuals => ({
  rows: 2,
  low: Float64Array.from(low),
  high: Float64Array.from(high),
  evaluate: ([x, y], r, jacobian) => {
    r[0] = 10 * (y! - x! * x!);
    r[1] = 1 - x!;
    jacobian?.set([-20 * x!, 10, -1, 0]);
  },
});

test("a curved valley is followed to its end", () => {
  const { x, cost } = leastSquares(valley([-9, -9], [9, 9]), Float64Array.of(-1.2, 1), 200);
  expect(cost).toBeLessThan(1e-20);
  expect(x[0]).toBeCloseTo(1, 9);
  expect(x[1]).toBeCloseTo(1, 9);
});

test("within bounds the least place is on the bound, and the rest is solved there", () => {
  const { x } = leastSquares(valley([-9, -9], [0.5, 9]), Float64Array.of(-1.2, 1), 200);
  expect(x[0]).toBe(0.5);
  // Given x = 0.5 the first residual alone decides y.
  expect(x[1]).toBeCloseTo(0.25, 9);
});

test("a parameter that is held, between equal bounds, stays where it is", () => {
  const { x } = leastSquares(valley([-9, 4], [9, 4]), Float64Array.of(1.5, 0), 200);
  expect(x[1]).toBe(4);
  // d/dx of 100 (4 - x^2)^2 + (1 - x)^2 is 0 near x = 2.
  expect(-400 * x[0]! * (4 - x[0]! * x[0]!) - 2 * (1 - x[0]!)).toBeCloseTo(0, 4);
});
