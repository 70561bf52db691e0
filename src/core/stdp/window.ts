/**
 * The STDP curve that a device and two waveforms produce: Eq. (1) of the paper, integrated exactly.
 *
 *   dG(delta_t) = integral of r(V_G(t)) dt,  V_pre unshifted, V_post later by delta_t = t_post - t_pre
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2, Eq. (1)
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { shift, zero } from "../waveform/piecewise-linear.js";
import { gateVoltage } from "./gate.js";
import { integrateWaveform } from "./integrate.js";

/** Device and voltages whose STDP curve is wanted. */
export interface WindowRequest {
  /** Rate law of the device. */
  readonly rate: RateLaw;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Factors on the two terminals; 1 unless given. */
  readonly alphaPre?: number;
  /** Factor of the post voltage at the gate. */
  readonly alphaPost?: number;
  /** A further voltage at the gate itself (neuromodulation), in V_pre's time. */
  readonly third?: Waveform;
  /** t_post - t_pre of every point, s. */
  readonly deltaT: Float64Array;
}

/**
 * Net change of the conductance for each delta_t, S: at f± = 1 (G = G0, or hard bounds) and without the paper's
 * common factor. With vOc other than 0 it includes the drift at 0 V between the two waveforms.
 */
export function stdpWindow(request: WindowRequest): Float64Array {
  const { rate, pre, post, alphaPre = 1, alphaPost = 1, third, deltaT } = request;
  return deltaT.map((dt) => {
    if (farApart(pre, post, dt)) return changeFarApart(request, dt);
    const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, dt, alphaPre, alphaPost, third));
    return p - d;
  });
}

/** Of the shortest part of a waveform, that the rounding of its start may take. */
const ROUNDING = 1e-9;

/**
 * Whether V_post starts so late, or so early, that its knots would be rounded together, and the two waveforms do not meet.
 * Exact where it need not be; elsewhere the common time of both stays, and with it every digit.
 */
function farApart(pre: Waveform, post: Waveform, dt: number): boolean {
  const meets = dt <= pre.t.at(-1)! - post.t[0]! && dt >= pre.t[0]! - post.t.at(-1)!;
  return !meets && Math.abs(dt) > farthestDistance(post);
}

/** Largest |delta_t| at which V_post's start keeps the time that it shares with V_pre exact enough, s. */
function farthestDistance(post: Waveform): number {
  return (ROUNDING * shortestPart(post)) / Number.EPSILON;
}

/**
 * For uses that need the gate voltage of a pair as a whole.
 * @throws RangeError where the rounding of V_post's start would change its shape
 */
export function checkDistance(post: Waveform, deltaT: number): void {
  const most = farthestDistance(post);
  if (Math.abs(deltaT) > most)
    throw new RangeError(
      `a delta_t of ${deltaT} s takes a part of the digits of V_post, whose shortest part lasts ${shortestPart(post)} s; accepted: -${most.toPrecision(3)} s to ${most.toPrecision(3)} s`,
    );
}

function shortestPart({ t }: Waveform): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 1; k < t.length; k++) if (t[k]! > t[k - 1]!) shortest = Math.min(shortest, t[k]! - t[k - 1]!);
  return shortest;
}

/** The same, each waveform in a time of its own: one half of the time has V_pre only, the other V_post only. */
function changeFarApart(
  { rate, pre, post, alphaPre = 1, alphaPost = 1, third }: WindowRequest,
  dt: number,
): number {
  const thirdLater = third && shift(third, -dt);
  const before = gateVoltage(pre, 0, zero(pre), 0, alphaPre, 0, third);
  const after = gateVoltage(zero(post), 0, post, 0, 0, alphaPost, thirdLater);
  const net = (w: Waveform, from: number, to: number): number => {
    const { p, d } = integrateWaveform(rate, w, from, to);
    return p - d;
  };
  const [beforeEnds, afterEnds] = [before.t.at(-1)!, after.t.at(-1)!];
  // Where nothing of either spike is under way.
  if (dt > 0) {
    const middle = (pre.t.at(-1)! + post.t[0]! + dt) / 2;
    return net(before, before.t[0]!, middle) + net(after, middle - dt, afterEnds);
  }
  const middle = (post.t.at(-1)! + dt + pre.t[0]!) / 2;
  return net(after, after.t[0]!, middle - dt) + net(before, middle, beforeEnds);
}
