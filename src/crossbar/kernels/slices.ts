/**
 * Time cut into slices for Eq. (1): no slice is longer than tau, and none straddles a knot, where a voltage may step.
 *
 *   tick  |---------|---------|            waveforms start on ticks, so that knots fall on the same
 *   tau   |--|--|--||--|--|--||            few places within a tick for every row and column: one
 *   knot  |----x----|----x----|            pattern of slices serves them all
 *   cuts  |--|-|-|--||--|-|-|--||
 */
import type { Waveform } from "../../core/waveform/model.js";
import { valueAt } from "../../core/waveform/piecewise-linear.js";

/** Slices of one tick, in order. */
export interface SlicePattern {
  /** Length of a tick, s. */
  readonly tick: number;
  /** Middle from the tick's start, and width of every slice, s. */
  readonly middle: Float64Array;
  readonly width: Float64Array;
}

/** Cuts nearer than this share of a tick are one: they differ by rounding. */
const SAME = 1e-9;

/**
 * @param tau  longest slice, s
 * @param waveforms  whose knots are not to be straddled; each starts on a tick with its first knot
 * @throws RangeError where tau is not above 0 and at most a tick
 */
export function slicePattern(tick: number, tau: number, waveforms: readonly Waveform[]): SlicePattern {
  if (!(tau > 0 && tau <= tick * (1 + SAME)))
    throw new RangeError(`slices of ${tau} s are not accepted; accepted: above 0 to one tick, ${tick} s`);
  const parts = Math.ceil(tick / tau - SAME);
  const cuts = Array.from({ length: parts + 1 }, (_, k) => k / parts);
  for (const { t } of waveforms)
    for (const knot of t) {
      const ticks = (knot - t[0]!) / tick;
      cuts.push(ticks - Math.floor(ticks));
    }
  const kept = cuts.sort((a, b) => a - b).filter((c, k) => k === 0 || c - cuts[k - 1]! > SAME);
  // A knot a rounding error before the next tick would leave a sliver.
  if (1 - kept.at(-2)! < SAME) kept.splice(-2, 1);
  const width = Float64Array.from({ length: kept.length - 1 }, (_, k) => (kept[k + 1]! - kept[k]!) * tick);
  const middle = width.map((w, k) => kept[k]! * tick + 0.5 * w);
  return { tick, middle, width };
}

/** Voltage in the middle of every slice of a waveform's `ticks` ticks, V; times `factor`. */
export function course(
  w: Waveform,
  { tick, middle }: SlicePattern,
  ticks: number,
  factor: number,
): Float32Array {
  const n = middle.length;
  const volts = new Float32Array(ticks * n);
  for (let k = 0; k < ticks; k++)
    for (let s = 0; s < n; s++)
      volts[k * n + s] = factor * valueAt(w, w.t[0]! + k * tick + middle[s]!, "right");
  return volts;
}

/** Slices of a whole gate voltage: middles' voltages, V, and widths, s. */
export interface GateSlices {
  readonly volts: Float64Array;
  readonly width: Float64Array;
}

/** A gate voltage from its first to its last knot, in slices of at most `tau` (s) between knots. */
export function gateSlices({ t, v }: Waveform, tau: number): GateSlices {
  if (!(tau > 0)) throw new RangeError(`slices of ${tau} s are not accepted; accepted: above 0 s`);
  const volts: number[] = [];
  const width: number[] = [];
  for (let k = 1; k < t.length; k++) {
    const length = t[k]! - t[k - 1]!;
    if (!(length > 0)) continue;
    const parts = Math.ceil(length / tau - SAME);
    for (let s = 0; s < parts; s++) {
      volts.push(v[k - 1]! + ((v[k]! - v[k - 1]!) * (s + 0.5)) / parts);
      width.push(length / parts);
    }
  }
  return { volts: Float64Array.from(volts), width: Float64Array.from(width) };
}
