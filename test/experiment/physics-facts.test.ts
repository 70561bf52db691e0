import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { defaults } from "../../src/core/params.js";
import { forms } from "../../src/core/waveform/index.js";
import { physicsFacts } from "../../src/experiment/physics-facts.js";
import { physics } from "../report/fixture.js";

test("far from the other spike, a pair changes a synapse as both alone do", () => {
  const { window, lonePre, lonePost } = physicsFacts(physics);
  // No drift in between: this device rests at 0 V, its vOc. What is left is the rounding of sums of some 50 nS.
  expect(window.y[0]! - (lonePre + lonePost)).toBeCloseTo(0, 20);
  expect(window.y.at(-1)! - (lonePre + lonePost)).toBeCloseTo(0, 20);
  expect(lonePost).toBeLessThan(-1e-9);
});

test("the drawn window reaches a tenth beyond where the spikes stop to overlap", () => {
  const { window } = physicsFacts(physics);
  // Box over ramp: V_post lasts 22 ms, V_pre 20 ms.
  expect(window.x[0]).toBeCloseTo(-22e-3 - 4.2e-3, 12);
  expect(window.x.at(-1)).toBeCloseTo(20e-3 + 4.2e-3, 12);
});

test("the gate voltages named are those of the waveforms", () => {
  const { gateRange, pair } = physicsFacts(physics);
  expect(gateRange.lonePre).toEqual([0, 1.5]);
  expect(gateRange.lonePost).toEqual([-10.763 / 2, 5]);
  // 5 ms after the pre spike its ramp has 2.25 V left of 3.
  expect(pair.deltaT).toBeCloseTo(5e-3, 12);
  expect(gateRange.pair[1]).toBeCloseTo((10 + 2.25) / 2, 9);
});

test("at the end of an amplitude schedule the window is smaller by about its gain", () => {
  const { window, windowAtEnd } = physicsFacts(physics, { schedule: "amplitude", end: 0.2, tick: 0.5e-3 });
  // The volts are solved for the pair one tick apart; elsewhere the rate's slope differs a little.
  expect(Math.max(...windowAtEnd!.y) / Math.max(...window.y)).toBeCloseTo(0.2, 1);
});

test("a constant schedule has no second window", () => {
  expect(physicsFacts(physics, { schedule: "constant", end: 0.2, tick: 0.5e-3 }).windowAtEnd).toBe(null);
  expect(physicsFacts(physics, { schedule: "amplitude", end: 1, tick: 0.5e-3 }).windowAtEnd).toBe(null);
});

test("nanosecond waveforms are sampled on their own scale", () => {
  const preset = devices["eis-ysz7"];
  const { pre, post } = forms["antisymmetric-100ns"];
  const facts = physicsFacts({ ...physics, device: preset.create(defaults(preset.params)), pre, post });
  expect(facts.window.x.at(-1)).toBeLessThan(5e-6);
  expect(Math.max(...facts.window.y)).toBeGreaterThan(0);
});

test("rates are drawn a little beyond what the gate reaches, alike to both sides", () => {
  const { rate, gateRange } = physicsFacts(physics);
  const reach = Math.max(6, ...Object.values(gateRange).flatMap((r) => r.map(Math.abs)));
  expect(reach).toBeGreaterThan(6);
  expect(rate.x[0]).toBeCloseTo(-1.05 * reach, 9);
  expect(rate.x.at(-1)).toBeCloseTo(1.05 * reach, 9);
});
