import { describe, expect, test } from "vitest";
import { design, type Limits } from "../../../src/core/design/design.js";
import { shortfalls } from "../../../src/core/design/reach.js";
import { type ShapeName, shapes, shapeTarget } from "../../../src/core/design/shapes.js";
import { curveTarget, type Target } from "../../../src/core/design/target.js";
import { devices } from "../../../src/core/device/index.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";
import { tableRate } from "../../../src/core/rate/index.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { timing } from "../../../src/core/stdp/pair-tables.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";

const { rate } = devices["eis-ysz14"].create({});
const lone = { pre: 0, post: 0 };
const named = (name: ShapeName, values: Record<string, number> = {}): Target => {
  const { params, make } = shapes[name];
  return shapeTarget(name, make({ ...defaults(params), ...values }, "post-after-pre"), { centre: 0, lone });
};
const limits: Limits = {
  voltage: 12,
  gate: 12,
  knots: 8,
  shortest: 0.2e-3,
  longest: 0.2,
  tick: 0.5e-3,
  lone: 0.02,
  gross: 1,
};
const tolerance = { rms: 0.1 };
const solve = (target: Target, over: Partial<Limits> = {}, law = rate, starts = 2) => {
  const all = { ...limits, ...over };
  const found = design({ rate: law, target, limits: all, starts, random: Random.of("1", "design") });
  return { found, reasons: shortfalls({ rate: law, target, limits: all, tolerance }, found) };
};

describe("a bell of depression", () => {
  const target = named("ltdOnly");
  const { found, reasons } = solve(target, { knots: 6 });

  test("is made to 1 % of its peak, and a lone spike leaves less than its limit", () => {
    expect(reasons).toEqual([]);
    expect(found.rms).toBeLessThan(0.01);
    for (const { net } of [found.lonePre, found.lonePost])
      expect(Math.abs(net) / target.peak).toBeLessThan(0.02);
  });

  test("by waveforms that a network takes as they are: first knots on its tick, knots within the limits", () => {
    expect(() => timing(found.pre, found.post, limits.tick)).not.toThrow();
    for (const { t, v } of [found.pre, found.post]) {
      expect(t).toHaveLength(6);
      expect(v.every((x) => Math.abs(x) <= limits.voltage)).toBe(true);
      // Knots are written to twelve digits.
      for (let k = 1; k < t.length; k++) expect(t[k]! - t[k - 1]!).toBeGreaterThan(0.2e-3 - 1e-12);
      expect(t.at(-1)! - t[0]!).toBeLessThanOrEqual(0.2);
    }
  });

  test("whose misfit is that of the STDP curve, on points that no search has seen", () => {
    const deltaT = Float64Array.from({ length: 1777 }, (_, k) => -0.09 + (k * 0.18) / 1776);
    const curve = stdpWindow({ rate, pre: found.pre, post: found.post, deltaT });
    const error = curve.map((s, k) => (s - target.value(deltaT[k]!)) / target.peak);
    const rms = Math.sqrt(error.reduce((sum, e) => sum + e * e, 0) / error.length);
    expect(rms / found.rms).toBeCloseTo(1, 1);
    // No spike hides: what was found worst holds between its points too.
    expect(Math.max(...error.map(Math.abs))).toBeLessThan(1.1 * found.worst + 1e-6);
  });

  test("and is the same again with the same seed", () => {
    const [one, again] = [0, 1].map(() => solve(target, { knots: 6 }, rate, 1).found);
    expect(again!.pre).toEqual(one!.pre);
    expect(again!.post).toEqual(one!.post);
  });
});

test("a curve on top of what a post spike alone is to leave", () => {
  const rest = { pre: 0, post: -20e-9 };
  const { make, params } = shapes.ltpOnly;
  const target = shapeTarget("raised", make({ ...defaults(params), peak: 25e-9 }, "post-after-pre"), {
    centre: 10e-3,
    lone: rest,
  });
  const { found, reasons } = solve(target, { gross: 3 }, rate, 8);
  expect(reasons).toEqual([]);
  expect(found.rms).toBeLessThan(0.05);
  expect((found.lonePost.net - rest.post) / target.peak).toBeCloseTo(0, 1);
});

