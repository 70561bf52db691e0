/**
 * Two waveforms as a list of unknowns, each of the order of 1:
 *
 *   voltages of the inner knots, relative to the limit     (both ends are at 0 V: no steps)
 *   ln of the intervals between knots, relative to the longest waveform
 *   when V_post's first knot comes after V_pre's, relative to the longest waveform
 *
 * V_pre first, then V_post, then the offset. Where V_post follows from V_pre, V_pre's are all there are.
 */
import { exp, ln } from "../elementary.js";
import type { Waveform } from "../waveform/model.js";
import type { PairGradient, SideGradient } from "./pair-gradient.js";

export interface Extent {
  /** Knots of each waveform, the two ends included. */
  readonly knots: number;
  /** Largest |V| at a terminal, V. */
  readonly voltage: number;
  /** Shortest interval between two knots and longest waveform, s. */
  readonly shortest: number;
  readonly longest: number;
  /**
   * V_post is V_pre times this, and both begin with their spikes. V_G(delta_t) and V_G(-delta_t) are then the same
   * voltage (1) or each other's opposite (-1): the curve is even, or odd where extraction is as fast as insertion.
   */
  readonly tied?: 1 | -1;
}

export interface Pair {
  readonly pre: Waveform;
  readonly post: Waveform;
}

/** Unknowns of one side: inner voltages, then intervals. */
const perSide = (knots: number) => knots - 2 + (knots - 1);

export function unknowns({ knots, tied }: Extent): number {
  return tied ? perSide(knots) : 2 * perSide(knots) + 1;
}

export function pairOf({ knots }: Extent): Pair {
  const side = () => ({ t: new Float64Array(knots), v: new Float64Array(knots) });
  return { pre: side(), post: side() };
}

export function bounds(extent: Extent): { low: Float64Array; high: Float64Array } {
  const { knots, shortest, longest, tied } = extent;
  const n = unknowns(extent);
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  const least = ln(shortest / longest);
  for (let side = 0; side < (tied ? 1 : 2); side++) {
    const first = side * perSide(knots);
    low.fill(-1, first, first + knots - 2);
    high.fill(1, first, first + knots - 2);
    low.fill(least, first + knots - 2, first + perSide(knots));
    // An interval as long as the rest allows.
    high.fill(ln(1 - (knots - 2) * exp(least)), first + knots - 2, first + perSide(knots));
  }
  if (!tied) {
    low[n - 1] = -2;
    high[n - 1] = 2;
  }
  return { low, high };
}

/** The waveforms of unknowns x. V_pre's first knot is at 0. */
export function unpack(extent: Extent, x: Float64Array, { pre, post }: Pair): void {
  fill(extent, x, 0, 0, pre);
  if (extent.tied) {
    post.t.set(pre.t);
    for (let k = 0; k < pre.v.length; k++) post.v[k] = extent.tied * pre.v[k]!;
  } else fill(extent, x, perSide(extent.knots), x[x.length - 1]! * extent.longest, post);
}

function fill({ knots, voltage, longest }: Extent, x: Float64Array, at: number, start: number, w: Waveform) {
  w.t[0] = start;
  w.v[0] = 0;
  w.v[knots - 1] = 0;
  for (let k = 1; k < knots - 1; k++) w.v[k] = voltage * x[at + k - 1]!;
  for (let k = 1; k < knots; k++) w.t[k] = w.t[k - 1]! + longest * exp(x[at + knots - 2 + k - 1]!);
}

/** The unknowns of waveforms; V_pre's first knot need not be at 0. Of tied ones V_post is not looked at. */
export function pack(extent: Extent, { pre, post }: Pair): Float64Array {
  const { knots, voltage, longest } = extent;
  const x = new Float64Array(unknowns(extent));
  const put = ({ t, v }: Waveform, at: number): void => {
    for (let k = 1; k < knots - 1; k++) x[at + k - 1] = v[k]! / voltage;
    for (let k = 1; k < knots; k++) x[at + knots - 2 + k - 1] = ln((t[k]! - t[k - 1]!) / longest);
  };
  put(pre, 0);
  if (extent.tied) return x;
  put(post, perSide(knots));
  x[x.length - 1] = (post.t[0]! - pre.t[0]!) / longest;
  return x;
}

/** Derivatives by knots, as derivatives by unknowns: one row, overwritten. */
export function chain(
  extent: Extent,
  { pre, post }: Pair,
  gradient: PairGradient,
  row: Float64Array,
  from: number,
  factor: number,
): void {
  const { knots, longest, tied } = extent;
  if (tied) {
    const { pre: a, post: b } = gradient;
    const both = { v: a.v.map((g, k) => g + tied * b.v[k]!), t: a.t.map((g, k) => g + b.t[k]!) };
    chainSide(extent, pre, both, row, from, factor);
    return;
  }
  chainSide(extent, pre, gradient.pre, row, from, factor);
  chainSide(extent, post, gradient.post, row, from + perSide(knots), factor);
  let sum = 0;
  for (let k = 0; k < knots; k++) sum += gradient.post.t[k]!;
  row[from + 2 * perSide(knots)] = factor * longest * sum;
}

function chainSide(
  { knots, voltage }: Extent,
  { t }: Waveform,
  { v: byVoltage, t: byTime }: SideGradient,
  row: Float64Array,
  at: number,
  factor: number,
): void {
  for (let k = 1; k < knots - 1; k++) row[at + k - 1] = factor * voltage * byVoltage[k]!;
  // A longer interval moves all knots after it.
  let later = 0;
  for (let k = knots - 1; k >= 1; k--) {
    later += byTime[k]!;
    row[at + knots - 2 + k - 1] = factor * later * (t[k]! - t[k - 1]!);
  }
}
