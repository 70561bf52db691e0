/**
 * Leaky integrate-and-fire neuron with alpha-shaped currents, exact from tick to tick.
 *
 *   tauM dv/dt = -(v - vRest) + iE - iI + current
 *   i(t) = w e (t / tau) exp(-t / tau)       after a weight w: it rises to w at t = tau; weights of one receptor add up
 *   v <- vReset, held there                  for the refractory time, when v >= vThreshold at a tick; currents go on
 *
 * v is at its threshold as in lif-exp (`threshold.ts`). vRest may lie above vThreshold: the neuron then fires without input.
 *
 * @see Rotter and Diesmann, Biol. Cybern. 81:381 (1999), Sec. 3.2, for the propagator of such neurons
 */
import { perNeuron } from "../declared.js";
import { exp } from "../elementary.js";
import type { ParamTable, Values } from "../params.js";
import type { Neurons, Winner } from "./model.js";
import { refractoryProblem } from "./refractory.js";
import { type Dynamics, type DynamicsKernel, Stepped } from "./stepped.js";
import { checkDriven, reachOf } from "./threshold.js";

export const doc = "leaky integrate-and-fire with alpha-shaped currents, exact from tick to tick";

const nest = "NEST iaf_psc_alpha";
const time = { unit: "s", min: 0, open: true, source: nest } as const;
const potential = { unit: "V", source: nest } as const;
export const params = {
  tauM: { ...time, default: 10e-3, doc: "membrane time constant" },
  vRest: { ...potential, default: -70e-3, doc: "resting potential" },
  vReset: { ...potential, default: -70e-3, doc: "potential just after a spike" },
  vThreshold: { ...potential, default: -55e-3, doc: "spike threshold" },
  tauE: { ...time, default: 2e-3, doc: "rise time of the excitatory current" },
  tauI: { ...time, default: 2e-3, doc: "rise time of the inhibitory current" },
  refractory: {
    unit: "s",
    onGrid: true,
    default: 2e-3,
    min: 0,
    doc: "time after a spike in which v is held at vReset, a whole number of ticks",
    source: nest,
  },
} as const satisfies ParamTable;

export const starts = { v: "V", iE: "V", iI: "V" } as const;
export const knowsPlaces = true;
export const receptors = ["excitatory", "inhibitory"] as const;
export const weightUnit = "V";

type P = Values<typeof params>;

/** Off the grid, the refractory time would be another one. */
export function problem({ refractory }: P, tick: number): string | undefined {
  return refractoryProblem(refractory, tick);
}

/**
 * Weights are peaks of iE and iI, V.
 * @throws RangeError unless vReset is below vThreshold, and vRest not at it
 */
export function create(n: number, values: P, tick: number, winner: Winner): Neurons {
  checkDriven(values);
  return new Stepped(n, new LifAlpha(n, values, tick), winner, Math.round(values.refractory / tick));
}

/** Of a current and its rise, from one tick to the next. */
interface Propagator {
  readonly decay: number;
  /** What the current, and its rise, add to v within a tick. */
  readonly ofCurrent: number;
  readonly ofRise: number;
  /** Rise that a weight of 1 V adds, V/s. */
  readonly perWeight: number;
}

class LifAlpha implements Dynamics {
  readonly receptors = receptors;
  v: Float64Array;
  current: Float64Array;
  readonly vPeak: number;
  readonly others: Dynamics["others"];
  private iE: Float64Array;
  private iI: Float64Array;
  /** di/dt + i/tau, V/s. */
  private riseE: Float64Array;
  private riseI: Float64Array;
  private readonly leak: number;
  private readonly excitatory: Propagator;
  private readonly inhibitory: Propagator;

