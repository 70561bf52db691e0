import type { Compiled } from "../core/compiled.js";
import type { Wiring } from "../core/connectivity/index.js";
import type { Device } from "../core/device/model.js";
import type { Random } from "../core/random.js";
import type { Saved } from "../core/saved.js";
import type { StateVariable } from "../core/state.js";
import type { GainSchedule } from "./gain.js";
import type { DeviceGains, EventNoise } from "./gains.js";
import type { OwnBounds } from "./kernels/reference.js";
import type { StartJitter } from "./nonideal/driver-timing.js";
import type { Slicing } from "./slicing.js";
import type { TileUse } from "./tiles.js";
import type { LevelTables } from "./variation.js";

/** What a synapse model needs to make the synapses of one projection. */
export interface CrossbarRequest {
  /** Which synapses exist. */
  readonly wiring: Wiring;
  /** Length of a tick, s. */
  readonly tick: number;
  /** Stream of this projection's own draws. */
  readonly random: Random;
  /** Devices shall be moved slice by slice, by tensors; by events where left out. */
  readonly slicing?: Slicing;
  /** Where synapses start, instead of what the model draws. */
  readonly starts?: Starts;
}

/** Given starting points of synapses. */
export interface Starts {
  /** Whether they are weights, or states in the unit of `Crossbar.state`. */
  readonly of: "weight" | "state";
  /** Of each synapse, row after row, rows whole. */
  readonly values: ArrayLike<number>;
}

/** Sum over conductance changes by cause, S (see `disturb` in the metrics). */
export interface DisturbLedger {
  /** While only the pre voltage is on. */
  lonePre: number;
  /** While only the post voltage is on. */
  lonePost: number;
  /** While both are on. */
  paired: number;
  /** Number of post waveforms, per synapse, that met a pre waveform. */
  pairs: number;
}

/** Waveforms, and those of them that the same neuron's next spike cut short. */
export interface CutCount {
  /** Of V_post. */
  posts: number;
  /** Those that the neuron's next spike cut short. */
  cut: number;
  /** Of V_pre; absent in results of before they were counted. */
  pres?: number;
  /** Pre waveforms that were cut short; absent where they are not counted. */
  cutPres?: number;
}

/** Everything a ledger counts. */
export const LEDGER = ["lonePre", "lonePost", "paired", "pairs"] as const satisfies (keyof DisturbLedger)[];

/** Bounds of the state, in its unit. */
export interface StateBounds {
  /** Smallest value. */
  readonly min: number;
  /** Largest value. */
  readonly max: number;
  /** Of each synapse where they differ; then `min` and `max` are the technology's. */
  readonly own?: OwnBounds | undefined;
}

/**
 * All synapses between two populations. What a synapse owns is at its position in the wiring. `pre` and `post` are
 * called in time order.
 */
