import type { Encoder } from "../../../core/encoder/model.js";
import type { NetworkSpec } from "../../../network/spec.js";
import type { PhysicsSpec } from "../../physics.js";

/** What the signal after a choice depends on. */
export const FOLLOWS_DOCS = {
  reward: "the signal after a choice says whether it was right",
  inverted: "it says the opposite",
  shuffled: "the values of a run of the same seed in which it followed reward, in random order",
  nothing: "it has the rewarded value after every choice",
};
export type Follows = keyof typeof FOLLOWS_DOCS;

/**
 * Trials in which one of several groups of inputs fires, one of several pools of neurons answers, and a signal that is
 * broadcast to the synapses afterwards may say whether the answer was the right one. All SI.
 */
export interface ChoiceSpec {
  /** Kind of the experiment. */
  readonly kind: "choice";
  /** Name of the run's random streams. */
  readonly seed: string;
  /** Neurons, projections and signals. */
  readonly network: NetworkSpec;
  /** Projection whose conductances are recorded by stimulus and choice. */
  readonly plastic: string;
  /** Number of trials. */
  readonly trials: number;
  /** What is shown. */
  readonly stimuli: {
    /** The source population, in `count` groups of neighbours. */
    readonly source: string;
    /** Number of stimuli. */
    readonly count: number;
    /** Poisson rates of the group that is shown and of all others, Hz. */
    readonly rate: number;
    /** Poisson rate of the groups that are not shown, Hz. */
    readonly background: number;
    /** Longest time of a stimulus, s. */
    readonly duration: number;
  };
  /** Who answers, and what counts as the answer. */
  readonly choice: {
    /** The population that chooses, in `count` pools of neighbours. */
    readonly population: string;
    /** Number of choices. */
    readonly count: number;
    /** first: the pool that fires first, which ends the stimulus; most: the one with most spikes when it is over. */
    readonly by: "first" | "most";
  };
  /** The signal after a choice. */
  readonly reward: {
    /** Name of the network's signal. */
    readonly signal: string;
    /** Choice that is rewarded for each stimulus; from trial `reversal` on the one after it. */
    readonly contingency: readonly number[];
    /** Infinity: none. */
    readonly reversal: number;
    /** Values of the signal; before and after it has the network's own. */
    readonly rewarded: number;
    /** Value of the signal after a choice that is not rewarded. */
    readonly unrewarded: number;
    /** What the signal depends on. */
    readonly follows: Follows;
    /** From the end of the stimulus to the signal, and how long that lasts, s. */
    readonly delay: number;
    /** How long the signal lasts, s. */
    readonly duration: number;
  };
  /** Trials that accuracies are taken from: the last ones of the run, and the last ones before the reversal. */
  readonly window: number;
  /** Encoders of all other source populations, such as noise; they run while the stimulus does. */
  readonly sources: Readonly<Record<string, Encoder>>;
  /** What the report draws of device and waveforms; absent for ideal synapses. */
  readonly physics?: PhysicsSpec;
  /** Of every projection with devices, where there is more than one. */
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
}