  constructor(
    n: number,
    private readonly p: P,
    private readonly tick: number,
  ) {
    this.current = new Float64Array(n);
    this.v = new Float64Array(n).fill(p.vRest);
    [this.iE, this.iI, this.riseE, this.riseI] = [0, 0, 0, 0].map(() => new Float64Array(n)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    this.vPeak = p.vRest + reachOf(p);
    this.leak = exp(-tick / p.tauM);
    this.excitatory = propagator(p.tauE, p.tauM, tick);
    this.inhibitory = propagator(p.tauI, p.tauM, tick);
    this.others = [
      perNeuron("iE", "V", () => this.iE, "excitatory current"),
      perNeuron("iI", "V", () => this.iI, "inhibitory current"),
      perNeuron("riseE", "V/s", () => this.riseE, "rise of the excitatory current"),
      perNeuron("riseI", "V/s", () => this.riseI, "rise of the inhibitory current"),
    ];
  }

  advance(i: number, held: boolean): void {
    const { v, iE, iI, riseE, riseI, p, leak, tick, excitatory: e, inhibitory: h } = this;
    if (!held)
      v[i] =
        p.vRest +
        leak * (v[i]! - p.vRest) +
        (1 - leak) * this.current[i]! +
        (e.ofCurrent * iE[i]! + e.ofRise * riseE[i]!) -
        (h.ofCurrent * iI[i]! + h.ofRise * riseI[i]!);
    iE[i] = e.decay * (iE[i]! + tick * riseE[i]!);
    iI[i] = h.decay * (iI[i]! + tick * riseI[i]!);
    riseE[i] = e.decay * riseE[i]!;
    riseI[i] = h.decay * riseI[i]!;
  }

  spiked(i: number): void {
    this.v[i] = this.p.vReset;
  }

  take(i: number, receptor: number, weight: number): void {
    if (receptor === 0) this.riseE[i] = this.riseE[i]! + weight * this.excitatory.perWeight;
    else this.riseI[i] = this.riseI[i]! + weight * this.inhibitory.perWeight;
  }

  rest(): void {
    this.v.fill(this.p.vRest);
    for (const values of [this.iE, this.iI, this.riseE, this.riseI]) values.fill(0);
  }

  get kernel(): DynamicsKernel {
    const { vPeak, p, tick, leak, excitatory: e, inhibitory: h } = this;
    return {
      step: "stepLifAlpha",
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
        [
          this.riseE,
          (there: Float64Array) => {
            this.riseE = there;
          },
        ],
        [
          this.riseI,
          (there: Float64Array) => {
            this.riseI = there;
          },
        ],
      ],
      constants: [vPeak, p.vRest, tick, leak, e.decay, e.ofCurrent, e.ofRise, h.decay, h.ofCurrent, h.ofRise],
      take: (kernels, receptor, input) => {
        const rise = receptor === 0 ? this.riseE : this.riseI;
        kernels.takeInput(input, rise.byteOffset, rise.length, (receptor === 0 ? e : h).perWeight);
      },
    };
  }
}

/**
 * v gains 1/tauM times the integral over s in 0 .. h of exp(-(h - s)/tauM) exp(-s/tau) (i + s rise): with
 * x = h/tau - h/tauM that is exp(-h/tauM) (h/tauM) (i m0(x) + h rise m1(x)), mk the integral of s^k exp(-x s) over 0 .. 1.
 */
function propagator(tau: number, tauM: number, h: number): Propagator {
  const x = h / tau - h / tauM;
  const decay = exp(-h / tau);
  const perWeight = Math.E / tau;
  // From the other end where tauM is the shorter: exp(-x s) would be more than a number holds.
  const scale = (x < 0 ? decay : exp(-h / tauM)) * (h / tauM);
  const [m0, m1] = x < 0 ? [moment(0, -x), moment(0, -x) - moment(1, -x)] : [moment(0, x), moment(1, x)];
  return { decay, ofCurrent: scale * m0, ofRise: scale * h * m1, perWeight };
}

/** Integral of s^k exp(-x s) over 0 .. 1; near x = 0 by its series, where the closed forms lose their digits. */
function moment(k: 0 | 1, x: number): number {
  if (Math.abs(x) < 1) {
    let term = 1;
    let sum = 0;
    for (let m = 0; m < 24; m++) {
      sum += term / (m + k + 1);
      term *= -x / (m + 1);
    }
    return sum;
  }
  return k === 0 ? (1 - exp(-x)) / x : (1 - exp(-x) * (1 + x)) / (x * x);
}
