/**
 * Adaptive exponential integrate-and-fire neuron with exponential currents.
 *
 *   tauM dv/dt = -(v - vRest) + deltaT exp((v - vThreshold) / deltaT) - w + iE - iI + current
 *   tauW dw/dt = a (v - vRest) - w
 *   v <- vReset, held there for the refractory time, and w <- w + b,  when v >= vPeak at a tick
 *
 * Currents and w are in volts: divided by the leak conductance, the depolarisation that they would end at. `current` may lie
 * above what the threshold needs: the neuron then fires without input.
 *
 * @see Brette and Gerstner, J. Neurophysiol. 94:3637 (2005)
 */
import { perNeuron } from "../declared.js";
import { exp } from "../elementary.js";
import type { ParamTable, Values } from "../params.js";
import type { Neurons, Winner } from "./model.js";
import { refractoryProblem } from "./refractory.js";
import { type Dynamics, type DynamicsKernel, Stepped, stepsOf } from "./stepped.js";

export const doc = "adaptive exponential integrate-and-fire with exponential currents";

const paper = "Brette and Gerstner, J. Neurophysiol. 94:3637 (2005): C 281 pF, g_L 30 nS";
const current = "assumed: a fast synapse; the paper has conductances";
export const params = {
  tauM: {
    unit: "s",
    default: 281 / 30e3,
    min: 0,
    open: true,
    doc: "membrane time constant, C / g_L",
    source: paper,
  },
  vRest: { unit: "V", default: -70.6e-3, doc: "leak reversal potential E_L", source: paper },
  vThreshold: { unit: "V", default: -50.4e-3, doc: "threshold V_T of the exponential", source: paper },
  deltaT: { unit: "V", default: 2e-3, min: 0, open: true, doc: "slope factor", source: paper },
  vPeak: { unit: "V", default: 20e-3, doc: "potential at which a spike is counted", source: paper },
  vReset: { unit: "V", default: -70.6e-3, doc: "potential just after a spike", source: paper },
  tauW: { unit: "s", default: 144e-3, min: 0, open: true, doc: "time constant of adaptation", source: paper },
  a: { unit: "1", default: 4 / 30, doc: "adaptation by voltage, a / g_L", source: paper },
  b: { unit: "V", default: 80.5e-3 / 30, doc: "rise of w at a spike, b / g_L", source: paper },
  tauE: {
    unit: "s",
    default: 5e-3,
    min: 0,
    open: true,
    doc: "decay of the excitatory current",
    source: current,
  },
  tauI: {
    unit: "s",
    default: 5e-3,
    min: 0,
    open: true,
    doc: "decay of the inhibitory current",
    source: current,
  },
  refractory: {
    unit: "s",
    onGrid: true,
    default: 0,
    min: 0,
    doc: "time after a spike in which v is held at vReset, a whole number of ticks",
    source: "NEST aeif_psc_exp",
  },
  step: {
    unit: "s",
    alike: true,
    default: 50e-6,
    min: 0,
    open: true,
    doc: "longest step of integration; a tick is cut into equal ones",
    source: "assumed: against 1 us it moves no spike of 100 ms of firing by more than 0.2 ms",
  },
} as const satisfies ParamTable;

export const starts = { v: "V", w: "V", iE: "V", iI: "V" } as const;
export const knowsPlaces = true;
export const receptors = ["excitatory", "inhibitory"] as const;
export const weightUnit = "V";

type P = Values<typeof params>;

/** Off the grid, the refractory time would be another one. */
export function problem({ refractory }: P, tick: number): string | undefined {
  return refractoryProblem(refractory, tick);
}

/**
 * Weights are jumps of iE and iI, V.
 * @throws RangeError unless vReset and vThreshold are below vPeak
 */
export function create(n: number, values: P, tick: number, winner: Winner): Neurons {
  const { vReset, vThreshold, vPeak, refractory } = values;
  if (!(vReset < vPeak && vThreshold < vPeak))
    throw new RangeError(
      `vReset (${vReset} V) and vThreshold (${vThreshold} V) must be below vPeak (${vPeak} V)`,
    );
  return new Stepped(n, new Adex(n, values, tick), winner, Math.round(refractory / tick));
}

class Adex implements Dynamics {
  readonly receptors = receptors;
  v: Float64Array;
  current: Float64Array;
  readonly vPeak: number;
  private w: Float64Array;
  private iE: Float64Array;
  private iI: Float64Array;
  readonly others: Dynamics["others"];
  private readonly steps: number;
  private readonly h: number;
  /** Decay of the currents within half a step. */
  private readonly halfE: number;
  private readonly halfI: number;

