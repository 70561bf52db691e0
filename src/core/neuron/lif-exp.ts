/**
 * Leaky integrate-and-fire neuron with exponential currents, exact between events.
 *
 *   tauM dv/dt = -(v - vRest) + iE - iI,   diE/dt = -iE / tauE,   diI/dt = -iI / tauI
 *   iE <- iE + w                       when a weight w (V) arrives at "excitatory"; iI at "inhibitory"
 *   v  <- vReset, held there           for the refractory time, when v >= vThreshold at a tick; currents go on
 *
 * A neuron spikes at the first tick at which v >= vThreshold, or within 2^-22 of the way from vRest below it
 * (`threshold.ts`). v is continuous, so that tick follows from the
 * state after the last input: it is found exactly (see `ExpCourse`) and kept in a heap. A newer input
 * makes the entry stale, which its version tells. At a tick the threshold comes first, then the inputs.
 *
 * @see Rotter and Diesmann, Biol. Cybern. 81:381 (1999), for exact integration of such neurons
 */
import type { Compiled } from "../compiled.js";
import { perNeuron } from "../declared.js";
import { EventHeap } from "../heap.js";
import type { ParamTable, Values } from "../params.js";
import { tickOrNever, whole } from "../saved-values.js";
import type { StateVariable } from "../state.js";
import { ExpCourse } from "./exp-course.js";
import { CompiledLifExp } from "./lif-exp-compiled.js";
import { DrivenLifExp } from "./lif-exp-driven.js";
import type { Neurons, SpikeBuffer, Winner } from "./model.js";
import { PlaceWinners } from "./place-winners.js";
import { refractoryProblem } from "./refractory.js";
import { Stepped } from "./stepped.js";
import { checkDriven, evenBelow } from "./threshold.js";

export const doc = "leaky integrate-and-fire with exponential currents, exact between events";

