/**
 * Energy of spikes on one synapse, in the three parts the paper names, each integrated over the event:
 *
 *   divider    integral of (V_pre - V_post)^2 / (2R), the current that never reaches the gate
 *   capacitor  integral of (V_G - u)^2 / (R/2), charging the gate and discharging it again
 *   insertion  charge times voltage of the protons moved, all of it at the event's largest gate voltage
 *
 * The first two are all that the terminals deliver: with P = V_pre I_pre + V_post I_post, (V_pre - u)^2 / R +
 * (V_post - u)^2 / R is their sum at every moment. At rest both terminals are at 0 V and nothing is drawn.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6
 */
import type { RateLaw } from "../rate/model.js";
import { chargingLoss, chargingLossSmallRc } from "../stdp/charging.js";
import { gateVoltage } from "../stdp/gate.js";
import { integrateWaveform } from "../stdp/integrate.js";
import type { Waveform } from "../waveform/model.js";
import { scale } from "../waveform/piecewise-linear.js";
import { type Circuit, gateCapacitance, insertedCharge } from "./circuit.js";

export interface EnergyRequest {
  readonly rate: RateLaw;
  /** Conductance that the changes are related to, S. */
  readonly conductance: number;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly circuit: Circuit;
}

/** Energies of one event, J. */
export interface SpikeEnergy {
  readonly divider: number;
  readonly capacitor: number;
  /** Upper bound: all protons at the event's largest |V_G|, those moved up and those moved back down. */
  readonly insertion: number;
  /** divider + capacitor + insertion. */
  readonly total: number;
  /** The capacitor's part where R C is far below every ramp; not in the total. */
  readonly capacitorSmallRc: number;
  /** Upper bound of what leaks through the gate, from the bound of its resistance; not in the total. */
  readonly leakage: number;
}

/** Energy of one pre and one post spike, delta_t = t_post - t_pre apart, J. */
export function pairEnergy(request: EnergyRequest, deltaT: number): SpikeEnergy {
  const { rate, conductance, pre, post, circuit } = request;
  const gate = gateVoltage(pre, 0, post, deltaT, 1, 1);
  const capacitance = gateCapacitance(circuit);
  const moved = integrateWaveform(rate, gate);
  const divider = dividerEnergy(pre, post, deltaT, circuit.resistance);
  const capacitor = chargingLoss(gate, circuit.resistance, capacitance);
  const insertion = insertedCharge(circuit, (moved.p + moved.d) / conductance) * peak(gate);
  return {
    divider,
    capacitor,
    insertion,
    total: divider + capacitor + insertion,
    capacitorSmallRc: chargingLossSmallRc(gate, circuit.resistance, capacitance),
    leakage: squared(gate) / circuit.gateResistance,
  };
}

/** Energy of a pre spike whose partner stays silent at 0 V, J. */
export function lonePreEnergy(request: EnergyRequest): SpikeEnergy {
  return pairEnergy({ ...request, post: scale(request.post, { volts: 0 }) }, 0);
}

/** Energy of a post spike whose partner stays silent at 0 V, J. */
export function lonePostEnergy(request: EnergyRequest): SpikeEnergy {
  return pairEnergy({ ...request, pre: scale(request.pre, { volts: 0 }) }, 0);
}

/** Smallest and largest total of a pair, J, and where. */
export interface EnergyRange {
  readonly smallest: { readonly deltaT: number; readonly energy: SpikeEnergy };
  readonly largest: { readonly deltaT: number; readonly energy: SpikeEnergy };
}

/** Over the given delta_t (s). @throws RangeError for none */
export function pairEnergyRange(request: EnergyRequest, deltaT: Float64Array): EnergyRange {
  if (deltaT.length === 0) throw new RangeError("no delta_t was given");
  const all = Array.from(deltaT, (dt) => ({ deltaT: dt, energy: pairEnergy(request, dt) }));
  const pick = (better: (a: number, b: number) => boolean) =>
    all.reduce((best, x) => (better(x.energy.total, best.energy.total) ? x : best));
  return { smallest: pick((a, b) => a < b), largest: pick((a, b) => a > b) };
}

/** Energy that the two resistors take with no gate attached, J; exact. */
export function dividerEnergy(pre: Waveform, post: Waveform, deltaT: number, resistance: number): number {
  // Half the difference of the terminals is the gate voltage with V_post turned round.
  return (2 * squared(gateVoltage(pre, 0, post, deltaT, 1, -1))) / resistance;
}

/** Integral of V^2 dt, V^2 s: over a ramp from a to b it is h (a^2 + a b + b^2)/3. */
function squared({ t, v }: Waveform): number {
  let sum = 0;
  for (let k = 1; k < t.length; k++) {
    const a = v[k - 1]!;
    const b = v[k]!;
    sum += ((t[k]! - t[k - 1]!) * (a * a + a * b + b * b)) / 3;
  }
  return sum;
}

function peak({ v }: Waveform): number {
  return v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
