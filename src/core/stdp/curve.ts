/** An STDP curve as a whole: where to look at it, its extremes, and the largest voltage the gate meets on it. */
import type { Waveform } from "../waveform/model.js";
import { gateVoltage } from "./gate.js";
import { stdpWindow, type WindowRequest } from "./window.js";

/** Equally spaced delta_t from -span to span, s, both ends included. @throws RangeError for fewer than two points */
export function deltaTimes(span: number, points: number): Float64Array {
  if (!Number.isInteger(points) || points < 2)
    throw new RangeError(`a curve needs two or more points; ${points} asked for`);
  return Float64Array.from({ length: points }, (_, k) => ((2 * k - (points - 1)) / (points - 1)) * span);
}

/**
 * Largest |V_G| that any delta_t can produce, V. V_G is piecewise linear in time and in delta_t, so its extremes
 * are where a knot of one side meets a knot of the other.
 */
export function peakGateVoltage(pre: Waveform, post: Waveform): number {
  let peak = 0;
  for (const a of pre.t)
    for (const b of post.t)
      for (const v of gateVoltage(pre, 0, post, a - b, 1, 1).v) peak = Math.max(peak, Math.abs(v));
  return peak;
}

/** An extreme of an STDP curve. */
export interface CurvePeak {
  /** Where it is: t_post - t_pre, s. */
  readonly deltaT: number;
  /** S. */
  readonly change: number;
}

/** Points at which a curve is looked at before an extreme is closed in on. */
const SCAN = 161;

/**
 * Largest (sign 1) or smallest (sign -1) value of a curve over -span..span, closed in on by golden section from the
 * best of equally spaced points.
 * @param curve  change (S) for a delta_t (s)
 */
export function extremeOf(curve: (deltaT: number) => number, span: number, sign: 1 | -1): CurvePeak {
  const deltaT = deltaTimes(span, SCAN);
  const change = deltaT.map(curve);
  let best = 0;
  for (let k = 1; k < SCAN; k++) if (sign * change[k]! > sign * change[best]!) best = k;
  let low = deltaT[Math.max(0, best - 1)]!;
  let high = deltaT[Math.min(SCAN - 1, best + 1)]!;
  const section = (Math.sqrt(5) - 1) / 2;
  let left = high - section * (high - low);
  let right = low + section * (high - low);
  let atLeft = sign * curve(left);
  let atRight = sign * curve(right);
  // 40 steps narrow the bracket by 4e-9; a maximum's value is then right to the last digits.
  for (let step = 0; step < 40; step++)
    if (atLeft > atRight) {
      high = right;
      [right, atRight] = [left, atLeft];
      left = high - section * (high - low);
      atLeft = sign * curve(left);
    } else {
      low = left;
      [left, atLeft] = [right, atRight];
      right = low + section * (high - low);
      atRight = sign * curve(right);
    }
  const found = { deltaT: (low + high) / 2, change: curve((low + high) / 2) };
  const scanned = { deltaT: deltaT[best]!, change: change[best]! };
  return sign * found.change >= sign * scanned.change ? found : scanned;
}

/** A range wider than so many times that in which waveforms meet is not looked through: its points would pass by all of it. */
const WIDE = 4;

/**
 * Largest and smallest change of an STDP curve over -span..span. Where waveforms do not meet the curve is straight, so that
 * of a wide range its ends are enough.
 * @param request  as for `stdpWindow`, without delta_t
 */
export function curvePeaks(
  request: Omit<WindowRequest, "deltaT">,
  span: number,
): { highest: CurvePeak; lowest: CurvePeak } {
  const at = (dt: number) => stdpWindow({ ...request, deltaT: Float64Array.of(dt) })[0]!;
  const { pre, post, third } = request;
  const meet = Math.max(overlapSpan(pre, post), third ? overlapSpan(third, post) : 0);
  const wide = span > WIDE * meet;
  const near = wide ? meet : span;
  const ends = wide ? [-span, span].map((deltaT) => ({ deltaT, change: at(deltaT) })) : [];
  const extreme = (sign: 1 | -1) =>
    ends.reduce(
      (best, end) => (sign * end.change > sign * best.change ? end : best),
      extremeOf(at, near, sign),
    );
  return { highest: extreme(1), lowest: extreme(-1) };
}

/** Half width of delta_t within which the two waveforms meet, s. */
export function overlapSpan(pre: Waveform, post: Waveform): number {
  const last = (w: Waveform): number => w.t[w.t.length - 1]!;
  return Math.max(last(pre) - post.t[0]!, last(post) - pre.t[0]!);
}
