import { expect, test } from "vitest";
import { forms } from "../../../src/core/waveform/index.js";
import { chop, waveform } from "../../../src/core/waveform/piecewise-linear.js";
import { course, gateSlices, slicePattern } from "../../../src/crossbar/kernels/slices.js";

const { pre, post } = forms["box-over-ramp"];
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

test("slices fill a tick, and none is longer than tau", () => {
  for (const tau of [0.5e-3, 0.3e-3, 0.1e-3, 0.07e-3]) {
    const { width } = slicePattern(0.5e-3, tau, [pre, post]);
    expect(sum(width)).toBeCloseTo(0.5e-3, 15);
    expect(Math.max(...width)).toBeLessThanOrEqual(tau * (1 + 1e-12));
  }
});

test("knots on the grid of slices add no slice; a knot within one cuts it", () => {
  expect(slicePattern(0.5e-3, 0.1e-3, [pre, post]).width.length).toBe(5);
  const duty = chop(post, 0.5e-3, 0.33);
  const { width } = slicePattern(0.5e-3, 0.1e-3, [pre, duty]);
  expect(width.length).toBe(6);
  // 0.33 of 0.5 ms is 0.165 ms: the slice from 0.1 to 0.2 ms becomes two.
  expect([...width].map((w) => Math.round(w * 1e6))).toEqual([100, 65, 35, 100, 100, 100]);
});

test("no slice straddles a step: the sliced integral of a chopped voltage is exact", () => {
  const duty = chop(post, 0.5e-3, 0.33);
  const pattern = slicePattern(0.5e-3, 0.5e-3, [duty]);
  const volts = course(duty, pattern, 44, 1);
  let integral = 0;
  for (const [k, v] of volts.entries()) integral += v * pattern.width[k % pattern.width.length]!;
  // +10 V for 10 ms, then -10.763 V for 12 ms, a third of the time; voltages in single precision.
  expect(integral).toBeCloseTo(0.33 * (10 * 10e-3 - 10.763 * 12e-3), 8);
});

test("tau above a tick, or not above 0, is refused with what is accepted", () => {
  for (const tau of [0.6e-3, 0, -1, Number.NaN])
    expect(() => slicePattern(0.5e-3, tau, [pre])).toThrow(/accepted: above 0 to one tick, 0.0005 s/);
});

test("a gate voltage is cut between its knots, steps and all", () => {
  const gate = waveform([
    [0, 1],
    [1, 3],
    [1, -2],
    [1.5, -2],
  ]);
  const { volts, width } = gateSlices(gate, 0.5);
  expect([...volts]).toEqual([1.5, 2.5, -2]);
  expect([...width]).toEqual([0.5, 0.5, 0.5]);
  expect(() => gateSlices(gate, 0)).toThrow(/above 0 s/);
});
