import type { Encoder } from "../../../core/encoder/model.js";
import type { FrontEnd } from "../../../core/front/model.js";
import type { Dataset } from "../../../dataset/model.js";
import type { KernelChoice } from "../../../engine/create.js";
import type { GainCourse, GainSchedule } from "../../../learning/gain.js";
import type { HomeostasisSpec } from "../../../learning/homeostasis.js";
import type { Sharing } from "../../../learning/shared-weights.js";
import type { NetworkSpec } from "../../../network/spec.js";
import type { FittedName } from "../../../readout/fitted/index.js";
import type { Readout } from "../../../readout/model.js";
import type { CheckpointInterval } from "../../checkpointing.js";
import type { PhysicsSpec } from "../../physics.js";

/** Unsupervised learning of a labelled data set: train, label, test. All SI. */
export interface ClassifySpec {
  /** Kind of the experiment. */
  readonly kind: "classify";
  /** Name of the run's random streams. */
  readonly seed: string;
  /** How often a checkpoint is written; absent = never. No result depends on it. */
  readonly checkpoint?: CheckpointInterval;
  /** What does the arithmetic: the same bits but for tfjs, which slices. Default: auto. */
  readonly kernel?: KernelChoice;
  /** Neurons and projections. */
  readonly network: NetworkSpec;
  /**
   * Names: the source population, the population that is read, and the plastic projection that the result is about: one that
   * leads to what is read, where there is such.
   */
  readonly input: string;
  /** Name of the population that is read. */
  readonly output: string;
  /** Name of the plastic projection that the result is about. */
  readonly plastic: string;
  /** The pictures. */
  readonly dataset: Dataset;
  /** What pictures go through before they are encoded; absent = nothing. */
  readonly front?: FrontSpec;
  /** What makes spikes of a picture. */
  readonly encoder: Encoder;
  /** How long a picture is shown, and when again. */
  readonly presentation: PresentationSpec;
  /** How much is trained. */
  readonly train: {
    /** Distinct images. */
    readonly images: number;
    /** Passes over them. */
    readonly epochs: number;
    /** What is trained one after the other; absent: all that is plastic at once. */
    readonly layers?: readonly TrainLayer[];
  };
  /** `duration`: time with input per picture of the pass, s; absent: as in training. */
  readonly label: {
    /** Training images shown to the frozen network to label its neurons. */
    readonly images: number;
    /** Time with input per picture, s; absent: as in training. */
    readonly duration?: number;
    /** Read-outs that are fitted to the answers, scored beside the votes. */
    readonly fit?: readonly FittedName[];
    /** Equal parts of a presentation in which these count spikes apart; default 1. */
    readonly bins?: number;
  };
  /** `validation` = the last 10,000 training images, then kept out of training and labelling. */
  readonly test: {
    /** Which images test. */
    readonly split: "test" | "validation";
    /** Number of test images. */
    readonly images: number;
    /** Time with input per picture, s; absent: as in training. */
    readonly duration?: number;
    /** Whose decisions the confusion matrix shows; every read-out is scored. Default: class-mean. */
    readonly readout?: string;
    /** Read-outs of the user's own by name, scored beside those that come with spikion. */
    readonly own?: Readonly<Record<string, Readout>>;
  };
  /** Of the population that is read. */
  readonly homeostasis: HomeostasisSpec;
  /** Of other populations, by name; thresholds of those that are left out stay. */
  readonly homeostasisOf?: Readonly<Record<string, HomeostasisSpec>>;
  /** Whether homeostasis follows from the numbers of neurons and presentations; absent: as written. */
  readonly automaticHomeostasis?: boolean;
  /** Projections whose weights all places share, by name: an ideal. */
  readonly sharing?: Readonly<Record<string, Sharing>>;
  /** Sum of each output neuron's weights that is restored after every image; 0 = off. */
  readonly columnSum: number;
  /** How the size of learning steps changes during training. */
  readonly gain: {
    /** What it changes: an amplitude, a number of pulses or nothing. */
    readonly schedule: GainSchedule;
  } & GainCourse;
  /** What the report draws of device and waveforms; absent for ideal synapses. */
  readonly physics?: PhysicsSpec;
  /** Of every projection with devices, where there is more than one. */
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
}

/** What pictures go through before they are encoded. */
export interface FrontSpec {
  /** All of it, on pictures of the data set's shape. */
  readonly end: FrontEnd;
  /** What it is made of, in order: for the report. */
  readonly parts: readonly {
    /** Name of the front end. */
    readonly name: string;
    /** Its numbers. */
    readonly values: Readonly<Record<string, number>>;
  }[];
}

/** Projections that learn together while all others are frozen. */
export interface TrainLayer {
  /** Names of the projections that learn. */
  readonly projections: readonly string[];
  /** Distinct images, and passes over them. */
  readonly images: number;
  /** Passes over the images. */
  readonly epochs: number;
}

/** Presentations of the whole training, without retries. */
export function presentationsOf({ train }: Pick<ClassifySpec, "train">): number {
  const layers = train.layers ?? [train];
  return layers.reduce((sum, { images, epochs }) => sum + images * epochs, 0);
}

/** Numbers of one picture's answer: of each neuron its spikes, in each part of the presentation if these are told apart. */
export function binsOf({ label }: Pick<ClassifySpec, "label">): number {
  return label.fit && label.fit.length > 0 ? (label.bins ?? 1) : 1;
}

/** Time with input of one picture in a phase of a run, s. */
export function shownFor(
  { presentation, label, test }: Pick<ClassifySpec, "presentation" | "label" | "test">,
  phase: "train" | "label" | "test",
): number {
  const own = phase === "train" ? undefined : phase === "label" ? label.duration : test.duration;
  return own ?? presentation.duration;
}

/** How one picture is shown. */
export interface PresentationSpec {
  /** Time with input and time without it, s. */
  readonly duration: number;
  /** Time without input after a picture, s. */
  readonly rest: number;
  /** Whether neurons go back to rest between images. */
  readonly reset: boolean;
  /** An image with fewer output spikes is shown again, at most `retryMax` times, rates * (1 + k * retryStep). */
  readonly retryBelow: number;
  /** Most repetitions of one picture. */
  readonly retryMax: number;
  /** How much rates grow with each repetition, as a fraction. */
  readonly retryStep: number;
}
