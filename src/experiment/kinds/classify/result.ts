import type { ReadoutKey } from "../../../readout/index.js";
import type { CutCounts } from "../../cut-waveforms.js";
import type { PlasticityChecks } from "../../plasticity-checks.js";
import type { SparseWiring } from "../../sparse.js";
import type { AbsentClasses } from "./absent-classes.js";
import type { EnergyLedger } from "./energy-ledger.js";

/** Accuracy of each read-out, as a fraction of the test images. */
export type AccuracyByReadout = { [K in ReadoutKey]: number };

/** Answers that the order of the classes decided. */
export interface Ties {
  /** How many there were. */
  images: number;
  /** Those of them that were right. */
  right: number;
}

/** metrics.json of a classify run. */
export interface ClassifyMetrics {
  /** Kind of the experiment. */
  kind: "classify";
  /** Accuracy by read-out, fractions of the test images. */
  accuracy: AccuracyByReadout;
  /** 95 % Wilson interval of each accuracy for this one run's test images. */
  accuracyCI95: Record<keyof AccuracyByReadout, [low: number, high: number]>;
  /** "test" or "validation". */
  testSplit: string;
  /** Read-out whose decisions `confusion` counts. */
  confusionReadout: string;
  /** Test images that were shown. */
  testImages: number;
  /** Training images that labelled the neurons. */
  labelImages: number;
  /** Distinct training images, and presentations of them (images * epochs). */
  trainImages: number;
  /** Presentations of training images, without retries. */
  trainPresentations: number;
  /** Passes over the training images. */
  epochs: number;
  /** Presentations in which the projection learned that the result is about; absent where that is all of them. */
  learnedPresentations?: number;
  /** Speed of training, images per second of wall-clock time. */
  trainImagesPerSecond: number;
  /** Wall-clock time of training, s. */
  trainSeconds: number;
  /** Wall-clock time of labelling, s. */
  labelSeconds: number;
  /** Wall-clock time of the test, s. */
  testSeconds: number;
  /** Means per training presentation, retries included; null where nothing was trained. */
  inputSpikesPerImage: number | null;
  /** Output spikes per training presentation, retries included; null where nothing was trained. */
  postSpikesPerImage: number | null;
  /** Spikes of each population per image that it took part in, by name; absent where there is one layer. */
  spikesPerImage?: Record<string, number>;
  /** Shown again because too few neurons answered, fraction of training images; null where there were none. */
  retriesPerImage: number | null;
  /** Test images that no neuron answered (counted as wrong). */
  silentTestImages: number;
  /**
   * Test images that were answered, but for no class more than for another, by read-out: only neurons that were silent in
   * labelling fired, or all classes have the same score (counted as wrong). Absent in results of before it was counted.
   */
  undecidedTestImages?: Record<keyof AccuracyByReadout, number>;
  /** Test images for which some classes share the largest score: taken for the first of them. Absent as above. */
  tiedTestImages?: Record<keyof AccuracyByReadout, Ties>;
  /**
   * Neurons whose synapses were still mainly those they were drawn with when training ended (see `differentiation.ts`);
   * null where nothing was trained; absent in results of before it was counted.
   */
  unlearnedNeurons?: number | null;
  /** Classes of which a pass of the spec has no image, by name; absent where there are none, and in older results. */
  absentClasses?: AbsentClasses;
  /** Effective number of neurons that share the answers to the labelling images. Absent as above. */
  answeringNeurons?: number;
  /**
   * Post waveforms of each plastic projection, and those that the neuron's next spike cut short. Absent in older
   * results, and where nothing was trained.
   */
  cutWaveforms?: CutCounts;
  /** As `plasticityCheck`, of further plastic projections by name. Absent in older results. */
  furtherPlasticityChecks?: PlasticityChecks;
  /** sha256 (hex) of the final conductances: equal where two runs end in the same bits. */
  weightsSha256: string;
  /** What the program itself has checked; absent in results of before it did. */
  protocol?: {
    /** Test images that are also among the training images. */
    sharedTestImages: number;
    /** Whether labelling and test left every conductance and threshold as it was. */
    frozen: boolean;
  };
  /**
   * What did the arithmetic; and why it was the reference where nothing was asked for, or which backend tfjs had, else
   * null.
   */
  kernel: "wasm" | "reference" | "tfjs";
  /** Why wasm did not show whole presentations, or which backend tfjs had; else null. */
  kernelNotice: string | null;
  /**
   * Most threads that worked on a presentation of the training; absent where one was to do it alone. No other number depends
   * on it. Like the next two of this process only: of a resumed run, since it was resumed.
   */
  threads?: number;
  /** Presentations that several threads worked on, fraction of those of the training (images shown again included). */
  sharedPresentations?: number;
  /** Of a presentation, s, by the clock; present where the program chose the number of threads, and had tried both. */
  presentationSeconds?: {
    /** With one thread. */
    alone: number;
    /** With all threads. */
    together: number;
  };
  /** S per synapse per training image; null for synapses that are not devices. */
  disturb: {
    /** By pre spikes that met no post spike. */
    lonePre: number;
    /** By post spikes that met no pre spike. */
    lonePost: number;
    /** By pairs of spikes. */
    paired: number;
  } | null;
  /**
   * Synaptic events per training image, summed over all synapses: spikes whose waveform met no other, and pairs; each
   * pair takes one pre and one post spike. Null for synapses that are not devices.
   */
  events: {
    /** Pre spikes that met no post spike. */
    lonePre: number;
    /** Post spikes that met no pre spike. */
    lonePost: number;
    /** Pairs of spikes. */
    paired: number;
  } | null;
  /** Null where nothing is known of the device's energy. */
  energy: EnergyLedger | null;
  /** Fast plasticity against the fully ordered form on sampled synapses, fraction of Gmax - Gmin; null where not applicable. */
  plasticityCheck: {
    /** Synapses that were followed. */
    synapses: number;
    /** Events of them that were compared. */
    events: number;
    /** Largest difference. */
    maxDifference: number;
    /** Root of the mean squared difference. */
    rmsDifference: number;
  } | null;
  /** What changes the size of learning steps during training. */
  gainSchedule: string;
  /** Neurons of the population that is read. */
  neurons: number;
  /** Name of the run's random streams. */
  seed: string;
  /** Whether training was stopped before its end. */
  interrupted: boolean;
  /** Gate voltages beyond the rates that were given, in words. */
  extrapolation?: string[];
}

