/**
 * What single voltage pulses at the gate do, and what is read off them: the change grows with the pulse's length as
 * a power, dG = rate * t^slope; the rate is the fit at 1 s.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.1 and fig. 2
 */
import { exp, ln } from "../elementary.js";
import type { RateLaw } from "../rate/model.js";
import { waveform } from "../waveform/piecewise-linear.js";
import { type DynamicLevel, dynamicIntegral } from "./dynamic.js";
import { integrateWaveform } from "./integrate.js";

/** The paper reads rates at "the intersect" of its log-log fits without saying of which time: 1 s, the unit, is assumed. */
export const REFERENCE_TIME = 1;

/**
 * Net change by a rectangular pulse, S, at G = G0.
 * @param voltage  at the gate, V
 * @param length  s
 * @param level  the quasi-static level without it
 */
export function pulseChange(rate: RateLaw, voltage: number, length: number, level?: DynamicLevel): number {
  const pulse = waveform([
    [0, voltage],
    [length, voltage],
  ]);
  const { p, d } = level ? dynamicIntegral(rate, pulse, level) : integrateWaveform(rate, pulse);
  return p - d;
}

export interface PowerFit {
  /** d ln|dG| / d ln t. */
  readonly slope: number;
  /** |dG| of the fit at `REFERENCE_TIME`, S: the rate, S per s. */
  readonly intercept: number;
}

/** Straight line through (ln t, ln|dG|) by least squares. */
export function powerFit(length: ArrayLike<number>, change: ArrayLike<number>): PowerFit {
  const n = length.length;
  const x = Array.from(length, (t) => ln(t / REFERENCE_TIME));
  const y = Array.from(change, (s) => ln(Math.abs(s)));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  let xx = 0;
  let xy = 0;
  for (let k = 0; k < n; k++) {
    xx += (x[k]! - mx) ** 2;
    xy += (x[k]! - mx) * (y[k]! - my);
  }
  const slope = xy / xx;
  return { slope, intercept: exp(my - slope * mx) };
}
