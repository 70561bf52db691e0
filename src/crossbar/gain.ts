/**
 * How the effect of one event shrinks over a run. A device has no learning rate, so all but "ideal" act on the
 * voltages. Add yours here: one entry.
 */
import type { Family } from "../core/part.js";
import type { RateLaw } from "../core/rate/model.js";
import { gateVoltage } from "../core/stdp/gate.js";
import { integrateWaveform } from "../core/stdp/integrate.js";
import type { Waveform } from "../core/waveform/model.js";
import { chop, lowerPolarity, scalePolarity } from "../core/waveform/piecewise-linear.js";

export interface GainRequest {
  readonly rate: RateLaw;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly alphaPre: number;
  readonly alphaPost: number;
  /** Length of a tick, s. */
  readonly tick: number;
}

/** The post waveform whose events have another effect, and a factor on what they still change. */
export interface Changed {
  readonly post: Waveform;
  readonly factor: number;
}

interface Schedule {
  readonly doc: string;
  /** The largest gain that it can give; absent where there is none. */
  readonly most?: number;
  /** @param gain  above 0, not 1 */
  at(request: GainRequest, gain: number): Changed;
}

export const gainSchedules = {
  amplitude: {
    doc: "both polarities of V_post are lowered in the course of training, from above the written ones where gain.start is above 1",
    // Each until P, or D, of the pair one tick apart is `gain` times what it was: solved on the device's own rate law,
    // so that the balance of the two holds for any device.
    at(request, gain) {
      const solved = gain < 1 ? lowered : raised;
      const half = solved(request, request.post, 1, gain);
      return { post: solved(request, half, -1, gain), factor: 1 };
    },
  },
  constant: {
    doc: "every event has its full effect throughout",
    most: 1,
    at: ({ post }) => ({ post, factor: 1 }),
  },
  duty: {
    doc: "V_post is on for a falling fraction of every tick",
    most: 1,
    at: ({ post, tick }, gain) => ({ post: chop(post, tick, gain), factor: 1 }),
  },
  // Reports mark it.
  ideal: {
    doc: "a factor on every change, which no circuit here provides",
    at: ({ post }, gain) => ({ post, factor: gain }),
  },
} as const satisfies Record<string, Schedule>;
export type GainSchedule = keyof typeof gainSchedules;

export const gainFamily: Family<Schedule> = {
  name: "gains",
  noun: "a gain schedule",
  table: gainSchedules,
};

/**
 * The post waveform (and, for `ideal`, the factor) whose events have `gain` times the effect.
 * @param gain  above 0
 * @throws RangeError where no amplitude has that effect
 */
export function atGain(request: GainRequest, schedule: GainSchedule, gain: number): Changed {
  return gain === 1 ? { post: request.post, factor: 1 } : gainSchedules[schedule].at(request, gain);
}

/** Bisect the volts to take off one polarity of `post`. */
function lowered(request: GainRequest, post: Waveform, sign: 1 | -1, gain: number): Waveform {
  const effect = effectOf(request, sign);
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

/** The largest factor on an amplitude: a law that needs more for a gain of 100 hardly depends on the voltage. */
const MOST_RAISED = 8;

/**
 * Bisect the factor on one polarity of `post`. A factor, since volts added to a ramp would make a step of its foot.
 * @throws RangeError where no factor up to MOST_RAISED has the effect
 */
function raised(request: GainRequest, post: Waveform, sign: 1 | -1, gain: number): Waveform {
  const effect = effectOf(request, sign);
  const target = gain * effect(request.post);
  if (target === 0) return post;
  let low = 1;
  let high = 1;
  // In steps: far above what is needed rates may be too large for a number.
  while (high < MOST_RAISED && effect(scalePolarity(post, high, sign)) < target)
    high = Math.min(MOST_RAISED, 1.25 * high);
  if (!(effect(scalePolarity(post, high, sign)) >= target))
    throw new RangeError(
      `no ${sign > 0 ? "positive" : "negative"} amplitude of V_post up to ${MOST_RAISED} times the written one has ${gain} times its effect`,
    );
  // 50 halvings take 7 below 1e-14, far under what an amplitude can be set to.
  for (let step = 0; step < 50; step++) {
    const mid = (low + high) / 2;
    if (effect(scalePolarity(post, mid, sign)) < target) low = mid;
    else high = mid;
  }
  return scalePolarity(post, (low + high) / 2, sign);
}

/** P, or |D|, of a post waveform in such a pair. */
function effectOf(request: GainRequest, sign: 1 | -1): (post: Waveform) => number {
  return (post) => {
    const { p, d } = pairIntegrals(request, post);
    return sign > 0 ? p : d;
  };
}

/** P and D of a pair whose post waveform starts one tick after the pre waveform. */
function pairIntegrals({ rate, pre, alphaPre, alphaPost, tick }: GainRequest, post: Waveform) {
  return integrateWaveform(rate, gateVoltage(pre, -pre.t[0]!, post, tick - post.t[0]!, alphaPre, alphaPost));
}
