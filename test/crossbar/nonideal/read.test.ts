import { describe, expect, test } from "vitest";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";
import { nonIdealities } from "../../../src/crossbar/nonideal/index.js";
import { readOut } from "../../../src/crossbar/nonideal/read.js";

const nPre = 40;
const nPost = 25;
const gMin = 50e-9;
const gMax = 4050e-9;
const draw = Random.of("conductances");
const g = Float32Array.from({ length: nPre * nPost }, () => gMin + draw.uniform() * (gMax - gMin));
const context = () => ({ nPre, nPost, gMin, gMax, random: Random.of("read") });
const ratios = (read: Float32Array) => Array.from(read, (x, k) => x / g[k]!);
const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;
const spread = (x: readonly number[]) => Math.sqrt(mean(x.map((v) => (v - mean(x)) ** 2)));

test("an ideal read is the conductances themselves, not a copy", () => {
  expect(readOut(g, {}, context())).toBe(g);
  const ideal = Object.fromEntries(
    Object.entries(nonIdealities).map(([name, e]) => [name, defaults(e.params)]),
  );
  expect(readOut(g, ideal, context())).toBe(g);
});

test("a read leaves the conductances alone and is the same every time", () => {
  const before = g.slice();
  const once = readOut(g, { noise: { sigma: 0.1 } }, context());
  expect(g).toEqual(before);
  expect(readOut(g, { noise: { sigma: 0.1 } }, context())).toEqual(once);
});

test("one effect's draws do not depend on whether another is there", () => {
  const alone = readOut(g, { noise: { sigma: 0.1 } }, context());
  const withLine = readOut(g, { noise: { sigma: 0.1 }, line: { resistance: 1e-6 } }, context());
  expect(mean(ratios(withLine).map((r, k) => r / ratios(alone)[k]!))).toBeCloseTo(1, 5);
});

test("two effects that draw, draw apart", () => {
  const drift = { nu: 0.05, d2d: 0.3, time: 1000, reference: 1 };
  const [noisy, drifted] = [
    readOut(g, { noise: { sigma: 0.1 } }, context()),
    readOut(g, { drift }, context()),
  ];
  const both = ratios(readOut(g, { noise: { sigma: 0.1 }, drift }, context()));
  for (const [k, r] of both.entries())
    expect(r / (ratios(noisy)[k]! * ratios(drifted)[k]!)).toBeCloseTo(1, 5);
  // The same normal numbers in both would tie a device's noise to its drift.
  const tied = ratios(noisy).map((r, k) => (r - 1) * (ratios(drifted)[k]! - mean(ratios(drifted))));
  const correlation = mean(tied) / (spread(ratios(noisy)) * spread(ratios(drifted)));
  // 1000 devices: chance alone stays below 4 / sqrt(1000).
  expect(Math.abs(correlation)).toBeLessThan(0.13);
});

test("retention without a time of holding reads the conductances themselves", () => {
  expect(readOut(g, { retention: { tau: 2, hold: 0 } }, context())).toBe(g);
});

test("noise has mean 1 and the given relative deviation", () => {
  const r = ratios(readOut(g, { noise: { sigma: 0.1 } }, context()));
  expect(mean(r)).toBeCloseTo(1, 1);
  expect(spread(r)).toBeCloseTo(0.1, 2);
});

test.each([0.05, 1, 2])(
  "read noise of %d has mean 1 and that deviation, and no read is negative",
  (sigma) => {
    const n = 1_000_000;
    const many = new Float32Array(n).fill(1e-6);
    const r = readOut(many, { noise: { sigma } }, { ...context(), nPre: 1000, nPost: 1000 });
    let [sum, squares, least] = [0, 0, 1];
    for (const g of r) {
      const x = g / 1e-6 - 1;
      sum += x;
      squares += x * x;
      least = Math.min(least, g);
    }
    expect(least).toBeGreaterThanOrEqual(0);
    // Five standard errors; kurtosis is 10 at most.
    expect(Math.abs(sum / n)).toBeLessThan((5 * sigma) / Math.sqrt(n));
    expect(Math.abs(Math.sqrt(squares / n - (sum / n) ** 2) / sigma - 1)).toBeLessThan(
      (5 * Math.sqrt(9 / 4)) / Math.sqrt(n),
    );
  },
);

