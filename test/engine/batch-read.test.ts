import { expect, test } from "vitest";
import { dense, paddedStride } from "../../src/core/connectivity/index.js";
import { devices } from "../../src/core/device/index.js";
import { Random } from "../../src/core/random.js";
import { spikeTrain } from "../../src/core/spikes.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import { addRows } from "../../src/crossbar/kernels/reference.js";
import { BatchRead } from "../../src/engine/batch-read.js";
import { openTensors } from "../tensor-backend.js";

const backend = await openTensors();

test("the product of spikes and conductances is the sum of the rows that spike, tick by tick", () => {
  const device = devices["eis-ysz14"].create({});
  const { pre, post } = forms["box-over-ramp"];
  const crossbar = eisSynapse({
    device,
    pre,
    post,
    alphaPre: 1,
    alphaPost: 1,
    form: "lumped",
    overlap: "restart",
    readGain: 1,
    init: { from: 0, to: 1 },
    d2d: 0,
    c2c: 0,
    independentPolarity: false,
  }).create({ wiring: dense(9, 5), tick: 0.5e-3, random: Random.of("read") });
  const ticks = 20;
  const random = Random.of("spikes");
  const spikes = Array.from({ length: 60 }, (): [number, number] => [random.below(ticks), random.below(9)]);
  spikes.sort((a, b) => a[0] - b[0]);
  const { numTensors } = backend.tf.memory();
  const currents = new BatchRead(backend).currents(crossbar, spikeTrain(spikes), ticks);
  expect(backend.tf.memory().numTensors).toBe(numTensors);
  for (let t = 0; t < ticks; t++) {
    const rows = Int32Array.from(spikes.filter(([at]) => at === t).map(([, row]) => row));
    const sum = new Float32Array(5);
    addRows(sum, crossbar.state, paddedStride(5), rows, rows.length, 5);
    // Sums of up to some ten numbers in another order, single precision.
    for (let j = 0; j < 5; j++)
      expect(Math.abs(currents[t * 5 + j]! - sum[j]!)).toBeLessThanOrEqual(1e-6 * sum[j]!);
  }
});