describe("V_post that follows from V_pre", () => {
  const narrow = { knots: 6, longest: 0.16 };
  const parity = (found: ReturnType<typeof solve>["found"], sign: 1 | -1) => {
    const deltaT = Float64Array.from({ length: 161 }, (_, k) => (k - 80) * 1e-3 + 3.7e-4);
    const { pre, post } = found;
    const curve = stdpWindow({ rate, pre, post, deltaT });
    const mirrored = stdpWindow({ rate, pre, post, deltaT: deltaT.map((dt) => -dt) });
    return Math.max(...curve.map((s, k) => Math.abs(s - sign * mirrored[k]!)));
  };

  test("upside down makes an odd curve to the last digits, from one waveform", () => {
    const { found, reasons } = solve(named("exponential", { peak: 20e-9 }), { ...narrow, tied: -1 }, rate, 2);
    expect(reasons).toEqual([]);
    expect(found.rms).toBeLessThan(0.03);
    expect(found.post.t).toEqual(found.pre.t);
    expect(found.post.v).toEqual(found.pre.v.map((v) => (v === 0 ? 0 : -v)));
    expect(parity(found, -1)).toBeLessThan(1e-12 * 20e-9);
  });

  test("the same makes an even one", () => {
    const { found, reasons } = solve(named("ltpOnly"), { ...narrow, tied: 1 }, rate, 2);
    expect(reasons).toEqual([]);
    expect(found.rms).toBeLessThan(0.03);
    expect(found.post).toEqual(found.pre);
    expect(parity(found, 1)).toBeLessThan(1e-12 * 30e-9);
  });

  test("and a curve of the other symmetry is refused for that reason", () => {
    const { reasons } = solve(named("exponential"), { ...narrow, tied: 1 }, rate, 2);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(
      /V_pre's own waveform \(limits.post\), so that the curve is even .* rms of 3\d.\d % /,
    );
    const raised = { ratio: 0.2 };
    const odd = solve(named("exponential", raised), { ...narrow, tied: -1 }, rate, 2).reasons;
    expect(odd[0]).toMatch(/V_pre upside down .* odd/);
  });
});

test("a pair that must not move much more than it leaves makes the same curve without large changes that cancel", () => {
  const over = { knots: 6, longest: 0.16, tied: 1 as const };
  const target = named("mexicanHat");
  const wild = solve(target, over, rate, 2).found;
  const { found } = solve(target, { ...over, grossPair: 3 }, rate, 2);
  expect(wild.grossPair / target.peak).toBeGreaterThan(3);
  expect(found.grossPair).toBeLessThan(wild.grossPair);
  const { pre, post, grossPairDeltaT } = found;
  const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, grossPairDeltaT, 1, 1));
  expect(found.grossPair).toBe(p + d);
  const { reasons } = solve(target, { ...over, grossPair: 1e-2 }, rate, 1);
  expect(reasons.join("; ")).toMatch(
    /a pair moves .* in all at delta_t = .* accepted \(limits.grossPair\): 1.00 %/,
  );
});

describe("out of reach", () => {
  const linear = tableRate({
    voltage: [1, 3, 6],
    positive: [1e-6, 3e-6, 6e-6],
    negative: [1e-6, 3e-6, 6e-6],
    vOc: 0,
  });
  const exponential = named("exponential", { ratio: 0.6 });
  test.each([
    [
      "an edge",
      exponential,
      { gate: 4 },
      rate,
      /change by 45.\d nS within 2 ms at delta_t = 0 s; at 4 V .* takes 15\d ms at least/,
    ],
    [
      "an amplitude",
      exponential,
      { voltage: 2, gate: 2 },
      rate,
      /potentiation of 28.5 nS is wanted, and at 2 V .* 1 nS in the longest waveform \(200 ms\)/,
    ],
    [
      "a linear device",
      exponential,
      { gate: 6 },
      linear,
      /too nearly linear: at 6 V it is 2.00 times as fast as at 3 V/,
    ],
    [
      "a curve longer than two waveforms",
      named("symmetric", { tau: 0.2 }),
      { longest: 0.1 },
      rate,
      /two waveforms of at most 100 ms \(limits.longest\) meet over 200 ms only/,
    ],
  ] as const)("%s is told as such", (_, target, over, law, words) => {
    const { reasons } = solve(target, { knots: 6, ...over }, law, 1);
    expect(reasons.join("; ")).toMatch(words);
  });
});

test("a curve of rows is linear between them, has steps where two share a delta_t, and fades beyond its ends", () => {
  const t = curveTarget("rows", [-2, 0, 0, 2], [0, 1, -1, -3], { lone });
  expect([-3, -2, -1, 1, 2].map(t.value)).toEqual([0, 0, 0.5, -2, -3]);
  expect(t.steps).toEqual([0]);
  expect(t.peak).toBe(3);
  expect(t.value(2.2)).toBeCloseTo(-1.5, 12);
  expect(t.value(2.41)).toBeCloseTo(0, 12);
});
