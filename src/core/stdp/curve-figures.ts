/** An STDP curve with the figures that are read off it: peaks, and what one spike alone leaves. */

import { exp, ln } from "../elementary.js";
import type { Waveform } from "../waveform/model.js";
import { zero } from "../waveform/piecewise-linear.js";
import { type CurvePeak, curvePeaks } from "./curve.js";

export { overlapSpan } from "./curve.js";

import { gateVoltage } from "./gate.js";
import { type GateReach, gateReach, peakOf } from "./gate-reach.js";
import { integrateWaveform, type SignedIntegral } from "./integrate.js";
import type { WindowRequest } from "./window.js";

/** What is read off an STDP curve. */
export interface CurveFigures {
  /** Highest point of the curve. */
  readonly largest: CurvePeak;
  /** Lowest point of the curve. */
  readonly smallest: CurvePeak;
  /** Net and gross (potentiation + depression) change by one spike that meets no other, S. */
  readonly lonePre: {
    /** What is left, S. */
    readonly net: number;
    /** Up and down in all, S. */
    readonly gross: number;
  };
  /** The same of a post spike that meets no pre spike. */
  readonly lonePost: {
    /** What is left, S. */
    readonly net: number;
    /** Up and down in all, S. */
    readonly gross: number;
  };
  /** Highest voltage of either sign that a pair puts on the gate at any delta_t, a third voltage included, V. */
  readonly peakGate: number;
  /** Lowest and highest of them. */
  readonly gate: GateReach;
}

/**
 * Peaks of an STDP curve, what lone spikes leave, and what the gate reaches.
 * @param span  half width of the range of delta_t that is looked at for peaks, s
 */
export function curveFigures(request: Omit<WindowRequest, "deltaT">, span: number): CurveFigures {
  const { highest, lowest } = curvePeaks(request, span);
  const { rate, pre, post, alphaPre = 1, alphaPost = 1, third } = request;
  const gate = gateReach({ pre, post, alphaPre, alphaPost, ...(third ? { third } : {}) });
  return {
    largest: highest,
    smallest: lowest,
    lonePre: sizes(integrateWaveform(rate, gateVoltage(pre, 0, zero(post), 0, alphaPre, 0))),
    lonePost: sizes(integrateWaveform(rate, gateVoltage(zero(pre), 0, post, 0, 0, alphaPost))),
    peakGate: peakOf(gate),
    gate,
  };
}

/** Highest |V_G| of any pair, V: both sides can reach their extremes together, at some delta_t. */
export function peakGate(pre: Waveform, post: Waveform, alphaPre: number, alphaPost: number): number {
  return peakOf(gateReach({ pre, post, alphaPre, alphaPost }));
}

/** `count` values from `from` to `to`, both included; one value is `from`. */
export function evenly(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) =>
    k === count - 1 && k > 0 ? to : from + ((to - from) * k) / Math.max(1, count - 1),
  );
}

/** `count` (two or more) values from `from` to `to`, both included and above 0, each by the same factor larger. */
export function byFactors(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) =>
    k === 0 ? from : k === count - 1 ? to : from * exp((ln(to / from) * k) / (count - 1)),
  );
}

function sizes({ p, d }: SignedIntegral): { net: number; gross: number } {
  return { net: p - d, gross: p + d };
}
