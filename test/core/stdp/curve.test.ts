import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { curvePeaks, deltaTimes, extremeOf, peakGateVoltage } from "../../../src/core/stdp/curve.js";
import { forms } from "../../../src/core/waveform/index.js";

test("delta_t run from -span to span in equal steps, 0 among them where their number is odd", () => {
  expect([...deltaTimes(2, 5)]).toEqual([-2, -1, 0, 1, 2]);
  expect(deltaTimes(160e-3, 41)[20]).toBe(0);
  expect(deltaTimes(160e-9, 4)[0]).toBe(-160e-9);
});

test("an extreme between the points of the scan is found: of a parabola, to the root of the rounding", () => {
  const { deltaT, change } = extremeOf((x) => 3 - (x - 0.1234567) ** 2, 1, 1);
  expect(deltaT).toBeCloseTo(0.1234567, 7);
  expect(change).toBeCloseTo(3, 14);
  expect(extremeOf((x) => x, 2, -1)).toEqual({ deltaT: -2, change: -2 });
});

test("a symmetric window has its largest change at 0 and its smallest on both sides alike", () => {
  const { rate } = devices["eis-ysz14"].create({});
  const { highest, lowest } = curvePeaks({ rate, ...forms.symmetric }, 160e-3);
  expect(Math.abs(highest.deltaT)).toBeLessThan(1e-6);
  expect(highest.change * 1e9).toBeCloseTo(25.177, 3);
  expect(lowest.change * 1e9).toBeCloseTo(-13.04, 2);
});

test("the largest gate voltage is found at whatever delta_t it occurs", () => {
  const { pre, post } = forms.symmetric;
  const scanned = deltaTimes(160e-3, 641).reduce((most, dt) => {
    const curve = Math.max(...[...pre.t, ...post.t.map((t) => t + dt)].map((t) => gate(t, dt)));
    return Math.max(most, curve);
  }, 0);
  function gate(t: number, dt: number): number {
    return Math.abs(interpolate(pre, t) + interpolate(post, t - dt)) / 2;
  }
  function interpolate({ t, v }: typeof pre, at: number): number {
    for (let k = 1; k < t.length; k++)
      if (at >= t[k - 1]! && at <= t[k]!)
        return v[k - 1]! + ((v[k]! - v[k - 1]!) * (at - t[k - 1]!)) / (t[k]! - t[k - 1]!);
    return 0;
  }
  expect(peakGateVoltage(pre, post)).toBeGreaterThanOrEqual(scanned - 1e-12);
  expect(peakGateVoltage(pre, post)).toBeCloseTo(6.5, 9);
});

test("a curve of one point is refused", () => {
  expect(() => deltaTimes(1, 1)).toThrow("a curve needs two or more points; 1 asked for");
});
