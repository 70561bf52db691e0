/**
 * Where searches begin. Waveforms that make a curve are of few kinds: one side is short and tall and reads the other,
 * which is long and low, or both are alike. Voltages are of the size at which the device makes the wanted change in the
 * time that the curve lasts.
 */

import type { Random } from "../random.js";
import type { RateLaw } from "../rate/model.js";
import type { Target } from "./target.js";
import { type Extent, pack, pairOf } from "./unknowns.js";

/** Gate voltage at which the change of a time `duration` is `change`, by halving, V; at most `most`. */
export function workingVoltage(rate: RateLaw, change: number, duration: number, most: number): number {
  let [low, high] = [0, most];
  for (let k = 0; k < 50; k++) {
    const v = (low + high) / 2;
    // The weaker of both signs decides.
    const least = Math.min(rate.rate(rate.vOc + v), -rate.rate(rate.vOc - v));
    if (least * duration < change) low = v;
    else high = v;
  }
  return (low + high) / 2;
}

export interface StartRequest {
  readonly rate: RateLaw;
  readonly target: Target;
  readonly extent: Extent;
  readonly gate: number;
}

/** @param random  a stream of this start's own */
export function start({ rate, target, extent, gate }: StartRequest, random: Random): Float64Array {
  const { knots, longest, shortest, voltage } = extent;
  const range = target.to - target.from;
  const uniform = (low: number, high: number) => low + (high - low) * random.uniform();
  const drawn = random.below(3);
  // One waveform for both sides is of a kind with itself.
  const kind = extent.tied ? 0 : drawn;
  const long = Math.min(longest, range * uniform(0.4, 0.9));
  // A short side is some shortest intervals long at least.
  const short = Math.min(long, Math.max(1.5 * (knots - 1) * shortest, long * uniform(0.02, 0.3)));
  const duration = (kind === 0 ? 0.2 : 0.3) * (kind === 0 ? long : short);
  const working = workingVoltage(rate, target.peak, duration, gate);
  const tall = Math.min(voltage, 2 * working * uniform(0.45, 0.75));
  const low = Math.min(voltage, 2 * working * uniform(0.25, 0.5));
  const pair = pairOf(extent);
  const sides = [
    { w: pair.pre, length: kind === 1 ? short : long, height: kind === 2 ? low : tall },
    { w: pair.post, length: kind === 2 ? short : long, height: kind === 1 ? low : tall },
  ];
  for (const { w, length, height } of sides) {
    const parts = Array.from({ length: knots - 1 }, () => uniform(0.2, 1));
    const sum = parts.reduce((a, b) => a + b, 0);
    const spare = length - (knots - 1) * shortest;
    for (let k = 1; k < knots; k++)
      w.t[k] = w.t[k - 1]! + shortest + (Math.max(0, spare) * parts[k - 1]!) / sum;
    for (let k = 1; k < knots - 1; k++) w.v[k] = height * uniform(-1, 1);
  }
  const middle = (target.from + target.to) / 2;
  const shift =
    middle + (pair.post.t[knots - 1]! - pair.pre.t[knots - 1]!) / 2 + uniform(-0.15, 0.15) * range;
  // delta_t = 0 lies where it should when the middles of both sides are `middle` apart.
  for (let k = 0; k < knots; k++) pair.post.t[k] = pair.post.t[k]! - shift;
  return pack(extent, pair);
}
