import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { Random } from "../../../src/core/random.js";
import {
  type OperatingPoint,
  operatingCurve,
  operatingPoints,
} from "../../../src/core/stdp/operating-points.js";
import {
  arms,
  expectedScatter,
  MEAN_ABSOLUTE,
  scatter,
  simpleScatter,
} from "../../../src/core/stdp/scatter.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms } from "../../../src/core/waveform/index.js";

const { deltaT, change: ideal } = operatingCurve(operatingPoints["100ms"], 81);
const fitted = arms({ deltaT, ideal, degree: 4 });
const { n, p } = fitted.basis;

/** Mean of the mean absolute residuals over many noisy curves, S. */
function measured(sigma: Float64Array, curves: number): number {
  const random = Random.of("scatter");
  let sum = 0;
  for (let c = 0; c < curves; c++)
    sum += scatter(
      fitted,
      ideal.map((s, k) => s + sigma[k]! * random.normal()),
    ).meanAbsolute;
  return sum / curves;
}

test("the arms are the points from the largest change outwards, five parameters each", () => {
  expect([n, p]).toEqual([74, 10]);
  expect(Math.min(...Array.from(fitted.points, (k) => Math.abs(deltaT[k]!)))).toBeCloseTo(16e-3, 12);
});

test.each(Object.entries<OperatingPoint>(operatingPoints))(
  "%s: without noise the fit leaves 1 % of the mean change or less",
  (_, point) => {
    const curve = operatingCurve(point, 81);
    const s = scatter(arms({ deltaT: curve.deltaT, ideal: curve.change, degree: 4 }), curve.change);
    expect(s.byMean).toBeLessThan(0.01);
  },
);

describe("noise of one size at all points", () => {
  const sigma = new Float64Array(deltaT.length).fill(5e-9);
  // 2000 curves of 74 residuals: a standard error below 0.3 %, and the curve's own misfit adds as much.
  test("scatters by 0.798 sigma sqrt(1 - p/n)", () => {
    expect(MEAN_ABSOLUTE).toBeCloseTo(0.798, 3);
    expect(measured(sigma, 2000) / (MEAN_ABSOLUTE * 5e-9 * Math.sqrt(1 - p / n))).toBeCloseTo(1, 2);
    expect(simpleScatter(fitted, 5e-9)).toBe(MEAN_ABSOLUTE * 5e-9 * Math.sqrt(1 - p / n));
  });

  test("the exact expectation is within 1 % of that rule", () => {
    expect(expectedScatter(fitted, sigma) / simpleScatter(fitted, 5e-9)).toBeCloseTo(1, 2);
  });
});

test("noise proportional to the change scatters as the exact expectation says, and the normalisers differ 4x", () => {
  // 30 %: large enough that the misfit of the curve itself (in quadrature) does not count.
  const sigma = ideal.map((s) => 0.3 * Math.abs(s));
  expect(measured(sigma, 2000) / expectedScatter(fitted, sigma)).toBeCloseTo(1, 2);
  const { byMean, byPeak } = scatter(fitted, ideal);
  expect(byMean / byPeak).toBeGreaterThan(3.5);
  expect(byMean / byPeak).toBeLessThan(4.5);
});

test("the normalisers are the largest and the mean |fit|", () => {
  const random = Random.of("one");
  const y = ideal.map((s) => s * (1 + 0.05 * random.normal()));
  const s = scatter(fitted, y);
  const size = s.fit.map(Math.abs);
  expect(s.byPeak * Math.max(...size)).toBeCloseTo(s.meanAbsolute, 20);
  expect((s.byMean * size.reduce((a, b) => a + b, 0)) / n).toBeCloseTo(s.meanAbsolute, 20);
  const residual = Array.from(fitted.points, (k, x) => Math.abs(y[k]! - s.fit[x]!));
  expect(residual.reduce((a, b) => a + b, 0) / n).toBeCloseTo(s.meanAbsolute, 20);
});

test("scatter does not depend on the scale of the curve or of time", () => {
  const random = Random.of("scale");
  const y = ideal.map((s) => s * (1 + 0.05 * random.normal()));
  const scaled = arms({
    deltaT: deltaT.map((t) => t * 2 ** -20),
    ideal: ideal.map((s) => s * 4),
    degree: 4,
  });
  expect(
    scatter(
      scaled,
      y.map((s) => s * 4),
    ).byMean,
  ).toBeCloseTo(scatter(fitted, y).byMean, 12);
});

test("a curve whose largest change is at 0 has two arms and no point between them", () => {
  const { pre, post } = forms["ltp-only"];
  const curve = stdpWindow({ rate: devices["eis-ysz14"].create({}).rate, pre, post, deltaT });
  const { points, basis } = arms({ deltaT, ideal: curve, degree: 4 });
  expect(basis.n).toBe(80);
  expect([...points]).not.toContain(40);
  expect(scatter({ points, basis }, curve).byMean).toBeLessThan(0.05);
});

test("a curve without change, or with too few points, has no arms", () => {
  expect(() => arms({ deltaT, ideal: new Float64Array(81), degree: 4 })).toThrow("changes nothing");
  const few = operatingCurve(operatingPoints["100ms"], 5);
  expect(() => arms({ deltaT: few.deltaT, ideal: few.change, degree: 4 })).toThrow("cannot be fitted");
});
