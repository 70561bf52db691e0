/**
 * Leaky integrate-and-fire neuron with conductance inputs and adaptive threshold, on a grid of its own.
 *
 *   tauM dv/dt = (vRest - v) + gE (eExc - v) + gI (eInh - v),   dgE/dt = -gE / tauE,   dgI/dt = -gI / tauI
 *   v <- vReset, held there for the refractory time, theta <- theta + thetaPlus    when v > vThreshold + theta
 *
 * v spikes above its threshold, not at it: both are single precision, vThreshold + theta is rounded once, and so is each
 * operation of a step, so that v within some 1e-8 V of the threshold falls on the side that rounding gives. It is the same
 * side in every kernel.
 *
 * Conductances are relative to the leak; weights are not negative. How a step is made is in `lif-cond-neurons.ts`.
 *
 * @see Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015)
 */
import type { ParamTable, Values } from "../params.js";
import { offGrid } from "../ticks.js";
import { formatQuantity } from "../units.js";
import { DrivenLifCond } from "./lif-cond-driven.js";
import { LifCond, receptors } from "./lif-cond-neurons.js";
import type { Neurons, Winner } from "./model.js";
import { refractoryProblem } from "./refractory.js";

export const doc =
  "leaky integrate-and-fire with conductance inputs and adaptive threshold, on its own time grid";

const dc = "Diehl and Cook 2015, excitatory neuron";
export const params = {
  dt: {
    unit: "s",
    alike: true,
    default: 0.5e-3,
    min: 0,
    open: true,
    doc: "time step, a whole number of ticks",
    source: "Diehl and Cook 2015",
  },
  tauM: {
    unit: "s",
    default: 50e-3,
    min: 0,
    open: true,
    doc: "membrane time constant",
    source:
      "assumed: Diehl and Cook's 100 ms costs a point of accuracy where the state is reset between images",
  },
  vRest: { unit: "V", default: -65e-3, doc: "resting potential", source: dc },
  vReset: { unit: "V", default: -65e-3, doc: "potential just after a spike", source: dc },
  vThreshold: {
    unit: "V",
    default: -72e-3,
    doc: "spike threshold without theta",
    source: "Diehl and Cook 2015: -52 mV less an offset of 20 mV",
  },
  thetaStart: {
    unit: "V",
    default: 20e-3,
    doc: "adaptive part of the threshold before learning",
    source: "Diehl and Cook 2015",
  },
  eExc: { unit: "V", default: 0, doc: "reversal potential of excitation", source: dc },
  eInh: { unit: "V", default: -100e-3, doc: "reversal potential of inhibition", source: dc },
  tauE: { unit: "s", default: 1e-3, min: 0, open: true, doc: "decay of excitation", source: dc },
  tauI: { unit: "s", default: 2e-3, min: 0, open: true, doc: "decay of inhibition", source: dc },
  refractory: {
    unit: "s",
    onGrid: true,
    default: 5e-3,
    min: 0,
    doc: "time after a spike in which v is held at vReset, a whole number of steps",
    source: dc,
  },
} as const satisfies ParamTable;

export { receptors };
export const knowsPlaces = true;
export const starts = { v: "V", gE: "1", gI: "1" } as const;

/** Off the grid of steps, the refractory time would be another one. */
export function problem({ refractory, dt }: Values<typeof params>): string | undefined {
  return refractoryProblem(refractory, dt, "steps");
}

/**
 * Weights are jumps of gE and gI, relative to the leak conductance. The first step is at the tick of the last reset.
 * @throws RangeError where dt is not a whole number of ticks, or where neurons would rest at their threshold
 */
export function create(n: number, values: Values<typeof params>, tick: number, winner: Winner): Neurons {
  return new LifCond(n, values, stepTicksOf(values, tick), winner);
}

/** As `create`, with a current beside vRest that can be set. */
export function driven(n: number, values: Values<typeof params>, tick: number, winner: Winner): Neurons {
  return new DrivenLifCond(n, values, stepTicksOf(values, tick), winner);
}

/** Ticks of a step. */
function stepTicksOf(values: Values<typeof params>, tick: number): number {
  const problem = offGrid(values.dt, tick, 1);
  if (problem !== undefined)
    throw new RangeError(`dt of ${formatQuantity(values.dt, "s", "exact")} ${problem}`);
  // At rest v is vRest but for its rounding, which would decide whether it is above.
  const { vRest, vThreshold, thetaStart } = values;
  if (Math.abs(vThreshold + thetaStart - vRest) < 1e-6 * Math.abs(vRest))
    throw new RangeError(`vRest (${vRest} V) must not be the threshold, vThreshold + thetaStart`);
  return Math.round(values.dt / tick);
}
