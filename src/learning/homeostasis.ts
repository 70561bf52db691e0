/**
 * How thresholds adapt, so that every neuron gets its share of wins.
 *
 * Diehl & Cook 2015 raise theta at each spike and let it decay over hours. Here the rise can be made mean-free, so
 * that only differences between neurons learn, and a slow common servo holds the number of spikes per image.
 */

import { exp } from "../core/elementary.js";
import type { Neurons } from "../core/neuron/model.js";
import { geometric } from "./gain.js";

/** Volts, seconds. */
export interface HomeostasisSpec {
  /** Rise of a neuron's theta at each of its spikes, V, at the start of training. */
  readonly thetaPlus: number;
  /** Factor that thetaPlus has fallen to at the end (geometric); 1 = constant. */
  readonly thetaPlusEnd: number;
  /** After each image every theta loses the mean rise, so that only differences learn. */
  readonly meanFree: boolean;
  /** Where that mean is of each place: their number, neuron i at place i mod places; absent: of the population. */
  readonly places?: number;
  /** Common servo after each image: theta += servoGain * (min(spikes, servoCap) - targetSpikes), V per spike; 0 = off. */
  readonly servoGain: number;
  /** Most spikes of one image that count for the servo. */
  readonly servoCap: number;
  /** Output spikes per image that the servo aims at. */
  readonly targetSpikes: number;
  /** Time constant of theta's decay, s; Infinity = none. */
  readonly tauTheta: number;
}

/** V. Rise of a threshold per spike at the start of a training that is long enough (chosen: Diehl & Cook 2015). */
const USUAL_RISE = 0.05e-3;
/**
 * V. Rise per spike, times presentations, over neurons. Every neuron spikes `targetSpikes` times presentations / neurons
 * times in the mean: with 12 of them, and thetaPlus falling to 5 %, this lets it rise by some 28 mV in all, a little more
 * than the 21 mV by which a threshold has to rise before a neuron with a learned column leaves pictures to one without.
 * Below about 20 mV in all a few neurons answer everything when training ends.
 * Source: measured on validation images, 100 neurons with 1,000 to 10,000 images and 400 with 1,000 to 20,000.
 */
const RISE_IN_ALL = 7.5e-3;

/**
 * `thetaPlus` for a training of so many presentations: the usual one, or more where training is too short for it to let
 * every neuron learn.
 * @param neurons  of the population whose thresholds adapt
 * @param presentations  pictures times passes
 * @returns  V
 */
export function automaticThetaPlus(neurons: number, presentations: number): number {
  return Math.max(USUAL_RISE, (RISE_IN_ALL * neurons) / Math.max(1, presentations));
}

/**
 * `homeostasis: auto`: settings by the number of neurons N and of training presentations.
 *
 *   thetaPlus     10 uV x sqrt(N), at least what `automaticThetaPlus` says
 *   servoGain     thetaPlus / 40 at that square root: 0.25 uV x sqrt(N)
 *   targetSpikes  8 + 3.5 log4(N / 100), at least 5: of a larger layer more neurons answer a picture
 *
 * Of N neurons each wins once in N pictures: it has to rise further with a win. Source: settings found by hand for 100, 400,
 * 1600 and 6400 neurons on validation images of MNIST, between which this goes; docs/learning.md has what it gives.
 * @param neurons  of the population whose thresholds adapt
 * @param presentations  pictures times passes
 */
export function automaticHomeostasis(neurons: number, presentations: number): HomeostasisSpec {
  const root = Math.sqrt(neurons);
  return {
    thetaPlus: Math.max(10e-6 * root, automaticThetaPlus(neurons, presentations)),
    thetaPlusEnd: 0.05,
    meanFree: true,
    servoGain: 0.25e-6 * root,
    servoCap: 40,
    targetSpikes: Math.max(5, Math.round(8 + (3.5 * Math.log2(neurons / 100)) / 2)),
    tauTheta: Number.POSITIVE_INFINITY,
  };
}

