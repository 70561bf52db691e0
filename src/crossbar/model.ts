import type { Random } from "../core/random.js";
import type { GainSchedule } from "./gain.js";

/** What a synapse model needs to make the synapses of one projection. */
export interface CrossbarRequest {
  readonly nPre: number;
  readonly nPost: number;
  /** Length of a tick, s. */
  readonly tick: number;
  readonly random: Random;
}

/** Sum over conductance changes by cause, S (see `disturb` in the metrics). */
export interface DisturbLedger {
  lonePre: number;
  lonePost: number;
  paired: number;
}

/**
 * All synapses between two populations, pre-major: synapse (i, j) is `state[i * stride + j]`,
 * rows padded to 16 values. `pre` and `post` are called in time order.
 */
export interface Crossbar {
  readonly nPre: number;
  readonly nPost: number;
  readonly stride: number;
  /** Conductances in S for devices; dimensionless weights for ideal synapses. */
  readonly state: Float32Array | Float64Array;
  /** Synaptic weight = readGain * state. */
  readonly readGain: number;
  /** False freezes the synapses: no call below changes `state`. */
  learning: boolean;
  /** A presynaptic spike reaches row i at `tick`; called before the row is read. */
  pre(i: number, tick: number): void;
  /** Postsynaptic neuron j spikes at `tick`. */
  post(j: number, tick: number): void;
  /** Next tick at which `settle` has work; Infinity if none. */
  nextTick(): number;
  /** Apply what is complete by `tick`. */
  settle(tick: number): void;
  /** End of a presentation at `tick`: waveforms under way complete without further input. */
  finish(tick: number): void;
  /** Apply what was postponed because it is small; before the state is read out. */
  flush(): void;
  /** What one event does from now on, relative to the start (1); between presentations only. */
  setGain(gain: number, schedule: GainSchedule): void;
  /** State of synapse (i, j) at `tick`, in the unit of `state`, waveforms under way included where the model can. */
  conductance(i: number, j: number, tick: number): number;
  readonly disturb?: DisturbLedger;
  /** How far the state is from its exact definition, on a sample; absent where it is exact. */
  check?(): PlasticityCheck | undefined;
}

/** Differences as fractions of Gmax - Gmin. */
export interface PlasticityCheck {
  synapses: number;
  /** Pieces of waveform solved exactly. */
  events: number;
  maxDifference: number;
  rmsDifference: number;
}

/** A way to connect: EIS devices, ideal trace STDP, ... */
export interface SynapseModel {
  readonly name: string;
  create(request: CrossbarRequest): Crossbar;
}

/** Row length padded to 16 values, so that rows of a 64-byte aligned array start on cache lines. */
export function paddedStride(nPost: number): number {
  return Math.ceil(nPost / 16) * 16;
}

/** The state without padding, [pre][post], single precision. */
export function unpadded({ state, stride, nPre, nPost }: Crossbar): Float32Array {
  const flat = new Float32Array(nPre * nPost);
  for (let i = 0; i < nPre; i++) flat.set(state.subarray(i * stride, i * stride + nPost), i * nPost);
  return flat;
}
