/**
 * A spike's terminal voltage: linear between knots, 0 V outside them.
 * `t` (s, ascending; equal times are a step) and `v` (V) have one length >= 2. Time 0 is the spike.
 */
export interface Waveform {
  /** Times of the knots from the spike, s, ascending; two equal times are a step. */
  readonly t: Float64Array;
  /** Voltages at the knots, V; 0 before the first and after the last. */
  readonly v: Float64Array;
}
