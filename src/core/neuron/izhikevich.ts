/**
 * Izhikevich's simple model; inputs are jumps of v.
 *
 *   1 ms · dv/dt = 0.04 v² / mV + 5 v + 140 mV - u + current
 *          du/dt = a (b v - u)
 *   v <- c and u <- u + d,  when v >= 30 mV at a tick
 *
 * The paper's I, u and d, in mV per ms, are here times 1 ms: potentials.
 *
 * @see Izhikevich, IEEE Trans. Neural Netw. 14:1569 (2003), Eqs. (1) to (3)
 */
import { perNeuron } from "../declared.js";
import type { ParamTable, Values } from "../params.js";
import type { Neurons, Winner } from "./model.js";
import { type Dynamics, type DynamicsKernel, Stepped, stepsOf } from "./stepped.js";

export const doc = "Izhikevich's simple model, inputs are jumps of v";

const regular = "Izhikevich, IEEE Trans. Neural Netw. 14:1569 (2003), Fig. 2: regular spiking";
export const params = {
  a: { unit: "Hz", default: 20, min: 0, doc: "rate of recovery: the paper's a per ms", source: regular },
  b: { unit: "1", default: 0.2, doc: "recovery by voltage", source: regular },
  c: { unit: "V", default: -65e-3, max: 30e-3, doc: "potential just after a spike", source: regular },
  d: { unit: "V", default: 8e-3, doc: "rise of u at a spike", source: regular },
  step: {
    unit: "s",
    alike: true,
    default: 50e-6,
    min: 0,
    open: true,
    doc: "longest step of integration; a tick is cut into equal ones",
    source:
      "assumed: against 1 us it moves no spike of 100 ms of firing by more than 0.2 ms; the paper steps by 0.5 ms",
  },
} as const satisfies ParamTable;

export const starts = { v: "V", u: "V" } as const;
export const knowsPlaces = true;
export const receptors = ["delta"] as const;
export const weightUnit = "V";

type P = Values<typeof params>;

/** Potential at which a spike is counted, V. */
const PEAK = 30e-3;
const MS = 1e-3;
/** 0.04 per mV, in 1 / V. */
const CURVATURE = 40;
const OFFSET = 0.14; // V

/** Weights are jumps of v, V. */
export function create(n: number, values: P, tick: number, winner: Winner): Neurons {
  return new Stepped(n, new Izhikevich(n, values, tick), winner, 0);
}

/** Where both slopes are 0 without a current: the lower of two roots; the lowest potential of the parabola where there is none. */
function restOf(b: number): number {
  const linear = 5 - b;
  return (-linear - Math.sqrt(Math.max(0, linear * linear - 4 * CURVATURE * OFFSET))) / (2 * CURVATURE);
}

class Izhikevich implements Dynamics {
  readonly receptors = receptors;
  v: Float64Array;
  current: Float64Array;
  readonly vPeak = PEAK;
  private u: Float64Array;
  readonly others: Dynamics["others"];
  private readonly steps: number;
  private readonly h: number;
  private readonly vRest: number;

  constructor(
    n: number,
    private readonly p: P,
    tick: number,
  ) {
    this.vRest = restOf(p.b);
    this.current = new Float64Array(n);
    this.v = new Float64Array(n).fill(this.vRest);
    this.u = new Float64Array(n).fill(p.b * this.vRest);
    this.steps = stepsOf(tick, p.step);
    this.h = tick / this.steps;
    this.others = [perNeuron("u", "V", () => this.u, "recovery")];
  }

  advance(i: number, _held: boolean): void {
    const { v, u, h, p } = this;
    const given = this.current[i]!;
    const half = h / 2;
    for (let s = 0; s < this.steps; s++) {
      const [v0, u0] = [v[i]!, u[i]!];
      if (v0 >= PEAK) {
        u[i] = u0 + h * p.a * (p.b * v0 - u0);
        continue;
      }
      const kv0 = this.slope(v0, u0, given);
      const ku0 = p.a * (p.b * v0 - u0);
      const [v1, u1] = [v0 + half * kv0, u0 + half * ku0];
      const kv1 = this.slope(v1, u1, given);
      const ku1 = p.a * (p.b * v1 - u1);
      const [v2, u2] = [v0 + half * kv1, u0 + half * ku1];
      const kv2 = this.slope(v2, u2, given);
      const ku2 = p.a * (p.b * v2 - u2);
      const [v3, u3] = [v0 + h * kv2, u0 + h * ku2];
      const kv3 = this.slope(v3, u3, given);
      const ku3 = p.a * (p.b * v3 - u3);
      v[i] = Math.min(PEAK, v0 + (h / 6) * (kv0 + 2 * kv1 + 2 * kv2 + kv3));
      u[i] = v[i] === PEAK ? u0 + h * ku0 : u0 + (h / 6) * (ku0 + 2 * ku1 + 2 * ku2 + ku3);
    }
  }

  private slope(v: number, u: number, given: number): number {
    const bounded = Math.min(v, PEAK);
    return ((CURVATURE * bounded + 5) * bounded + OFFSET - u + given) / MS;
  }

  spiked(i: number): void {
    this.v[i] = this.p.c;
    this.u[i] = this.u[i]! + this.p.d;
  }

  take(i: number, _receptor: number, weight: number): void {
    this.v[i] = this.v[i]! + weight;
  }

  rest(): void {
    this.v.fill(this.vRest);
    this.u.fill(this.p.b * this.vRest);
  }

  get kernel(): DynamicsKernel {
    const { steps, h, p } = this;
    return {
      step: "stepIzhikevich",
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
          this.u,
          (there: Float64Array) => {
            this.u = there;
          },
        ],
      ],
      constants: [steps, h, p.a, p.b],
      take: (kernels, _receptor, input) => kernels.takeInput(input, this.v.byteOffset, this.v.length, 1),
    };
  }
}
