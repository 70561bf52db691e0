/**
 * What is measured and what is fitted. Conductances here are in units of a scale that the caller chooses (a
 * conductance near the middle of the data), so that all numbers are near 1; times are in s.
 */

/** Pulses of all devices, device after device, each device's in the order in which they were applied. */
export interface PulseRows {
  /** Which device, 0.. */
  readonly device: Int32Array;
  /** Which of `voltages`, 0.. */
  readonly level: Int32Array;
  /** Length of the pulse, s. */
  readonly width: Float64Array;
  /** Read before the pulse; NaN where that read is the one after the pulse before. */
  readonly before: Float64Array;
  /** Read after the pulse. */
  readonly after: Float64Array;
  /** 1 where the state before the pulse is not the one after the pulse before: a new device, or one set anew. */
  readonly fresh: Uint8Array;
}

/** Voltages of the rows, V, ascending, and the sign of the change that each makes. */
export interface Levels {
  readonly voltages: readonly number[];
  readonly signs: readonly (1 | -1)[];
}

/** f+ or f-: how the state limits the rate, with what a filter needs of it. */
export interface StateFactor {
  /** Where f ends, and whether states lie below it (1) or above (-1). */
  readonly bound: number;
  readonly side: 1 | -1;
  /** State after a run of size q >= 0 (the integral of |r| dt) from g. */
  move(g: number, q: number): number;
  /** f at g, and its slope. */
  value(g: number): number;
  slope(g: number): number;
}

/** Numbers of the model, in units of the scale. */
export interface Model {
  /** |r| of each level at G0, per s. */
  readonly rates: Float64Array;
  readonly up: StateFactor;
  readonly down: StateFactor;
  /** Relative standard deviation of each pulse's change, and standard deviation of a read. */
  readonly c2c: number;
  readonly read: number;
  /** Gain of each device. */
  readonly gains: Float64Array;
  readonly outliers: Outliers;
}

/** Changes or reads of another kind than the rest: Student's t with two degrees of freedom. */
export interface Outliers {
  readonly share: number;
  /** Its width in standard deviations of the rest. */
  readonly width: number;
}
