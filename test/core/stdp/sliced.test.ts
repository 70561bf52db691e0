import fc from "fast-check";
import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { tableRate } from "../../../src/core/rate/table.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { slicedIntegral, slicedWindow } from "../../../src/core/stdp/sliced.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms, scale, waveform } from "../../../src/core/waveform/index.js";

const { rate: eis } = devices["eis-ysz14"].create({});

/** Segments of ns, us and ms beside each other, steps between some: what a random spike may look like. */
const randomWaveform = fc
  .array(
    fc.record({
      duration: fc.constantFrom(0, 3e-9, 20e-9, 5e-6, 1e-3, 17e-3),
      v: fc.double({ min: -10, max: 10, noNaN: true }),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((segments) => {
    const knots: [number, number][] = [[-2e-3, segments[0]!.v]];
    for (const { duration, v } of segments) {
      const [last, before] = [knots[knots.length - 1]!, knots[knots.length - 2]];
      // A third knot at one time is no step: it is moved by 1 us.
      const t = duration === 0 && before?.[0] === last[0] ? last[0] + 1e-6 : last[0] + duration;
      knots.push([t, v]);
    }
    knots.push([knots[knots.length - 1]![0] + 1e-3, 0]);
    return waveform(knots);
  });

const randomTable = fc
  .record({
    vOc: fc.double({ min: -0.3, max: 0.1, noNaN: true }),
    up: fc.array(fc.double({ min: 0.5, max: 6, noNaN: true }), { minLength: 8, maxLength: 8 }),
    down: fc.array(fc.double({ min: 0.5, max: 6, noNaN: true }), { minLength: 8, maxLength: 8 }),
    // Extraction may have been measured at other voltages than insertion.
    downStep: fc.double({ min: 0.4, max: 0.9, noNaN: true }),
  })
  .map(({ vOc, up, down, downStep }) => {
    const nodes = (step: number) => up.map((_, k) => step * (k + 1));
    const magnitudes = (slopes: number[], step: number) => {
      let ln = -25;
      return slopes.map((slope) => {
        ln += step * slope;
        return Math.exp(ln);
      });
    };
    return tableRate({
      voltage: nodes(0.6),
      positive: magnitudes(up, 0.6),
      negativeVoltage: nodes(downStep),
      negative: magnitudes(down, downStep),
      vOc,
    });
  });

test("knot-aligned slices agree with the closed form on random waveforms, tables and vOc, to 1e-6 of the gross integral", () => {
  fc.assert(
    fc.property(
      randomWaveform,
      randomWaveform,
      randomTable,
      fc.double({ min: -20e-3, max: 20e-3, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (pre, post, rate, deltaT, alphaPost) => {
        const gate = gateVoltage(pre, 0, post, deltaT, 1, alphaPost);
        const exact = integrateWaveform(rate, gate);
        // A slice of a segment errs by (slope x its volts)^2 / 24: below 1e-6 for 6/V and 20 V in 25,000.
        const slow = slicedIntegral(rate, gate, { perSegment: 25_000 });
        const gross = exact.p + exact.d;
        expect(Math.abs(exact.p - slow.p)).toBeLessThanOrEqual(1e-6 * gross);
        expect(Math.abs(exact.d - slow.d)).toBeLessThanOrEqual(1e-6 * gross);
      },
    ),
    { seed: 2, numRuns: 60 },
  );
});

test("the paper's uniform slices come closer to the closed form as they get shorter", () => {
  const request = { rate: eis, ...forms.antisymmetric, deltaT: Float64Array.of(-48e-3, 16e-3, 80e-3) };
  const exact = stdpWindow(request);
  const errors = [1e-3, 1e-4, 1e-5].map((tau) => {
    const slow = slicedWindow(request, { tau });
    return Math.max(...exact.map((x, k) => Math.abs(slow[k]! / x - 1)));
  });
  expect(errors[1]).toBeLessThan(errors[0]! / 10);
  expect(errors[2]).toBeLessThan(errors[1]! / 10);
  expect(errors[2]).toBeLessThan(1e-4);
});

test("slices not aligned to knots err by tens of percent at ns, fewer aligned ones do not", () => {
  const { pre, post } = forms["box-over-ramp"];
  const fast = { pre: scale(pre, { time: 1e-6 }), post: scale(post, { time: 1e-6 }) };
  const request = { rate: eis, ...fast, deltaT: Float64Array.of(1.3e-9) };
  const exact = stdpWindow(request)[0]!;
  expect(Math.abs(slicedWindow(request, { tau: 3e-9 })[0]! / exact - 1)).toBeGreaterThan(0.2);
  expect(Math.abs(slicedWindow(request, { perSegment: 10 })[0]! / exact - 1)).toBeLessThan(0.01);
});
