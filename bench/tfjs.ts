/** The same post window and the same frozen picture on every kernel: what tensors cost beside what is made for it. */

import { dense, paddedStride } from "../src/core/connectivity/index.js";
import { devices } from "../src/core/device/index.js";
import { Random } from "../src/core/random.js";
import { drive } from "../src/core/stdp/drive.js";
import { gateVoltage } from "../src/core/stdp/gate.js";
import { forms } from "../src/core/waveform/index.js";
import { eisSynapse } from "../src/crossbar/eis.js";
import { addRows } from "../src/crossbar/kernels/reference.js";
import { course, slicePattern } from "../src/crossbar/kernels/slices.js";
import { TfjsKernel } from "../src/crossbar/kernels/tfjs.js";
import { BACKENDS, findBackend } from "../src/crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../src/crossbar/model.js";
import type { Slicing } from "../src/crossbar/slicing.js";
import { BatchRead } from "../src/engine/batch-read.js";
import { DevicePopulation } from "../src/experiment/protocols/population.js";
import { backendLoaders } from "../src/node/tensorflow.js";
import { type Timing, time } from "./measure.js";

export interface TfjsRow {
  readonly what: string;
  /** s of CPU time; in words where a backend is not there. */
  readonly seconds: Readonly<Record<string, Timing | string>>;
}

const TICK = 0.5e-3;
const TAU = 0.1e-3;
const WINDOWS = 8;

/** @returns  rows of the table in docs/kernels.md */
export async function compareTfjs(): Promise<TfjsRow[]> {
  const device = devices["eis-ysz14"].create({});
  const { pre, post } = forms["box-over-ramp"];
  const make = (form: "lumped" | "ordered", slicing?: Slicing): Crossbar =>
    eisSynapse({
      device,
      pre,
      post,
      alphaPre: 1,
      alphaPost: 1,
      form,
      overlap: "restart",
      readGain: 1,
      init: { from: 0, to: 0.3 },
      d2d: 0,
      c2c: 0,
      independentPolarity: false,
    }).create({
      wiring: dense(784, 100),
      tick: TICK,
      random: Random.of("bench"),
      ...(slicing ? { slicing } : {}),
    });
  /** One post spike among 220 pre spikes, from first to last. */
  const window = (crossbar: Crossbar) => {
    const rows = Random.of("rows").permutation(784).subarray(0, 220);
    let tick = 0;
    return () => {
      for (const [k, row] of rows.entries()) {
        if (k === 60) crossbar.post(k % 100, tick + (k >> 2));
        const at = tick + (k >> 2);
        if (crossbar.nextTick() <= at) crossbar.settle(at);
        crossbar.pre(row, at);
      }
      tick += 120;
      crossbar.finish(tick);
    };
  };
  const gates = Array.from({ length: 41 }, (_, k) =>
    gateVoltage(forms.antisymmetric.pre, 0, forms.antisymmetric.post, (k - 20) * 8e-3, 1, 1),
  );
  const train = {
    tick: Float64Array.from({ length: 3500 }, (_, s) => Math.floor(s / 5)),
    index: Int32Array.from({ length: 3500 }, (_, s) => (s * 37) % 784),
    count: 3500,
  };
  const nominal = { up: 1, down: 1, shift: 0 };
  const event: Record<string, Timing | string> = {
    lumped: time(window(make("lumped")), WINDOWS),
    ordered: time(window(make("ordered")), WINDOWS),
  };
  const block: Record<string, Timing | string> = {};
  const population: Record<string, Timing | string> = {
    exact: time(() => {
      for (const gate of gates) for (let c = 0; c < 10; c++) drive(device, device.g0, gate, nominal);
    }, WINDOWS),
  };
  const stored = make("lumped");
  const stride = paddedStride(100);
  const sum = new Float32Array(stride);
  const five = new Int32Array(5);
  const read: Record<string, Timing | string> = {
    lumped: time(() => {
      for (let t = 0; t < 700; t++) {
        five.set(train.index.subarray(5 * t, 5 * t + 5));
        addRows(sum.fill(0), stored.state, stride, five, 5, 100);
      }
    }, WINDOWS),
  };
  for (const name of BACKENDS) {
    const found = await findBackend(name, backendLoaders);
    if (!("tf" in found)) {
      for (const row of [event, block, population, read]) row[name] = "not present here";
      continue;
    }
    const backend = { tf: found.tf, name, notice: "" };
    event[name] = time(window(make("lumped", { backend, tau: TAU })), WINDOWS);
    block[name] = time(denseBlock(new TfjsKernel(backend, device, -6, 7)), WINDOWS);
    const many = new DevicePopulation(
      device,
      gates,
      4096,
      { d2d: 0.06, c2c: 0, independentPolarity: false, vOc: 0 },
      { backend, tau: 1e-3 },
      Random.of("devices"),
      Random.of("events"),
    );
    const g = new Float32Array(4096).fill(device.g0);
    const { p25, median, windows } = time(() => void many.change(g, 0, 4096), WINDOWS);
    // Per 410 changes, as the exact one.
    population[name] = { p25: p25 / 409.6, median: median / 409.6, windows };
    const reader = new BatchRead(backend);
    const frozen = make("lumped");
    read[name] = time(() => void reader.currents(frozen, train, 700), WINDOWS);
  }
  return [
    { what: "one post spike among 220 pre spikes, 784 x 100, tau 0.1 ms", seconds: event },
    { what: "220 slices of 784 x 1 synapses in one call", seconds: block },
    { what: "410 STDP changes of devices that differ, tau 1 ms", seconds: population },
    { what: "reading 3,500 spikes in 700 ticks, 784 x 100; tfjs: one product", seconds: read },
  ];
}

function denseBlock(kernel: TfjsKernel): () => void {
  const { pre, post } = forms["box-over-ramp"];
  const pattern = slicePattern(TICK, TAU, [pre, post]);
  const slices = 44 * pattern.width.length;
  const rows = 784;
  const one = course(pre, pattern, 40, 0.5);
  const block = {
    slices,
    rows,
    columns: 1,
    rowVolts: Float32Array.from(
      { length: slices * rows },
      (_, x) => one[(Math.floor(x / rows) + 7 * (x % rows)) % one.length]!,
    ),
    columnVolts: course(post, pattern, 44, 0.5),
    width: Float32Array.from({ length: slices }, (_, k) => pattern.width[k % pattern.width.length]!),
    g: new Float32Array(rows).fill(1e-6),
  };
  return () => void kernel.change(block);
}
