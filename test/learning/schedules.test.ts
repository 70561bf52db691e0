import { describe, expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { tableRate } from "../../src/core/rate/table.js";
import { buildPairTables } from "../../src/core/stdp/pair-tables.js";
import { forms } from "../../src/core/waveform/index.js";
import { waveform } from "../../src/core/waveform/piecewise-linear.js";
import { atGain } from "../../src/crossbar/gain.js";
import { gainAt, geometric } from "../../src/learning/gain.js";
import { automaticHomeostasis, automaticThetaPlus } from "../../src/learning/homeostasis.js";

describe("the gain of a training", () => {
  test("goes geometrically from its start to its end", () => {
    expect(gainAt({ start: 4, end: 0.25 }, 0)).toBe(4);
    expect(gainAt({ start: 4, end: 0.25 }, 0.5)).toBeCloseTo(1, 12);
    expect(gainAt({ start: 4, end: 0.25 }, 1)).toBeCloseTo(0.25, 12);
  });

  test("has the same bits as before where it starts at 1", () => {
    for (const progress of [0, 0.3, 0.77]) {
      expect(gainAt({ end: 0.2 }, progress)).toBe(geometric(0.2, progress));
      expect(gainAt({ start: 1, end: 0.2 }, progress)).toBe(geometric(0.2, progress));
    }
  });
});

const { pre, post } = forms["box-over-ramp"];
const tick = 0.5e-3;
const request = { rate: devices["eis-ysz14"].create({}).rate, pre, post, alphaPre: 1, alphaPost: 1, tick };

describe("amplitudes above the written ones", () => {
  test("change the conductance that many times as much in a pair one tick apart, in both polarities", () => {
    const full = buildPairTables(request);
    const at = (1 + full.nPost) * full.stride + full.nPost;
    for (const gain of [1.05, 2, 4, 100]) {
      const raised = atGain(request, "amplitude", gain);
      expect(raised.factor).toBe(1);
      const more = buildPairTables({ ...request, post: raised.post });
      // Solved with all of the pair; the table leaves out the tick of V_pre alone before it: below 1e-6 of P.
      expect(more.p[at]! / full.p[at]! / gain).toBeCloseTo(1, 5);
      expect(more.d[at]! / full.d[at]! / gain).toBeCloseTo(1, 5);
    }
  });

  test("are one volt higher for twice the effect, since that doubles the rate of this device", () => {
    const { v } = atGain(request, "amplitude", 2).post;
    expect(v[0]! - 10).toBeCloseTo(0.99, 1);
    expect(v.at(-1)! + 10.763).toBeCloseTo(-0.99, 1);
  });

  test("leave a ramp its foot at 0 V", () => {
    const ramp = waveform([
      [0, 0],
      [10e-3, 8],
      [20e-3, 0],
    ]);
    const { v } = atGain({ ...request, post: ramp }, "amplitude", 3).post;
    expect(v[0]).toBe(0);
    expect(v[1]).toBeGreaterThan(8);
    expect(v[2]).toBe(0);
  });

  test("are not to be had where the rate does not depend on the voltage", () => {
    const flat = tableRate({
      voltage: [1, 2],
      positive: [1e-9, 1.001e-9],
      negative: [1e-9, 1.001e-9],
      vOc: 0,
    });
    expect(() => atGain({ ...request, rate: flat }, "amplitude", 4)).toThrow(
      "no positive amplitude of V_post up to 8 times the written one has 4 times its effect",
    );
  });

  test("are a factor where the schedule is ideal", () => {
    expect(atGain(request, "ideal", 4)).toEqual({ post, factor: 4 });
  });
});

describe("homeostasis: auto", () => {
  test.each([
    [100, 60_000, 0.1e-3, 2.5e-6, 8],
    [400, 180_000, 0.2e-3, 5e-6, 12],
    [1600, 180_000, 0.4e-3, 10e-6, 15],
    [6400, 180_000, 0.8e-3, 20e-6, 19],
  ])("of %i neurons and %i presentations", (neurons, presentations, thetaPlus, servoGain, targetSpikes) => {
    const taken = automaticHomeostasis(neurons, presentations);
    expect(taken.thetaPlus).toBeCloseTo(thetaPlus, 12);
    expect(taken.servoGain).toBeCloseTo(servoGain, 12);
    expect(taken.targetSpikes).toBe(targetSpikes);
  });

  test("lets thresholds rise far enough where training is short", () => {
    expect(automaticHomeostasis(400, 2000).thetaPlus).toBe(automaticThetaPlus(400, 2000));
    expect(automaticHomeostasis(400, 2000).thetaPlus).toBeCloseTo(1.5e-3, 12);
  });

  test("asks even a single neuron for spikes", () => {
    expect(automaticHomeostasis(1, 100).targetSpikes).toBe(5);
  });
});
