/**
 * The three time scales at which the paper measures one and the same plasticity: a device, a pair of waveforms and
 * a tick that resolves them. Everything else is the same code.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6 and fig. 7a-c
 */
import { type DeviceName, devices } from "../device/index.js";
import { type FormName, forms } from "../waveform/index.js";
import { deltaTimes } from "./curve.js";
import { stdpWindow } from "./window.js";

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
