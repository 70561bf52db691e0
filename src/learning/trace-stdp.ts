/**
 * Ideal trace STDP, the baseline without a device:
 *
 *   pre spike:   w -= nuPre * y          y: trace of the post neuron, set to 1 by its spike, decays with tauPost
 *   post spike:  w += nuPost * x [* z]   x: trace of the pre neuron, tauPre; z: slow post trace before the spike
 *
 * With z it is the triplet rule of Diehl & Cook's published code; without (tauPost2 = 0) the pair rule. Weights stay
 * in 0 .. wMax, in double precision: many small changes add up to what they should. Normalisation may lift one above wMax, as
 * in that code.
 *
 * Both traces are seen from the synapse: its pre spike is there when it arrives, after the synapse's own delay. @see Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015); Pfister and Gerstner, J. Neurosci. 26 (2006)
 */
import { each, type Wiring } from "../core/connectivity/index.js";
import type { Saved } from "../core/saved.js";
import { between, pastTickOrNever, whole } from "../core/saved-values.js";
import { restoreState, type StateVariable, saveState } from "../core/state.js";
import { perLine, perSynapse } from "../crossbar/declared.js";
import { type Initial, initialDraws } from "../crossbar/initial.js";
import type { Crossbar, CrossbarRequest, SynapseModel } from "../crossbar/model.js";
import { putAtStarts } from "../crossbar/starts.js";
import { Decay } from "./decay.js";
import type { GainSchedule } from "./gain.js";

/** Ideal STDP by traces of spikes, after Diehl & Cook 2015: no device. */
export interface TraceStdpSpec {
  /** Learning rate at a pre spike. */
  readonly nuPre: number;
  /** Learning rate at a post spike. */
  readonly nuPost: number;
  /** Time constants, s; tauPost2 = 0: pair rule. */
  readonly tauPre: number;
  /** Time constant of the first post trace, s. */
  readonly tauPost: number;
  /** Time constant of the second post trace, s. */
  readonly tauPost2: number;
  /** Largest weight. */
  readonly wMax: number;
  /** Initial weights. */
  readonly init: Initial;
  /** Synaptic weight = readGain * w. */
  readonly readGain: number;
}

/** Of a column that is scaled to a sum, relative. */
const ROUNDING = 1e-6;

/** A model of ideal synapses that learn by traces, as a projection's `synapse`. */
export function traceStdp(spec: TraceStdpSpec): SynapseModel {
  return { name: "trace-stdp", create: (request) => new TraceStdp(spec, request) };
}

class TraceStdp implements Crossbar {
  readonly wiring: Wiring;
  readonly state: Float64Array;
  readonly variables: readonly StateVariable[];
  readonly readGain: number;
  learning = true;
  private readonly lastPre: Float64Array;
  private readonly lastPost: Float64Array;
  /** Post neurons whose trace is not negligible. */
  private active: number[] = [];
  private readonly preTrace: Decay;
  private readonly postTrace: Decay;
  /** Slow post trace; absent in the pair rule. */
  private readonly slowTrace: Decay | undefined;
  private gain = 1;
  /** Largest weight that there can be. */
  private most: number;

  constructor(
    private readonly spec: TraceStdpSpec,
    { wiring, tick, random, starts }: CrossbarRequest,
  ) {
    this.wiring = wiring;
    this.readGain = spec.readGain;
    const state = new Float64Array(wiring.size);
    const draw = random.split("init");
    if (starts) putAtStarts(state, wiring, starts, spec.readGain, () => [0, spec.wMax], "1");
    else {
      const next = initialDraws(spec.init);
      each(wiring, (at) => {
        state[at] = next(draw);
      });
    }
    this.state = state;
    this.most = state.reduce((most, w) => Math.max(most, w), spec.wMax);
    this.lastPre = new Float64Array(wiring.nPre).fill(Number.NEGATIVE_INFINITY);
    this.lastPost = new Float64Array(wiring.nPost).fill(Number.NEGATIVE_INFINITY);
    this.preTrace = new Decay(spec.tauPre, tick);
    this.postTrace = new Decay(spec.tauPost, tick);
    this.slowTrace = spec.tauPost2 > 0 ? new Decay(spec.tauPost2, tick) : undefined;
    this.variables = this.declared();
  }

