import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { curveFigures, evenly, overlapSpan, peakGate } from "../../../src/core/stdp/curve-figures.js";
import { forms, waveform } from "../../../src/core/waveform/index.js";
import { golden, goldenNames } from "../../golden/eis-reference.js";

const nS = 1e-9;

describe.each(Object.entries(goldenNames))("%s", (name, key) => {
  test("peaks, lone spikes and peak gate voltage are the reference's", () => {
    const form = forms[name as keyof typeof goldenNames];
    const g = golden.forms[key];
    const { rate } = devices[form.device as keyof typeof devices].create({});
    const f = curveFigures({ rate, ...form }, form.span!);
    // The reference looks every 1/1600 of the half width; here the extreme itself is found.
    const size = Math.max(Math.abs(g.peak_pos_nS), Math.abs(g.peak_neg_nS));
    for (const [own, reference] of [
      [f.largest.change / nS, g.peak_pos_nS],
      [-f.smallest.change / nS, -g.peak_neg_nS],
    ] as const) {
      expect(own - reference).toBeGreaterThan(-1e-9 * size);
      expect(own - reference).toBeLessThan(1e-3 * size);
    }
    expect(Math.abs(f.lonePre.net / nS - g.lone_pre_nS)).toBeLessThan(1e-9 * g.lone_pre_gross_nS);
    expect(Math.abs(f.lonePost.net / nS - g.lone_post_nS)).toBeLessThan(1e-6);
    // The reference takes it from its grid of delta_t, on which both peaks need not meet.
    expect(f.peakGate).toBeGreaterThanOrEqual(g.peak_gate_V - 1e-9);
  });
});

test("spikes further apart than the overlap span do not meet", () => {
  const { pre, post } = forms.antisymmetric;
  expect(overlapSpan(pre, post)).toBeCloseTo(160e-3, 15);
  const late = waveform([
    [0, 1],
    [1e-3, 0],
  ]);
  expect(overlapSpan(late, late)).toBeCloseTo(1e-3, 15);
});

test("the peak at the gate weighs both terminals and either sign", () => {
  const { pre, post } = forms.antisymmetric;
  expect(peakGate(pre, post, 1, 1)).toBeCloseTo(6.5, 12);
  expect(peakGate(pre, post, 1, -1)).toBeCloseTo(7.605, 12);
});

test("evenly spaced values include both ends exactly", () => {
  expect([...evenly(-0.16, 0.16, 3)]).toEqual([-0.16, 0, 0.16]);
  expect([...evenly(2, 2, 1)]).toEqual([2]);
  expect(evenly(0.1, 0.7, 8)[7]).toBe(0.7);
});
