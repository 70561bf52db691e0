/**
 * The STDP curve that a device and two waveforms produce: Eq. (1) of the paper, integrated exactly.
 *
 *   dG(delta_t) = integral of r(V_G(t)) dt,  V_pre unshifted, V_post later by delta_t = t_post - t_pre
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2, Eq. (1)
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { gateVoltage } from "./gate.js";
import { integrateWaveform } from "./integrate.js";

export interface WindowRequest {
  readonly rate: RateLaw;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** Factors on the two terminals; 1 unless given. */
  readonly alphaPre?: number;
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
    const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, dt, alphaPre, alphaPost, third));
    return p - d;
  });
}