  pre(i: number, tick: number): void {
    if (!this.learning) return;
    this.lastPre[i] = tick;
    const step = this.gain * this.spec.nuPre;
    if (step === 0) return;
    const { wiring } = this;
    const start = wiring.rowStart(i);
    if (wiring.form === "csr") {
      for (let at = start, end = wiring.rowEnd(i); at < end; at++)
        this.depress(at, tick - this.lastPost[wiring.target[at]!]!, step);
      return;
    }
    for (let a = this.active.length - 1; a >= 0; a--) {
      const j = this.active[a]!;
      const age = tick - this.lastPost[j]!;
      if (age > this.postTrace.longest) this.active.splice(a, 1);
      else this.depress(start + j, age, step);
    }
  }

  /** @param age  ticks since the post neuron's last spike */
  private depress(at: number, age: number, step: number): void {
    if (age <= this.postTrace.longest)
      this.state[at] = Math.max(0, this.state[at]! - step * this.postTrace.at(age));
  }

  post(j: number, tick: number): void {
    if (!this.learning) return;
    const slow = this.slowTrace ? this.slowTrace.exactAt(tick - this.lastPost[j]!) : 1;
    const step = this.gain * this.spec.nuPost * slow;
    const { wiring } = this;
    if (wiring.form === "csr")
      for (let x = wiring.columnFirst[j]!; x < wiring.columnFirst[j + 1]!; x++)
        this.potentiate(wiring.member[x]!, tick - this.lastPre[wiring.source[x]!]!, step);
    else
      for (let i = 0, at = j; i < wiring.nPre; i++, at += wiring.stride)
        this.potentiate(at, tick - this.lastPre[i]!, step);
    if (!this.active.includes(j)) this.active.push(j);
    this.lastPost[j] = tick;
  }

  /** @param age  ticks since the pre neuron's last spike */
  private potentiate(at: number, age: number, step: number): void {
    if (age <= this.preTrace.longest)
      this.state[at] = Math.min(this.spec.wMax, this.state[at]! + step * this.preTrace.at(age));
  }

  get bounds() {
    return { min: 0, max: this.most };
  }

  normalisedTo(sum: number): void {
    this.most = Math.max(this.most, sum / this.readGain);
  }

  nextTick(): number {
    return Number.POSITIVE_INFINITY;
  }

  settle(): void {}

  finish(): void {}

  flush(): void {}

  /** A rule in software has a learning rate: every schedule is a factor here. */
  setGain(gain: number, _schedule: GainSchedule): void {
    this.gain = gain;
  }

  save(): Saved {
    return saveState(this.variables);
  }

  restore(saved: Saved, now: number): void {
    restoreState(this.variables, saved, { now });
  }

  /** Traces outlive a presentation: their times count on the engine's clock, which is saved beside them. */
  private declared(): readonly StateVariable[] {
    const { wiring } = this;
    const times = (name: string, per: "row" | "column", values: Float64Array, neuron: string) =>
      perLine(
        per,
        name,
        "tick",
        `last spike of the ${neuron} neuron`,
        ({ now }) => pastTickOrNever(now),
        values,
      );
    return [
      perSynapse(
        wiring,
        "state",
        "1",
        "weight",
        () => between(0, this.most, ROUNDING * this.most),
        this.state,
      ),
      times("lastPre", "row", this.lastPre, "pre"),
      times("lastPost", "column", this.lastPost, "post"),
      {
        name: "active",
        unit: "1",
        per: "event",
        doc: "post neurons whose trace is not negligible",
        order: "distinct",
        bounds: () => whole(0, wiring.nPost - 1),
        list: () => Int32Array.from(this.active),
        take: (columns) => {
          this.active = Array.from(columns);
        },
      },
    ];
  }

  conductance(at: number): number {
    return this.state[at]!;
  }
}
