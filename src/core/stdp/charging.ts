/**
 * The gate's own charging, which the divider's formula leaves out: two resistors R feed the gate's capacitance C,
 *
 *   tau du/dt = V_G - u,  tau = R C / 2,
 *
 * u being what the device sees. While V_G = a + s t,  u = V_G - s tau + c e^(-t/tau)  with  c = u(0) - a + s tau.
 * Steps of V_G leave u where it is. Holds while the ionic current is far below the charging current.
 */
import { exp, oneMinusExpMinus } from "../elementary.js";
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { type CurvePeak, curvePeaks, extremeOf } from "./curve.js";
import { gateVoltage } from "./gate.js";
import { integrateWaveform } from "./integrate.js";

/** First piece of a decay, in tau: its chord is off by 1/8 of the square, 2e-5 of the decaying part. */
const FIRST_PIECE = 1 / 80;
/** Longest piece, in tau: used once so little of the decay is left that its chord is off by no more. */
const LONGEST_PIECE = 0.5;
/** Time after which a decay has left e^-40, 4e-18 of it: the rest is straight. */
const SETTLED = 40;

/**
 * Voltage that the device sees, V: u at the knots and on the way between them, then until it has died away.
 * @param gate  V_G, from rest
 * @param tau  R C / 2, s; 0 returns the gate voltage itself
 * @throws RangeError for a tau below 0 or not finite
 */
export function charged(gate: Waveform, tau: number): Waveform {
  if (!(tau >= 0) || !Number.isFinite(tau))
    throw new RangeError(`tau is ${tau} s; it must be finite and not below 0`);
  if (tau === 0) return gate;
  const t = [gate.t[0]!];
  const v = [0];
  let u = 0;
  const follow = (start: number, end: number, a: number, slope: number): void => {
    const h = end - start;
    const c = u - a + slope * tau;
    const curved = Math.min(h, SETTLED * tau);
    const at = (x: number) => a + slope * x - slope * tau + c * exp(-x / tau);
    // Pieces grow as the root of what has decayed: each chord is off by the same.
    for (let x = 0; x < curved; ) {
      x += tau * Math.min(LONGEST_PIECE, FIRST_PIECE * exp(x / (2 * tau)));
      // What would be left as a sliver belongs to this piece.
      if (x > curved * (1 - 1e-9)) x = curved;
      t.push(x === h ? end : start + x);
      v.push(at(x));
    }
    if (curved < h) {
      t.push(end);
      v.push(at(h));
    }
    u = v[v.length - 1]!;
  };
  for (let k = 1; k < gate.t.length; k++) {
    const start = gate.t[k - 1]!;
    const end = gate.t[k]!;
    const a = gate.v[k - 1]!;
    if (end > start) follow(start, end, a, (gate.v[k]! - a) / (end - start));
  }
  const over = gate.t[gate.t.length - 1]!;
  follow(over, over + SETTLED * tau, 0, 0);
  return { t: Float64Array.from(t), v: Float64Array.from(v) };
}

/**
 * Energy lost in the resistors by charging and discharging the gate, J: integral of (V_G - u)^2 / (R/2), until all
 * is over. It comes on top of what the divider takes with no gate attached.
 * @param resistance  R, ohm
 * @param capacitance  C, F
 */
export function chargingLoss(gate: Waveform, resistance: number, capacitance: number): number {
  const tau = 0.5 * resistance * capacitance;
  let u = 0;
  let integral = 0;
  for (let k = 1; k < gate.t.length; k++) {
    const h = gate.t[k]! - gate.t[k - 1]!;
    if (!(h > 0)) continue;
    const a = gate.v[k - 1]!;
    const lag = ((gate.v[k]! - a) / h) * tau;
    const c = u - a + lag;
    const gone = oneMinusExpMinus(h / tau);
    integral += lag * lag * h - 2 * lag * c * tau * gone + 0.5 * c * c * tau * gone * (2 - gone);
    u = gate.v[k]! - lag + c * (1 - gone);
  }
  return (2 / resistance) * (integral + 0.5 * u * u * tau);
}

/**
 * The same where R C is far below every ramp: R/2 C^2 (dV_G/dt)^2 on ramps, C dV^2 / 2 for a step of dV, J.
 */
export function chargingLossSmallRc(gate: Waveform, resistance: number, capacitance: number): number {
  const { t, v } = gate;
  const last = t.length - 1;
  const step = (dv: number) => 0.5 * capacitance * dv * dv;
  let energy = step(v[0]!) + step(v[last]!);
  for (let k = 1; k <= last; k++) {
    const h = t[k]! - t[k - 1]!;
    const dv = v[k]! - v[k - 1]!;
    energy += h > 0 ? (0.5 * resistance * capacitance * capacitance * dv * dv) / h : step(dv);
  }
  return energy;
}

export interface ChargedWindowRequest {
  readonly rate: RateLaw;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** R C / 2, s. */
  readonly tau: number;
  readonly deltaT: Float64Array;
}

/** The STDP curve behind the gate's charging, S; as `stdpWindow` for tau = 0. */
export function chargedWindow({ rate, pre, post, tau, deltaT }: ChargedWindowRequest): Float64Array {
  return deltaT.map((dt) => {
    const { p, d } = integrateWaveform(rate, charged(gateVoltage(pre, 0, post, dt, 1, 1), tau));
    return p - d;
  });
}

/** What charging does to a curve. */
export interface ChargingEffect {
  /** Largest change without charging. */
  readonly original: CurvePeak;
  /** Change with charging at that delta_t, S, and its share. */
  readonly there: number;
  readonly shareThere: number;
  /** Largest change with charging, and its share. */
  readonly charged: CurvePeak;
  readonly shareOfPeak: number;
}

/** @param span  delta_t is searched over -span..span, s */
export function chargingEffect(request: Omit<ChargedWindowRequest, "deltaT">, span: number): ChargingEffect {
  const original = curvePeaks(request, span).highest;
  const at = (dt: number) => chargedWindow({ ...request, deltaT: Float64Array.of(dt) })[0]!;
  const there = at(original.deltaT);
  const highest = extremeOf(at, span, 1);
  return {
    original,
    there,
    shareThere: there / original.change,
    charged: highest,
    shareOfPeak: highest.change / original.change,
  };
}
