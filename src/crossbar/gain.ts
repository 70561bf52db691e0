/**
 * How the effect of one event shrinks over a run. A device has no learning rate, so all but "ideal" act on the
 * voltages: `amplitude` lowers both post amplitudes, `duty` has the post voltage on for a fraction of every tick.
 * `ideal` is a factor no circuit here provides; reports mark it.
 */
import type { RateLaw } from "../core/rate/model.js";
import { gateVoltage } from "../core/stdp/gate.js";
import { integrateWaveform } from "../core/stdp/integrate.js";
import type { Waveform } from "../core/waveform/model.js";
import { chop, lowerPolarity } from "../core/waveform/piecewise-linear.js";

export type GainSchedule = "constant" | "amplitude" | "duty" | "ideal";

export interface GainRequest {
  readonly rate: RateLaw;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly alphaPre: number;
  readonly alphaPost: number;
  /** Length of a tick, s. */
  readonly tick: number;
}

/**
 * The post waveform (and, for `ideal`, the factor) whose events have `gain` times the effect.
 * For `amplitude` each polarity is lowered until P, or D, of the pair one tick apart is `gain` times what it was:
 * solved on the device's own rate law, so the balance of the two holds for any device.
 * @param gain  in 0..1
 */
export function atGain(
  request: GainRequest,
  schedule: GainSchedule,
  gain: number,
): { post: Waveform; factor: number } {
  const { post, tick } = request;
  if (schedule === "ideal") return { post, factor: gain };
  if (schedule === "constant" || gain === 1) return { post, factor: 1 };
  if (schedule === "duty") return { post: chop(post, tick, gain), factor: 1 };
  const raised = lowered(request, post, 1, gain);
  return { post: lowered(request, raised, -1, gain), factor: 1 };
}

/** Bisect the volts to take off one polarity of `post`. */
function lowered(request: GainRequest, post: Waveform, sign: 1 | -1, gain: number): Waveform {
  const effect = (w: Waveform): number => {
    const sum = pairIntegrals(request, w);
    return sign > 0 ? sum.p : sum.d;
  };
  const target = gain * effect(request.post);
  let low = 0;
  let high = Math.max(...Array.from(post.v, (v) => v * sign), 0);
  // 50 halvings take 12 V below 1e-14 V, far under what an amplitude can be set to.
  for (let step = 0; step < 50; step++) {
    const mid = (low + high) / 2;
    if (effect(lowerPolarity(post, mid, sign)) > target) low = mid;
    else high = mid;
  }
  return lowerPolarity(post, (low + high) / 2, sign);
}

/** P and D of a pair whose post waveform starts one tick after the pre waveform. */
function pairIntegrals({ rate, pre, alphaPre, alphaPost, tick }: GainRequest, post: Waveform) {
  return integrateWaveform(rate, gateVoltage(pre, -pre.t[0]!, post, tick - post.t[0]!, alphaPre, alphaPost));
}