/** Rises of theta below this share of it lose more than 1 % to its single precision. */
const SMALLEST_RISE = 2 ** -18;

/**
 * Why thresholds would not follow, in words; undefined where they do.
 * @param theta  at the start, V; @param duration  of a presentation, s
 */
export function homeostasisProblem(
  { thetaPlus, tauTheta }: HomeostasisSpec,
  theta: number,
  duration: number,
): { readonly key: "thetaPlus" | "tauTheta"; readonly problem: string } | undefined {
  const least = SMALLEST_RISE * Math.abs(theta);
  if (thetaPlus > 0 && thetaPlus < least)
    return {
      key: "thetaPlus",
      problem: `a rise of ${thetaPlus} V is lost in the single precision of a threshold of ${theta} V; accepted: 0 V, or at least ${least.toPrecision(2)} V`,
    };
  if (duration / tauTheta > 0 && duration / tauTheta < SMALLEST_RISE)
    return {
      key: "tauTheta",
      problem: `what decays within a picture of ${duration} s is lost in the single precision of a threshold; accepted: none, or at most ${(duration / SMALLEST_RISE).toPrecision(2)} s`,
    };
  return undefined;
}

export class Homeostasis {
  /** Spikes by place, where rises are balanced there. */
  private readonly atPlace: Float64Array | undefined;

  constructor(
    private readonly spec: HomeostasisSpec,
    private readonly neurons: Neurons,
  ) {
    this.atPlace = spec.places === undefined ? undefined : new Float64Array(spec.places);
  }

  /**
   * How far a threshold can have moved, V.
   * @param presentations  so far, retries among them; @param spikes  of all neurons in them
   */
  reach(presentations: number, spikes: number): number {
    const { thetaPlus, servoGain, targetSpikes } = this.spec;
    // Up at spikes and down by their mean; the servo goes by spikes, and by what it wants.
    return 2 * thetaPlus * spikes + Math.abs(servoGain) * (presentations * Math.abs(targetSpikes) + spikes);
  }

  /** Before an image: how much a spike raises theta now. @param progress  of the run, 0..1 */
  begin(progress: number): void {
    this.neurons.thetaPlus = this.spec.thetaPlus * geometric(this.spec.thetaPlusEnd, progress);
  }

  /**
   * After a presentation.
   * @param spikes  of the population in it
   * @param duration  of the presentation, s
   * @param counts  spikes of each neuron
   */
  end(spikes: number, duration: number, counts: Int32Array): void {
    const { theta, thetaPlus = 0, n } = this.neurons;
    if (!theta) return;
    const { meanFree, servoGain, servoCap, targetSpikes, tauTheta } = this.spec;
    const keep = tauTheta === Number.POSITIVE_INFINITY ? 1 : exp(-duration / tauTheta);
    const servo = servoGain * (Math.min(spikes, servoCap) - targetSpikes);
    if (meanFree && this.atPlace) {
      this.endOfPlaces(theta, keep, servo, counts, this.atPlace);
      return;
    }
    const shift = servo - (meanFree ? (thetaPlus * spikes) / n : 0);
    for (let j = 0; j < n; j++) theta[j] = theta[j]! * keep + shift;
  }

  /** Neurons of a place lose the mean rise of that place. */
  private endOfPlaces(
    theta: Float32Array,
    keep: number,
    servo: number,
    counts: Int32Array,
    atPlace: Float64Array,
  ): void {
    const { thetaPlus = 0, n } = this.neurons;
    const places = atPlace.length;
    atPlace.fill(0);
    for (let j = 0; j < n; j++) atPlace[j % places]! += counts[j]!;
    const each = (thetaPlus * places) / n;
    for (let j = 0; j < n; j++) theta[j] = theta[j]! * keep + servo - each * atPlace[j % places]!;
  }

  freeze(): void {
    this.neurons.thetaPlus = 0;
  }
}
