/**
 * lif-exp neurons with a further current, from tick to tick: it is constant between ticks, and each step is exact. Without it
 * spikes are those of `lif-exp.ts`.
 */
import { perNeuron } from "../declared.js";
import { exp, oneMinusExpMinus } from "../elementary.js";
import { response } from "./exp-course.js";
import type { LifValues } from "./lif-driven.js";
import type { Dynamics, DynamicsKernel } from "./stepped.js";
import { reachOf } from "./threshold.js";

const receptors = ["excitatory", "inhibitory"] as const;

export class DrivenLifExp implements Dynamics {
  readonly receptors = receptors;
  v: Float64Array;
  current: Float64Array;
  readonly others: Dynamics["others"];
  readonly vPeak: number;
  private iE: Float64Array;
  private iI: Float64Array;
  /** Of a tick: what is left of v and of the currents, and what each current adds to v. */
  private readonly keep: number;
  private readonly gain: number;
  private readonly decayE: number;
  private readonly decayI: number;
  private readonly gainE: number;
  private readonly gainI: number;

  constructor(
    n: number,
    private readonly p: LifValues & { readonly tauE: number; readonly tauI: number },
    tick: number,
  ) {
    this.v = new Float64Array(n).fill(p.vRest);
    this.current = new Float64Array(n);
    this.iE = new Float64Array(n);
    this.iI = new Float64Array(n);
    this.vPeak = p.vRest + reachOf(p);
    this.keep = exp(-tick / p.tauM);
    this.gain = oneMinusExpMinus(tick / p.tauM);
    this.decayE = exp(-tick / p.tauE);
    this.decayI = exp(-tick / p.tauI);
    this.gainE = response(tick, p.tauE, p.tauM);
    this.gainI = response(tick, p.tauI, p.tauM);
    this.others = [
      perNeuron("iE", "V", () => this.iE, "excitatory current"),
      perNeuron("iI", "V", () => this.iI, "inhibitory current"),
    ];
  }

  advance(i: number, held: boolean): void {
    const { v, iE, iI, current } = this;
    const { vRest } = this.p;
    if (!held)
      v[i] =
        vRest +
        (v[i]! - vRest) * this.keep +
        this.gainE * iE[i]! -
        this.gainI * iI[i]! +
        this.gain * current[i]!;
    iE[i] = iE[i]! * this.decayE;
    iI[i] = iI[i]! * this.decayI;
  }

  spiked(i: number): void {
    this.v[i] = this.p.vReset;
  }

  take(i: number, receptor: number, weight: number): void {
    const current = receptor === 0 ? this.iE : this.iI;
    current[i] = current[i]! + weight;
  }

  rest(): void {
    this.v.fill(this.p.vRest);
    this.iE.fill(0);
    this.iI.fill(0);
  }

  get kernel(): DynamicsKernel {
    const { vPeak, p, keep, gain, decayE, decayI, gainE, gainI } = this;
    return {
      step: "stepLifExpDriven",
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
      ],
      constants: [vPeak, p.vRest, keep, gain, decayE, decayI, gainE, gainI],
      take: (kernels, receptor, input) => {
        const current = receptor === 0 ? this.iE : this.iI;
        kernels.takeInput(input, current.byteOffset, current.length, 1);
      },
    };
  }
}
