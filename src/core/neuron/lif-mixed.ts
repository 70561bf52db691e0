/**
 * Leaky integrate-and-fire neuron that takes conductances, currents and jumps of v at once.
 *
 *   tauM dv/dt = -(v - vRest) + gE (eExc - v) + gI (eInh - v) + iS + current
 *   dgE/dt = -gE / tauE,   dgI/dt = -gI / tauI,   diS/dt = -iS / tauS
 *   gE, gI <- … + w at "excitatory", "inhibitory": relative to the leak;   iS <- iS + w at "current", v <- v + w at "delta": V
 *   v  <- vReset, held there                for the refractory time, when v >= vThreshold at a tick; inputs go on
 *
 * At a tick the threshold comes first, then the inputs: a jump over the threshold is a spike at the next tick, if v is
 * still above it then. In the refractory time jumps are lost.
 */
import { perNeuron } from "../declared.js";
import { exp } from "../elementary.js";
import type { ParamTable, Values } from "../params.js";
import type { Neurons, Winner } from "./model.js";
import { refractoryProblem } from "./refractory.js";
import { type Dynamics, type DynamicsKernel, Stepped, stepsOf } from "./stepped.js";
import { checkDriven, reachOf } from "./threshold.js";

export const doc = "leaky integrate-and-fire with conductances, currents and jumps of v on one neuron";

const nest = "NEST iaf_cond_exp";
const time = { unit: "s", min: 0, open: true } as const;
const potential = { unit: "V", source: nest } as const;
export const params = {
  tauM: { ...time, default: 15e-3, doc: "membrane time constant", source: nest },
  vRest: { ...potential, default: -70e-3, doc: "resting potential" },
  vReset: { ...potential, default: -60e-3, doc: "potential just after a spike" },
  vThreshold: { ...potential, default: -55e-3, doc: "spike threshold" },
  eExc: { ...potential, default: 0, doc: "reversal potential of excitation" },
  eInh: { ...potential, default: -85e-3, doc: "reversal potential of inhibition" },
  tauE: { ...time, default: 0.2e-3, doc: "decay of excitation", source: nest },
  tauI: { ...time, default: 2e-3, doc: "decay of inhibition", source: nest },
  tauS: { ...time, default: 2e-3, doc: "decay of the synaptic current", source: "NEST iaf_psc_exp" },
  refractory: {
    unit: "s",
    onGrid: true,
    default: 2e-3,
    min: 0,
    doc: "time after a spike in which v is held at vReset, a whole number of ticks",
    source: nest,
  },
  step: {
    unit: "s",
    alike: true,
    default: 50e-6,
    min: 0,
    open: true,
    doc: "longest step of integration; a tick is cut into equal ones",
    source: "as in adex",
  },
} as const satisfies ParamTable;

export const starts = { v: "V", gE: "1", gI: "1", iS: "V" } as const;
export const receptors = ["excitatory", "inhibitory", "current", "delta"] as const;
export const volts = ["current", "delta"] as const;
export const knowsPlaces = true;

type P = Values<typeof params>;

/** Off the grid, the refractory time would be another one. */
export function problem({ refractory }: P, tick: number): string | undefined {
  return refractoryProblem(refractory, tick);
}

/** @throws RangeError unless vReset is below vThreshold, and vRest not at it */
export function create(n: number, values: P, tick: number, winner: Winner): Neurons {
  checkDriven(values);
  return new Stepped(n, new LifMixed(n, values, tick), winner, Math.round(values.refractory / tick));
}

class LifMixed implements Dynamics {
  readonly receptors = receptors;
  v: Float64Array;
  current: Float64Array;
  readonly vPeak: number;
  readonly others: Dynamics["others"];
  private gE: Float64Array;
  private gI: Float64Array;
  private iS: Float64Array;
  /** Neurons whose v is held at present. */
  private held: Uint8Array;
  private readonly steps: number;
  /** A step over tauM. */
  private readonly perStep: number;
  /** Decays within half a step. */
  private readonly halfE: number;
  private readonly halfI: number;
  private readonly halfS: number;