const nest = "NEST iaf_psc_exp";
export const params = {
  tauM: { unit: "s", default: 10e-3, min: 0, open: true, doc: "membrane time constant", source: nest },
  vRest: { unit: "V", default: -70e-3, doc: "resting potential", source: nest },
  vReset: { unit: "V", default: -70e-3, doc: "potential just after a spike", source: nest },
  vThreshold: { unit: "V", default: -55e-3, doc: "spike threshold", source: nest },
  tauE: {
    unit: "s",
    default: 2e-3,
    min: 0,
    open: true,
    doc: "decay of the excitatory current",
    source: nest,
  },
  tauI: {
    unit: "s",
    default: 2e-3,
    min: 0,
    open: true,
    doc: "decay of the inhibitory current",
    source: nest,
  },
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

/** Off the grid, the refractory time would be another one. */
export function problem({ refractory }: Values<typeof params>, tick: number): string | undefined {
  return refractoryProblem(refractory, tick);
}

/**
 * Weights are jumps of iE and iI, V: the depolarisation that a constant current of that size would end at.
 * Neurons whose vRest is above vThreshold fire without input.
 * @throws RangeError unless vReset is below vThreshold, vRest is not at it, and time constants can be counted in ticks
 */
export function create(n: number, values: Values<typeof params>, tick: number, winner: Winner): Neurons {
  checkDriven(values);
  return new LifExp(n, values, tick, winner);
}

/** As `create`, with a further current that can be set: from tick to tick. */
export function driven(n: number, values: Values<typeof params>, tick: number, winner: Winner): Neurons {
  checkDriven(values);
  return new Stepped(n, new DrivenLifExp(n, values, tick), winner, Math.round(values.refractory / tick));
}

class LifExp implements Neurons {
  readonly receptors = receptors;
  readonly input: [Float64Array, Float64Array];
  readonly variables: readonly StateVariable[];
  /** State at `base`: v - vRest and the currents, V; length n. */
  private u: Float64Array;
  private iE: Float64Array;
  private iI: Float64Array;
  /** Tick of the state: of the last touch, or the end of the refractory time (u = reset) where that is later. */
  private base: Float64Array;
  /** Counts a neuron's predictions; a heap entry of an older version is stale. */
  private version: Int32Array;
  private compiled: CompiledLifExp | undefined;
  private readonly predicted = new EventHeap();
  private readonly due: Int32Array;
  private readonly course: ExpCourse;
  /** Reset above rest, V. */
  private readonly uReset: number;
  private readonly even: number;
  private readonly refractoryTicks: number;
  private readonly placeWinners: PlaceWinners | undefined;

  constructor(
    readonly n: number,
    private readonly p: Values<typeof params>,
    private readonly tick: number,
    private readonly winner: Winner,
  ) {
    this.input = [new Float64Array(n), new Float64Array(n)];
    this.u = new Float64Array(n);
    this.iE = new Float64Array(n);
    this.iI = new Float64Array(n);
    this.base = new Float64Array(n);
    this.version = new Int32Array(n);
    this.due = new Int32Array(n);
    this.course = new ExpCourse(this.u, this.iE, this.iI, p, tick);
    this.uReset = p.vReset - p.vRest;
    this.even = evenBelow(p);
    this.refractoryTicks = Math.round(p.refractory / tick);
    this.placeWinners = PlaceWinners.of(winner, this.even);
    this.variables = this.declare();
    this.predictRest();
  }

  private declare(): StateVariable[] {
    const u = () => this.u;
    const latest = (now: number) => now + this.refractoryTicks;
    return [
      {
        ...perNeuron("u", "V", this.u, "membrane potential above rest, kept at `base`"),
        get values() {
          return u();
        },
        at: (tick) => Float64Array.from(this.u, (_, i) => this.voltage(i, tick) - this.p.vRest),
      },
      perNeuron(
        "iE",
        "V",
        () => this.iE,
        "excitatory current at `base`, as the depolarisation that it would end at",
      ),
      perNeuron(
        "iI",
        "V",
        () => this.iI,
        "inhibitory current at `base`, as the depolarisation that it would end at",
      ),
      perNeuron(
        "base",
        "tick",
        () => this.base,
        "tick of the last input or spike, or the end of the refractory time where that is later",
        ({ now }) => whole(0, latest(now)),
      ),
      {
        name: "foreseen",
        unit: "tick",
        per: "neuron",
        doc: "tick of the next spike if nothing arrives; Infinity: none",
        bounds: ({ now }) => tickOrNever(now, latest(now) + this.course.horizon),
        length: this.n,
        list: () => this.foreseen(),
        take: (ticks) => this.foresee(ticks),
      },
    ];
  }

  moveTo(compiled: Compiled): void {
    const { input } = this;
    const follow = () => this.course.setState(this.u, this.iE, this.iI);
    this.compiled = new CompiledLifExp(compiled, this.n, this.course, [
      [
        this.u,
        (u: Float64Array) => {
          this.u = u;
          follow();
        },
      ],
      [
        this.iE,
        (iE: Float64Array) => {
          this.iE = iE;
          follow();
        },
      ],
      [
        this.iI,
        (iI: Float64Array) => {
          this.iI = iI;
          follow();
        },
      ],
      [
        this.base,
        (base: Float64Array) => {
          this.base = base;
        },
      ],
      [
        this.version,
        (version: Int32Array) => {
          this.version = version;
        },
      ],
      [
        input[0],
        (there: Float64Array) => {
          input[0] = there;
        },
      ],
      [
        input[1],
        (there: Float64Array) => {
          input[1] = there;
        },
      ],
    ]);
  }

  update(tick: number, spikes: SpikeBuffer): void {
    spikes.count = 0;
    this.threshold(tick, spikes);
    if (this.compiled) this.arrivalsCompiled(this.compiled, tick);
    else this.arrivals(tick);
  }

  /** Let the neurons spike whose predicted tick has come. */
  private threshold(tick: number, spikes: SpikeBuffer): void {
    const { due, predicted, u } = this;
    let nDue = 0;
    let best = -1;
    for (let t = this.nextTick(); t <= tick; t = this.nextTick()) {
      if (t < tick) throw new Error(`lif-exp: updated at tick ${tick}, but a spike was due at ${t}`);
      const i = predicted.order();
      predicted.pop();
      due[nDue++] = i;
      this.advance(i, tick);
      if (best < 0 || u[i]! - u[best]! > this.even) best = i;
    }
    const places = this.placeWinners;
    if (places) {
      let winners = 0;
      for (let d = 0; d < nDue; d++) winners = places.offer(due[d]!, u[due[d]!]!, spikes.index, winners);
      places.clear(spikes.index, winners);
      // Each is written where it was read.
      for (let s = 0; s < winners; s++) this.fire(spikes.index[s]!, tick, spikes);
    }
    for (let d = 0; d < nDue; d++) {
      const i = due[d]!;
      if (this.winner === "all" || (!places && i === best)) this.fire(i, tick, spikes);
      this.predict(i);
    }
  }

  begin(variable: string, i: number, x: number): void {
    if (variable === "v") this.u[i] = x - this.p.vRest;
    else if (variable === "iE") this.iE[i] = x;
    else this.iI[i] = x;
    this.predict(i);
  }

  /** Of neurons at rest that are above their threshold there, the first spike. */
  private predictRest(): void {
    if (this.p.vRest > this.p.vThreshold) for (let i = 0; i < this.n; i++) this.predict(i);
  }

  private fire(i: number, tick: number, spikes: SpikeBuffer): void {
    this.u[i] = this.uReset;
    this.iE[i] = this.iE[i]! * this.course.keptE(this.refractoryTicks);
    this.iI[i] = this.iI[i]! * this.course.keptI(this.refractoryTicks);
    this.base[i] = tick + this.refractoryTicks;
    spikes.index[spikes.count++] = i;
  }

  /** Take the tick's weights into the currents and foresee where they lead. */
  private arrivals(tick: number): void {
    const { n } = this;
    const [inE, inI] = this.input;
    for (let i = 0; i < n; i++) if (inE[i] !== 0 || inI[i] !== 0) this.takeInput(i, tick);
  }

  private takeInput(i: number, tick: number): void {
    const { iE, iI, base, course } = this;
    const [inE, inI] = this.input;
    const wE = inE[i]!;
    const wI = inI[i]!;
    inE[i] = 0;
    inI[i] = 0;
    this.advance(i, tick);
    // In the refractory time the state is that of its end: what arrives now will have decayed by then.
    const ahead = base[i]! - tick;
    iE[i] = iE[i]! + wE * course.keptE(ahead);
    iI[i] = iI[i]! + wI * course.keptI(ahead);
    this.predict(i);
  }

  private arrivalsCompiled(compiled: CompiledLifExp, tick: number): void {
    const count = compiled.step(tick);
    const { listed } = compiled;
    for (let x = 0; x < count; x++) {
      const i = listed[x]!;
      if (i < 0) this.takeInput(-1 - i, tick);
      else this.foreseeNext(i);
    }
  }

  private advance(i: number, tick: number): void {
    const k = tick - this.base[i]!;
    if (k <= 0) return;
    this.u[i] = this.course.depolarisation(i, k);
    this.iE[i] = this.iE[i]! * this.course.keptE(k);
    this.iI[i] = this.iI[i]! * this.course.keptI(k);
    this.base[i] = tick;
  }

  private predict(i: number): void {
    const version = (this.version[i]! + 1) | 0;
    this.version[i] = version;
    this.foreseeNext(i);
  }

  /** Its latest version's next spike, if nothing arrives. */
  private foreseeNext(i: number): void {
    const version = this.version[i]!;
    const k = this.course.firstCrossing(i);
    if (k < Number.POSITIVE_INFINITY) this.predicted.push(this.base[i]! + k, i, version);
  }

  nextTick(): number {
    const { predicted, version } = this;
    while (predicted.size > 0 && predicted.item() !== version[predicted.order()]!) predicted.pop();
    return predicted.tick();
  }

  voltage(i: number, tick: number): number {
    return this.p.vRest + this.course.depolarisation(i, Math.max(0, tick - this.base[i]!));
  }

  /** Of each neuron the tick in the heap that is not stale. */
  private foreseen(): Float64Array {
    const { n, predicted, version } = this;
    const foreseen = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    predicted.each((tick, i, made) => {
      if (made === version[i]!) foreseen[i] = tick;
    });
    return foreseen;
  }

  private foresee(ticks: ArrayLike<number>): void {
    this.predicted.clear();
    this.version.fill(0);
    for (let i = 0; i < this.n; i++)
      if (ticks[i]! < Number.POSITIVE_INFINITY) this.predicted.push(ticks[i]!, i, 0);
  }

  reset(tick: number): void {
    this.u.fill(0);
    this.iE.fill(0);
    this.iI.fill(0);
    this.base.fill(tick);
    this.input[0].fill(0);
    this.input[1].fill(0);
    this.predicted.clear();
    this.predictRest();
  }
}