test.each([0.3, 2])(
  "exponents of drift have their mean and a spread of %d: their logarithms show it",
  (d2d) => {
    const n = 1_000_000;
    const many = new Float32Array(n).fill(1e-6);
    const drift = { nu: 0.05, d2d, time: Math.E, reference: 1 };
    const r = readOut(many, { drift }, { ...context(), nPre: 1000, nPost: 1000 });
    let [sum, squares] = [0, 0];
    for (const g of r) {
      const x = -Math.log(g / many[0]!) / 0.05 - 1;
      sum += x;
      squares += x * x;
    }
    // Five standard errors; conductances are single precision, 6e-8 over 0.05.
    expect(Math.abs(sum / n)).toBeLessThan((5 * d2d) / Math.sqrt(n));
    expect(Math.abs(Math.sqrt(squares / n - (sum / n) ** 2) / d2d - 1)).toBeLessThan(
      (5 * Math.sqrt(9 / 4)) / Math.sqrt(n),
    );
  },
);

test("five states are gMin, gMax and three between, each the nearest", () => {
  const read = readOut(g, { states: { count: 5 } }, context());
  expect(new Set(Array.from(read, (x) => Math.round((x - gMin) * 1e9)))).toEqual(
    new Set([0, 1000, 2000, 3000, 4000]),
  );
  for (const [k, x] of read.entries()) expect(Math.abs(x - g[k]!)).toBeLessThanOrEqual(500.001e-9);
});

test("a converter of two bits has four levels from 0 to gMax", () => {
  const levels = new Set(
    Array.from(readOut(g, { adc: { bits: 2 } }, context()), (x) => Math.round((3 * x) / gMax)),
  );
  expect([...levels].sort()).toEqual([0, 1, 2, 3]);
});

test("numbers of bits and states are rounded: a third of one is none", () => {
  expect(readOut(g, { adc: { bits: 0.3 } }, context())).toEqual(g);
  expect(readOut(g, { states: { count: 0.3 } }, context())).toEqual(g);
});

test("drift without spread is one power of time, and none before the reference time", () => {
  const drift = { nu: 0.05, d2d: 0, time: 1000, reference: 1 };
  for (const r of ratios(readOut(g, { drift }, context()))) expect(r).toBeCloseTo(1000 ** -0.05, 6);
  for (const r of ratios(readOut(g, { drift: { ...drift, time: 0.5 } }, context())))
    expect(r).toBeCloseTo(1, 6);
});

test("held for one time constant, a device keeps 1/e of what it has above gMin", () => {
  const read = readOut(g, { retention: { tau: 10, hold: 10 } }, context());
  for (const [k, x] of read.entries()) expect((x - gMin) / (g[k]! - gMin)).toBeCloseTo(Math.exp(-1), 3);
});

describe("devices with bounds of their own", () => {
  const low = g.map((x) => x / 2);
  const high = g.map((_, k) => gMax * (1 + 0.2 * (k % 3)));
  const own = () => ({ ...context(), range: { low, high } });

  test("have their states between those", () => {
    const read = readOut(g, { states: { count: 3 } }, own());
    for (const [k, x] of read.entries()) {
      const place = (2 * (x - low[k]!)) / (high[k]! - low[k]!);
      expect(Math.abs(place - Math.round(place))).toBeLessThan(1e-5);
    }
  });

  test("relax to their own smallest conductance", () => {
    const read = readOut(g, { retention: { tau: 10, hold: 10 } }, own());
    for (const [k, x] of read.entries())
      expect((x - low[k]!) / (g[k]! - low[k]!)).toBeCloseTo(Math.exp(-1), 5);
  });

  test("are read by a converter of the technology's full scale, which clips", () => {
    const read = readOut(high, { adc: { bits: 8 } }, own());
    for (const x of read) expect(x).toBeCloseTo(gMax, 12);
  });

  test("leave the line model's range by the largest of them", () => {
    const resistance = 0.45 / (gMax * (nPre + nPost));
    expect(() => readOut(g, { line: { resistance } }, context())).not.toThrow();
    expect(() => readOut(g, { line: { resistance } }, own())).toThrow(/is 0\.630; .*holds up to 0\.5/);
  });
});

describe("line resistance", () => {
  test("takes most from the farthest device, in proportion to its conductance", () => {
    const resistance = 100;
    const read = readOut(g, { line: { resistance } }, context());
    const last = nPre * nPost - 1;
    expect(g[0]! / read[0]! - 1).toBeCloseTo(g[0]! * resistance * 2, 6);
    expect(g[last]! / read[last]! - 1).toBeCloseTo(g[last]! * resistance * (nPre + nPost), 6);
  });

  test("is refused where a first-order model does not hold", () => {
    expect(() => readOut(g, { line: { resistance: 1e5 } }, context())).toThrow(/holds up to 0.5/);
  });
});
