import type { Device } from "../core/device/model.js";
import type { Waveform } from "../core/waveform/model.js";
import type { Modulation } from "../crossbar/modulation.js";

/** The device and voltages of a plastic projection: everything its STDP window follows from. */
export interface PhysicsSpec {
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly alphaPre: number;
  readonly alphaPost: number;
  /** Alphas that move; the numbers above then stand for the waveforms as they are written. */
  readonly modulation?: Modulation;
  /** How far from 1 the drivers' amplitudes of V_post go, V/V; absent where they are exact. */
  readonly amplitudeReach?: number;
}