  constructor(
    n: number,
    private readonly p: P,
    tick: number,
  ) {
    this.current = new Float64Array(n);
    this.v = new Float64Array(n).fill(p.vRest);
    this.w = new Float64Array(n);
    this.iE = new Float64Array(n);
    this.iI = new Float64Array(n);
    this.vPeak = p.vPeak;
    this.steps = stepsOf(tick, p.step);
    this.h = tick / this.steps;
    this.halfE = exp(-this.h / 2 / p.tauE);
    this.halfI = exp(-this.h / 2 / p.tauI);
    this.others = [
      perNeuron("w", "V", () => this.w, "adaptation"),
      perNeuron("iE", "V", () => this.iE, "excitatory current"),
      perNeuron("iI", "V", () => this.iI, "inhibitory current"),
    ];
  }

  advance(i: number, held: boolean): void {
    const { v, w, iE, iI, p, h, halfE, halfI, vPeak } = this;
    const given = this.current[i]!;
    const half = h / 2;
    for (let s = 0; s < this.steps; s++) {
      const current0 = iE[i]! - iI[i]!;
      const current1 = iE[i]! * halfE - iI[i]! * halfI;
      iE[i] = iE[i]! * halfE * halfE;
      iI[i] = iI[i]! * halfI * halfI;
      const current2 = iE[i]! - iI[i]!;
      const [v0, w0] = [v[i]!, w[i]!];
      // From the peak on, the upstroke is over whatever the rest of the tick would have made of it.
      const still = held || v0 >= vPeak;
      const kv0 = still ? 0 : this.slope(v0, w0, current0, given);
      const kw0 = (p.a * (v0 - p.vRest) - w0) / p.tauW;
      const [v1, w1] = [v0 + half * kv0, w0 + half * kw0];
      const kv1 = still ? 0 : this.slope(v1, w1, current1, given);
      const kw1 = (p.a * (v1 - p.vRest) - w1) / p.tauW;
      const [v2, w2] = [v0 + half * kv1, w0 + half * kw1];
      const kv2 = still ? 0 : this.slope(v2, w2, current1, given);
      const kw2 = (p.a * (v2 - p.vRest) - w2) / p.tauW;
      const [v3, w3] = [v0 + h * kv2, w0 + h * kw2];
      const kv3 = still ? 0 : this.slope(v3, w3, current2, given);
      const kw3 = (p.a * (v3 - p.vRest) - w3) / p.tauW;
      v[i] = Math.min(vPeak, v0 + (h / 6) * (kv0 + 2 * kv1 + 2 * kv2 + kv3));
      // An upstroke within a step has no meaning for w: its slopes would be those of potentials beyond the peak.
      w[i] = v[i] === vPeak ? w0 + h * kw0 : w0 + (h / 6) * (kw0 + 2 * kw1 + 2 * kw2 + kw3);
    }
  }

  private slope(v: number, w: number, synaptic: number, given: number): number {
    const { vRest, deltaT, vThreshold, vPeak, tauM } = this.p;
    const upstroke = deltaT * exp((Math.min(v, vPeak) - vThreshold) / deltaT);
    return (vRest - v + upstroke - w + synaptic + given) / tauM;
  }

  spiked(i: number): void {
    this.v[i] = this.p.vReset;
    this.w[i] = this.w[i]! + this.p.b;
  }

  take(i: number, receptor: number, weight: number): void {
    const current = receptor === 0 ? this.iE : this.iI;
    current[i] = current[i]! + weight;
  }

  rest(): void {
    this.v.fill(this.p.vRest);
    for (const values of [this.w, this.iE, this.iI]) values.fill(0);
  }

  get kernel(): DynamicsKernel {
    const { steps, h, halfE, halfI, vPeak } = this;
    const { vRest, vThreshold, deltaT, tauM, tauW, a } = this.p;
    return {
      step: "stepAdex",
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
          this.w,
          (there: Float64Array) => {
            this.w = there;
          },
        ],
        [
          this.iE,
          (there: Float64Array) => {
            this.iE = there;
          },
        ],
        [
          this.iI,
          (there: Float64Array) => {
            this.iI = there;
          },
        ],
      ],
      constants: [steps, h, halfE, halfI, vPeak, vRest, vThreshold, deltaT, tauM, tauW, a],
      take: (kernels, receptor, input) => {
        const current = receptor === 0 ? this.iE : this.iI;
        kernels.takeInput(input, current.byteOffset, current.length, 1);
      },
    };
  }
}
