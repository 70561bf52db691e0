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
  const times = Float64Array.from(new Set(parts.flatMap((p) => [...p.w.t]))).sort();
  const sum = (time: number, side: "left" | "right"): number => {
    let v = 0;
    for (const { w, gain } of parts) v += gain * valueAt(w, time, side);
    return v;
  };
  const t: number[] = [];
  const v: number[] = [];
  for (const [k, time] of times.entries()) {
    const left = sum(time, "left");
    const right = sum(time, "right");
    // The outer sides of the first and the last knot are the 0 V outside, which every waveform implies.
    const first = k === 0;
    const last = k === times.length - 1;
    if (!first) {
      t.push(time);
      v.push(left);
    }
    if (first || (!last && right !== left)) {
      t.push(time);
      v.push(right);
    }
  }
  return { t: Float64Array.from(t), v: Float64Array.from(v) };
}
