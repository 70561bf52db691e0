import { beforeAll, describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import type { Device } from "../../../src/core/device/model.js";
import { depress, potentiate, withBounds } from "../../../src/core/device/state.js";
import { drive } from "../../../src/core/stdp/drive.js";
import { dynamicIntegral } from "../../../src/core/stdp/dynamic.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { forms } from "../../../src/core/waveform/index.js";
import { gateSlices } from "../../../src/crossbar/kernels/slices.js";
import { type SliceBlock, TfjsKernel } from "../../../src/crossbar/kernels/tfjs.js";
import type { TfjsBackend } from "../../../src/crossbar/kernels/tfjs-backend.js";
import { openTensors } from "../../tensor-backend.js";

const device = devices["eis-ysz14"].create({});
const { pre, post } = forms["box-over-ramp"];

let backend: TfjsBackend;
beforeAll(async () => {
  backend = await openTensors();
});

/** One slice of one synapse. */
function single(volts: number, width: number, g: number, more: Partial<SliceBlock> = {}): SliceBlock {
  return {
    slices: 1,
    rows: 1,
    columns: 1,
    rowVolts: Float32Array.of(volts),
    columnVolts: Float32Array.of(0),
    width: Float32Array.of(width),
    g: Float32Array.of(g),
    ...more,
  };
}

/** A gate voltage on one synapse, cut into slices of tau. */
function along(kernel: TfjsKernel, tau: number, g: number, more: Partial<SliceBlock> = {}): number {
  const { volts, width } = gateSlices(gateVoltage(pre, 0, post, 4e-3, 1, 1), tau);
  const slices = volts.length;
  return kernel.change({
    ...single(0, 0, g),
    slices,
    rowVolts: Float32Array.from(volts),
    columnVolts: new Float32Array(slices),
    width: Float32Array.from(width),
    ...more,
  })[0]!;
}

const exact = (of: Device, g: number, up = 1, down = 1) =>
  drive(of, g, gateVoltage(pre, 0, post, 4e-3, 1, 1), { up, down, shift: 0 }) - g;

test("the voltages of row and column add at the gate", () => {
  const kernel = new TfjsKernel(backend, device, -6, 6);
  const split = single(1.25, 1e-3, device.g0, { columnVolts: Float32Array.of(2.75) });
  expect(kernel.change(split)).toEqual(kernel.change(single(4, 1e-3, device.g0)));
  kernel.dispose();
});

test("one slice at one voltage is the closed form of soft bounds, either way", () => {
  const kernel = new TfjsKernel(backend, device, -6, 6);
  for (const volts of [2, 3.3, 6, -2, -4.1, -6])
    for (const g of [60e-9, 1000e-9, 3900e-9]) {
      const moved = device.rate.rate(volts) * 10e-3;
      const there = moved > 0 ? potentiate(device, g, moved) : depress(device, g, -moved);
      // Single precision of voltage and table: some 1e-6 of the change.
      expect(Math.abs(kernel.change(single(volts, 10e-3, g))[0]! - (there - g))).toBeLessThan(
        5e-6 * Math.abs(there - g),
      );
    }
  kernel.dispose();
});

test("a device at rest does not move, wherever its V_oc is", () => {
  for (const vOc of [0, -0.2, -0.137]) {
    const shifted = devices["eis-ysz14"].create({ vOc });
    const kernel = new TfjsKernel(backend, shifted, -1, 1);
    // V_oc itself is rounded to single precision: 1e-8 V of a rate that is 0 there.
    expect(Math.abs(kernel.change(single(vOc, 1, 1e-6))[0]!)).toBeLessThan(1e-15);
    kernel.dispose();
  }
});

describe.each([
  ["linear soft bounds", device],
  ["hard bounds", withBounds(device, "hard")],
  ["soft bounds with beta 2", { ...device, beta: 2 }],
  ["soft bounds with beta 0.5", { ...device, beta: 0.5 }],
] as [string, Device][])("%s", (_, of) => {
  test("slices of a pair approach the exact integral with the square of tau", () => {
    const kernel = new TfjsKernel(backend, of, -6, 7);
    for (const g of [300e-9, 1000e-9, 2500e-9]) {
      const [up, down] = [1.3, 0.7];
      const factors = { up: Float32Array.of(up), down: Float32Array.of(down) };
      const want = exact(of, g, up, down);
      const errors = [2e-3, 1e-3, 0.5e-3].map((tau) => Math.abs(along(kernel, tau, g, factors) - want));
      for (const k of [0, 1]) {
        const order = Math.log2(errors[k]! / errors[k + 1]!);
        // Of a net change: the errors of its two signs cancel in part, and not in equal measure.
        expect(order).toBeGreaterThan(1.6);
        expect(order).toBeLessThan(2.5);
      }
      expect(errors[2]!).toBeLessThan(2e-3 * 60e-9);
    }
    kernel.dispose();
  });

  test("bounds hold under slices long enough to pass them many times", () => {
    const kernel = new TfjsKernel(backend, of, -6, 6);
    for (const volts of [6, -6])
      for (const g of [of.gMin, 1e-6, of.gMax]) {
        const after = g + kernel.change(single(volts, 10, g))[0]!;
        // A last digit of single precision.
        expect(after).toBeGreaterThan(of.gMin * (1 - 1e-5) - 1e-12);
        expect(after).toBeLessThan(of.gMax * (1 + 1e-6));
      }
    kernel.dispose();
  });
});

test("a synapse's change does not depend on how many share the tensors, nor on sharing their voltages", () => {
  const kernel = new TfjsKernel(backend, device, -6, 7);
  const { volts, width } = gateSlices(gateVoltage(pre, 0, post, 4e-3, 1, 1), 1e-3);
  const slices = volts.length;
  const [rows, columns] = [3, 5];
  const g = Float32Array.from({ length: rows * columns }, (_, x) => 300e-9 + 100e-9 * x);
  const up = Float32Array.from({ length: columns }, (_, c) => 0.8 + 0.1 * c);
  const block = { slices, rows, columns, width: Float32Array.from(width), g, up };
  const shared = kernel.change({
    ...block,
    rowVolts: Float32Array.from(volts),
    columnVolts: new Float32Array(slices),
  });
  const apart = kernel.change({
    ...block,
    rowVolts: Float32Array.from({ length: slices * rows }, (_, x) => volts[Math.floor(x / rows)]!),
    columnVolts: new Float32Array(slices * columns),
  });
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const x = r * columns + c;
      const alone = along(kernel, 1e-3, g[x]!, { up: Float32Array.of(up[c]!) });
      // Sums in another order, in single precision: 1e-6 of the gross change, some 60 nS.
      expect(Math.abs(shared[x]! - alone)).toBeLessThan(6e-14);
      expect(Math.abs(apart[x]! - alone)).toBeLessThan(6e-14);
    }
  kernel.dispose();
});

