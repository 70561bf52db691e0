import { describe, expect, test } from "vitest";
import { devices, withBounds } from "../../../src/core/device/index.js";
import { defaults } from "../../../src/core/params.js";
import { cycleNetChange, params, summariseCycles } from "../../../src/core/stdp/cycling.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms } from "../../../src/core/waveform/index.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const device = devices["eis-ysz14"].create({});
const schedule = defaults(params);

describe("net steps of the reference", () => {
  const g = golden.fig6Cycling;
  const course = cycleNetChange(device, g.S_LTP_scaled_nS * nS, -g.S_LTD_scaled_nS * nS, schedule);
  const summary = summariseCycles(course, schedule);

  test("the train's defaults are the reference's", () => {
    expect(schedule).toMatchObject({ pairsUp: g.N_LTP, pairsDown: g.N_LTD, cycles: g.cycles });
    expect(schedule.start / nS).toBeCloseTo(g.G_start_nS, 9);
    expect([device.gMin, device.g0, device.gMax].map((x) => x / nS)).toEqual([
      expect.closeTo(g.Gmin_nS, 9),
      expect.closeTo(g.G0_nS, 9),
      expect.closeTo(g.Gmax_nS, 9),
    ]);
  });

  test("its net steps are the curve at +16 and -16 ms times the common factor of 0.7", () => {
    const { pre, post, scaleFactor } = forms.antisymmetric;
    const deltaT = Float64Array.of(schedule.deltaUp, schedule.deltaDown);
    const [up, down] = stdpWindow({ rate: device.rate, pre, post, deltaT });
    expect((up! * scaleFactor) / nS / g.S_LTP_scaled_nS).toBeCloseTo(1, 9);
    expect((down! * scaleFactor) / nS / g.S_LTD_scaled_nS).toBeCloseTo(1, 9);
  });

  // The reference prints nine digits.
  test("ten cycles of 120 up and 120 down end where the reference's do, each of them", () => {
    for (let c = 0; c < g.cycles; c++) {
      expect(summary.highs[c]! / nS / g.directional_high_nS[c]!).toBeCloseTo(1, 8);
      expect(summary.lows[c]! / nS / g.directional_low_nS[c]!).toBeCloseTo(1, 8);
    }
  });

  test("the range is above 10x in every cycle and has settled to 0.03 % after the first", () => {
    expect(summary.ratio).toBeGreaterThan(10);
    expect(summary.spreadHigh).toBeLessThan(3e-4);
    expect(summary.spreadLow).toBeLessThan(3e-4);
  });
});

test("a half cycle of n steps is one exponential: the maps compose", () => {
  const step = 21e-9;
  const course = cycleNetChange(device, step, step, { pairsUp: 50, pairsDown: 1, cycles: 1, start: 300e-9 });
  const { gMax, g0 } = device;
  expect((gMax - course[50]!) / ((gMax - 300e-9) * Math.exp((-50 * step) / (gMax - g0)))).toBeCloseTo(1, 12);
});

test("with hard bounds the cycles are straight lines between the bounds", () => {
  const hard = withBounds(device, "hard");
  const course = cycleNetChange(hard, 100e-9, 100e-9, {
    pairsUp: 10,
    pairsDown: 30,
    cycles: 1,
    start: 500e-9,
  });
  expect(course[10]).toBeCloseTo(1500e-9, 18);
  expect(course[40]).toBe(hard.gMin);
});

describe("summary", () => {
  test("ranges, spreads and drifts of a course written by hand", () => {
    const course = Float64Array.from([5, 8, 2, 10, 1, 12, 1.5]);
    const s = summariseCycles(course, { pairsUp: 1, pairsDown: 1, cycles: 3 });
    expect([...s.highs]).toEqual([8, 10, 12]);
    expect([...s.lows]).toEqual([2, 1, 1.5]);
    expect(s.ratio).toBe(4);
    expect(s.spreadHigh).toBeCloseTo(2 / 11, 12);
    expect(s.spreadLow).toBeCloseTo(0.5 / 1.25, 12);
    expect(s.driftHigh).toBeCloseTo(0.2, 12);
    expect(s.driftLow).toBeCloseTo(0.5, 12);
  });

  test("a single cycle has no spread", () => {
    const s = summariseCycles(Float64Array.of(1, 3, 2), { pairsUp: 1, pairsDown: 1, cycles: 1 });
    expect([s.ratio, s.spreadHigh, s.driftLow]).toEqual([1.5, 0, 0]);
  });
});

test("what is no train is refused by name", () => {
  const run = (change: Partial<typeof schedule>) => () =>
    cycleNetChange(device, 1e-9, 1e-9, { ...schedule, ...change });
  expect(run({ pairsUp: 0 })).toThrow("pairsUp is 0; it must be a whole number above 0");
  expect(run({ cycles: 1.5 })).toThrow("cycles is 1.5");
  expect(run({ start: 10e-9 })).toThrow("start is 1e-8 S; it must be in 5e-8..0.000004 S");
  expect(() => cycleNetChange(device, -1e-9, 1e-9, schedule)).toThrow("both must be >= 0");
  expect(() => summariseCycles(new Float64Array(5), schedule)).toThrow("has 2401 values, not 5");
});
