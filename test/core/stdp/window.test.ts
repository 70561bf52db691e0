import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { tableRate } from "../../../src/core/rate/table.js";
import { curvePeaks } from "../../../src/core/stdp/curve.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { checkDistance, stdpWindow } from "../../../src/core/stdp/window.js";
import { forms, lead, shift, waveform } from "../../../src/core/waveform/index.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const rates = {
  ysz14nm: devices["eis-ysz14"].create({}).rate,
  ysz7nm: devices["eis-ysz7"].create({}).rate,
};
const silent = waveform([
  [0, 0],
  [1e-12, 0],
]);
const range = (from: number, to: number, n: number) =>
  Float64Array.from({ length: n }, (_, k) => from + ((to - from) * k) / (n - 1));

/** Allowed deviation of a curve, nS: 1e-6 of its gross integral, 1e-12 where that is 0. */
const allowed = (grossSiemens: number) => Math.max(1e-12, (1e-6 * grossSiemens) / nS);

describe.each(Object.entries(golden.forms))("golden curve %s", (_, g) => {
  const rate = rates[g.rate_table];
  const pre = waveform(g.V_pre_knots_s_V);
  const post = waveform(g.V_post_knots_s_V);
  const deltaT = Float64Array.from(g.delta_t_s);
  const curve = stdpWindow({ rate, pre, post, deltaT });
  const gross = g.delta_t_s.map((dt) => {
    const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, dt, 1, 1));
    return p + d;
  });

  test("all 41 points are the reference's, in closed form and by its slicing", () => {
    expect(curve.length).toBe(41);
    for (const [k, s] of curve.entries()) {
      expect(Math.abs(s / nS - g.dG_table_nS[k]!)).toBeLessThanOrEqual(allowed(gross[k]!));
      expect(Math.abs(s / nS - g["dG_sliced_rtol1e-6_nS"][k]!)).toBeLessThanOrEqual(allowed(gross[k]!));
    }
  });

  test("lone spikes and the peak of the gate voltage are the reference's", () => {
    const lonePre = integrateWaveform(rate, gateVoltage(pre, 0, silent, 0, 1, 1));
    const lonePost = integrateWaveform(rate, gateVoltage(silent, 0, post, 0, 1, 1));
    expect((lonePre.p + lonePre.d) / nS / g.lone_pre_gross_nS).toBeCloseTo(1, 9);
    expect(Math.abs((lonePre.p - lonePre.d) / nS - g.lone_pre_nS)).toBeLessThan(1e-9 * g.lone_pre_gross_nS);
    expect(Math.abs((lonePost.p - lonePost.d) / nS - g.lone_post_nS)).toBeLessThan(
      1e-9 * g.lone_pre_gross_nS,
    );
    const peaks = range(g.delta_t_s[0]!, g.delta_t_s[40]!, 321).map((dt) =>
      Math.max(...gateVoltage(pre, 0, post, dt, 1, 1).v.map(Math.abs)),
    );
    expect(Math.max(...peaks)).toBeCloseTo(g.peak_gate_V, 9);
  });
});

describe("neuromodulation", () => {
  const { pre, post } = forms.antisymmetric;
  const rate = rates.ysz14nm;

  test("alpha_post turns the antisymmetric curve into the reference's, up to a symmetric one at -1", () => {
    const g = golden.fig5dDopamine;
    for (const [row, alphaPost] of g.alpha_post.entries()) {
      const curve = stdpWindow({ rate, pre, post, alphaPost, deltaT: Float64Array.from(g.delta_t_s) });
      for (const [k, s] of curve.entries()) {
        const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, g.delta_t_s[k]!, 1, alphaPost));
        expect(Math.abs(s / nS - g.dG_table_nS[row]![k]!)).toBeLessThanOrEqual(allowed(p + d));
      }
    }
  });

  test("a third signal around both spikes moves the curve as in the reference", () => {
    const g = golden.thirdSignal;
    for (const [row, c] of g.c_V.entries())
      for (const [k, dt] of g.delta_t_s.entries()) {
        const begin = Math.min(0, dt) - 20e-3;
        const end = Math.max(0, dt) + 170e-3;
        const third = waveform([
          [begin - 10e-3, 0],
          [begin, c],
          [end, c],
          [end + 10e-3, 0],
        ]);
        const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, dt, 1, 1, third));
        const s = stdpWindow({ rate, pre, post, third, deltaT: Float64Array.of(dt) })[0]!;
        expect(Math.abs(s / nS - g.dG_table_nS[row]![k]!)).toBeLessThanOrEqual(allowed(p + d));
      }
  });
});

test("1 % more voltage at the gate is 8.6 % more change at the peak", () => {
  const deltaT = range(10.1e-3, 30.1e-3, 201);
  const peak = (alpha: number) =>
    Math.max(
      ...stdpWindow({
        rate: rates.ysz14nm,
        ...forms.antisymmetric,
        alphaPre: alpha,
        alphaPost: alpha,
        deltaT,
      }),
    );
  expect(peak(1.01) / peak(1)).toBeCloseTo(1.086, 3);
});

test("a lone spike balanced for 14 nm of electrolyte is not balanced for 7 nm", () => {
  const imbalance = (rate: (typeof rates)["ysz7nm"]) => {
    const { p, d } = integrateWaveform(rate, gateVoltage(forms.antisymmetric.pre, 0, silent, 0, 1, 1));
    return Math.abs(p - d) / (p + d);
  };
  expect(imbalance(rates.ysz14nm)).toBeLessThan(1e-3);
  expect(imbalance(rates.ysz7nm)).toBeGreaterThan(0.1);
});

