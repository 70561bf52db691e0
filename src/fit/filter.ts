/**
 * Likelihood of a device's reads: a Kalman filter over its conductance, which nobody sees without noise.
 *
 *   G'  = flow of dG/dt = r f±(G) over a pulse, times the device's gain and (1 + c2c z)
 *   y   = G + read noise
 *
 * The state's noise goes through a pulse by three points of its distribution, that of the pulse's size to first order for the
 * variance and to second for the mean, or by three points where f bends. An innovation (read minus what was
 * expected of it) is normal, or, in a small share of cases, of a much wider distribution: then either the read was bad
 * or the state did jump. Which of the two, the next read shows: until then the state is a mixture of both.
 */
import { exp, ln } from "../core/elementary.js";
import { cumulative, density } from "../core/normal.js";
import type { Model, Outliers, PulseRows, StateFactor } from "./model.js";

/** Innovations of all rows: two places a row, the read before and the read after; NaN where there is none. */
export interface Innovations {
  /** Read minus expectation. */
  readonly error: Float64Array;
  /** Its variance. */
  readonly variance: Float64Array;
  /** ln of its density. */
  readonly logDensity: Float64Array;
  /** Probability that it belongs to the normal rest. */
  readonly clean: Float64Array;
  /** Expected state before the pulse of each row, and the expected change; one place a row. */
  readonly state: Float64Array;
  readonly change: Float64Array;
}

export function innovations(rows: number): Innovations {
  const make = (n: number) => new Float64Array(n);
  return {
    error: make(2 * rows),
    variance: make(2 * rows),
    logDensity: make(2 * rows),
    clean: make(2 * rows),
    state: make(rows),
    change: make(rows),
  };
}

const LN_2PI = 1.8378770664093453;
/** Smallest variance, for data without any noise. */
export const LEAST = 1e-22;

/** Mean and variance of the state, as they go from read to read. */
export interface Belief {
  mean: number;
  variance: number;
}

/** What one read was worth. */
export interface Read {
  error: number;
  variance: number;
  logDensity: number;
  clean: number;
}

/** A read y of noise variance `noise`: `state` becomes what is believed after it. */
export function takeRead(state: Belief, y: number, noise: number, outliers: Outliers, out: Read): void {
  const { mean, variance } = state;
  const s = variance + noise;
  const e = y - mean;
  const z2 = (e * e) / s;
  const lnS = ln(s);
  const k = variance / s;
  const lnClean = ln(1 - outliers.share) - 0.5 * (z2 + lnS + LN_2PI);
  const { share, width } = outliers;
  const lnWide = ln(share / (2 * Math.SQRT2 * width)) - 0.5 * lnS - 1.5 * ln(1 + z2 / (2 * width * width));
  const most = Math.max(lnClean, lnWide);
  const all = most + ln(exp(lnClean - most) + exp(lnWide - most));
  const clean = exp(lnClean - all);
  const half = 0.5 * (1 - clean);
  out.error = e;
  out.variance = s;
  out.logDensity = all;
  out.clean = clean;
  // Three cases: normal (k e), a bad read (0), a state that jumped (e).
  const shift = clean * k * e + half * e;
  state.mean = mean + shift;
  state.variance =
    clean * ((1 - k) * variance + (k * e - shift) ** 2) +
    half * (variance + shift * shift) +
    half * (noise + (e - shift) ** 2);
}

/** Outer points of Gauss's rule with three points for a normal, in deviations, and their weight. */
const OUTER = Math.sqrt(3);
const WEIGHT = 1 / 6;
/** Nearer to its bound than this many deviations a state's distribution is cut off there. */
const CUT = 5;

/** Where f changes by more than this factor within one deviation of a pulse's size, that too goes by three points. */
const CURVED = 0.2;

/** A pulse of size q with relative scatter of variance `relative`: `state` becomes what is believed after it. */
export function takePulse(state: Belief, factor: StateFactor, q: number, relative: number): void {
  let { mean, variance } = state;
  let sd = Math.sqrt(variance);
  const { bound, side } = factor;
  const beyond = (side * (mean - bound)) / sd;
  if (beyond > -CUT) {
    // No state is beyond its bound, whatever reads say: what is left of the normal on this side.
    const hazard = millsInverse(beyond);
    mean -= side * sd * hazard;
    variance *= Math.max(1e-6, 1 - hazard * (hazard - beyond));
    sd = Math.sqrt(variance);
  }
  const inside = (g: number): number => (side * (g - bound) > 0 ? bound : g);
  const there = factor.move(mean, q);
  const low = factor.move(inside(mean - OUTER * sd), q) - there;
  const high = factor.move(inside(mean + OUTER * sd), q) - there;
  const shift = WEIGHT * (low + high);
  const step = Math.sqrt(relative) * q;
  if (Math.abs(factor.slope(there)) * step > CURVED) {
    // Near a bound that is reached in finite time f falls to 0 at once, and expansions there hold nothing.
    const less = factor.move(mean, Math.max(0, q - OUTER * step)) - there;
    const more = factor.move(mean, q + OUTER * step) - there;
    const moved = WEIGHT * (less + more);
    state.mean = there + shift + moved;
    const spread = WEIGHT * (low * low + high * high + less * less + more * more);
    state.variance = Math.max(LEAST, spread - shift * shift - moved * moved);
    return;
  }
  // Along the flow dG'/dq = ±f(G'), whatever f is.
  const f = factor.value(there);
  const scatter = relative * q * q;
  state.mean = there + shift + 0.5 * factor.slope(there) * f * scatter;
  state.variance = Math.max(LEAST, WEIGHT * (low * low + high * high) - shift * shift + f * f * scatter);
}

/** Density over the probability above z of the standard normal. */
export function millsInverse(z: number): number {
  if (z < 1.5) return density(z) / (1 - cumulative(z));
  let tail = z;
  for (let k = 25; k > 0; k--) tail = z + k / tail;
  return tail;
}

/** Innovations of all rows. @param signs  of the change at each level @param out  overwritten */
export function filter(rows: PulseRows, signs: ArrayLike<number>, model: Model, out: Innovations): void {
  const { rates, up, down, c2c, gains, outliers } = model;
  const noise = Math.max(LEAST, model.read * model.read);
  const state: Belief = { mean: 0, variance: 0 };
  const read: Read = { error: 0, variance: 0, logDensity: 0, clean: 1 };
  const take = (y: number, at: number): void => {
    takeRead(state, y, noise, outliers, read);
    out.error[at] = read.error;
    out.variance[at] = read.variance;
    out.logDensity[at] = read.logDensity;
    out.clean[at] = read.clean;
  };
  for (let i = 0; i < rows.width.length; i++) {
    const before = rows.before[i]!;
    out.error[2 * i] = Number.NaN;
    if (rows.fresh[i] === 1) {
      state.mean = before;
      state.variance = noise;
    } else if (!Number.isNaN(before)) take(before, 2 * i);
    const level = rows.level[i]!;
    const q = rates[level]! * gains[rows.device[i]!]! * rows.width[i]!;
    out.state[i] = state.mean;
    takePulse(state, signs[level]! > 0 ? up : down, q, c2c * c2c);
    out.change[i] = state.mean - out.state[i]!;
    take(rows.after[i]!, 2 * i + 1);
  }
}

/** Sum of the log densities. */
export function logLikelihood({ error, logDensity }: Innovations): number {
  let sum = 0;
  for (let k = 0; k < error.length; k++) if (!Number.isNaN(error[k]!)) sum += logDensity[k]!;
  return sum;
}
