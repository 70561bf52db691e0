/**
 * The three time scales at which the paper measures one and the same plasticity: a device, a pair of waveforms and
 * a tick that resolves them. Everything else is the same code.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6 and fig. 7a-c
 */
import { type DeviceName, devices } from "../device/index.js";
import { type FormName, forms } from "../waveform/index.js";
import type { Waveform } from "../waveform/model.js";
import { gateVoltage } from "./gate.js";
import { stdpWindow, type WindowRequest } from "./window.js";

export interface OperatingPoint {
  readonly doc: string;
  readonly form: FormName;
  readonly device: DeviceName;
  /** Time scale as the paper names it, s: that of the curve's arms, not of the whole waveform. */
  readonly timeScale: number;
  /** Largest gate voltage over all delta_t, V. */
  readonly peakGate: number;
  /** Electrolyte, m. */
  readonly thickness: number;
  /** Tick that resolves the waveforms, s. */
  readonly tick: number;
  /** The curve is shown for delta_t from -span to span, s: the waveforms' length. */
  readonly span: number;
  /** What of this is the paper's, and what is assumed. */
  readonly source: string;
}

const knots = "waveform knots and tick assumed; that the peak is meant at the gate follows from sec. 2.6";

export const operatingPoints = {
  "100ms": {
    doc: "milliseconds, as neurons fire",
    form: "antisymmetric",
    device: "eis-ysz14",
    timeScale: 100e-3,
    peakGate: 6.5,
    thickness: 14e-9,
    tick: 1e-3,
    span: 160e-3,
    source: `Huang 2025, fig. 7a: 100 ms, 6.5 V, 14 nm; ${knots}`,
  },
  "100us": {
    doc: "a thousand times faster by voltage alone",
    form: "antisymmetric-100us",
    device: "eis-ysz14",
    timeScale: 100e-6,
    peakGate: 10,
    thickness: 14e-9,
    tick: 1e-6,
    span: 160e-6,
    source: `Huang 2025, fig. 7b: 100 us, 10 V, 14 nm; ${knots}`,
  },
  "100ns": {
    doc: "a million times faster by voltage and a thinner electrolyte",
    form: "antisymmetric-100ns",
    device: "eis-ysz7",
    timeScale: 100e-9,
    peakGate: 10,
    thickness: 7e-9,
    tick: 0.5e-9,
    span: 160e-9,
    source: `Huang 2025, fig. 7c: 100 ns, 10 V, 7 nm; ${knots}`,
  },
} as const satisfies Record<string, OperatingPoint>;
export type OperatingPointName = keyof typeof operatingPoints;

/** Equally spaced delta_t from -span to span, s, both ends included. @throws RangeError for fewer than two points */
export function deltaTimes(span: number, points: number): Float64Array {
  if (!Number.isInteger(points) || points < 2)
    throw new RangeError(`a curve needs two or more points; ${points} asked for`);
  return Float64Array.from({ length: points }, (_, k) => ((2 * k - (points - 1)) / (points - 1)) * span);
}

/** STDP curve of an operating point: delta_t (s) and change (S, before the paper's common factor). */
export function operatingCurve(
  point: OperatingPoint,
  points = 41,
): { deltaT: Float64Array; change: Float64Array } {
  const deltaT = deltaTimes(point.span, points);
  const { rate } = devices[point.device].create({});
  const { pre, post } = forms[point.form];
  return { deltaT, change: stdpWindow({ rate, pre, post, deltaT }) };
}

/**
 * Largest |V_G| that any delta_t can produce, V. V_G is piecewise linear in time and in delta_t, so its extremes
 * are where a knot of one side meets a knot of the other.
 */
export function peakGateVoltage(pre: Waveform, post: Waveform): number {
  let peak = 0;
  for (const a of pre.t)
    for (const b of post.t)
      for (const v of gateVoltage(pre, 0, post, a - b, 1, 1).v) peak = Math.max(peak, Math.abs(v));
  return peak;
}

/** An extreme of an STDP curve. */
export interface CurvePeak {
  readonly deltaT: number;
  /** S. */
  readonly change: number;
}

/** Points at which a curve is looked at before its extremes are closed in on. */
const SCAN = 321;

/**
 * Largest and smallest change of an STDP curve over -span..span, closed in on by golden section.
 * @param request  as for `stdpWindow`, without delta_t
 */
export function curvePeaks(
  request: Omit<WindowRequest, "deltaT">,
  span: number,
): { highest: CurvePeak; lowest: CurvePeak } {
  const deltaT = deltaTimes(span, SCAN);
  const change = stdpWindow({ ...request, deltaT });
  const at = (dt: number) => stdpWindow({ ...request, deltaT: Float64Array.of(dt) })[0]!;
  const extreme = (sign: 1 | -1): CurvePeak => {
    let best = 0;
    for (let k = 1; k < SCAN; k++) if (sign * change[k]! > sign * change[best]!) best = k;
    let low = deltaT[Math.max(0, best - 1)]!;
    let high = deltaT[Math.min(SCAN - 1, best + 1)]!;
    const section = (Math.sqrt(5) - 1) / 2;
    // 60 steps narrow the bracket by 3e-13: the limit of a maximum is reached long before.
    for (let step = 0; step < 60; step++) {
      const left = high - section * (high - low);
      const right = low + section * (high - low);
      if (sign * at(left) > sign * at(right)) high = right;
      else low = left;
    }
    const found = { deltaT: (low + high) / 2, change: at((low + high) / 2) };
    return sign * found.change >= sign * change[best]!
      ? found
      : { deltaT: deltaT[best]!, change: change[best]! };
  };
  return { highest: extreme(1), lowest: extreme(-1) };
}
