import { describe, expect, test } from "vitest";
import { devices, withBounds } from "../../../src/core/device/index.js";
import { scaledRate } from "../../../src/core/rate/scaled.js";
import { type OperatingPoint, operatingPoints } from "../../../src/core/stdp/operating-points.js";
import { forms, scale } from "../../../src/core/waveform/index.js";
import { crossbarWindow } from "../../../src/experiment/protocols/stdp-window.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const reference = {
  "100ms": golden.forms.fig4a_canonical,
  "100us": golden.forms.fig7b_100us_10V_14nm,
  "100ns": golden.forms.fig7c_100ns_10V_7nm,
};

describe.each(Object.entries<OperatingPoint>(operatingPoints))("spikes on ticks at %s", (name, point) => {
  const g = reference[name as keyof typeof reference];
  const { pre, post } = forms[point.form];
  const device = devices[point.device].create({});
  const deltaTicks = g.delta_t_s.map((dt) => Math.round(dt / point.tick));

  // The crossbar's difference of two conductances near 1000 nS keeps ten digits of a change of some nS.
  test("without bounds in the way the crossbar gives the reference curve to 1e-6 of its peak", () => {
    const change = crossbarWindow({
      device: withBounds(device, "hard"),
      pre,
      post,
      tick: point.tick,
      deltaTicks,
    });
    for (const [k, s] of change.entries())
      expect(Math.abs(s / nS - g.dG_table_nS[k]!)).toBeLessThan(1e-6 * g.peak_pos_nS);
  });

  test("with soft bounds every change differs from it by less than 5 % of the peak", () => {
    const change = crossbarWindow({ device, pre, post, tick: point.tick, deltaTicks });
    for (const [k, s] of change.entries())
      expect(Math.abs(s / nS - g.dG_table_nS[k]!)).toBeLessThan(0.05 * g.peak_pos_nS);
  });
});

test("time scaled by a million, and the device's rate alike: ticks of 1 ms and of 1 ns differ in nothing but units", () => {
  const { pre, post } = forms.antisymmetric;
  const device = devices["eis-ysz14"].create({});
  const deltaTicks = [-120, -40, -16, -8, 0, 8, 16, 40, 120];
  const faster = (factor: number) =>
    crossbarWindow({
      device: { ...device, rate: scaledRate(device.rate, factor) },
      pre: scale(pre, { time: 1 / factor }),
      post: scale(post, { time: 1 / factor }),
      tick: 1e-3 / factor,
      deltaTicks,
    });
  const slow = faster(1);
  // Rounding of a conductance of 1000 nS is 1e-22 S; the pair's two integrals add a few of these.
  for (const [k, s] of faster(1e6).entries()) expect(Math.abs(s - slow[k]!)).toBeLessThan(1e-19);
  expect(faster(2 ** 20)).toEqual(slow);
});

test("a delta_t between ticks is refused", () => {
  const { pre, post } = forms.antisymmetric;
  const device = devices["eis-ysz14"].create({});
  expect(() => crossbarWindow({ device, pre, post, tick: 1e-3, deltaTicks: [0.5] })).toThrow(
    "delta_t is 0.5 ticks; it must be a whole number",
  );
});
