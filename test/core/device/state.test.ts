import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Device,
  depress,
  devices,
  isLinear,
  potentiate,
  withBounds,
  withExponents,
} from "../../../src/core/device/index.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { forms, waveform } from "../../../src/core/waveform/index.js";
import { golden } from "../../golden/eis-reference.js";

const nS = 1e-9;
const soft = devices["eis-ysz14"].create({});
const withBeta = (beta: number): Device => ({ ...soft, beta });
const range = soft.gMax - soft.gMin;

/** dG = f±(G) dS by classical Runge-Kutta: knows the differential equation, not its solution. */
function stepwise(device: Device, g: number, amount: number, sign: 1 | -1, n = 4000): number {
  const { gMin, g0, gMax, beta } = device;
  const slope = (x: number) =>
    sign > 0
      ? Math.max(0, (gMax - x) / (gMax - g0)) ** beta
      : -(Math.max(0, (x - gMin) / (g0 - gMin)) ** beta);
  const h = amount / n;
  let x = g;
  for (let k = 0; k < n; k++) {
    const a = slope(x);
    const b = slope(x + 0.5 * h * a);
    const c = slope(x + 0.5 * h * b);
    const d = slope(x + h * c);
    x += (h * (a + 2 * b + 2 * c + d)) / 6;
  }
  return x;
}

test("ten cycles of 120 potentiating and 120 depressing events follow the reference between 199 and 2417 nS", () => {
  const g = golden.fig6Cycling;
  let x = g.G_start_nS * nS;
  for (let cycle = 0; cycle < g.cycles; cycle++) {
    for (let k = 0; k < g.N_LTP; k++) x = potentiate(soft, x, g.S_LTP_scaled_nS * nS);
    // 1e-8: the reference is printed to nine digits.
    expect(x / nS / g.directional_high_nS[cycle]!).toBeCloseTo(1, 8);
    for (let k = 0; k < g.N_LTD; k++) x = depress(soft, x, -g.S_LTD_scaled_nS * nS);
    expect(x / nS / g.directional_low_nS[cycle]!).toBeCloseTo(1, 8);
  }
});

describe("soft bounds", () => {
  test.each([0.5, 1, 1.5, 2, 3])("with beta %d the closed form solves dG/dS = f±", (beta) => {
    const device = withBeta(beta);
    for (const start of [0.05, 0.25, 0.8])
      for (const amount of [0.01, 0.3]) {
        const g = soft.gMin + start * range;
        expect(
          Math.abs(potentiate(device, g, amount * range) - stepwise(device, g, amount * range, 1)),
        ).toBeLessThan(1e-8 * range);
        expect(
          Math.abs(depress(device, g, amount * range) - stepwise(device, g, amount * range, -1)),
        ).toBeLessThan(
          // A beta below 1 reaches the bound in finite time with an infinite slope: Runge-Kutta is poor there.
          (beta < 1 ? 1e-3 : 1e-8) * range,
        );
      }
  });

  test("at g0 a small run moves G by its integral, up and down", () => {
    for (const beta of [0.5, 1, 2]) {
      const device = withBeta(beta);
      // Of 1e-15 S beside 1e-6 S some 1e-7 is lost to the size of G itself.
      expect((potentiate(device, soft.g0, 1e-15) - soft.g0) / 1e-15).toBeCloseTo(1, 6);
      expect((soft.g0 - depress(device, soft.g0, 1e-15)) / 1e-15).toBeCloseTo(1, 6);
    }
  });

  test("beta beside 1 gives what beta = 1 gives", () => {
    for (const beta of [1 - 1e-12, 1 + 1e-12, 1 - 1e-6, 1 + 1e-6]) {
      const difference =
        potentiate(withBeta(beta), soft.g0, 0.3 * range) - potentiate(soft, soft.g0, 0.3 * range);
      expect(Math.abs(difference)).toBeLessThan((1e-14 + 2 * Math.abs(beta - 1)) * range);
    }
  });

  test("with beta = 1 a run is an affine map: the mean of two conductances moves to the mean of their ends", () => {
    const [a, b] = [80e-9, 3100e-9];
    for (const move of [potentiate, depress]) {
      const middle = move(soft, 0.5 * (a + b), 700e-9);
      expect(middle / (0.5 * (move(soft, a, 700e-9) + move(soft, b, 700e-9)))).toBeCloseTo(1, 13);
    }
  });

  test("with beta below 1 the bound is reached, not passed", () => {
    expect(potentiate(withBeta(0.5), soft.g0, 100 * range)).toBe(soft.gMax);
    expect(depress(withBeta(0.5), soft.g0, 100 * range)).toBe(soft.gMin);
  });

  test("directional factors undo the compensation of a lone spike away from g0", () => {
    const silent = waveform([
      [0, 0],
      [1e-9, 0],
    ]);
    const { p, d } = integrateWaveform(soft.rate, gateVoltage(forms.antisymmetric.pre, 0, silent, 0, 1, 1));
    const moved = (g: number) => Math.abs(depress(soft, potentiate(soft, g, p), d) - g);
    expect(moved(soft.g0)).toBeLessThan(0.01 * (p + d));
    expect(moved(3 * soft.g0)).toBeGreaterThan(0.5 * (p + d));
  });
});

