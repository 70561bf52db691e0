/**
 * Dynamic level: a capacitive process delays part of the gate voltage that drives the ions.
 *
 *   V_eff = g0 V + u,   tau du/dt = (gInf - g0) V - u,   u = 0 before the first knot
 *
 * On each linear piece of V the equation is solved in closed form; r(V_eff) is then integrated by Gauss-Legendre
 * with five points, halved while it disagrees with three. After the last knot u decays to nothing, and the rate with it.
 *
 * This is our suggestion for what the paper's common factor stands for: it names capacitive processes and ion
 * accumulation as a possible cause, and gives no law. The numbers are assumed; they are fitted to nothing but the
 * size of that factor, and hold for waveforms of milliseconds.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2
 */
import { exp, oneMinusExpMinus } from "../elementary.js";
import type { ParamTable, Values } from "../params.js";
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import type { SignedIntegral } from "./integrate.js";

export const params = {
  g0: {
    unit: "1",
    default: 0.95,
    min: 0,
    doc: "share of the gate voltage that acts at once",
    source: "assumed: gives the size of the paper's common factor for figs 4a, c and d (not b)",
  },
  gInf: {
    unit: "1",
    default: 1,
    min: 0,
    open: true,
    doc: "share that acts in the end",
    source: "assumed: a constant voltage acts in full",
  },
  tau: {
    unit: "s",
    default: 30e-3,
    min: 0,
    open: true,
    doc: "time constant between the two",
    source: "assumed: some of the waveforms' own length; ms waveforms only",
  },
} as const satisfies ParamTable;

/** Numbers of the dynamic level: the assumed capacitive memory behind the rate law. */
export type DynamicLevel = Values<typeof params>;

/** Time constants of decay after which nothing is left: e^-40 is below the last digit. */
const TAIL = 40;
/** Agreement of five and three points, relative to the gross integral so far. */
const TOLERANCE = 1e-9;
const MAX_DEPTH = 24;

// Gauss-Legendre nodes and weights on -1..1 (Abramowitz and Stegun, table 25.4).
const FIVE = [
  [0, 128 / 225],
  [Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
] as const;
const THREE = [
  [0, 8 / 9],
  [Math.sqrt(3 / 5), 5 / 9],
] as const;

/** Potentiation and depression over a gate voltage and the decay after it, S. */
export function dynamicIntegral(rate: RateLaw, { t, v }: Waveform, level: DynamicLevel): SignedIntegral {
  const { g0, gInf, tau } = level;
  const out = { p: 0, d: 0 };
  let u = 0;
  const piece = (v0: number, v1: number, h: number): void => {
    const slope = (v1 - v0) / h;
    const target = gInf - g0;
    // u relaxes towards target * (V(s) - slope * tau), which itself moves: the exact solution of the linear equation.
    const start = u;
    const uAt = (s: number): number => {
      const gone = oneMinusExpMinus(s / tau);
      return start * exp(-s / tau) + target * (v0 * gone + slope * (s - tau * gone));
    };
    integrate(out, rate, (s) => g0 * (v0 + slope * s) + uAt(s), 0, h, 0);
    u = uAt(h);
  };
  for (let k = 1; k < t.length; k++) if (t[k]! > t[k - 1]!) piece(v[k - 1]!, v[k]!, t[k]! - t[k - 1]!);
  // In pieces of growing length: most of what the decay moves, it moves at once.
  for (const [from, to] of [
    [0, 0.25],
    [0.25, 1],
    [1, 4],
    [4, TAIL],
  ] as const)
    piece(0, 0, (to - from) * tau);
  return out;
}

/** Adds the integral of r(volts(s)) from a to b, potentiation and depression apart. */
function integrate(
  out: SignedIntegral,
  rate: RateLaw,
  volts: (s: number) => number,
  a: number,
  b: number,
  depth: number,
): void {
  const five = gauss(FIVE, rate, volts, a, b);
  const three = gauss(THREE, rate, volts, a, b);
  const gross = out.p + out.d + Math.abs(five.p) + five.d;
  const off = Math.abs(five.p - three.p) + Math.abs(five.d - three.d);
  if (depth < MAX_DEPTH && (depth < 2 || off > TOLERANCE * gross)) {
    const middle = 0.5 * (a + b);
    integrate(out, rate, volts, a, middle, depth + 1);
    integrate(out, rate, volts, middle, b, depth + 1);
    return;
  }
  out.p += five.p;
  out.d += five.d;
}

function gauss(
  rule: readonly (readonly [x: number, weight: number])[],
  rate: RateLaw,
  volts: (s: number) => number,
  a: number,
  b: number,
): SignedIntegral {
  const centre = 0.5 * (a + b);
  const half = 0.5 * (b - a);
  const sum = { p: 0, d: 0 };
  const add = (s: number, weight: number): void => {
    const r = rate.rate(volts(s));
    if (r > 0) sum.p += r * weight * half;
    else sum.d -= r * weight * half;
  };
  for (const [x, weight] of rule) {
    add(centre + x * half, weight);
    if (x > 0) add(centre - x * half, weight);
  }
  return sum;
}