  constructor(
    n: number,
    private readonly p: P,
    tick: number,
  ) {
    this.v = new Float64Array(n).fill(p.vRest);
    this.current = new Float64Array(n);
    this.gE = new Float64Array(n);
    this.gI = new Float64Array(n);
    this.iS = new Float64Array(n);
    this.held = new Uint8Array(n);
    this.vPeak = p.vRest + reachOf(p);
    this.steps = stepsOf(tick, p.step);
    const h = tick / this.steps;
    this.perStep = h / p.tauM;
    this.halfE = exp(-h / 2 / p.tauE);
    this.halfI = exp(-h / 2 / p.tauI);
    this.halfS = exp(-h / 2 / p.tauS);
    this.others = [
      perNeuron("gE", "1", () => this.gE, "excitatory conductance, relative to the leak"),
      perNeuron("gI", "1", () => this.gI, "inhibitory conductance, relative to the leak"),
      perNeuron("iS", "V", () => this.iS, "synaptic current"),
      perNeuron("held", "1", () => this.held, "whether v is held after a spike"),
    ];
  }

  /**
   * In each step v goes towards where the inputs of its middle would end it, as fast as their conductances make it: exact but
   * for the change of the inputs within the step, and stable however strong they are.
   */
  advance(i: number, held: boolean): void {
    const { v, gE, gI, iS, halfE, halfI, halfS, steps } = this;
    const { vRest, eExc, eInh } = this.p;
    const given = this.current[i]!;
    this.held[i] = held ? 1 : 0;
    for (let s = 0; s < steps; s++) {
      const [e, h, c] = [gE[i]! * halfE, gI[i]! * halfI, iS[i]! * halfS];
      gE[i] = e * halfE;
      gI[i] = h * halfI;
      iS[i] = c * halfS;
      if (held) continue;
      const load = 1 + e + h;
      const end = (vRest + e * eExc + h * eInh + c + given) / load;
      v[i] = end + (v[i]! - end) * exp(-load * this.perStep);
    }
  }

  spiked(i: number): void {
    this.v[i] = this.p.vReset;
    if (this.p.refractory > 0) this.held[i] = 1;
  }

  take(i: number, receptor: number, weight: number): void {
    if (receptor === 3) {
      if (this.held[i] === 0) this.v[i] = this.v[i]! + weight;
      return;
    }
    const of = receptor === 0 ? this.gE : receptor === 1 ? this.gI : this.iS;
    of[i] = of[i]! + weight;
  }

  rest(): void {
    this.v.fill(this.p.vRest);
    this.held.fill(0);
    for (const values of [this.gE, this.gI, this.iS]) values.fill(0);
  }

  get kernel(): DynamicsKernel {
    const { steps, perStep, halfE, halfI, halfS, vPeak } = this;
    const { vRest, eExc, eInh } = this.p;
    return {
      step: "stepLifMixed",
      arrays: [
        [
          this.v,
          (there: Float64Array) => {
            this.v = there;
          },
        ],
        [
          this.current,
          (there: Float64Array) => {
            this.current = there;
          },
        ],
        [
          this.gE,
          (there: Float64Array) => {
            this.gE = there;
          },
        ],
        [
          this.gI,
          (there: Float64Array) => {
            this.gI = there;
          },
        ],
        [
          this.iS,
          (there: Float64Array) => {
            this.iS = there;
          },
        ],
        [
          this.held,
          (there: Uint8Array) => {
            this.held = there;
          },
        ],
      ],
      constants: [steps, perStep, halfE, halfI, halfS, vPeak, vRest, eExc, eInh],
      take: (kernels, receptor, input) => {
        const { v, held } = this;
        if (receptor === 3) {
          kernels.takeJumps(input, v.byteOffset, held.byteOffset, v.length);
          return;
        }
        const of = receptor === 0 ? this.gE : receptor === 1 ? this.gI : this.iS;
        kernels.takeInput(input, of.byteOffset, of.length, 1);
      },
    };
  }
}
