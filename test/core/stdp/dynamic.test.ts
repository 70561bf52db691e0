import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { defaults } from "../../../src/core/params.js";
import { dynamicIntegral, params } from "../../../src/core/stdp/dynamic.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { forms, valueAt, waveform } from "../../../src/core/waveform/index.js";
import { goldenPhysics } from "../../golden/eis-physics.js";

const level = defaults(params);
const { rate } = devices["eis-ysz14"].create({});
const named = {
  fig4a_canonical: "antisymmetric",
  fig4b_ltp_only: "ltp-only",
  fig4c_symmetric: "symmetric",
  fig4d_deadzone: "antisymmetric-deadzone",
} as const;

describe.each(Object.entries(goldenPhysics.dynamicLevel.peaks))("%s at its peak", (name, g) => {
  test("the change is the reference's, and so is the factor", () => {
    const { pre, post } = forms[named[name as keyof typeof named]];
    const gate = gateVoltage(pre, 0, post, g.delta_t_s, 1, 1);
    const slow = dynamicIntegral(rate, gate, level);
    const fast = integrateWaveform(rate, gate);
    // The reference integrates numerically too: both to some 1e-7.
    expect((slow.p - slow.d) / 1e-9 / g.dG_dynamic_nS).toBeCloseTo(1, 6);
    expect((slow.p - slow.d) / (fast.p - fast.d) / g.factor).toBeCloseTo(1, 6);
  });
});

test("a time constant far below the waveform gives the quasi-static level", () => {
  const gate = gateVoltage(forms.symmetric.pre, 0, forms.symmetric.post, 10e-3, 1, 1);
  const slow = dynamicIntegral(rate, gate, { ...level, tau: 1e-9 });
  const fast = integrateWaveform(rate, gate);
  expect(slow.p / fast.p).toBeCloseTo(1, 5);
  expect(slow.d / fast.d).toBeCloseTo(1, 5);
});

test("it is the equation integrated in small steps", () => {
  const gate = waveform([
    [0, 2],
    [5e-3, 4.5],
    [5e-3, -3],
    [12e-3, -4],
  ]);
  let u = 0;
  let [p, d] = [0, 0];
  const dt = 1e-7;
  for (let k = 0; k * dt < 0.2; k++) {
    const v = valueAt(gate, (k + 0.5) * dt, "right");
    // Exact for a constant voltage over the step.
    const settled = (level.gInf - level.g0) * v;
    const half = settled + (u - settled) * Math.exp((-0.5 * dt) / level.tau);
    const r = rate.rate(level.g0 * v + half);
    if (r > 0) p += r * dt;
    else d -= r * dt;
    u = settled + (u - settled) * Math.exp(-dt / level.tau);
  }
  const exact = dynamicIntegral(rate, gate, level);
  expect(p / exact.p).toBeCloseTo(1, 6);
  expect(d / exact.d).toBeCloseTo(1, 6);
});
