import { describe, expect, test } from "vitest";
import { create, params } from "../../../src/core/rate/hopping-butler-volmer.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { waveform } from "../../../src/core/waveform/index.js";
import { goldenPhysics } from "../../golden/eis-physics.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const law14 = create({}, 0);
const law7 = create({ thickness: 7e-9 }, 0);
const g = goldenPhysics.physicsLaw;

test("rates at 14 and 7 nm and the antiderivative are the reference's at every probe, to 1e-9", () => {
  for (const [k, v] of g.probe_V.entries()) {
    expect(Math.abs(law14.rate(v) / nS / g.r14_nS_per_s[k]! - 1)).toBeLessThan(1e-9);
    expect(Math.abs(law7.rate(v) / nS / g.r7_nS_per_s[k]! - 1)).toBeLessThan(1e-9);
    expect(Math.abs(law14.antiderivative(v) / nS / g.R14_nS_V_per_s[k]! - 1)).toBeLessThan(1e-9);
    expect(law14.rate(-v)).toBe(-law14.rate(v));
  }
});

test("its rates rise with temperature as the reference's do", () => {
  for (const [k, temperature] of g.T_K.entries()) {
    const { rate } = create({ temperature }, 0);
    for (const [j, v] of [2, 4, 6].entries())
      expect(rate(v) / nS / g.r14_at_2_4_6_V_vs_T_nS_per_s[k]![j]!).toBeCloseTo(1, 6);
  }
});

test("it holds the paper's two ratios, 60 and 1000, exactly", () => {
  expect(law14.rate(4) / law14.rate(2)).toBeCloseTo(60, 6);
  expect(law14.rate(6) / law14.rate(2)).toBeCloseTo(1000, 5);
});

test("voltage is the sum of both overpotentials at the rate it gives, from the threshold to 12 V", () => {
  const ve = g.Ve_14nm_V;
  const vi = g.Vi_V;
  for (const x of [1e-6, 0.05, 0.5, 1.9, 3, 6, 12]) {
    const r = law14.rate(x);
    const sum =
      ve * Math.asinh(r / params.hopRate.default) + vi * Math.asinh(r / params.interfaceRate.default);
    expect(sum / x).toBeCloseTo(1, 9);
  }
});

test("with the interfaces made fast it is the hopping sinh alone, and with hopping made fast the interfaces' sinh", () => {
  const hopping = create({ interfaceRate: 1e6 }, 0);
  const interfaces = create({ hopRate: 1e9 }, 0);
  for (const x of [0.3, 1, 2, 4]) {
    expect(hopping.rate(x) / (params.hopRate.default * Math.sinh(x / g.Ve_14nm_V))).toBeCloseTo(1, 6);
    expect(
      interfaces.rate(Math.min(x, 1)) / (params.interfaceRate.default * Math.sinh(Math.min(x, 1) / g.Vi_V)),
    ).toBeCloseTo(1, 6);
  }
});

test("the antiderivative is the integral of the rate, across the soft threshold and with vOc shifted", () => {
  const law = create({ temperature: 310 }, -0.2);
  for (const [a, b] of [
    [-0.2, 1],
    [1, 2.2],
    [2.2, 7],
    [-7, -2.2],
    [-2.2, -0.2],
  ] as const) {
    const n = 4000;
    let sum = law.rate(a) + law.rate(b);
    for (let k = 1; k < n; k++) sum += (k % 2 ? 4 : 2) * law.rate(a + ((b - a) * k) / n);
    const simpson = (sum * (b - a)) / (3 * n);
    // Simpson's error: (slope x step)^4 / 180 with slopes up to 10/V and steps of 1 mV.
    expect((law.antiderivative(b) - law.antiderivative(a)) / simpson).toBeCloseTo(1, 9);
  }
});

test("far outside every waveform it is a number or infinite, never NaN", () => {
  for (const v of [30, 100, 1000, -1000]) {
    expect(Number.isNaN(law7.rate(v))).toBe(false);
    expect(Number.isNaN(law7.antiderivative(v))).toBe(false);
  }
});

describe.each(Object.entries(golden.forms))("STDP curve %s by the physics law", (name, form) => {
  test("is the reference's to 1e-6 of its peak", () => {
    const curve = stdpWindow({
      rate: form.rate_table === "ysz14nm" ? law14 : law7,
      pre: waveform(form.V_pre_knots_s_V),
      post: waveform(form.V_post_knots_s_V),
      deltaT: Float64Array.from(form.delta_t_s),
    });
    const peak = Math.max(...curve.map(Math.abs)) / nS;
    for (const [k, s] of curve.entries())
      expect(Math.abs(s / nS - goldenPhysics.windowsByPhysicsLaw[name]![k]!)).toBeLessThan(1e-6 * peak);
  });
});
