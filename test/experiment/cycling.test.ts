import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { defaults } from "../../src/core/params.js";
import { scaledRate } from "../../src/core/rate/scaled.js";
import { params } from "../../src/core/stdp/cycling.js";
import { forms } from "../../src/core/waveform/index.js";
import { cycleNetwork } from "../../src/experiment/cycling.js";
import { type CyclingRequest, cycleCrossbar } from "../../src/experiment/protocols/cycling.js";

const { pre, post, scaleFactor } = forms.antisymmetric;
const preset = devices["eis-ysz14"].create({});
const schedule = defaults(params);
const request: CyclingRequest = {
  device: { ...preset, rate: scaledRate(preset.rate, scaleFactor) },
  pre,
  post,
  deltaUp: schedule.deltaUp,
  deltaDown: schedule.deltaDown,
  tick: 1e-3,
  schedule,
  seed: "cycling",
};

test("a network that fires the pairs goes through the very same conductances as the crossbar alone", () => {
  expect(cycleNetwork(request)).toEqual(cycleCrossbar(request));
});

test("with c2c noise too: both draw from the same stream", () => {
  const noisy = { ...request, c2c: 0.05, schedule: { ...schedule, pairsUp: 20, pairsDown: 20, cycles: 2 } };
  expect(cycleNetwork(noisy)).toEqual(cycleCrossbar(noisy));
});

test("nanosecond pairs run on half-nanosecond ticks, and go up and down as millisecond pairs do", () => {
  const form = forms["antisymmetric-100ns"];
  const course = cycleNetwork({
    ...request,
    device: devices["eis-ysz7"].create({}),
    pre: form.pre,
    post: form.post,
    deltaUp: 14e-9,
    deltaDown: -14e-9,
    tick: 0.5e-9,
    schedule: { ...schedule, pairsUp: 5, pairsDown: 5, cycles: 1 },
  });
  expect(course).toHaveLength(11);
  for (let k = 1; k <= 10; k++) expect(Math.sign(course[k]! - course[k - 1]!)).toBe(k <= 5 ? 1 : -1);
});
