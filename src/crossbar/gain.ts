/**
 * How the effect of one event shrinks over a run. A device has no learning rate, so all but "ideal" act on the
 * voltages. Add yours here: one entry.
 */
import type { Family } from "../core/part.js";
import type { RateLaw } from "../core/rate/model.js";
import { gateVoltage } from "../core/stdp/gate.js";
import { integrateWaveform } from "../core/stdp/integrate.js";
import type { Waveform } from "../core/waveform/model.js";
import { chop, lowerPolarity } from "../core/waveform/piecewise-linear.js";

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
interface Changed {
  readonly post: Waveform;
  readonly factor: number;
}

interface Schedule {
  readonly doc: string;
  /** @param gain  in 0..1, below 1 */
  at(request: GainRequest, gain: number): Changed;
}

export const gainSchedules = {
  amplitude: {
    doc: "both polarities of V_post are lowered in the course of training",
    // Each until P, or D, of the pair one tick apart is `gain` times what it was: solved on the device's own rate law,
    // so that the balance of the two holds for any device.
    at(request, gain) {
      const raised = lowered(request, request.post, 1, gain);
      return { post: lowered(request, raised, -1, gain), factor: 1 };
    },
  },
  constant: {
    doc: "every event has its full effect throughout",
    at: ({ post }) => ({ post, factor: 1 }),
  },
  duty: {
    doc: "V_post is on for a falling fraction of every tick",
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
 * @param gain  in 0..1
 */
export function atGain(request: GainRequest, schedule: GainSchedule, gain: number): Changed {
  return gain === 1 ? { post: request.post, factor: 1 } : gainSchedules[schedule].at(request, gain);
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
