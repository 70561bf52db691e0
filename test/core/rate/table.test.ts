import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { type RateTable, sinhVoltage, tableRate } from "../../../src/core/rate/table.js";
import { golden } from "../../golden/eis-reference.js";

const small: RateTable = {
  voltage: [1, 2, 4],
  positive: [1e-9, 8e-9, 90e-9],
  negative: [2e-9, 5e-9, 300e-9],
  vOc: 0,
};
const nS = 1e-9;

/** Integral of r by Simpson's rule between nodes, where r is smooth: shares nothing with the closed form. */
function simpson(rate: (v: number) => number, a: number, b: number, n = 2000): number {
  let sum = rate(a) + rate(b);
  for (let k = 1; k < n; k++) sum += (k % 2 ? 4 : 2) * rate(a + ((b - a) * k) / n);
  return (sum * (b - a)) / (3 * n);
}

describe.each([
  ["ysz14nm", "eis-ysz14"],
  ["ysz7nm", "eis-ysz7"],
] as const)("golden table %s", (table, preset) => {
  const g = golden.rateTables[table];
  const rate = tableRate({
    voltage: g.V_nodes_V,
    positive: g.r_pos_nS_per_s.map((r) => r * nS),
    negative: g.r_neg_magnitude_nS_per_s.map((r) => r * nS),
    vOc: 0,
  });

  // 1e-9: the reference values are printed to 12 digits, of steep functions.
  test("the rate and its antiderivative are the reference's at every probe", () => {
    for (const [k, v] of g.probe_V.entries()) {
      const r = g.probe_r_nS_per_s[k]! * nS;
      const R = g.probe_R_nS_V_per_s[k]! * nS;
      expect(Math.abs(rate.rate(v) - r), `r(${v} V)`).toBeLessThanOrEqual(1e-9 * r);
      expect(Math.abs(rate.rate(-v) + r), `r(-${v} V)`).toBeLessThanOrEqual(1e-9 * r);
      expect(Math.abs(rate.antiderivative(v) - R), `R(${v} V)`).toBeLessThanOrEqual(1e-9 * R);
      expect(Math.abs(rate.antiderivative(-v) - R), `R(-${v} V)`).toBeLessThanOrEqual(1e-9 * R);
    }
  });

  test("the sinh below the first node has the reference's v0 and prefactor", () => {
    const slope = Math.log(g.r_pos_nS_per_s[1]! / g.r_pos_nS_per_s[0]!) / (g.V_nodes_V[1]! - g.V_nodes_V[0]!);
    expect(sinhVoltage(g.V_nodes_V[0]!, slope) / g.sinh_v0_V).toBeCloseTo(1, 12);
    // r(x) = a sinh(x/v0) is a x/v0 near 0; the next term is below 1e-16 of it at 1 nV.
    expect(((rate.rate(1e-9) / nS) * g.sinh_v0_V) / 1e-9 / g.sinh_a_nS_per_s).toBeCloseTo(1, 12);
  });

  test("the preset has this very table", () => {
    const preset0 = devices[preset].create({}).rate;
    for (const v of g.probe_V) expect(preset0.rate(v)).toBe(rate.rate(v));
  });
});

test("the nodes are returned as given, and ln|r| is linear half way between them", () => {
  const { rate } = tableRate(small);
  for (const [k, v] of small.voltage.entries()) {
    expect(rate(v) / small.positive[k]!).toBeCloseTo(1, 14);
    expect(-rate(-v) / small.negative[k]!).toBeCloseTo(1, 14);
  }
  expect(rate(3) ** 2 / (8e-9 * 90e-9)).toBeCloseTo(1, 13);
  expect(rate(-3) ** 2 / (5e-9 * 300e-9)).toBeCloseTo(1, 13);
});

test("above the last node the last slope goes on", () => {
  const { rate } = tableRate(small);
  expect(rate(6) / (90e-9 * (90 / 8))).toBeCloseTo(1, 13);
});

test("value and log-slope are continuous at the first node", () => {
  const { rate } = tableRate(small);
  const h = 1e-5;
  const below = Math.log(rate(1) / rate(1 - h)) / h;
  const above = Math.log(rate(1 + h) / rate(1)) / h;
  // One-sided differences see the sinh's curvature, h/2 times some 1/V^2.
  expect(Math.abs(below - above)).toBeLessThan(1e-4 * above);
});