export interface Crossbar {
  /** Which synapses exist, and the position of each. */
  readonly wiring: Wiring;
  /** By position: conductances in S for devices; dimensionless weights for ideal synapses. */
  readonly state: Float32Array | Float64Array;
  /** Synaptic weight = readGain * state. */
  readonly readGain: number;
  /** False freezes the synapses: no call below changes `state`. */
  learning: boolean;
  /** Error of every read by a spike, in the unit of the state, and its numbers; absent where reads are exact. */
  readonly readNoise?:
    | {
        /** Standard deviation of a read, S. */
        readonly sigma: number;
        /** Stream of the noise. */
        readonly random: Random;
      }
    | undefined;
  /**
   * A presynaptic spike reaches row i at `tick`; called before the row is read. Where synapses have delays of their own, a
   * row is a part of a neuron's: those that its spike reaches together.
   */
  pre(i: number, tick: number): void;
  /** Postsynaptic neuron j spikes at `tick`. */
  post(j: number, tick: number): void;
  /** Next tick at which `settle` has work; Infinity if none. */
  nextTick(): number;
  /** Apply what is complete by `tick`. */
  settle(tick: number): void;
  /**
   * A signal that is broadcast to all synapses has a new value from `tick` on, for waveforms under way too; absent where
   * none is listened to. @throws RangeError where the value is outside what its listener takes
   */
  setSignal?(name: string, value: number, tick: number): void;
  /** End of a presentation at `tick`: waveforms under way complete without further input. */
  finish(tick: number): void;
  /** Apply what was postponed because it is small; before the state is read out. */
  flush(): void;
  /** What one event does from now on, relative to the start (1); between presentations only. */
  setGain(gain: number, schedule: GainSchedule): void;
  /** State of the synapse at a position, at `tick`, in the unit of `state`; waveforms under way included where the model can. */
  conductance(at: number, tick: number): number;
  /** What the state cannot leave, in its unit; absent where anything finite is possible. */
  readonly bounds?: StateBounds;
  /**
   * Overwrite states outside learning: `change` of every device that can be moved, given its state, position and column.
   * What follows the state follows this too.
   */
  overwrite?(change: (g: number, at: number, column: number) => number): void;
  /** Column sums of synaptic weights are restored to this from now on; where states have no bound of their own it is one. */
  normalisedTo?(sum: number): void;
  /** Whether no voltage moves the device at a position. */
  stuck?(at: number): boolean;
  /** State that checkpoints and probes know. */
  readonly variables?: readonly StateVariable[];
  /** Copies of all state that it resumes from, at any tick, including what waits and what is under way. */
  save(): Saved;
  /**
   * Resume from what synapses made in the same way have saved.
   * @param now  tick at which time goes on
   * @throws SavedError where it does not fit, or cannot be of that tick
   */
  restore(saved: Saved, now: number): void;
  /** How far conductances moved by lone and by paired spikes; absent where that is not counted. */
  readonly disturb?: DisturbLedger;
  /** What physical tiles it takes, where it lies on such. */
  readonly tiles?: TileUse;
  /** Since the start; absent where synapses have no waveforms. */
  readonly waveforms?: CutCount;
  /** Time constant with which states relax, s; undefined where they stay. */
  readonly relaxes?: number | undefined;
  /**
   * Time passes between presentations: what retention loses is lost.
   * @param all  what is too small to count alone too: before the state is read out
   */
  age?(seconds: number, all?: boolean): void;
  /** Where single events change the state so little that its precision takes a part of it: in words. */
  readonly coarse?: string | undefined;
  /**
   * What a frozen network reads of conductances (S, without padding, as of `packed`): `g` itself where the read is ideal.
   * @throws RangeError where an effect is outside its range of validity
   */
  read?(g: Float32Array): Float32Array;
  /** How far the state is from its exact definition, on a sample; absent where it is exact. */
  check?(): PlasticityCheck | undefined;
  /**
   * The state, and what it is changed from, move to where compiled kernels work, which then do what they can to the same bits.
   * The wiring's lists have moved. Absent where there is no such kernel.
   */
  moveTo?(compiled: Compiled): void;
  /** Whether it has moved, and compiled kernels do what its spikes do to it. */
  readonly isCompiled?: boolean;
  /** Absent where no other kernel than the reference exists; otherwise what it works on, or in words why it cannot. */
  fused?(): FusedSynapses | string;
}

/** Linear soft-bound devices in the lumped form, for a kernel that runs whole presentations. */
export interface FusedSynapses {
  readonly device: Device;
  readonly gains: DeviceGains | undefined;
  /** Bounds of each synapse where they differ; the gains are then those for it. */
  readonly own: OwnBounds | undefined;
  readonly noise: EventNoise;
  /** By level of the post waveform's amplitude, and which level an event of a column has; absent: always the first. */
  readonly tables: LevelTables;
  readonly levelOf?: (column: number, event: number) => number;
  /** How late waveforms start, where they do. */
  readonly jitter: StartJitter | undefined;
  /** Factor of every event. */
  readonly factor: number;
  /** Another number whenever `tables` or `factor` have changed. */
  readonly version: number;
  readonly disturb: DisturbLedger;
  /** Copy the state into `to`, which is the state from now on. */
  moveState(to: Float32Array): void;
  /** Tell it that a presentation without learning ended at `tick`. */
  skip(tick: number): void;
  /** Rows whose spikes `follow` asks for. */
  readonly followedRows: readonly number[];
  /** Tell the shadow check, and the count of cut post waveforms, what spikes a finished presentation held. */
  follow(presentation: FollowedSpikes): void;
  /** Pre waveforms of that presentation, and those of them that the row's next start cut short. */
  countPre(all: number, cut: number): void;
}

/** Spikes of one presentation; ticks count from `begin`. */
export interface FollowedSpikes {
  /** Absolute tick of the presentation's first tick, and its length. */
  readonly begin: number;
  readonly ticks: number;
  /** (tick, row) pairs of waveforms starting on the rows that are followed, in time order; (tick, neuron) of output spikes. */
  readonly input: Int32Array;
  readonly output: Int32Array;
}

/** Differences as fractions of Gmax - Gmin. */
export interface PlasticityCheck {
  /** Synapses that are followed. */
  synapses: number;
  /** Pieces of waveform solved exactly. */
  events: number;
  /** Largest difference so far, fraction of the range. */
  maxDifference: number;
  /** Root of the mean squared difference, fraction of the range. */
  rmsDifference: number;
}

/** A way to connect: EIS devices, ideal trace STDP, ... */
export interface SynapseModel {
  /** Name for reports and errors. */
  readonly name: string;
  /** Bytes that a synapse takes, about, for forecasts of memory. */
  readonly bytesPerSynapse?: number;
  /** Bytes that a projection takes besides, whatever its size. @param tick  of the network, s */
  bytesBesides?(tick: number): number;
  /** Whether its synapses lie on physical tiles. */
  readonly tiled?: boolean;
  /** The synapses of one projection. */
  create(request: CrossbarRequest): Crossbar;
}
