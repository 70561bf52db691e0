import { describe, expect, test } from "vitest";
import { meanCI95, studentT975, wilson95 } from "../../src/metrics/interval.js";

describe("wilson95", () => {
  test("agrees with scipy 1.17, binomtest(k, n).proportion_ci(method='wilson')", () => {
    for (const [k, n, low, high] of [
      [9234, 10000, 0.9180232444398877, 0.9284515857398234],
      [5, 10, 0.236593090512564, 0.7634069094874361],
      [0, 10, 0, 0.27753279986288926],
    ] as const) {
      // 1e-12: two forms of one formula in double precision.
      expect(wilson95(k, n)[0]).toBeCloseTo(low, 12);
      expect(wilson95(k, n)[1]).toBeCloseTo(high, 12);
    }
  });

  test("is mirrored when successes and failures are exchanged, and ends at 0 and 1", () => {
    expect(wilson95(7, 7)[1]).toBe(1);
    expect(wilson95(0, 7)[0]).toBe(0);
    expect(wilson95(7, 7)[0]).toBeCloseTo(1 - wilson95(0, 7)[1], 14);
  });

  test("refuses what is no outcome", () => {
    for (const [k, n] of [
      [1, 0],
      [3, 2],
      [-1, 2],
      [Number.NaN, 2],
    ] as const) {
      expect(() => wilson95(k, n)).toThrow(RangeError);
    }
  });
});

describe("studentT975", () => {
  test("solves the two cases with a closed form: tan(0.475 pi), and 0.95 / sqrt(2 * 0.975 * 0.025)", () => {
    // Half a unit of the table's last decimal.
    expect(Math.abs(studentT975(1) - Math.tan(0.475 * Math.PI))).toBeLessThan(5.1e-7);
    expect(Math.abs(studentT975(2) - 0.95 / Math.sqrt(2 * 0.975 * 0.025))).toBeLessThan(5.1e-7);
  });

  test("goes on beyond the table as scipy 1.17 does", () => {
    for (const [df, t] of [
      [31, 2.039513446396408],
      [60, 2.0002978220142604],
      [120, 1.9799304050824402],
    ] as const) {
      // The first term left out is 1.6 / df^4 (Abramowitz and Stegun's g4 at this quantile): 1.7e-6 at df = 31.
      expect(Math.abs(studentT975(df) - t)).toBeLessThan(2e-6);
    }
  });

  test("falls with every degree of freedom, over the table's end too", () => {
    for (let df = 1; df < 40; df++) expect(studentT975(df + 1)).toBeLessThan(studentT975(df));
  });

  test("has no value for fewer than one degree of freedom", () => {
    for (const df of [0, -1, 1.5, Number.NaN]) expect(() => studentT975(df)).toThrow(RangeError);
  });
});

describe("meanCI95", () => {
  test("agrees with scipy 1.17, t.interval(0.95, 2, ...), for three seeds", () => {
    const { mean, ci95, deviation, n } = meanCI95([0.921, 0.9235, 0.919]);
    expect(mean).toBeCloseTo(0.9211666666666667, 14);
    // 1e-8: six decimals of t times a half-width of 0.006.
    expect(ci95![0]).toBeCloseTo(0.9155658679853227, 8);
    expect(ci95![1]).toBeCloseTo(0.9267674653480107, 8);
    expect(deviation).toBeCloseTo(0.0022546, 6);
    expect(n).toBe(3);
  });

  test("one seed has a mean but no interval", () => {
    expect(meanCI95([0.9])).toEqual({ mean: 0.9, deviation: null, ci95: null, n: 1 });
  });

  test("no seeds, or a run that gave no number, have no mean", () => {
    expect(() => meanCI95([])).toThrow(RangeError);
    expect(() => meanCI95([0.9, Number.NaN])).toThrow(RangeError);
  });
});