describe("hard bounds", () => {
  const hard = withBounds(soft, "hard");

  test("G moves by the integral itself until it stops at a bound", () => {
    expect(potentiate(hard, 2000e-9, 500e-9)).toBeCloseTo(2500e-9, 20);
    expect(depress(hard, 2000e-9, 500e-9)).toBeCloseTo(1500e-9, 20);
    expect(potentiate(hard, 2000e-9, 5000e-9)).toBe(hard.gMax);
    expect(depress(hard, 2000e-9, 5000e-9)).toBe(hard.gMin);
  });

  test("asking for hard bounds leaves the soft device as it was", () => {
    expect(hard.bounds).toBe("hard");
    expect(soft.bounds).toBe("soft");
  });
});

test("no run of any size leaves the bounds, and none gives NaN", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.oneof(
        fc.double({ min: 0, max: 1e-5, noNaN: true }),
        fc.constantFrom(0, 1e-300, 1, 1e300, Number.POSITIVE_INFINITY),
      ),
      fc.constantFrom(0, 0.3, 1, 1.7, 5),
      fc.constantFrom("soft" as const, "hard" as const),
      (start, amount, beta, bounds) => {
        const device = { ...soft, beta, bounds };
        const g = Math.min(soft.gMax, soft.gMin + start * range);
        const up = potentiate(device, g, amount);
        const down = depress(device, g, amount);
        expect(up >= g && up <= soft.gMax).toBe(true);
        expect(down <= g && down >= soft.gMin).toBe(true);
      },
    ),
    { seed: 3, numRuns: 1000 },
  );
});

test("a state that single precision put an ulp outside the bounds stays there", () => {
  const above = soft.gMax * (1 + 1e-7);
  const below = soft.gMin * (1 - 1e-7);
  for (const beta of [1, 2]) {
    expect(potentiate(withBeta(beta), above, 1e-6)).toBe(above);
    expect(depress(withBeta(beta), below, 1e-6)).toBe(below);
  }
});

test("exponents of either sign are their own: each solves its own equation", () => {
  const device = withExponents(soft, { plus: 1.4, minus: 0.8 });
  for (const g of [200 * nS, 1000 * nS, 3000 * nS]) {
    expect(potentiate(device, g, 300 * nS)).toBe(potentiate(withBeta(1.4), g, 300 * nS));
    expect(depress(device, g, 80 * nS)).toBe(depress(withBeta(0.8), g, 80 * nS));
    const exact = stepwise(withBeta(0.8), g, 80 * nS, -1);
    expect(Math.abs(depress(device, g, 80 * nS) - exact)).toBeLessThan(1e-9 * range);
  }
  expect(isLinear(device)).toBe(false);
  expect(isLinear({ ...soft, betaMinus: 0.8 })).toBe(false);
});
