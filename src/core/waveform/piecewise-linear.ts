/**
 * Piecewise-linear spike voltages: made, read, moved, scaled and cut without leaving that family, so that every
 * integral over them stays exact. Two knots at one time are a step; outside its knots a waveform is at 0 V.
 */
import type { Waveform } from "./model.js";

/**
 * A voltage from its knots, linear between them.
 * @param knots  (time s, terminal voltage V) in time order; time 0 is the spike
 * @throws RangeError for fewer than two knots, no duration, a number that is not finite, times out of order, or
 *   more than two knots at one time
 */
export function waveform(knots: readonly (readonly [t: number, v: number])[]): Waveform {
  if (knots.length < 2) throw new RangeError(`a waveform needs two or more knots; it has ${knots.length}`);
  for (const [k, [t, v]] of knots.entries()) {
    if (!Number.isFinite(t) || !Number.isFinite(v))
      throw new RangeError(`knot ${k} is (${t} s, ${v} V); both must be finite`);
    if (k > 0 && t < knots[k - 1]![0])
      throw new RangeError(`knot ${k} at ${t} s comes after one at ${knots[k - 1]![0]} s; times must ascend`);
    if (k > 1 && t === knots[k - 2]![0])
      throw new RangeError(`knot ${k} is the third at ${t} s; a step has two knots`);
  }
  if (knots[0]![0] === knots[knots.length - 1]![0])
    throw new RangeError(`all knots are at ${knots[0]![0]} s; a waveform must last`);
  return { t: Float64Array.from(knots, (k) => k[0]), v: Float64Array.from(knots, (k) => k[1]) };
}

/**
 * Voltage at time t, V; at a step the value just before ("left") or just after it ("right"). The first knot is a
 * step from 0 V and the last one a step to 0 V.
 */
export function valueAt({ t: time, v }: Waveform, t: number, side: "left" | "right"): number {
  // `next`: the first knot after t, counting knots at t itself as after it when seen from the left.
  let low = 0;
  let next = time.length;
  while (low < next) {
    const middle = (low + next) >> 1;
    if (side === "left" ? time[middle]! >= t : time[middle]! > t) next = middle;
    else low = middle + 1;
  }
  if (next === 0 || next === time.length) return 0;
  const t0 = time[next - 1]!;
  const t1 = time[next]!;
  const v0 = v[next - 1]!;
  const v1 = v[next]!;
  // Knots themselves are returned as they are: interpolation would round them.
  if (t === t1) return v1;
  if (t === t0) return v0;
  return v0 + ((v1 - v0) * (t - t0)) / (t1 - t0);
}

/** The same waveform `by` seconds later. */
export function shift(w: Waveform, by: number): Waveform {
  return { t: w.t.map((t) => t + by), v: w.v.slice() };
}

/** A waveform of the same length at 0 V: the terminal of a neuron that does not spike. */
export function zero(w: Waveform): Waveform {
  return { t: w.t, v: new Float64Array(w.v.length) };
}

/**
 * Times and voltages multiplied by a factor each (1 where left out); time 0 stays the spike.
 * @throws RangeError for a time factor that is not above 0, or a factor that is not finite
 */
export function scale(w: Waveform, { time = 1, volts = 1 }: { time?: number; volts?: number }): Waveform {
  if (!Number.isFinite(time) || time <= 0)
    throw new RangeError(`the time factor is ${time}; it must be finite and above 0`);
  if (!Number.isFinite(volts)) throw new RangeError(`the voltage factor is ${volts}; it must be finite`);
  return { t: w.t.map((t) => t * time), v: w.v.map((v) => v * volts) };
}

/**
 * Delay between a spike and the time 0 of its waveform, s, which V_pre and V_post must share: a waveform can only
 * start once its neuron fires, so knots before time 0 delay both by the same amount, or delta_t would change.
 */
export function lead(pre: Waveform, post: Waveform): number {
  return Math.max(0, -pre.t[0]!, -post.t[0]!);
}

/** Both polarities lowered by `volts` (V, >= 0): each knot moves towards 0 V and stops there. */
export function lowerAmplitude(w: Waveform, volts: number): Waveform {
  checkLowering(volts);
  return { t: w.t.slice(), v: w.v.map((v) => towardsZero(v, volts)) };
}

/** As `lowerAmplitude`, for the knots of one sign only. */
export function lowerPolarity(w: Waveform, volts: number, sign: 1 | -1): Waveform {
  checkLowering(volts);
  return { t: w.t.slice(), v: w.v.map((v) => (v * sign > 0 ? towardsZero(v, volts) : v)) };
}

/** One polarity of the waveform times `factor`. */
export function scalePolarity(w: Waveform, factor: number, sign: 1 | -1): Waveform {
  return { t: w.t.slice(), v: w.v.map((v) => (v * sign > 0 ? v * factor : v)) };
}

function towardsZero(v: number, volts: number): number {
  return v > 0 ? Math.max(0, v - volts) : Math.min(0, v + volts);
}

function checkLowering(volts: number): void {
  if (!Number.isFinite(volts) || volts < 0)
    throw new RangeError(`amplitudes cannot be lowered by ${volts} V; it must be finite and not below 0`);
}

/**
 * The waveform on for the first `fraction` of every slot, and at 0 V in the rest of it; its length stays.
 * @param slot  s, counted from the first knot
 * @param fraction  0..1
 * @throws RangeError for a slot that is not above 0 or a fraction outside 0..1
 */
export function chop(w: Waveform, slot: number, fraction: number): Waveform {
  if (!Number.isFinite(slot) || slot <= 0)
    throw new RangeError(`the slot is ${slot} s; it must be finite and above 0`);
  if (!(fraction >= 0 && fraction <= 1))
    throw new RangeError(`the on fraction is ${fraction}; it must be in 0..1`);
  if (fraction === 1) return { t: w.t.slice(), v: w.v.slice() };
  const begin = w.t[0]!;
  const end = w.t[w.t.length - 1]!;
  if (fraction === 0) return { t: Float64Array.of(begin, end), v: new Float64Array(2) };
  const knots: [number, number][] = [];
  let next = 0;
  for (let k = 0; begin + k * slot < end; k++) {
    const on = begin + k * slot;
    const off = Math.min(end, on + fraction * slot);
    if (k > 0) knots.push([on, 0]);
    knots.push([on, valueAt(w, on, "right")]);
    while (w.t[next]! <= on) next++;
    for (; w.t[next]! < off; next++) knots.push([w.t[next]!, w.v[next]!]);
    knots.push([off, valueAt(w, off, "left")]);
    if (off < end) knots.push([off, 0]);
    // Knots of the off part are passed over here and by the first loop of the next slot.
  }
  if (knots[knots.length - 1]![0] < end) knots.push([end, 0]);
  return waveform(knots);
}
