/**
 * What an STDP curve is wanted to be: a change for every delta_t, what a spike alone is to leave, and where the curve is
 * asked for. Far from delta_t = 0 spikes do not meet, and the curve is what both leave alone.
 */

export interface Target {
  /** In words, for titles. */
  readonly name: string;
  /** Wanted change, S, at delta_t = t_post - t_pre, s. */
  value(deltaT: number): number;
  /** Largest |value|, S: what residuals are relative to. */
  readonly peak: number;
  /** Where the curve is asked for, s; beyond it `value` holds too, but does not count in the residual. */
  readonly from: number;
  readonly to: number;
  /** Where the wanted curve has a step or a corner, s: looked at more closely. */
  readonly corners: readonly number[];
  /** Steps (s), and how far to either side of one nothing is asked for: no voltages make a step. */
  readonly steps: readonly number[];
  readonly gap: number;
  /** What a spike alone is to leave, S. */
  readonly lone: { readonly pre: number; readonly post: number };
}

/** Whether anything is asked for at delta_t. */
export function asked(target: Target, deltaT: number): boolean {
  // A little more than rounding: a grid's point at the gap's very end counts.
  const gap = target.gap * (1 - 1e-9);
  return !target.steps.some((at) => Math.abs(deltaT - at) < gap);
}

/** A curve given by points: linear between them, two at one delta_t are a step, nothing but the lone spikes beyond. */
export function curveTarget(
  name: string,
  deltaT: readonly number[],
  change: readonly number[],
  { gap, lone }: { readonly gap?: number; readonly lone: Target["lone"] },
): Target {
  const n = deltaT.length;
  const from = deltaT[0]!;
  const to = deltaT[n - 1]!;
  const rest = lone.pre + lone.post;
  const fade = FADE * (to - from);
  // A curve that ends on a change goes over into what lone spikes leave, not asked for and not all at once.
  const fading = (last: number, beyond: number) => rest + (last - rest) * Math.max(0, 1 - beyond / fade);
  const value = (dt: number): number => {
    if (dt < from) return fading(change[0]!, from - dt);
    if (dt > to) return fading(change[n - 1]!, dt - to);
    let k = 1;
    while (k < n - 1 && deltaT[k]! < dt) k++;
    const [t0, t1] = [deltaT[k - 1]!, deltaT[k]!];
    if (dt >= t1 || t1 === t0) return change[k]!;
    return change[k - 1]! + ((change[k]! - change[k - 1]!) * (dt - t0)) / (t1 - t0);
  };
  const steps = deltaT.filter((t, k) => k > 0 && t === deltaT[k - 1]);
  return {
    name,
    value,
    peak: change.reduce((most, s) => Math.max(most, Math.abs(s)), 0),
    from,
    to,
    corners: deltaT,
    steps,
    gap: gap ?? GAP * (to - from),
    lone,
  };
}

/** Of the range of delta_t: the way from a curve's last point to 0, and half the gap around a step. */
const FADE = 0.1;
const GAP = 1 / 300;
