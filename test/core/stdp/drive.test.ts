import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { depress, potentiate, withBounds } from "../../../src/core/device/state.js";
import { drive } from "../../../src/core/stdp/drive.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { forms } from "../../../src/core/waveform/index.js";
import { waveform } from "../../../src/core/waveform/piecewise-linear.js";

const device = devices["eis-ysz14"].create({});
const NOMINAL = { up: 1, down: 1, shift: 0 };
const box = (volts: number) =>
  waveform([
    [0, volts],
    [10e-3, volts],
  ]);

test("a pulse is one run, solved in closed form", () => {
  for (const g of [100e-9, 1e-6, 3e-6]) {
    const moved = device.rate.rate(4) * 10e-3;
    expect(drive(device, g, box(4), NOMINAL)).toBeCloseTo(potentiate(device, g, moved), 18);
    expect(drive(device, g, box(-4), NOMINAL)).toBeCloseTo(depress(device, g, moved), 18);
  }
});

test("far from hard bounds the change is the integral of the rate, whatever the order", () => {
  const { pre, post } = forms.antisymmetric;
  const hard = withBounds(device, "hard");
  for (const dt of [-40e-3, -8e-3, 8e-3, 40e-3]) {
    const gate = gateVoltage(pre, 0, post, dt, 1, 1);
    const { p, d } = integrateWaveform(device.rate, gate);
    expect(drive(hard, 2e-6, gate, { up: 1.2, down: 0.9, shift: 0 }) - 2e-6).toBeCloseTo(
      1.2 * p - 0.9 * d,
      18,
    );
  }
});

test("a device whose V_oc is higher sees a gate voltage that is lower", () => {
  expect(drive(device, 1e-6, box(4), { up: 1, down: 1, shift: 0.3 })).toBe(
    drive(device, 1e-6, box(3.7), NOMINAL),
  );
});

test("order counts: up then down is not down then up", () => {
  const upDown = waveform([
    [0, 5],
    [10e-3, 5],
    [10e-3, -5],
    [20e-3, -5],
  ]);
  const downUp = waveform([
    [0, -5],
    [10e-3, -5],
    [10e-3, 5],
    [20e-3, 5],
  ]);
  expect(drive(device, 1e-6, upDown, NOMINAL)).toBeLessThan(drive(device, 1e-6, downUp, NOMINAL));
});
