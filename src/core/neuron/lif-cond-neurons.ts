/**
 * The steps of lif-cond, see there for the equations. Each step of dt: g <- g·exp(-dt/tau) + what arrived since the last
 * step, then backward Euler with the new g,
 *
 *   v <- (v + a·(vRest + gE·eExc + gI·eInh)) / ((1 + a·(1 + gI)) + a·gE),   a = dt / tauM,
 *
 * whose result is a weighted mean of v, vRest, eExc and eInh with positive weights: however strong the inhibition,
 * v stays between the reversal potentials (forward Euler leaves them once a·(1 + gE + gI) > 1).
 *
 * Every operation is rounded to single precision, in the order written, so that a SIMD kernel can give the same bits.
 * Before every FLUSH_EVERY-th step conductances below FLUSH become 0: denormals are slow.
 */
import type { Compiled } from "../compiled.js";
import { perNeuron, single } from "../declared.js";
import { exp } from "../elementary.js";
import { whole } from "../saved-values.js";
import type { StateVariable } from "../state.js";
import { CompiledSteps } from "./lif-cond-compiled.js";
import type { LifCondConstants, Neurons, SpikeBuffer, Winner } from "./model.js";
import { PlaceWinners } from "./place-winners.js";

/** See the table of lif-cond: s and V. */
type LifCondValues = Readonly<
  Record<
    | "dt"
    | "tauM"
    | "vRest"
    | "vReset"
    | "vThreshold"
    | "thetaStart"
    | "eExc"
    | "eInh"
    | "tauE"
    | "tauI"
    | "refractory",
    number
  >
>;

export const receptors = ["excitatory", "inhibitory"] as const;

const FLUSH_EVERY = 32;

/** Smallest conductance kept, relative to the leak: far below any effect on v, far above the denormals. */
const FLUSH = Math.fround(1e-20);

export class LifCond implements Neurons {
  readonly receptors = receptors;
  readonly input: [Float32Array, Float32Array];
  readonly theta: Float32Array;
  readonly lifCond: LifCondConstants;
  /** A kernel that does the steps elsewhere has the same under the same names. */
  readonly variables: readonly StateVariable[];
  thetaPlus = 0;
  protected v: Float32Array;
  protected gE: Float32Array;
  protected gI: Float32Array;
  /** Refractory steps left; length n. */
  protected refractoryLeft: Int32Array;
  private compiled: CompiledSteps | undefined;
  private readonly refractorySteps: number;
  protected readonly decayE: number;
  protected readonly decayI: number;
  protected readonly a: number;
  protected readonly placeWinners: PlaceWinners | undefined;
  private next = 0;
  /** Steps since the last reset. */
  private steps = 0;

  constructor(
    readonly n: number,
    protected readonly p: LifCondValues,
    private readonly stepTicks: number,
    private readonly winner: Winner,
  ) {
    this.input = [new Float32Array(n), new Float32Array(n)];
    this.theta = new Float32Array(n).fill(p.thetaStart);
    this.v = new Float32Array(n).fill(p.vRest);
    this.gE = new Float32Array(n);
    this.gI = new Float32Array(n);
    this.refractoryLeft = new Int32Array(n);
    this.refractorySteps = Math.round(p.refractory / p.dt);
    this.decayE = Math.fround(exp(-p.dt / p.tauE));
    this.decayI = Math.fround(exp(-p.dt / p.tauI));
    this.a = Math.fround(p.dt / p.tauM);
    const { decayE, decayI, a: leak, refractorySteps } = this;
    this.lifCond = {
      ...p,
      decayE,
      decayI,
      leak,
      refractorySteps,
      stepTicks,
      winner,
      flushBelow: FLUSH,
      flushEvery: FLUSH_EVERY,
    };
    this.placeWinners = PlaceWinners.of(winner);
    this.variables = this.declare();
  }

  private declare(): StateVariable[] {
    return [
      single(
        "next",
        "tick",
        "tick of the next step",
        ({ now }) => whole(now, now + this.stepTicks),
        () => this.next,
        (tick) => {
          this.next = tick;
        },
      ),
      single(
        "steps",
        "1",
        "steps since conductances were last looked at for denormals",
        () => whole(0, FLUSH_EVERY - 1),
        () => this.steps % FLUSH_EVERY,
        (steps) => {
          this.steps = steps;
        },
      ),
      perNeuron("v", "V", () => this.v, "membrane potential after the last step"),
      perNeuron("gE", "1", () => this.gE, "excitatory conductance, relative to the leak"),
      perNeuron("gI", "1", () => this.gI, "inhibitory conductance, relative to the leak"),
      perNeuron(
        "refractoryLeft",
        "1",
        () => this.refractoryLeft,
        "refractory steps left",
        () => whole(0, this.refractorySteps),
      ),
    ];
  }

