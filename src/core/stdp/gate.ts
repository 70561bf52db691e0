/**
 * Voltage at a synapse's gate while a presynaptic and a postsynaptic spike pass: two equal resistors halve the
 * difference between the terminals, and a third signal (neuromodulation) adds on top.
 *
 *   V_G(t) = (alphaPre V_pre(t - preStart) + alphaPost V_post(t - postStart)) / 2 + third(t)
 *
 * Holds where the divider's resistance is far below the gate's; the gate's own charging time is not modelled.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2 and 2.4
 */
import type { Waveform } from "../waveform/model.js";
import { shift, valueAt } from "../waveform/piecewise-linear.js";

/**
 * @param preStart  time 0 of V_pre, s; knots before it stay before it
 * @param postStart  time 0 of V_post, s
 * @param third  a voltage at the gate itself, V, in the same time as the starts; not halved
 * @returns  V_G from the first to the last knot of all; steps are two knots at one time
 */
export function gateVoltage(
  pre: Waveform,
  preStart: number,
  post: Waveform,
  postStart: number,
  alphaPre: number,
  alphaPost: number,
  third?: Waveform,
): Waveform {
  // Compared as shifted, never shifted back: t - start would miss a step's own knot by a rounding error.
  const parts: { w: Waveform; gain: number }[] = [
    { w: shift(pre, preStart), gain: 0.5 * alphaPre },
    { w: shift(post, postStart), gain: 0.5 * alphaPost },
  ];
  if (third) parts.push({ w: third, gain: 1 });
  const times = parts.map(({ w }) => w.t).reduce(united);
  const sum = (time: number, side: "left" | "right"): number => {
    let v = 0;
    for (const { w, gain } of parts) v += gain * valueAt(w, time, side);
    return v;
  };
  // A step takes two knots.
  const t = new Float64Array(2 * times.length);
  const v = new Float64Array(2 * times.length);
  const last = times.length - 1;
  let n = 0;
  for (let k = 0; k <= last; k++) {
    const time = times[k]!;
    const left = sum(time, "left");
    const right = sum(time, "right");
    // The outer sides of the first and the last knot are the 0 V outside, which every waveform implies.
    if (k > 0) {
      t[n] = time;
      v[n++] = left;
    }
    if (k === 0 || (k < last && right !== left)) {
      t[n] = time;
      v[n++] = right;
    }
  }
  return { t: t.slice(0, n), v: v.slice(0, n) };
}

/** Times of either, in their order, none of them twice. */
function united(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  let n = 0;
  for (let i = 0, k = 0; i < a.length || k < b.length; ) {
    const time = k === b.length || a[i]! <= b[k]! ? a[i++]! : b[k++]!;
    if (n === 0 || time !== all[n - 1]) all[n++] = time;
  }
  return all.subarray(0, n);
}
