import type { Compiled } from "../compiled.js";
import type { ParamTable } from "../params.js";
import type { Random } from "../random.js";
import type { StateVariable } from "../state.js";

/** Where a population's dynamics write the spikes of one tick. */
export interface SpikeBuffer {
  /** Neurons that spiked; the first `count` entries hold. */
  readonly index: Int32Array;
  /** How many neurons spiked. */
  count: number;
}

/**
 * n neurons of one model. The engine adds the weights that arrive at a tick to `input[receptor]`
 * and calls `update` at every tick that has arrivals or equals `nextTick()`, in ascending order.
 */
export interface Neurons {
  /** Number of neurons. */
  readonly n: number;
  /** Names in the order of `input`. */
  readonly receptors: readonly string[];
  /**
   * Per receptor (model's order): weight arriving at the present tick, length n; `update` clears it. Weights are summed in
   * the precision of the array.
   */
  readonly input: readonly (Float32Array | Float64Array)[];
  /** Advance to `tick`, take the input, write the neurons that spike at it. */
  update(tick: number, spikes: SpikeBuffer): void;
  /** Earliest tick at which `update` is needed even without input; Infinity if none. */
  nextTick(): number;
  /** Membrane potential of neuron i at `tick` (not before the last update), V. */
  voltage(i: number, tick: number): number;
  /** Back to rest; adaptive thresholds stay. `tick` is where time goes on from. */
  reset(tick: number): void;
  /**
   * Current into each neuron from the last update on, until it is set anew: V, the depolarisation that it would end at (of
   * izhikevich: its paper's I); length n. Absent where none can be set.
   */
  readonly current?: Float64Array;
  /** Adaptive part of the threshold, V, length n; absent in models without one. */
  readonly theta?: Float32Array;
  /** Rise of theta at a spike, V; set to 0 to freeze. */
  thetaPlus?: number;
  /**
   * All of the state but `theta`, `thetaPlus` and `input`, bound to where it lives: a run can then be resumed at any tick,
   * and probes see the variables. Absent: it can only be resumed from rest.
   */
  readonly variables?: readonly StateVariable[];
  /** Puts a variable of neuron i to a value before time begins: those that the model names in `starts`. */
  begin?(variable: string, i: number, x: number): void;
  /** Whether neurons have parameters of their own. */
  readonly mixed?: boolean;
  /**
   * Arrays move to where compiled kernels work, which then do the updates to the same bits; `input` holds other arrays
   * afterwards. Absent where there is no such kernel.
   */
  moveTo?(compiled: Compiled): void;
  /**
   * Where the updates are compiled: applies a Poisson drive of one rate to its first receptor at every update from now on, as
   * the first thing it does. @param address  where the kernels find it. @returns  whether it does
   */
  takeDrive?(address: number): boolean;
  /** Only in lif-cond: what a kernel needs to do its steps elsewhere, to the same bits. */
  readonly lifCond?: LifCondConstants;
}

/** Constants of lif-cond's step, see there; V, relative to the leak conductance, per step of `stepTicks` ticks. */
export interface LifCondConstants {
  readonly vRest: number;
  readonly vReset: number;
  readonly vThreshold: number;
  readonly eExc: number;
  readonly eInh: number;
  readonly decayE: number;
  readonly decayI: number;
  /** dt / tauM */
  readonly leak: number;
  readonly refractorySteps: number;
  readonly stepTicks: number;
  /** Smallest conductance kept, and how many steps lie between two looks at it, from the last reset on. */
  readonly flushBelow: number;
  readonly flushEvery: number;
  readonly winner: Winner;
}

/** What every neuron model exports: its numbers, its inputs, and the neurons made from them. */
export interface NeuronModel {
  /** What the model is, in one line. */
  readonly doc: string;
  /** Its numbers, with unit, bounds and source. */
  readonly params: ParamTable;
  /** Names of the inputs that projections lead to, such as "excitatory". */
  readonly receptors: readonly string[];
  /** Unit of the weights: "V" where an input is a jump of v or of a current in volts; absent = "1". */
  readonly weightUnit?: "V";
  /** Receptors that take volts, in a model whose others take numbers. */
  readonly volts?: readonly string[];
  /** Variables that a config can let start elsewhere than at rest, and their units. */
  readonly starts?: Readonly<Record<string, "V" | "1">>;
  /** Whether one winner at each place is known to it. */
  readonly knowsPlaces?: boolean;
  /** Whether the neurons of a population differ, by what `create` draws. */
  readonly heterogeneous?: boolean;
  /** What of these values does not fit the tick (s), in words; undefined where all does. Absent: any do. */
  problem?(values: Readonly<Record<string, number>>, tick: number): string | undefined;
  /**
   * Neurons of the model, at rest.
   * @param values  of `params`, SI; a default where left out
   * @param tick  length of a tick, s
   * @param winner  "one-per-step": of all neurons over threshold in a step only the one furthest over it spikes; an object
   *   only for models that know places
   * @param random  the population's own stream. Draw from it here only: later, draws would depend on which pictures a
   *   worker shows, and on where a run was resumed. Absent only where neither counts
   * @throws RangeError where a parameter does not fit the tick (said in the message)
   */
  create(
    n: number,
    values: Readonly<Record<string, number>>,
    tick: number,
    winner: Winner,
    random?: Random,
  ): Neurons;
  /** As `create`, with a `current` that can be set; absent where those that `create` makes have one, or none have. */
  driven?: NeuronModel["create"];
}

/**
 * Which of the neurons over their thresholds in a step spike. With `places`, one at each: neuron i is at place i mod places, as
 * the planes of a population share its rows and columns.
 */
export type Winner =
  | "all"
  | "one-per-step"
  | {
      /** Number of places, each with neurons of its own that compete. */
      readonly places: number;
    };