  /** Steps are made by a compiled kernel from now on, to the same bits. */
  moveTo(compiled: Compiled): void {
    const steps = new CompiledSteps(compiled, this.lifCond, this.n);
    compiled.move(this.v, (v) => {
      this.v = steps.arrays.v = v;
    });
    compiled.move(this.gE, (gE) => {
      this.gE = steps.arrays.gE = gE;
    });
    compiled.move(this.gI, (gI) => {
      this.gI = steps.arrays.gI = gI;
    });
    compiled.move(this.refractoryLeft, (left) => {
      this.refractoryLeft = steps.arrays.refractoryLeft = left;
    });
    compiled.move(this.input[0], (inE) => {
      this.input[0] = steps.arrays.inE = inE;
    });
    compiled.move(this.input[1], (inI) => {
      this.input[1] = steps.arrays.inI = inI;
    });
    this.compiled = steps;
  }

  /** What arrives between steps waits in `input` for the next one. */
  update(tick: number, spikes: SpikeBuffer): void {
    spikes.count = 0;
    if (tick < this.next) return;
    if (tick > this.next)
      throw new Error(`lif-cond: updated at tick ${tick}, but a step was due at ${this.next}`);
    this.next = tick + this.stepTicks;
    if (this.compiled) this.compiled.step(this.flushes(), this.theta, spikes, this.placeWinners);
    else this.step(spikes);
    for (let s = 0; s < spikes.count; s++) {
      const i = spikes.index[s]!;
      this.v[i] = this.p.vReset;
      this.refractoryLeft[i] = this.refractorySteps;
      this.theta[i] = this.theta[i]! + this.thetaPlus;
    }
  }

  /** Whether conductances are looked at for denormals before this step. */
  protected flushes(): boolean {
    return this.steps++ % FLUSH_EVERY === 0;
  }

  /** One step of every neuron; writes those that spike. */
  protected step(spikes: SpikeBuffer): void {
    const { n, v, gE, gI, refractoryLeft, theta, decayE, decayI, a } = this;
    const [inE, inI] = this.input;
    const vRest = Math.fround(this.p.vRest);
    const vThreshold = Math.fround(this.p.vThreshold);
    const eExc = Math.fround(this.p.eExc);
    const eInh = Math.fround(this.p.eInh);
    const all = this.winner === "all";
    const places = this.placeWinners;
    const index = spikes.index;
    let count = 0;
    let best = 0;
    const flush = this.flushes();
    const quiet = Math.fround(1 + a);
    for (let i = 0; i < n; i++) {
      const before = gE[i]!;
      const e = Math.fround(flush && before < FLUSH ? inE[i]! : Math.fround(before * decayE) + inE[i]!);
      gE[i] = e;
      inE[i] = 0;
      // Rounding is what costs here: terms that are exactly 0 are left out, which changes no bit.
      let h = gI[i]!;
      if (flush && h < FLUSH) h = 0;
      const arrivedI = inI[i]!;
      if (h !== 0 || arrivedI !== 0) {
        h = Math.fround(Math.fround(h * decayI) + arrivedI);
        inI[i] = 0;
      }
      gI[i] = h;

      const left = refractoryLeft[i]!;
      if (left > 0) {
        refractoryLeft[i] = left - 1;
        continue;
      }
      let drive = vRest;
      let load = quiet;
      if (eExc !== 0) drive = Math.fround(drive + Math.fround(e * eExc));
      if (h !== 0) {
        drive = Math.fround(drive + Math.fround(h * eInh));
        load = Math.fround(1 + Math.fround(a * Math.fround(1 + h)));
      }
      const numerator = Math.fround(v[i]! + Math.fround(a * drive));
      const now = Math.fround(numerator / Math.fround(load + Math.fround(a * e)));
      v[i] = now;

      // theta is read afresh: learning writes to it between presentations.
      const threshold = Math.fround(vThreshold + theta[i]!);
      if (!(now > threshold)) continue;
      const excess = Math.fround(now - threshold);
      if (all) index[count++] = i;
      else if (places) count = places.offer(i, excess, index, count);
      else if (count === 0 || excess > best) {
        best = excess;
        index[0] = i;
        count = 1;
      }
    }
    places?.clear(index, count);
    spikes.count = count;
  }

  begin(variable: string, i: number, x: number): void {
    const values = variable === "v" ? this.v : variable === "gE" ? this.gE : this.gI;
    values[i] = x;
  }

  nextTick(): number {
    return this.next;
  }

  /** That of the last step: between steps it is not advanced. */
  voltage(i: number): number {
    return this.v[i]!;
  }

  reset(tick: number): void {
    this.v.fill(this.p.vRest);
    this.gE.fill(0);
    this.gI.fill(0);
    this.refractoryLeft.fill(0);
    this.input[0].fill(0);
    this.input[1].fill(0);
    this.next = tick;
    this.steps = 0;
  }
}
