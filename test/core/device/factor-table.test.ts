/** State factors by tables, against an integrator that knows the differential equation alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Device,
  depress,
  deviceProblems,
  devices,
  factorTable,
  isLinear,
  potentiate,
  withAspect,
} from "../../../src/core/device/index.js";

const soft = devices["eis-ysz14"].create({});
const { gMin, g0, gMax } = soft;
const range = gMax - gMin;
const rows = {
  plus: { g: [gMin, 0.6e-6, g0, 2.4e-6, gMax], f: [1.6, 1.6, 1, 0.3, 0] },
  minus: { g: [gMin, 0.3e-6, g0, 3e-6], f: [0.05, 0.4, 1, 1.3] },
};
const tabled: Device = {
  ...soft,
  tables: {
    plus: factorTable(1, rows.plus.g, rows.plus.f, soft),
    minus: factorTable(-1, rows.minus.g, rows.minus.f, soft),
  },
};

/** f over G as the rows say, linear between them, beyond them as in the nearest. */
function at({ g, f }: { g: number[]; f: number[] }, x: number): number {
  if (x <= g[0]!) return f[0]!;
  for (let k = 1; k < g.length; k++)
    if (x <= g[k]!) return f[k - 1]! + ((f[k]! - f[k - 1]!) * (x - g[k - 1]!)) / (g[k]! - g[k - 1]!);
  return f.at(-1)!;
}

/** dG = ±f±(G) dq in small steps (midpoint), stopped at the bounds. */
function stepwise(g: number, q: number, sign: 1 | -1, n = 40_000): number {
  const slope = (x: number) => (sign > 0 ? at(rows.plus, x) : -at(rows.minus, x));
  const h = q / n;
  let x = g;
  for (let k = 0; k < n; k++) {
    x += h * slope(x + 0.5 * h * slope(x));
    x = Math.min(gMax, Math.max(gMin, x));
  }
  return x;
}

describe("a state factor by a table", () => {
  test.each([0.01, 0.2, 0.5, 0.9])(
    "from %d of the range: the solution piece by piece is that of the equation",
    (start) => {
      const g = gMin + start * range;
      for (const share of [1e-4, 0.05, 0.4, 1.5]) {
        const q = share * range;
        // 40,000 steps across kinks of f leave some 1e-5 of the run.
        const near = 2e-5 * Math.min(q, range);
        expect(Math.abs(potentiate(tabled, g, q) - stepwise(g, q, 1))).toBeLessThan(near);
        expect(Math.abs(depress(tabled, g, q) - stepwise(g, q, -1))).toBeLessThan(near);
      }
    },
  );

  test("a table that ends at 0 at its bound is never quite there; one that ends above 0 stops there", () => {
    expect(potentiate(tabled, g0, 8 * range)).toBeLessThan(gMax);
    expect(potentiate(tabled, g0, 8 * range)).toBeGreaterThan(gMax - 0.01 * range);
    expect(depress(tabled, g0, 100 * range)).toBe(gMin);
  });

  test("runs compose, and stay within the bounds, whatever their sizes", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 1e-9, max: 4, noNaN: true }),
        (start, share) => {
          const g = gMin + start * range;
          for (const move of [potentiate, depress]) {
            const whole = move(tabled, g, share * range);
            const parts = move(tabled, move(tabled, g, 0.3 * share * range), 0.7 * share * range);
            expect(Math.abs(whole - parts)).toBeLessThan(1e-12 * range);
            expect(whole).toBeGreaterThanOrEqual(gMin);
            expect(whole).toBeLessThanOrEqual(gMax);
          }
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  test("with the rows of a straight line it is the linear bound", () => {
    const line = (sign: 1 | -1) =>
      sign > 0
        ? factorTable(1, [gMin, gMax], [(gMax - gMin) / (gMax - g0), 0], soft)
        : factorTable(-1, [gMin, gMax], [0, (gMax - gMin) / (g0 - gMin)], soft);
    const straight = { ...soft, tables: { plus: line(1), minus: line(-1) } };
    expect(isLinear(straight)).toBe(false);
    for (const start of [0.1, 0.7])
      for (const share of [1e-6, 0.1, 2]) {
        const g = gMin + start * range;
        for (const move of [potentiate, depress])
          expect(Math.abs(move(straight, g, share * range) - move(soft, g, share * range))).toBeLessThan(
            1e-14 * range * 100,
          );
      }
  });

  test("one sign may have a table, the other its power law", () => {
    const half = { ...soft, beta: 1.4, betaMinus: 0.8, tables: { plus: tabled.tables!.plus! } };
    const power = { ...soft, beta: 1.4, betaMinus: 0.8 };
    expect(depress(half, g0, 0.1 * range)).toBe(depress(power, g0, 0.1 * range));
    expect(potentiate(half, g0, 0.1 * range)).toBe(potentiate(tabled, g0, 0.1 * range));
  });

  test("it goes with the size of the channel, and keeps a device's contract", () => {
    const twice = withAspect(tabled, 2);
    expect(potentiate(twice, 2 * g0, 0.2 * range) / potentiate(tabled, g0, 0.1 * range)).toBeCloseTo(2, 12);
    expect(deviceProblems(tabled)).toEqual([]);
  });
});

test.each<[string, 1 | -1, number[], number[], RegExp]>([
  ["one factor too few", 1, [gMin, g0, gMax], [1, 0], /2 factors for 3 conductances/],
  ["beyond the range", 1, [gMin, 5e-6], [1, 0], /accepted: gMin to gMax/],
  ["not ascending", 1, [g0, g0], [1, 1], /ascending/],
  ["rising potentiation", 1, [gMin, g0, gMax], [0.5, 1, 1.1], /that fall \(or stay\)/],
  ["falling depression", -1, [gMin, g0, gMax], [1.5, 1, 0.9], /that rise \(or stay\)/],
  ["0 inside of the range", 1, [gMin, g0, 2e-6], [1, 1, 0], /0 at gMax .* only/],
  ["not 1 at G0", 1, [gMin, gMax], [2, 0], /at G0 .*divide the factors by 1.519/],
  ["no number", 1, [gMin, gMax], [Number.NaN, 0], /accepted/],
])("a table with %s is refused in words", (_, sign, g, f, message) => {
  expect(() => factorTable(sign, g, f, soft)).toThrow(message);
});
