/**
 * A form of synapses: how waveforms that start, overlap and end become changes of conductance. All forms see the same
 * events in the same order; they differ in what they simplify.
 */
import type { Compiled } from "../../core/compiled.js";
import type { Wiring } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import type { Saved } from "../../core/saved.js";
import type { StateVariable } from "../../core/state.js";
import type { Waveform } from "../../core/waveform/model.js";
import type { DeviceGains } from "../gains.js";
import type { DisturbLedger, FollowedSpikes, PlasticityCheck } from "../model.js";
import type { StartJitter } from "../nonideal/driver-timing.js";
import type { Slicing } from "../slicing.js";
import type { LevelTables, Variation } from "../variation.js";

/** What drives the gates at present. */
export interface Voltages {
  readonly tables: LevelTables;
  /** Factor on every change, by which a gain goes beyond voltages. */
  readonly factor: number;
  /** V_post as the gain has it. */
  readonly post: Waveform;
}

/** Synapses of one crossbar in one form. Calls come in time order; the conductances belong to the crossbar. */
export interface SynapseForm {
  readonly disturb: DisturbLedger;
  /** All state that it resumes from, beside the conductances. */
  readonly variables: readonly StateVariable[];
  /** A pre waveform starts on row i at `tick`. */
  preStart(i: number, tick: number): void;
  /** The waveform of post spike number `event` starts on column j at `tick`. */
  postStart(j: number, tick: number, event: number): void;
  /** Next tick at which `settle` has work; Infinity if none. */
  nextTick(): number;
  /** Apply what is complete by `tick`. */
  settle(tick: number): void;
  /** All waveforms complete; time goes on from `tick` with resting lines. */
  finish(tick: number): void;
  /** Time without learning is over at `tick`: it does not count as rest. */
  skip(tick: number): void;
  /** Apply what was postponed because it is small. */
  flush(): void;
  /** Other voltages or another factor for what follows; between presentations only. */
  setVoltages(voltages: Voltages): void;
  /** Other voltages from `tick` on, for waveforms under way too; absent where alphas are constant. */
  changeVoltages?(voltages: Voltages, tick: number): void;
  /** Conductance at a position at `tick`, S, waveforms under way included; absent where the state is all it knows. */
  peek?(at: number, tick: number): number;
  /** The crossbar overwrites its conductances, outside learning: copies of them follow. */
  overwrite?(change: (g: number, at: number) => number): void;
  /** How far the conductances (flushed) are from the exact ones; absent where they are exact. */
  check?(state: ArrayLike<number>): PlasticityCheck;
  /**
   * Conductances and what changes them move to where compiled kernels work; absent where there are none. @param use  is given
   * the conductances that hold from now on
   */
  moveTo?(compiled: Compiled, use: (state: Float32Array) => void): void;
  /** Whether it has moved, and compiled kernels do what its spikes do to it. */
  readonly isCompiled?: boolean;
  /** What a kernel that runs whole presentations needs of it, or in words why there is none. */
  fused(): FusedForm | string;
  /** @throws SavedError where it cannot resume from what was saved, for a reason that no variable shows */
  checkSaved?(saved: Saved): void;
}

export interface FusedForm {
  /** With what own bounds change of the distances to G0. */
  readonly gains: DeviceGains | undefined;
  /** Wants to be told of presentations that the kernel has run. */
  readonly follower?: Follower;
}

/** Follows whole presentations after they were run. */
export interface Follower {
  /** Rows whose spikes it needs. */
  readonly rows: readonly number[];
  /** A presentation without learning ended at `tick`. */
  skip(tick: number): void;
  /** @param event  number of the presentation's first post spike; @param postLead  ticks of V_post's lead */
  follow(
    presentation: FollowedSpikes,
    event: number,
    postLead: number,
    jitter: StartJitter | undefined,
  ): void;
}

export interface FormRequest {
  readonly wiring: Wiring;
  /** Conductances by position, S, in the form's precision; changed in place. */
  readonly state: Float32Array | Float64Array;
  readonly device: Device;
  readonly pre: Waveform;
  readonly alphaPre: number;
  readonly alphaPost: number;
  /** Length of a tick, s. */
  readonly tick: number;
  readonly voltages: Voltages;
  /** Of single synapses, by position. */
  readonly variation: Variation;
  /** Where the form moves devices slice by slice. */
  readonly slicing?: Slicing | undefined;
}

/** One form, as the table of forms has it. */
export interface FormMaker {
  /** In which conductances are kept. */
  readonly precision: "single" | "double";
  /** Exact forms need no check. */
  readonly exact: boolean;
  /** Why alphas cannot move, in words; absent where they can. */
  readonly constantAlphas?: string;
  create(request: FormRequest): SynapseForm;
}
