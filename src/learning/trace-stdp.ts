/**
 * Ideal trace STDP, the baseline without a device:
 *
 *   pre spike:   w -= nuPre * y          y: trace of the post neuron, set to 1 by its spike, decays with tauPost
 *   post spike:  w += nuPost * x [* z]   x: trace of the pre neuron, tauPre; z: slow post trace before the spike
 *
 * With z it is the triplet rule of Diehl & Cook's published code; without (tauPost2 = 0) the pair rule. Weights stay
 * in 0 .. wMax. @see Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015); Pfister and Gerstner, J. Neurosci. 26 (2006)
 */
import { packed, unpack, type Wiring } from "../core/connectivity/index.js";
import { exp } from "../core/elementary.js";
import type { Saved } from "../core/saved.js";
import {
  checkDistinct,
  checkedArray,
  checkedList,
  checkedRefill,
  finite,
  pastTickOrNever,
  whole,
} from "../core/saved-values.js";
import type { Crossbar, CrossbarRequest, SynapseModel } from "../crossbar/model.js";
import type { GainSchedule } from "./gain.js";

export interface TraceStdpSpec {
  readonly nuPre: number;
  readonly nuPost: number;
  /** Time constants, s; tauPost2 = 0: pair rule. */
  readonly tauPre: number;
  readonly tauPost: number;
  readonly tauPost2: number;
  readonly wMax: number;
  /** Initial weights: uniform between these. */
  readonly init: { readonly from: number; readonly to: number };
  /** Synaptic weight = readGain * w. */
  readonly readGain: number;
}

/** A trace below this is 0: 1e-6 of a rate changes no single-precision weight. */
const NEGLIGIBLE = 1e-6;

export function traceStdp(spec: TraceStdpSpec): SynapseModel {
  return { name: "trace-stdp", create: (request) => new TraceStdp(spec, request) };
}

class TraceStdp implements Crossbar {
  readonly wiring: Wiring;
  readonly nPre: number;
  readonly nPost: number;
  readonly stride: number;
  readonly state: Float32Array;
  readonly readGain: number;
  learning = true;
  private readonly lastPre: Float64Array;
  private readonly lastPost: Float64Array;
  /** Post neurons whose trace is not negligible. */
  private active: number[] = [];
  private readonly decayPre: Float64Array;
  private readonly decayPost: Float64Array;
  private readonly tick: number;
  private gain = 1;

  constructor(
    private readonly spec: TraceStdpSpec,
    { wiring, tick, random }: CrossbarRequest,
  ) {
    const { nPre, nPost } = wiring;
    if (wiring.form !== "dense") throw new RangeError("sparse wiring is not there yet");
    this.wiring = wiring;
    this.nPre = nPre;
    this.nPost = nPost;
    this.tick = tick;
    this.readGain = spec.readGain;
    this.stride = wiring.stride;
    this.state = new Float32Array(nPre * this.stride);
    const draw = random.split("init");
    for (let i = 0; i < nPre; i++)
      for (let j = 0; j < nPost; j++)
        this.state[i * this.stride + j] = spec.init.from + (spec.init.to - spec.init.from) * draw.uniform();
    this.lastPre = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.lastPost = new Float64Array(nPost).fill(Number.NEGATIVE_INFINITY);
    this.decayPre = decayTable(spec.tauPre, tick);
    this.decayPost = decayTable(spec.tauPost, tick);
  }

  pre(i: number, tick: number): void {
    if (!this.learning) return;
    this.lastPre[i] = tick;
    const step = this.gain * this.spec.nuPre;
    if (step === 0) return;
    for (let a = this.active.length - 1; a >= 0; a--) {
      const j = this.active[a]!;
      const age = tick - this.lastPost[j]!;
      if (age >= this.decayPost.length) {
        this.active.splice(a, 1);
        continue;
      }
      const at = i * this.stride + j;
      this.state[at] = Math.max(0, this.state[at]! - step * this.decayPost[age]!);
    }
  }

  post(j: number, tick: number): void {
    if (!this.learning) return;
    const { nuPost, tauPost2, wMax } = this.spec;
    const slow = tauPost2 > 0 ? exp((-(tick - this.lastPost[j]!) * this.tick) / tauPost2) : 1;
    const step = this.gain * nuPost * slow;
    for (let i = 0; i < this.nPre; i++) {
      const age = tick - this.lastPre[i]!;
      if (age >= this.decayPre.length) continue;
      const at = i * this.stride + j;
      this.state[at] = Math.min(wMax, this.state[at]! + step * this.decayPre[age]!);
    }
    if (!this.active.includes(j)) this.active.push(j);
    this.lastPost[j] = tick;
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

  /** Traces outlive a presentation: their times count on the engine's clock, which is saved beside them. */
  save(): Saved {
    const arrays = {
      state: packed(this.wiring, this.state),
      lastPre: this.lastPre.slice(),
      lastPost: this.lastPost.slice(),
      active: Int32Array.from(this.active),
    };
    return { numbers: {}, arrays };
  }

  restore(saved: Saved, now: number): void {
    unpack(this.wiring, checkedArray(saved, "state", packed(this.wiring, this.state), finite), this.state);
    checkedRefill(this.lastPre, saved, "lastPre", pastTickOrNever(now));
    checkedRefill(this.lastPost, saved, "lastPost", pastTickOrNever(now));
    this.active = Array.from(checkedList(saved, "active", new Int32Array(0), whole(0, this.nPost - 1)));
    checkDistinct(saved, "active");
  }

  conductance(at: number): number {
    return this.state[at]!;
  }
}

/** e^(-age * tick / tau) for ages until it is negligible. */
function decayTable(tau: number, tick: number): Float64Array {
  const values: number[] = [];
  for (let age = 0; ; age++) {
    const value = exp((-age * tick) / tau);
    if (value < NEGLIGIBLE) break;
    values.push(value);
  }
  return Float64Array.from(values);
}