test("the antiderivative is the integral of the rate on both sides, in every piece of the law", () => {
  const law = tableRate({ ...small, vOc: -0.2 });
  // Simpson's error here: (slope x step)^4 / 180, with slope about 4/V and step 1 mV.
  for (const [a, b] of [
    [-0.2, 0.5],
    [0.8, 1.8],
    [1.8, 3.8],
    [3.8, 7],
    [-1.2, -0.2],
    [-2.2, -1.2],
    [-4.2, -2.2],
    [-9, -4.2],
  ] as const)
    expect((law.antiderivative(b) - law.antiderivative(a)) / simpson(law.rate, a, b)).toBeCloseTo(1, 10);
});

test("both branches are functions of the distance from vOc", () => {
  const at0 = tableRate(small);
  const shifted = tableRate({ ...small, vOc: -0.25 });
  for (const v of [-5, -1.5, -0.5, 0.25, 0.5, 1.5, 6]) {
    expect(shifted.rate(v - 0.25)).toBe(at0.rate(v));
    expect(shifted.antiderivative(v - 0.25)).toBe(at0.antiderivative(v));
  }
  expect(shifted.rate(-0.25)).toBe(0);
  expect(shifted.antiderivative(-0.25)).toBe(0);
});

test("a flat cell is integrated without loss, and its neighbours stay right", () => {
  const law = tableRate({
    voltage: [1, 2, 3],
    positive: [1e-9, 7e-9, 7e-9],
    negative: [1e-9, 7e-9, 7e-9],
    vOc: 0,
  });
  expect(law.rate(2.5)).toBe(7e-9);
  expect((law.antiderivative(2.5) - law.antiderivative(2)) / 3.5e-9).toBeCloseTo(1, 14);
});

test("a table too flat for a sinh goes to zero in a straight line", () => {
  expect(sinhVoltage(1, 0.9)).toBe(Number.POSITIVE_INFINITY);
  const law = tableRate({ voltage: [1, 2], positive: [1e-9, 2e-9], negative: [1e-9, 2e-9], vOc: 0 });
  expect(law.rate(0.5) / 0.5e-9).toBeCloseTo(1, 14);
  expect(law.antiderivative(0.5) / 0.125e-9).toBeCloseTo(1, 14);
});

test("v0 solves the continuity condition from nearly straight to very steep tables", () => {
  for (const slope of [1.0001, 1.1, 2, 10, 100, 600]) {
    const v0 = sinhVoltage(1, slope);
    expect(1 / Math.tanh(1 / v0) / v0 / slope).toBeCloseTo(1, 12);
  }
});

test.each([
  ["fewer than two nodes", { voltage: [1], positive: [1], negative: [1] }, /two or more voltages; it has 1/],
  ["a node that is not a number", { voltage: [1, Number.NaN, 4] }, /voltage\[1\] is NaN/],
  ["a node at vOc", { voltage: [0, 2, 4] }, /voltage\[0\] is 0 V; nodes must be above 0/],
  ["nodes out of order", { voltage: [1, 4, 2] }, /voltage\[2\] is 2 V after 4 V/],
  ["a node given twice", { voltage: [1, 2, 2] }, /voltage\[2\] is 2 V after 2 V/],
  [
    "other nodes below vOc that do not ascend",
    { negativeVoltage: [1, 3, 2] },
    /voltage\[2\] is 2 V after 3 V/,
  ],
  ["too few rates", { negative: [1e-9, 2e-9] }, /negative has 2 rates for 3 voltages/],
  ["a rate of zero", { positive: [0, 8e-9, 90e-9] }, /positive\[0\] is 0 S\/s/],
  ["a rate that is not a number", { negative: [1e-9, Number.NaN, 1e-9] }, /negative\[1\] is NaN/],
  ["a vOc that is not finite", { vOc: Number.NaN }, /vOc is NaN/],
])("a table with %s is refused", (_, change, message) => {
  expect(() => tableRate({ ...small, ...change })).toThrow(RangeError);
  expect(() => tableRate({ ...small, ...change })).toThrow(message);
});
