import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { defaults } from "../../../src/core/params.js";
import { scaledRate } from "../../../src/core/rate/scaled.js";
import { params, summariseCycles } from "../../../src/core/stdp/cycling.js";
import { forms } from "../../../src/core/waveform/index.js";
import { type CyclingRequest, cycleCrossbar, pairSlot } from "../../../src/experiment/protocols/cycling.js";
import { bruteForce } from "../../crossbar/brute-force.js";

const nS = 1e-9;
const { pre, post, scaleFactor } = forms.antisymmetric;
const preset = devices["eis-ysz14"].create({});
/** The device as measured: Eq. (1) times the paper's common factor of 0.7. */
const device = { ...preset, rate: scaledRate(preset.rate, scaleFactor) };
const schedule = defaults(params);
const request: CyclingRequest = {
  device,
  pre,
  post,
  deltaUp: schedule.deltaUp,
  deltaDown: schedule.deltaDown,
  tick: 1e-3,
  schedule,
  seed: "cycling",
};

describe("fig. 6 with whole waveforms", () => {
  const course = cycleCrossbar(request);
  const summary = summariseCycles(course, schedule);

  // Reference: 211 to 2387 nS, 11.3x, given to these digits. The net-step map gives 199 to 2417.
  test("ten cycles settle between 211 and 2387 nS", () => {
    expect(Math.abs(summary.highs[9]! / nS - 2387)).toBeLessThan(1);
    expect(Math.abs(summary.lows[9]! / nS - 211)).toBeLessThan(1);
    expect(summary.highs[9]! / summary.lows[9]!).toBeCloseTo(11.3, 1);
  });

  test("every cycle spans more than 10x, and cycles repeat to 0.02 % after the first", () => {
    expect(summary.ratio).toBeGreaterThan(10);
    expect(summary.spreadHigh).toBeLessThan(2e-4);
    expect(summary.spreadLow).toBeLessThan(2e-4);
  });

  test("there is one value per event, rising in one half of a cycle and falling in the other", () => {
    expect(course).toHaveLength(2401);
    for (let k = 1; k < course.length; k++)
      expect(Math.sign(course[k]! - course[k - 1]!)).toBe((k - 1) % 240 < 120 ? 1 : -1);
  });
});

test("a few pairs equal the device driven along the voltages as written down", () => {
  const short = { ...schedule, pairsUp: 3, pairsDown: 3, cycles: 2 };
  const course = cycleCrossbar({ ...request, schedule: short });
  const up = pairSlot(pre, post, short.deltaUp, request.tick);
  const down = pairSlot(pre, post, short.deltaDown, request.tick);
  let g = short.start;
  for (let k = 0; k < 12; k++) {
    const slot = k % 6 < 3 ? up : down;
    g = bruteForce({ device, pre, post, tick: request.tick }, g, [slot.pre], [slot.post]).g;
    // 1e-9 of the range is what the ordered form promises.
    expect(Math.abs(course[k + 1]! - g)).toBeLessThan(1e-9 * (device.gMax - device.gMin));
  }
});

test("5 % of c2c noise averages out over a half cycle: the highs scatter by less than 2 %, still above 10x", () => {
  const summary = summariseCycles(cycleCrossbar({ ...request, c2c: 0.05 }), schedule);
  expect(summary.spreadHigh).toBeGreaterThan(1e-3);
  expect(summary.spreadHigh).toBeLessThan(0.02);
  expect(summary.ratio).toBeGreaterThan(10);
});

describe("a pair's slot", () => {
  test("the post waveform starts delta_t after the pre waveform: its spike is one tick earlier", () => {
    expect(pairSlot(pre, post, 16e-3, 1e-3)).toMatchObject({ pre: 0, post: 15 });
    expect(pairSlot(pre, post, -16e-3, 1e-3)).toMatchObject({ pre: 17, post: 0 });
    expect(pairSlot(pre, post, 1e-3, 1e-3)).toMatchObject({ pre: 0, post: 0 });
  });

  test("it lasts until both waveforms are over", () => {
    expect(pairSlot(pre, post, 16e-3, 1e-3).length).toBe(16 + 160);
    expect(pairSlot(pre, post, -16e-3, 1e-3).length).toBe(17 + 160);
  });

  test("a delta_t between ticks is refused", () => {
    expect(() => pairSlot(pre, post, 16.5e-3, 1e-3)).toThrow("must be a whole number of ticks");
  });
});

test("a start outside the device's range is refused", () => {
  expect(() => cycleCrossbar({ ...request, schedule: { ...schedule, start: 5e-6 } })).toThrow("start is");
});
