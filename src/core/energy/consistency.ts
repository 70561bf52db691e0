/**
 * Whether the paper's energy and its speed can be had at once: the resistors and the gate that give 27-54 fJ also
 * charge the gate, and take their time for it.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6 and fig. 7c
 */
import { type ChargingEffect, chargedWindow, chargingEffect } from "../stdp/charging.js";
import { type OperatingPoint, operatingPoints } from "../stdp/operating-points.js";
import { type Circuit, chargingTime, circuit, gateCapacitance } from "./circuit.js";
import { type EnergyRequest, lonePreEnergy } from "./spike-energy.js";
import { energyRequest, type Spikes } from "./table-1.js";

const POINT: OperatingPoint = operatingPoints["100ns"];

/** What the circuit that gives the paper's energy does to the paper's curve. */
export interface Consistency {
  /** R C / 2, s. */
  readonly tau: number;
  readonly effect: ChargingEffect;
  /** The resistance that would keep `share` of the curve at its peak, ohm, and a lone spike's divider energy, J. */
  readonly share: number;
  readonly resistanceNeeded: number;
  readonly lonePreDivider: number;
}

/**
 * The 100 ns curve behind the gate's own charging. With the assumed circuit it is cut to a few percent: the energy
 * and the speed cannot both be had from these numbers, and neither may be quoted without the other.
 * @param share  of the original peak that `resistanceNeeded` keeps, 0..1
 * @throws RangeError for a share outside 0..1, ends excluded
 */
export function consistency(assumptions: Circuit = circuit(), share = 0.9, spikes?: Spikes): Consistency {
  if (!(share > 0 && share < 1)) throw new RangeError(`share is ${share}; it must be between 0 and 1`);
  const request = energyRequest(assumptions, spikes);
  const tau = chargingTime(assumptions);
  const effect = chargingEffect({ ...request, tau }, POINT.span);
  const tauNeeded = slowest(request, effect.original.deltaT, share * effect.original.change);
  const resistanceNeeded = (2 * tauNeeded) / gateCapacitance(assumptions);
  const needed = energyRequest({ ...assumptions, resistance: resistanceNeeded }, spikes);
  return { tau, effect, share, resistanceNeeded, lonePreDivider: lonePreEnergy(needed).divider };
}

/** The largest tau that still changes the conductance by `change` at this delta_t, s. */
function slowest({ rate, pre, post }: EnergyRequest, deltaT: number, change: number): number {
  const at = Float64Array.of(deltaT);
  let low = 0;
  let high = POINT.timeScale;
  // Charging only ever takes from the peak: 40 halvings of 100 ns end far below anything that matters.
  for (let step = 0; step < 40; step++) {
    const tau = 0.5 * (low + high);
    if (chargedWindow({ rate, pre, post, tau, deltaT: at })[0]! > change) low = tau;
    else high = tau;
  }
  return low;
}
