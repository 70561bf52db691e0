/**
 * A trained network that only answers. Every picture has its own random numbers and, with `presentation.reset`, starts
 * from rest: its answer then depends on nothing but its position in the pass, which may be split over helpers.
 */
import type { Random } from "../../../core/random.js";
import type { LabelledImages } from "../../../dataset/model.js";
import { masterStream } from "../../../seed.js";
import type { FrozenPhase } from "../../split-pass.js";
import { BinnedSpikes } from "./binned-spikes.js";
import type { Presenter } from "./presenter.js";
import { binsOf, type ClassifySpec } from "./spec.js";

/** Held out of training for choosing settings: this many of the last training images. */
export const VALIDATION_IMAGES = 10_000;

/** The pictures of a pass in order. */
export interface FrozenPass {
  readonly phase: FrozenPhase;
  readonly images: LabelledImages;
  /** Index in `images` of each picture. */
  readonly index: Uint32Array;
}

/** Training images that the protocol allows: all, or all but the validation images. */
export function trainingPool({ dataset, test }: ClassifySpec): number {
  return test.split === "test" ? dataset.train.count : dataset.train.count - VALIDATION_IMAGES;
}

/** Index of each image that is trained with, once each whatever the number of passes. */
export function trainedImages(spec: ClassifySpec): Uint32Array {
  return masterStream(spec.seed, "train", "choice")
    .permutation(trainingPool(spec))
    .subarray(0, spec.train.images);
}

export function frozenPass(spec: ClassifySpec, phase: FrozenPhase): FrozenPass {
  return phase === "label" ? labelPass(spec) : testPass(spec);
}

/** Training images, chosen at random. */
function labelPass(spec: ClassifySpec): FrozenPass {
  const index = masterStream(spec.seed, "label", "choice")
    .permutation(trainingPool(spec))
    .subarray(0, spec.label.images);
  return { phase: "label", images: spec.dataset.train, index };
}

/** The held-out images in their order. */
function testPass({ dataset, test }: ClassifySpec): FrozenPass {
  const validation = test.split === "validation";
  const images = validation ? dataset.train : dataset.test;
  const first = validation ? images.count - VALIDATION_IMAGES : 0;
  const length = Math.min(test.images, images.count - first);
  return { phase: "test", images, index: Uint32Array.from({ length }, (_, k) => first + k) };
}

/** Random numbers of a pass; those of its k-th picture are `split(k)`. */
export function frozenStream(spec: ClassifySpec, phase: FrozenPhase): Random {
  return masterStream(spec.seed, phase, "spikes");
}

/** Spikes of each output neuron for pictures from .. to-1 of a pass, [picture][bin][neuron]. */
export function answers(
  spec: ClassifySpec,
  presenter: Presenter,
  { phase, images, index }: FrozenPass,
  from: number,
  to: number,
): Uint32Array {
  const n = presenter.counts.length;
  const stream = frozenStream(spec, phase);
  const ticks = presenter.frozenTicks[phase];
  const bins = binsOf(spec);
  const all = new Uint32Array((to - from) * n * bins);
  if (bins > 1) {
    const binned = new BinnedSpikes(presenter, bins, ticks);
    for (let k = from; k < to; k++)
      all.set(binned.show(images, index[k]!, stream.split(k)), (k - from) * n * bins);
    binned.stop();
    return all;
  }
  for (let k = from; k < to; k++) {
    presenter.show(images, index[k]!, stream.split(k), undefined, ticks);
    all.set(presenter.counts, (k - from) * n);
  }
  return all;
}