describe("knots before the spike", () => {
  const { pre, post } = forms["ltp-only"];
  const deltaT = range(-160e-3, 160e-3, 321);
  const peakAt = (w: { pre: typeof pre; post: typeof post }) => {
    const curve = stdpWindow({ rate: rates.ysz14nm, ...w, deltaT });
    return deltaT[curve.indexOf(Math.max(...curve))]!;
  };

  test("a lead shared by both sides leaves the curve where it is", () => {
    const by = lead(pre, post);
    expect(by).toBe(80e-3);
    expect(peakAt({ pre: shift(pre, by), post: shift(post, by) })).toBeCloseTo(0, 12);
  });

  test("a lead of each side's own would move it by 60 ms", () => {
    const own = { pre: shift(pre, -pre.t[0]!), post: shift(post, -post.t[0]!) };
    expect(peakAt(own)).toBeCloseTo(-60e-3, 12);
  });
});

describe("open-circuit voltage of -0.2 V", () => {
  const { rate } = devices["eis-ysz14"].create({ vOc: -0.2 });

  test("the ratios 60 and 1000 hold in V - vOc; seen in V they are 40 and 665", () => {
    expect(rate.rate(3.8) / rate.rate(1.8)).toBeCloseTo(60, 6);
    expect(rate.rate(5.8) / rate.rate(1.8)).toBeCloseTo(1000, 6);
    expect(Math.round(rate.rate(4) / rate.rate(2))).toBe(40);
    expect(Math.round(rate.rate(6) / rate.rate(2))).toBe(665);
  });

  test("an hour at 0 V moves nothing by the whole table, but tens of nS by one that starts at 2 V", () => {
    const g = golden.rateTables.ysz14nm;
    const positive = g.r_pos_nS_per_s.slice(3).map((r) => r * nS);
    const short = tableRate({ voltage: g.V_nodes_V.slice(3), positive, negative: positive, vOc: -0.2 });
    expect((rate.rate(0) * 3600) / nS).toBeLessThan(1e-2);
    expect((short.rate(0) * 3600) / nS).toBeGreaterThan(10);
  });

  test("the drift between distant spikes is part of the window", () => {
    const [near, far] = stdpWindow({ rate, ...forms["box-over-ramp"], deltaT: Float64Array.of(1, 101) });
    // Two differences of 1e-17 S in changes of 1e-8 S: some 1e-7 of it is rounding.
    expect((far! - near!) / (100 * rate.rate(0))).toBeCloseTo(1, 4);
  });
});

describe("spikes so far apart that a common time would round their waveforms", () => {
  const { pre, post } = forms.antisymmetric;
  const lone = (rate: typeof rates.ysz14nm, w: typeof pre) => {
    const { p, d } = integrateWaveform(rate, { t: w.t, v: w.v.map((v) => v / 2) });
    return p - d;
  };

  test.each([1e5, 1e9, 1e15, 1e18, -1e5, -1e12, -1e18])(
    "%d s: what each leaves alone, to the last digits",
    (dt) => {
      // A monophasic pair, which does not compensate itself.
      const one = waveform([
        [0, 0],
        [0, 8],
        [10e-3, 5],
      ]);
      const [change] = stdpWindow({ rate: rates.ysz14nm, pre: one, post, deltaT: Float64Array.of(dt) });
      const sum = lone(rates.ysz14nm, one) + lone(rates.ysz14nm, post);
      // Both sums are of two parts of some 50 nS: a few roundings.
      expect(Math.abs(change! - sum)).toBeLessThan(1e-13 * Math.abs(sum));
    },
  );

  test("a third voltage goes on with V_pre, and V_post meets it where it lies", () => {
    const later = (at: number) =>
      waveform([
        [at, 1],
        [at + 1, 1],
      ]);
    const near = (dt: number, at: number) =>
      stdpWindow({ rate: rates.ysz14nm, pre, post, third: later(at), deltaT: Float64Array.of(dt) })[0]!;
    // 2^24 s: their sum with the knots of the third voltage is exact to 4e-9 s of its 1 s.
    const far = 2 ** 24;
    expect(near(far, far - 0.5) / near(1e3, 1e3 - 0.5)).toBeCloseTo(1, 6);
    expect(near(-far, -far - 0.5) / near(-1e3, -1e3 - 0.5)).toBeCloseTo(1, 6);
    expect(near(far, 0) / near(1e3, 0)).toBeCloseTo(1, 12);
  });

  test("a range far wider than the waveforms still has their peaks", () => {
    const request = { rate: rates.ysz14nm, pre, post };
    const own = curvePeaks(request, 160e-3);
    expect(curvePeaks(request, 1e15)).toEqual(own);
    expect(curvePeaks(request, 7).highest.change).toBeCloseTo(own.highest.change, 20);
  });

  test("uses that need the gate voltage as a whole refuse them", () => {
    expect(() => checkDistance(post, 1e5)).toThrow(/takes a part of the digits of V_post/);
    expect(() => checkDistance(post, -1e5)).toThrow(RangeError);
    expect(() => checkDistance(post, 100)).not.toThrow();
  });
});
