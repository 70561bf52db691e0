import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { defaults } from "../../../src/core/params.js";
import { params } from "../../../src/core/stdp/dynamic.js";
import { powerFit, pulseChange } from "../../../src/core/stdp/pulses.js";
import { goldenPhysics } from "../../golden/eis-physics.js";

const { rate } = devices["eis-ysz14"].create({});
const g = goldenPhysics.pulses;
const level = defaults(params);

test("pulses of 1 ms to 1 s at -6 to 6 V change what the reference's do, at both levels", () => {
  expect(level).toEqual({ g0: g.dynamic_g0, gInf: g.dynamic_ginf, tau: g.dynamic_tau_s });
  for (const [k, v] of g.V_V.entries())
    for (const [j, t] of g.t_pulse_s.entries()) {
      expect(pulseChange(rate, v, t) / 1e-9 / g.dG_quasistatic_nS[k]![j]!).toBeCloseTo(1, 9);
      expect(pulseChange(rate, v, t, level) / 1e-9 / g.dG_dynamic_nS[k]![j]!).toBeCloseTo(1, 6);
    }
});

test("the quasi-static level has slope 1 exactly, and its intercept is the rate", () => {
  const t = g.t_pulse_s;
  const { slope, intercept } = powerFit(
    t,
    t.map((s) => pulseChange(rate, -4, s)),
  );
  expect(slope).toBeCloseTo(1, 12);
  expect(intercept / -rate.rate(-4)).toBeCloseTo(1, 12);
});

test("the dynamic level bends the line by a few percent, more at low voltage", () => {
  const slopes = [2, 4, 6].map(
    (v) =>
      powerFit(
        g.t_pulse_s,
        g.t_pulse_s.map((t) => pulseChange(rate, v, t, level)),
      ).slope,
  );
  for (const slope of slopes) {
    expect(slope).toBeGreaterThan(1);
    expect(slope).toBeLessThan(1.15);
  }
  expect(slopes[0]).toBeGreaterThan(slopes[2]!);
});

test("a power law is found again", () => {
  const t = [1e-3, 1e-2, 0.5];
  const fit = powerFit(
    t,
    t.map((s) => -3e-9 * s ** 0.8),
  );
  expect(fit.slope).toBeCloseTo(0.8, 12);
  expect(fit.intercept / 3e-9).toBeCloseTo(1, 12);
});
