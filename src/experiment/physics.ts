import type { EisSpec } from "../crossbar/eis-spec.js";

/**
 * The device and voltages of a plastic projection: everything its STDP window follows from. Where alphas move, the two
 * numbers stand for the waveforms as they are written.
 */
export interface PhysicsSpec
  extends Pick<EisSpec, "device" | "pre" | "post" | "alphaPre" | "alphaPost" | "modulation"> {
  /** How far from 1 the drivers' amplitudes of V_post go, V/V; absent where they are exact. */
  readonly amplitudeReach?: number;
}
