import type { Distribution } from "../core/distribution.js";
import type { NeuronModel, Winner } from "../core/neuron/model.js";
import type { SynapseModel } from "../crossbar/model.js";
import type { RuleName } from "./connect/index.js";
import type { ConnectRule } from "./connect/model.js";
import type { ListedValues } from "./listed.js";

export type { RuleName };

/** A network as the engine takes it: parts instead of names, SI numbers, every default filled in. */
export interface NetworkSpec {
  /** Length of a tick, s: the grid of all spike times. */
  readonly tick: number;
  /** Groups of neurons, and sources of spikes. */
  readonly populations: readonly PopulationSpec[];
  /** Synapses between them. */
  readonly projections: readonly ProjectionSpec[];
  /** Quantities that are broadcast to all synapses, such as dopamine. */
  readonly signals?: readonly SignalSpec[];
}

/** A quantity that is broadcast to all synapses. */
export interface SignalSpec {
  /** Name by which alphas and rewards call it. */
  readonly name: string;
  /** Value until it is first set. */
  readonly start: number;
}

/** Neurons of one model, or a source of spikes. */
export interface PopulationSpec {
  /** Name by which projections and probes call it. */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** Neurons along each axis, the last one fastest: [rows, cols] or [planes, rows, cols]; absent: a plain list. */
  readonly shape?: readonly number[];
  /** Absent: a source, whose spikes come from an encoder. */
  readonly neuron?: {
    /** The neuron model. */
    readonly model: NeuronModel;
    /** Its numbers, SI, every one given. */
    readonly values: Readonly<Record<string, number>>;
    /** Who may fire where several reach threshold in one tick. */
    readonly winner: Winner;
    /** Parameters that differ between neurons, by name: drawn, or one value for each. */
    readonly own?: OwnValues;
    /** Variables that start elsewhere than at rest. */
    readonly start?: OwnValues;
    /** Poisson spikes at each neuron, of sources that are no population: rate (Hz) of each neuron's, and their weight. */
    readonly drive?: {
      /** Rate of each neuron's spikes, Hz: one for all, drawn, or one for each. */
      readonly rate: number | Distribution | Float64Array;
      /** Weight of each of these spikes. */
      readonly weight: number;
      /** Receptor that they reach. */
      readonly receptor: string;
    };
    /** Current into each neuron; none where left out. */
    readonly current?: CurrentSpec;
  };
}

/** Current into each neuron: what these come to together, V. */
export interface CurrentSpec {
  /** Of each neuron. */
  readonly constant: number | Distribution | Float64Array;
  /** From each time (s) on the current (V) of all neurons, times ascending; 0 before the first. */
  readonly steps?: readonly {
    /** Time from which it flows, s. */
    readonly from: number;
    /** The current, as the depolarisation that it would end at, V. */
    readonly current: number;
  }[];
  /** Ornstein-Uhlenbeck noise of mean 0, each neuron its own: standard deviation, V, and correlation time, s. */
  readonly noise?: {
    /** Standard deviation, V. */
    readonly sd: number;
    /** Correlation time, s. */
    readonly tau: number;
  };
}

/** Parameters that differ between neurons: one for all, drawn, or one for each. */
export type OwnValues = Readonly<Record<string, number | Distribution | Float64Array>>;

/** A connection rule with its numbers. */
export interface RuleSpec {
  /** The rule. */
  readonly model: ConnectRule;
  /** Its numbers. */
  readonly values: Readonly<Record<string, number>>;
}

/** Synapses from one population to another. */
export interface ProjectionSpec {
  /** Name by which probes and results call it. */
  readonly name: string;
  /** Name of the population whose spikes it carries. */
  readonly from: string;
  /** Name of the population that it reaches. */
  readonly to: string;
  /** Which neuron reaches which: a rule and its numbers, or the name of one with its defaults. */
  readonly rule: RuleName | RuleSpec;
  /** Receptor of the neurons that it reaches. */
  readonly receptor: string;
  /** Delay in s, a whole number of ticks; at least one tick from neurons, 0 allowed from sources. */
  readonly delay: number;
  /** Where given, each synapse's own delay is uniform in delay .. delayMax, s. */
  readonly delayMax?: number;
  /** Of each synapse row after row, s, within delay .. delayMax; drawn where left out. */
  readonly delays?: ListedValues;
  /** A fixed weight for every synapse, or for each its own; or a plastic model. */
  readonly weight?: number;
  /** A weight for each synapse: drawn, or listed. */
  readonly weights?: Distribution | ListedValues;
  /** The plastic synapses; left out where weights are fixed. */
  readonly synapse?: SynapseModel;
  /** Where plastic synapses start: weights, or states in their unit; as the model draws them where left out. */
  readonly starts?: {
    /** What the list has: weights, or states in their unit. */
    readonly of: "weight" | "state";
    /** A value for each synapse. */
    readonly list: ListedValues;
  };
}
