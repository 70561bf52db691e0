/** What goes wrong where device, voltages and slices meet: one named test for each known trap. */
import { describe, expect, test } from "vitest";
import { depress, devices, potentiate } from "../../../src/core/device/index.js";
import { rates, tableRate } from "../../../src/core/rate/index.js";
import { compensate } from "../../../src/core/stdp/compensate.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { slicedWindow } from "../../../src/core/stdp/sliced.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms, lead, shift, type Waveform, zero } from "../../../src/core/waveform/index.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const device = devices["eis-ysz14"].create({});
const { antisymmetric } = forms;
const alone = (rate: typeof device.rate, w: Waveform) =>
  integrateWaveform(rate, gateVoltage(w, 0, zero(w), 0, 1, 0));

describe("trap 1, drift at rest: vOc is not 0, and 0 V is applied for the 20 s until the conductance is read", () => {
  const g = golden.rateTables.ysz14nm;
  const from = (node: number, vOc: number) => {
    const magnitudes = g.r_pos_nS_per_s.slice(node).map((r) => r * nS);
    return tableRate({ voltage: g.V_nodes_V.slice(node), positive: magnitudes, negative: magnitudes, vOc });
  };
  const rest = (rate: typeof device.rate) => {
    const { pre } = antisymmetric;
    const { p, d } = integrateWaveform(rate, { t: pre.t, v: pre.v.map(() => 0) }, 0.15, 20.15);
    return (p - d) / nS;
  };

  test("the whole table drifts by less than 0.1 pS at any vOc of the paper, one that starts at 2 V by up to 0.25 nS", () => {
    for (const vOc of [-0.3, -0.2, -0.1]) {
      expect(rest(from(0, vOc))).toBeLessThan(1e-4);
      expect(rest(from(0, vOc))).toBeGreaterThan(0);
      expect(rest(from(3, vOc))).toBeGreaterThan(0.05);
    }
    expect(rest(from(3, -0.3))).toBeGreaterThan(0.2);
  });

  test("the drift is the rate at 0 V times the time, and none at all for vOc = 0", () => {
    const rate = from(3, -0.3);
    expect(rest(rate) / ((20 * rate.rate(0)) / nS)).toBeCloseTo(1, 12);
    expect(rest(from(0, 0))).toBe(0);
  });
});

test("trap 2, slices: cut without regard to knots they err by tens of percent at ns, aligned ones do not", () => {
  const { pre, post } = forms["antisymmetric-100ns"];
  const rate = devices["eis-ysz7"].create({}).rate;
  const request = { rate, pre, post, deltaT: Float64Array.of(13.6e-9) };
  const exact = stdpWindow(request)[0]!;
  expect(Math.abs(slicedWindow(request, { tau: 4e-9 })[0]! / exact - 1)).toBeGreaterThan(0.1);
  expect(Math.abs(slicedWindow(request, { perSegment: 50 })[0]! / exact - 1)).toBeLessThan(0.01);
});

test("trap 3, compensation: solved for one table, temperature or thickness it is wrong for another", () => {
  const imbalance = (rate: typeof device.rate, w: Waveform) => {
    const { p, d } = alone(rate, w);
    return Math.abs(p - d) / (p + d);
  };
  const others = [
    devices["eis-ysz7"].create({}).rate,
    rates["hopping-butler-volmer"].create({ temperature: 323.15 }, 0),
    rates["hopping-butler-volmer"].create({ thickness: 10e-9 }, 0),
    rates.sinh.create({}, 0),
  ];
  expect(imbalance(device.rate, antisymmetric.pre)).toBeLessThan(1e-3);
  for (const rate of others) {
    expect(imbalance(rate, antisymmetric.pre)).toBeGreaterThan(5e-3);
    expect(imbalance(rate, compensate({ rate, ...antisymmetric }).pre.waveform)).toBeLessThan(1e-9);
  }
});

test("trap 4, gain: 1 % more at the gate is 8.6 % more change", () => {
  const change = (alpha: number) =>
    stdpWindow({
      rate: device.rate,
      ...antisymmetric,
      alphaPre: alpha,
      alphaPost: alpha,
      deltaT: Float64Array.of(16.1e-3),
    })[0]!;
  expect(change(1.01) / change(1)).toBeCloseTo(1.086, 3);
});

test("trap 5, state: what compensates at G0 does not elsewhere, where f+ and f- differ", () => {
  // The spike goes down and then up; net change for small integrals: p f+(G) - d f-(G).
  const { p, d } = alone(device.rate, antisymmetric.pre);
  const left = (g: number) => potentiate(device, depress(device, g, d), p) - g;
  expect(Math.abs(left(device.g0))).toBeLessThan(2e-3 * (p + d));
  for (const g of [200e-9, 2500e-9]) {
    const up = (device.gMax - g) / (device.gMax - device.g0);
    const down = (g - device.gMin) / (device.g0 - device.gMin);
    expect(Math.abs(left(g))).toBeGreaterThan(0.3 * (p + d));
    expect(left(g) / (p * up - d * down)).toBeCloseTo(1, 2);
  }
});

test("trap 6, knots before the spike: one lead for both sides keeps delta_t, each side's own moves form 4b by 60 ms", () => {
  const { pre, post } = forms["ltp-only"];
  const deltaT = Float64Array.from({ length: 321 }, (_, k) => (k - 160) * 1e-3);
  const peakAt = (byPre: number, byPost: number) => {
    const curve = stdpWindow({
      rate: device.rate,
      pre: shift(pre, byPre),
      post: shift(post, byPost),
      deltaT,
    });
    return deltaT[curve.indexOf(Math.max(...curve))]!;
  };
  const common = lead(pre, post);
  expect(peakAt(common, common)).toBeCloseTo(0, 12);
  expect(peakAt(-pre.t[0]!, -post.t[0]!)).toBeCloseTo(-60e-3, 12);
});
