import { describe, expect, test } from "vitest";
import * as ysz7 from "../../../src/core/device/eis-ysz7.js";
import * as ysz14 from "../../../src/core/device/eis-ysz14.js";
import { devices } from "../../../src/core/device/index.js";
import { scaledRate } from "../../../src/core/rate/scaled.js";
import { curvePeaks, deltaTimes, peakGateVoltage } from "../../../src/core/stdp/curve.js";
import { operatingCurve, operatingPoints } from "../../../src/core/stdp/operating-points.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms, scale } from "../../../src/core/waveform/index.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const reference = {
  "100ms": golden.forms.fig4a_canonical,
  "100us": golden.forms.fig7b_100us_10V_14nm,
  "100ns": golden.forms.fig7c_100ns_10V_7nm,
};
const thickness = { "eis-ysz14": ysz14.thickness, "eis-ysz7": ysz7.thickness };

describe.each(Object.entries(operatingPoints))("%s", (name, point) => {
  const g = reference[name as keyof typeof reference];
  const form = forms[point.form];
  const { rate } = devices[point.device].create({});

  test("device, electrolyte, time scale and gate peak are those of the paper", () => {
    expect(point.device).toBe(form.device);
    expect(point.thickness).toBe(thickness[point.device]);
    expect(peakGateVoltage(form.pre, form.post)).toBeCloseTo(point.peakGate, 12);
    expect(point.span / point.timeScale).toBeCloseTo(1.6, 12);
    expect(form.pre.t[4]! - form.pre.t[0]!).toBeCloseTo(point.span, 15);
    expect(point.source).toMatch(/Huang 2025, fig\. 7.*assumed/);
  });

  test("its 41 points are the reference curve, to 1e-6 of the peak", () => {
    const { deltaT, change } = operatingCurve(point);
    expect(change).toHaveLength(41);
    for (const [k, s] of change.entries()) {
      expect(Math.abs(deltaT[k]! - g.delta_t_s[k]!)).toBeLessThanOrEqual(1e-12 * point.span);
      expect(Math.abs(s / nS - g.dG_table_nS[k]!)).toBeLessThan(1e-6 * g.peak_pos_nS);
    }
  });

  // The reference looked every 0.06 % of the span; around a maximum that costs up to 1e-4 of it.
  test("its extremes are the reference's", () => {
    const { highest, lowest } = curvePeaks({ rate, pre: form.pre, post: form.post }, point.span);
    expect(Math.abs(highest.change / nS / g.peak_pos_nS - 1)).toBeLessThan(1e-4);
    expect(Math.abs(lowest.change / nS / g.peak_neg_nS - 1)).toBeLessThan(1e-4);
    expect(highest.change / nS).toBeGreaterThanOrEqual(g.peak_pos_nS * (1 - 1e-9));
    expect(-lowest.deltaT / highest.deltaT).toBeCloseTo(1, 6);
  });
});

describe("one physics on every time scale", () => {
  const { pre, post } = forms.antisymmetric;
  const { rate } = devices["eis-ysz14"].create({ vOc: -0.1 });
  const deltaT = deltaTimes(160e-3, 41);
  const curve = stdpWindow({ rate, pre, post, deltaT });
  const faster = (factor: number) =>
    stdpWindow({
      rate: scaledRate(rate, factor),
      pre: scale(pre, { time: 1 / factor }),
      post: scale(post, { time: 1 / factor }),
      deltaT: deltaT.map((dt) => dt / factor),
    });

  test("a million times faster waveforms on a million times faster device change as much", () => {
    const peak = Math.max(...curve);
    // Times are rounded anew at every knot; the rate at the steepest ramp passes that on, far below 1e-10.
    for (const [k, s] of faster(1e6).entries()) expect(Math.abs(s - curve[k]!)).toBeLessThan(1e-12 * peak);
  });

  test("with a power of two, which rounds nothing, they change by the same bits", () => {
    expect(faster(2 ** 20)).toEqual(curve);
  });
});

test("the 100 us form is what voltage buys: 6.5 V waveforms squeezed to 100 us would move a thousandth", () => {
  const squeeze = (volts: number) => ({
    pre: scale(forms.antisymmetric.pre, { time: 1e-3, volts }),
    post: scale(forms.antisymmetric.post, { time: 1e-3, volts }),
  });
  const { rate } = devices["eis-ysz14"].create({});
  const peak = (volts: number) => curvePeaks({ rate, ...squeeze(volts) }, 160e-6).highest.change;
  const slow = curvePeaks({ rate, ...forms.antisymmetric }, 160e-3).highest.change;
  expect(peak(1) / slow).toBeCloseTo(1e-3, 8);
  expect(peak(10 / 6.5) / peak(1)).toBeGreaterThan(50);
});
