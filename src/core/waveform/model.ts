/**
 * A spike's terminal voltage: linear between knots, 0 V outside them.
 * `t` (s, ascending; equal times are a step) and `v` (V) have one length >= 2. Time 0 is the spike.
 */
export interface Waveform {
  readonly t: Float64Array;
  readonly v: Float64Array;
}
