/**
 * The change by one pair of spikes and how it moves with every knot of both voltages, exactly.
 *
 * V_G is linear between the knots of both sides, and on such a piece of length h
 *
 *   I = h m,   m = (R(V1) - R(V0)) / (V1 - V0),   dI/dV0 = h (m - r0) / (V1 - V0),   dI/dV1 = h (r1 - m) / (V1 - V0)
 *
 * A knot's voltage adds its hat function to the terminal, and a later knot is, to first order, minus the slope on
 * either side times that hat. Pieces need not be differentiated by where they end: V_G has no steps.
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";

/** Derivatives by the voltage (S/V) and the time (S/s) of each knot of one side. */
export interface SideGradient {
  readonly v: Float64Array;
  readonly t: Float64Array;
}

export interface PairGradient {
  readonly pre: SideGradient;
  readonly post: SideGradient;
}

export function pairGradientOf(knotsPre: number, knotsPost: number): PairGradient {
  const side = (n: number) => ({ v: new Float64Array(n), t: new Float64Array(n) });
  return { pre: side(knotsPre), post: side(knotsPost) };
}

/** Below this change of voltage (V), R(V1) - R(V0) has lost digits and r itself is integrated. */
const SMALL_STEP = 10e-3;
/** Below this one, m - r0 has too, and the slope of r is taken from a difference over `REACH` on either side, V. */
const TINY_STEP = 1e-6;
const REACH = 1e-4;
const X3 = Math.sqrt(3 / 5);

/**
 * Net change by a pair of spikes, S.
 * @param pre  V_pre, without steps, 0 V at both ends; two knots never at one time
 * @param post  V_post, likewise
 * @param deltaT  t_post - t_pre, s
 * @param gradient  overwritten; not wanted where left out
 */
export function pairChange(
  rate: RateLaw,
  pre: Waveform,
  post: Waveform,
  deltaT: number,
  gradient?: PairGradient,
): number {
  if (gradient)
    for (const side of [gradient.pre, gradient.post]) {
      side.v.fill(0);
      side.t.fill(0);
    }
  const nPre = pre.t.length;
  const nPost = post.t.length;
  // Knots passed so far on either side; a side is at 0 V before its first and after its last.
  let i = 0;
  let j = 0;
  let time = Math.min(pre.t[0]!, post.t[0]! + deltaT);
  let v0 = 0;
  let r0 = rate.rate(0);
  let whole0 = rate.antiderivative(0);
  let sum = 0;
  for (;;) {
    while (i < nPre && pre.t[i]! <= time) i++;
    while (j < nPost && post.t[j]! + deltaT <= time) j++;
    if (i === nPre && j === nPost) return sum;
    const nextPre = i < nPre ? pre.t[i]! : Number.POSITIVE_INFINITY;
    const nextPost = j < nPost ? post.t[j]! + deltaT : Number.POSITIVE_INFINITY;
    const next = Math.min(nextPre, nextPost);
    const h = next - time;

    // How far along the present segment of each side the piece begins and ends.
    let a0 = 0;
    let a1 = 0;
    let v1 = 0;
    const onPre = i > 0 && i < nPre;
    if (onPre) {
      const from = pre.t[i - 1]!;
      const length = pre.t[i]! - from;
      a0 = (time - from) / length;
      a1 = (next - from) / length;
      v1 += 0.5 * (pre.v[i - 1]! + a1 * (pre.v[i]! - pre.v[i - 1]!));
    }
    let b0 = 0;
    let b1 = 0;
    const onPost = j > 0 && j < nPost;
    if (onPost) {
      const from = post.t[j - 1]! + deltaT;
      const length = post.t[j]! - post.t[j - 1]!;
      b0 = (time - from) / length;
      b1 = (next - from) / length;
      v1 += 0.5 * (post.v[j - 1]! + b1 * (post.v[j]! - post.v[j - 1]!));
    }

    const r1 = rate.rate(v1);
    const whole1 = rate.antiderivative(v1);
    const step = v1 - v0;
    let mean: number;
    if (Math.abs(step) >= SMALL_STEP) mean = (whole1 - whole0) / step;
    else {
      const middle = 0.5 * (v0 + v1);
      const out = 0.5 * X3 * step;
      mean = (8 * rate.rate(middle) + 5 * (rate.rate(middle - out) + rate.rate(middle + out))) / 18;
    }
    sum += h * mean;

    if (gradient) {
      let g0: number;
      let g1: number;
      if (Math.abs(step) > TINY_STEP) {
        g0 = (h * (mean - r0)) / step;
        g1 = (h * (r1 - mean)) / step;
      } else {
        g0 = (0.25 * h * (rate.rate(v0 + REACH) - rate.rate(v0 - REACH))) / REACH;
        g1 = g0;
      }
      if (onPre) spread(gradient.pre, pre, i, a0, a1, g0, g1);
      if (onPost) spread(gradient.post, post, j, b0, b1, g0, g1);
    }
    time = next;
    v0 = v1;
    r0 = r1;
    whole0 = whole1;
  }
}

/** Derivatives by the voltages at the ends of a piece, handed on to the knots `k - 1` and `k` that it lies between. */
function spread(
  side: SideGradient,
  { t, v }: Waveform,
  k: number,
  a0: number,
  a1: number,
  g0: number,
  g1: number,
): void {
  const left = 0.5 * ((1 - a0) * g0 + (1 - a1) * g1);
  const right = 0.5 * (a0 * g0 + a1 * g1);
  const slope = (v[k]! - v[k - 1]!) / (t[k]! - t[k - 1]!);
  side.v[k - 1]! += left;
  side.v[k]! += right;
  side.t[k - 1]! -= slope * left;
  side.t[k]! -= slope * right;
}