test("the dynamic level follows its differential equation: slices approach the closed solution", () => {
  const kernel = new TfjsKernel(backend, withBounds(device, "hard"), -6, 7);
  const gate = gateVoltage(pre, 0, post, 4e-3, 1, 1);
  const level = { g0: 0.8, gInf: 1, tau: 10e-3 };
  // Until u has decayed: ten time constants leave e^-10 of at most 2 V, where the device hardly moves.
  const tail = { t: Float64Array.of(...gate.t, gate.t.at(-1)! + 0.1), v: Float64Array.of(...gate.v, 0) };
  tail.t[tail.t.length - 1] = gate.t.at(-1)! + 0.1;
  const { p, d } = dynamicIntegral(device.rate, gate, level);
  const errors = [1e-3, 0.5e-3].map((tau) => {
    const body = gateSlices(gate, tau);
    const rest = Math.ceil(0.1 / tau);
    const slices = body.volts.length + rest;
    const rowVolts = new Float32Array(slices);
    rowVolts.set(body.volts);
    const width = new Float32Array(slices).fill(tau);
    width.set(body.width);
    const block = { ...single(0, 0, 2e-6), slices, rowVolts, columnVolts: new Float32Array(slices), width };
    return Math.abs(kernel.change({ ...block, level })[0]! - (p - d));
  });
  expect(errors[1]!).toBeLessThan(2e-3 * (p + d));
  expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(1.5);
  kernel.dispose();
});

test("a voltage outside the table is refused, not clipped", () => {
  const kernel = new TfjsKernel(backend, device, -6, 6);
  expect(() => kernel.change(single(6.5, 1e-3, 1e-6))).toThrow(/6.5 V are outside the kernel's -6 to 6 V/);
  kernel.dispose();
});

test("10,000 slices leave no tensor behind", () => {
  const { tf } = backend;
  const kernel = new TfjsKernel(backend, device, -6, 7);
  const block = single(2, 0.1e-3, 1e-6);
  kernel.change(block);
  const { numTensors, numBytes } = tf.memory();
  for (let k = 0; k < 1000; k++) {
    kernel.change(block);
    if (k % 100 === 0) along(kernel, 0.5e-3, 1e-6);
  }
  // And in calls of many slices each.
  for (let k = 0; k < 180; k++) along(kernel, 0.5e-3, 1e-6);
  expect(1000 + 190 * 52).toBeGreaterThan(10_000);
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(tf.memory().numBytes).toBe(numBytes);
  kernel.dispose();
  expect(tf.memory().numTensors).toBe(numTensors - 2);
});
