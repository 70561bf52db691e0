import { expect, test } from "vitest";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { valueAt, type Waveform, waveform } from "../../../src/core/waveform/index.js";

const ramp = waveform([
  [0, 3],
  [20e-3, 0],
]);
const box = waveform([
  [0, 10],
  [10e-3, 10],
  [10e-3, -12],
  [22e-3, -12],
]);
const knots = (w: Waveform) => Array.from(w.t, (t, k) => [t, w.v[k]!]);

test("the gate sees half of the weighted sum of the terminals, at every time", () => {
  const gate = gateVoltage(ramp, 1e-3, box, 7e-3, 0.8, -0.4);
  for (let k = 0; k < 400; k++) {
    const t = k * 1e-4 + 3e-5; // off every knot, where both sides agree
    const expected = (0.8 * valueAt(ramp, t - 1e-3, "left") - 0.4 * valueAt(box, t - 7e-3, "left")) / 2;
    expect(valueAt(gate, t, "left")).toBeCloseTo(expected, 12);
  }
});

test("a third signal adds without being halved", () => {
  const third = waveform([
    [0, 1],
    [30e-3, 1],
  ]);
  const without = gateVoltage(ramp, 0, box, 5e-3, 1, 1);
  const withThird = gateVoltage(ramp, 0, box, 5e-3, 1, 1, third);
  for (let k = 0; k < 290; k++) {
    const t = k * 1e-4 + 3e-5;
    expect(valueAt(withThird, t, "left") - valueAt(without, t, "left")).toBeCloseTo(t < 30e-3 ? 1 : 0, 12);
  }
});

test("steps stay steps: two knots at one time, both values kept", () => {
  const quiet = waveform([
    [0, 0],
    [30e-3, 0],
  ]);
  expect(knots(gateVoltage(quiet, 0, box, 0, 1, 1))).toEqual([
    [0, 5],
    [10e-3, 5],
    [10e-3, -6],
    [22e-3, -6],
    [22e-3, 0],
    [30e-3, 0],
  ]);
});

test("a step keeps its height wherever the spike is, whatever rounding does to its time", () => {
  for (let k = 1; k < 500; k++) {
    const gate = gateVoltage(ramp, -1, box, k * 0.1234567e-3, 1, 1);
    const heights = Array.from(gate.t, (t, i) => (gate.t[i - 1] === t ? gate.v[i]! - gate.v[i - 1]! : 0));
    expect(Math.min(...heights)).toBe(-11);
  }
});

test("knots of both sides at one time become one knot, or one step", () => {
  const gate = gateVoltage(ramp, 0, box, 0, 1, 1);
  for (let k = 2; k < gate.t.length; k++) expect(gate.t[k]! > gate.t[k - 2]!).toBe(true);
  expect(gate.t.filter((t) => t === 0).length).toBe(1);
  expect(gate.v[0]).toBe(6.5);
});

test("waveforms far apart leave the gate at 0 V between them", () => {
  const gate = gateVoltage(ramp, 0, box, 1, 1, 1);
  expect(valueAt(gate, 0.5, "left")).toBe(0);
  expect(valueAt(gate, 20e-3, "right")).toBe(0);
  expect(valueAt(gate, 1, "left")).toBe(0);
  expect(valueAt(gate, 1, "right")).toBe(5);
});
