import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { tableRate } from "../../../src/core/rate/table.js";
import { integrateSegment, integrateSigned, integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { waveform } from "../../../src/core/waveform/index.js";

const { rate: eis } = devices["eis-ysz14"].create({});
/** A kink at 2 V: ln r rises by 3/V below and by 9/V above it. */
const kinked = tableRate({
  voltage: [1, 2, 3],
  positive: [1e-9, 1e-9 * Math.exp(3), 1e-9 * Math.exp(12)],
  negative: [1e-9, 1e-9 * Math.exp(3), 1e-9 * Math.exp(12)],
  vOc: 0,
});
/** Mean of e^(slope (v - v0)) from v0 to v1, by the platform's expm1: accurate however small the step. */
const meanOfExp = (slope: number, step: number) =>
  step === 0 ? 1 : Math.expm1(slope * step) / (slope * step);
const signed = (rate: typeof eis, v0: number, v1: number, h: number) => {
  const out = { p: 0, d: 0 };
  integrateSigned(rate, v0, v1, h, out);
  return out;
};

test("a constant voltage integrates to the rate times the time", () => {
  expect(integrateSegment(eis, 4, 4, 2e-3)).toBe(eis.rate(4) * 2e-3);
  expect(integrateSegment(eis, -4, -4, 2e-3)).toBe(eis.rate(-4) * 2e-3);
});

describe("steps of every size keep twelve digits", () => {
  const sizes = [1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 9.99e-3, 10.01e-3, 0.1, 0.4];

  test.each(sizes)("within a cell of the table: %d V", (size) => {
    const v0 = 2.25;
    const v1 = v0 + size;
    const exact = 1e-3 * kinked.rate(v0) * meanOfExp(9, v1 - v0);
    expect(Math.abs(integrateSegment(kinked, v0, v1, 1e-3) / exact - 1)).toBeLessThan(1e-12);
    expect(Math.abs(integrateSegment(kinked, v1, v0, 1e-3) / exact - 1)).toBeLessThan(1e-12);
    expect(Math.abs(integrateSegment(kinked, -v0, -v1, 1e-3) / exact + 1)).toBeLessThan(1e-12);
  });

  test.each(sizes)("across a kink of the table: %d V", (size) => {
    const [below, above] = [0.3 * size, 0.7 * size];
    const v0 = 2 - below;
    const v1 = 2 + above;
    const parts = (2 - v0) * meanOfExp(-3, 2 - v0) + (v1 - 2) * meanOfExp(9, v1 - 2);
    const exact = (1e-3 * kinked.rate(2) * parts) / (v1 - v0);
    expect(Math.abs(integrateSegment(kinked, v0, v1, 1e-3) / exact - 1)).toBeLessThan(1e-12);
  });

  test.each(sizes)("ending at vOc, where r is linear: %d V", (size) => {
    // r = a sinh(x/v0): mean = a v0 (cosh(x/v0) - 1)/x; cosh - 1 by 2 sinh^2 of the half.
    const law = tableRate({ voltage: [1, 2], positive: [1, 8], negative: [1, 8], vOc: 0 });
    const slope = law.rate(1e-12) / 1e-12;
    const v0 = 1 / solveCoth(Math.log(8));
    const exact = (slope * v0 * v0 * 2 * Math.sinh(size / (2 * v0)) ** 2) / size;
    expect(Math.abs(integrateSegment(law, 0, size, 1) / exact - 1)).toBeLessThan(1e-12);
  });
});

/** y with y coth y = target, by bisection. */
function solveCoth(target: number): number {
  let low = 0;
  let high = target;
  for (let k = 0; k < 200; k++) {
    const y = 0.5 * (low + high);
    if (y / Math.tanh(y) < target) low = y;
    else high = y;
  }
  return 0.5 * (low + high);
}

test("a segment across vOc is its two halves, insertion and extraction apart", () => {
  const { rate } = devices["eis-ysz14"].create({ vOc: -0.2 });
  // From -4.2 to +3.8 V, vOc is crossed half way.
  const whole = signed(rate, -4.2, 3.8, 2e-3);
  expect(whole.d / -integrateSegment(rate, -4.2, -0.2, 1e-3)).toBeCloseTo(1, 13);
  expect(whole.p / integrateSegment(rate, -0.2, 3.8, 1e-3)).toBeCloseTo(1, 13);
});

test("a weak part beside a strong one across vOc keeps its digits", () => {
  // 0.3 V of insertion against 11 V of extraction: 14 orders of magnitude apart.
  const { p, d } = signed(eis, 0.3, -11, 1e-3);
  expect(p / (eis.antiderivative(0.3) * (1e-3 / 11.3))).toBeCloseTo(1, 12);
  expect(d / (eis.antiderivative(-11) * (1e-3 / 11.3))).toBeCloseTo(1, 12);
});

test("net is potentiation less depression, and neither is ever negative", () => {
  const volts = fc.double({ min: -11, max: 11, noNaN: true });
  fc.assert(
    fc.property(volts, volts, fc.double({ min: -0.3, max: 0, noNaN: true }), (v0, v1, vOc) => {
      const { rate } = devices["eis-ysz14"].create({ vOc });
      const { p, d } = signed(rate, v0, v1, 1e-3);
      expect(p).toBeGreaterThanOrEqual(0);
      expect(d).toBeGreaterThanOrEqual(0);
      expect(Math.abs(integrateSegment(rate, v0, v1, 1e-3) - (p - d))).toBeLessThanOrEqual(1e-15 * (p + d));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("cut anywhere, the parts of a waveform add up to the whole", () => {
  const w = waveform([
    [-2e-3, 0],
    [0, 6],
    [0, -5],
    [3e-3, 1],
    [9e-3, -0.5],
  ]);
  const whole = integrateWaveform(eis, w);
  for (const cut of [-2e-3, -1e-3, 0, 1.1e-3, 3e-3, 8e-3, 9e-3]) {
    const before = integrateWaveform(eis, w, undefined, cut);
    const after = integrateWaveform(eis, w, cut);
    expect((before.p + after.p) / whole.p).toBeCloseTo(1, 12);
    expect((before.d + after.d) / whole.d).toBeCloseTo(1, 12);
  }
});

test("outside the knots 0 V is applied: nothing moves at vOc = 0, insertion goes on below it", () => {
  const w = waveform([
    [0, 6],
    [1e-3, 6],
  ]);
  expect(integrateWaveform(eis, w, -5, 7)).toEqual(integrateWaveform(eis, w));
  expect(integrateWaveform(eis, w, 2, 3)).toEqual({ p: 0, d: 0 });
  const { rate } = devices["eis-ysz14"].create({ vOc: -0.2 });
  const drift = (from: number, to: number) => integrateWaveform(rate, w, from, to).p;
  expect(drift(-5, -1) / (4 * rate.rate(0))).toBeCloseTo(1, 13);
  expect(drift(2, 3) / rate.rate(0)).toBeCloseTo(1, 13);
  // The drift is the digits beyond the spike's own change, 1e-13 of it here.
  expect(drift(-500, 700) - drift(0, 1e-3)).toBeCloseTo(1199.999 * rate.rate(0), 20);
});