/** Spikes of one picture for the raster: times in s, neuron indices. */
export interface Raster {
  /** Time shown, s. */
  duration: number;
  /** Times of input spikes, s. */
  inputTime: Float64Array;
  /** Neuron of each input spike. */
  inputIndex: Int32Array;
  /** Times of output spikes, s. */
  outputTime: Float64Array;
  /** Neuron of each output spike. */
  outputIndex: Int32Array;
  /** The picture shown: label and pixels (rows * cols). */
  label: number;
  /** The picture's pixels, 0..255. */
  pixels: Uint8Array;
}

/** What a classify run gives. */
export interface ClassifyResult {
  /** Kind of the experiment. */
  kind: "classify";
  /** Its numbers: what metrics.json holds. */
  metrics: ClassifyMetrics;
  /** Rows of what the input shows, for drawing receptive fields. */
  rows: number;
  /** Columns of what the input shows. */
  cols: number;
  /** A name for each class, in order. */
  classNames: readonly string[];
  /** Inputs of the projection `plastic`. */
  nPre: number;
  /** Neurons that the projection `plastic` leads to. */
  nPost: number;
  /** Of the projection `plastic`: [pre][post], or as `sparse` lists them; S for devices, dimensionless for ideal synapses. */
  conductance: Float32Array;
  /** Unit of `conductance`: "S" for devices, "1" for ideal synapses. */
  conductanceUnit: "S" | "1";
  /** The same of further plastic projections, by name; absent where there are none. */
  others?: Record<string, Float32Array>;
  /** Wiring of the plastic projections in which not every synapse exists, by name; absent where there are none. */
  sparse?: Record<string, SparseWiring>;
  /** Of the population that is read, V; as long as `label`. */
  theta: Float32Array;
  /** The same of other populations whose thresholds adapt, by name; absent where there are none. */
  thetas?: Record<string, Float32Array>;
  /**
   * Class of each output neuron (largest mean count in the labelling pass); -1 if it never fired or answered all
   * classes alike.
   */
  label: Int32Array;
  /** Mean spikes of neuron j for class c: r[j * classes + c]. */
  meanCounts: Float64Array;
  /**
   * Test images by true class (row) and decision of `metrics.confusionReadout` (column); the last two columns are
   * silent and undecided images (one column, silent, in results of before undecided ones were told apart).
   */
  confusion: number[][];
  /** Running accuracy on training images while learning (labels from the images before). */
  history: {
    /** Images seen so far, at each point. */
    images: number[];
    /** Fraction of the last images that were right. */
    accuracy: number[];
    /** Output spikes per image. */
    postSpikes: number[];
    /** Mean of the adaptive thresholds, V. */
    thetaMean: number[];
  };
  /** Spikes of one picture, for the report; null where none was recorded. */
  raster: Raster | null;
}
