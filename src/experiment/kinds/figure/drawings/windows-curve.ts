/** One STDP curve of a figure, as it is drawn and judged. */
import type { RateLaw } from "../../../../core/rate/model.js";
import type { CurveFigures } from "../../../../core/stdp/curve-figures.js";
import { gateVoltage } from "../../../../core/stdp/gate.js";
import { add, type GateReach, gateReach, reachOf } from "../../../../core/stdp/gate-reach.js";
import { integrateWaveform } from "../../../../core/stdp/integrate.js";
import { type Waveform, waveform } from "../../../../core/waveform/index.js";
import type { CurveSpec, ThirdSignal } from "../spec.js";

export interface Drawn {
  readonly curve: CurveSpec;
  readonly change: Float64Array;
  readonly figures: CurveFigures;
}

/** The third signal of a pair delta_t apart, in V_pre's time. */
export function thirdOf({ voltage, before, after, edge }: ThirdSignal, deltaT: number): Waveform {
  const begin = Math.min(0, deltaT) - before;
  const end = Math.max(0, deltaT) + after;
  return waveform([
    [begin - edge, 0],
    [begin, voltage],
    [end, voltage],
    [end + edge, 0],
  ]);
}

export function gateAt(curve: CurveSpec, deltaT: number): Waveform {
  const { pre, post, alphaPre, alphaPost, third } = curve;
  return gateVoltage(pre, 0, post, deltaT, alphaPre, alphaPost, third && thirdOf(third, deltaT));
}

/** Knots against knots that are tried one by one. */
const MOST_MEETINGS = 4000;

/**
 * What the gate reaches at any delta_t. A third signal moves with the spikes: V_G is then linear in time and delta_t between
 * the places where a knot of one waveform meets a knot of another, so these are tried.
 */
export function windowReach(curve: CurveSpec): GateReach {
  const { third, pre, post, alphaPre, alphaPost } = curve;
  const alone = gateReach({ pre, post, alphaPre, alphaPost });
  if (!third) return alone;
  const edges = [...thirdOf(third, 0).t];
  const distances = [0, ...meetings(pre.t, post.t), ...meetings(pre.t, edges), ...meetings(edges, post.t)];
  if (distances.length > MOST_MEETINGS) return add(alone, reachOf([third.voltage]));
  return reachOf(distances.flatMap((dt) => minMax(gateAt(curve, dt).v)));
}

function meetings(a: Iterable<number>, b: Iterable<number>): number[] {
  const others = [...b];
  return [...a].flatMap((x) => others.map((y) => x - y));
}

function minMax(volts: Float64Array): number[] {
  return [Math.min(...volts), Math.max(...volts)];
}

export function changeAt(rate: RateLaw, curve: CurveSpec, deltaT: number): number {
  const { p, d } = integrateWaveform(rate, gateAt(curve, deltaT));
  return p - d;
}
