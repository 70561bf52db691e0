import { describe, expect, test } from "vitest";
import { depress, devices, potentiate } from "../../../src/core/device/index.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { forms, lowerAmplitude, type Waveform, waveform } from "../../../src/core/waveform/index.js";
import { golden, goldenNames } from "../../golden/eis-reference.js";

const nS = 1e-9;
const silent = waveform([
  [0, 0],
  [1e-9, 0],
]);

describe.each(Object.entries(goldenNames))("%s", (name, key) => {
  const form = forms[name as keyof typeof goldenNames];
  const g = golden.forms[key];

  test("its knots and its common factor are the reference's", () => {
    for (const [w, knots] of [
      [form.pre, g.V_pre_knots_s_V],
      [form.post, g.V_post_knots_s_V],
    ] as const) {
      expect(w.t.length).toBe(knots.length);
      for (const [k, [t, v]] of knots.entries()) {
        expect(Math.abs(w.t[k]! - t)).toBeLessThanOrEqual(1e-15 * Math.abs(t));
        expect(w.v[k]! - v).toBe(0);
      }
    }
    expect(form.scaleFactor).toBe(g.scale_factor);
  });

  test("a lone spike of either side compensates itself to below 2 % of the curve's peak", () => {
    const { rate } = devices[form.device as keyof typeof devices].create({});
    const peak = Math.max(Math.abs(g.peak_pos_nS), Math.abs(g.peak_neg_nS)) * nS;
    for (const gate of [
      gateVoltage(form.pre, 0, silent, 0, 1, 1),
      gateVoltage(silent, 0, form.post, 0, 1, 1),
    ]) {
      const { p, d } = integrateWaveform(rate, gate);
      expect(Math.abs(p - d)).toBeLessThan(0.02 * peak);
    }
  });
});

test("every form names an existing device preset and says where it comes from", () => {
  for (const form of Object.values(forms)) {
    expect(Object.keys(devices)).toContain(form.device);
    expect(form.doc).not.toBe("");
    expect(form.source).toMatch(/assumed|chosen/);
  }
});

describe("box-over-ramp on eis-ysz14", () => {
  const { pre, post } = forms["box-over-ramp"];
  const device = devices["eis-ysz14"].create({});
  const range = device.gMax - device.gMin;
  const paired = (w: Waveform, age: number) =>
    integrateWaveform(device.rate, gateVoltage(pre, 0, w, age, 1, 1));
  const lonePost = (w: Waveform) => integrateWaveform(device.rate, gateVoltage(silent, 0, w, 0, 1, 1));
  /** Where small steps balance, as a fraction of the range. */
  const balance = ({ p, d }: { p: number; d: number }) => {
    const up = p / (device.gMax - device.g0);
    const down = d / (device.g0 - device.gMin);
    return up / (up + down);
  };

  // Tolerance: the values known are rounded to 0.1 nS.
  test("at -12.4 V the age of the pre spike decides between potentiation and depression as known", () => {
    const known = waveform([
      [0, 10],
      [10e-3, 10],
      [10e-3, -12.4],
      [22e-3, -12.4],
    ]);
    for (const [age, p, d] of [
      [0.5e-3, 59.2, 56.3],
      [4e-3, 40.9, 69.2],
      [10e-3, 21.8, 79.5],
    ] as const) {
      expect(Math.abs(paired(known, age).p / nS - p)).toBeLessThan(0.05);
      expect(Math.abs(paired(known, age).d / nS - d)).toBeLessThan(0.05);
    }
    expect(Math.abs(lonePost(known).p / nS - 12.3)).toBeLessThan(0.05);
    expect(Math.abs(lonePost(known).d / nS - 79.5)).toBeLessThan(0.05);
  });

  test("a lone pre spike moves next to nothing: 1e-4 nS up, nothing down", () => {
    const { p, d } = integrateWaveform(device.rate, gateVoltage(pre, 0, silent, 0, 1, 1));
    expect(p / nS / 1e-4).toBeCloseTo(1, 1);
    expect(d).toBe(0);
  });

  // Tolerance: the values known are rounded to three digits.
  test("at -10.763 V lone post spikes settle at 0.134 of the range, 0.5 ms pairs at 0.512", () => {
    expect(Math.abs(balance(lonePost(post)) - 0.134)).toBeLessThan(6e-4);
    expect(Math.abs(balance(paired(post, 0.5e-3)) - 0.512)).toBeLessThan(6e-4);
  });

  test("repeated events end around that balance, half a step below it after the depression", () => {
    const pair = paired(post, 0.5e-3);
    let g = device.g0;
    for (let k = 0; k < 3000; k++) g = depress(device, potentiate(device, g, pair.p), pair.d);
    const low = (g - device.gMin) / range;
    const high = (potentiate(device, g, pair.p) - device.gMin) / range;
    // Half-way is right to first order; steps are 1 % of the range, so 1e-4 of it is left.
    expect(Math.abs((low + high) / 2 - balance(pair))).toBeLessThan(2e-4);
  });

  test("amplitudes lowered by 2.29 V scale potentiation and depression alike, to a fifth", () => {
    const lowered = lowerAmplitude(post, (2 * Math.log(5)) / 1.405);
    // The law's slope is 1.405/V only around the amplitudes: the factor holds to a few percent.
    for (const change of ["p", "d"] as const) {
      expect(paired(lowered, 0.5e-3)[change] / paired(post, 0.5e-3)[change]).toBeCloseTo(0.2, 2);
      expect(lonePost(lowered)[change] / lonePost(post)[change]).toBeCloseTo(0.2, 2);
    }
  });
});
