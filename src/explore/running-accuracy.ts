/**
 * How often a network that still learns is right: neurons are taken for the digit that they answered most in the images
 * before. Labels of training images only, and nothing learns from it.
 */
import { decide, informedNeurons } from "../readout/decision.js";
import { readouts, STANDARD_READOUT } from "../readout/index.js";
import { LabelAccumulator } from "../readout/labels.js";

/** Images after which answers are scored, and over how many of the last ones. */
const FIRST = 50;
const LAST = 250;
/** Neurons are named by this many images, or up to twice as many: what they answered long ago has been unlearned. */
const NAMED_BY = 500;

export class RunningAccuracy {
  private earlier: LabelAccumulator;
  private later: LabelAccumulator;
  private seen = 0;
  private readonly right: boolean[] = [];
  private readonly scores: Float64Array;

  constructor(
    private readonly neurons: number,
    private readonly classes: number,
  ) {
    this.earlier = new LabelAccumulator(neurons, classes);
    this.later = new LabelAccumulator(neurons, classes);
    this.scores = new Float64Array(classes);
  }

  /** @param counts  spikes of each neuron for an image of the class `label` */
  see(counts: Int32Array, label: number): void {
    if (this.seen >= FIRST) {
      this.right.push(this.answerTo(counts) === label);
      if (this.right.length > LAST) this.right.shift();
    }
    this.earlier.add(counts, label);
    this.later.add(counts, label);
    if (++this.seen % NAMED_BY > 0) return;
    this.earlier = this.later;
    this.later = new LabelAccumulator(this.neurons, this.classes);
  }

  /** Fraction of the last images that were answered right; undefined before the first is scored. */
  get accuracy(): number | undefined {
    const { right } = this;
    return right.length === 0 ? undefined : right.filter(Boolean).length / right.length;
  }

  /** The digit each neuron stands for; -1 for none. */
  labels(): Int32Array {
    return this.earlier.labels();
  }

  /** What so many spikes say: a class, or below 0 for none. */
  answerTo(counts: Int32Array): number {
    const means = this.earlier.meanCounts();
    readouts[STANDARD_READOUT].score(counts, means, this.earlier.labels(), this.classes, this.scores);
    return decide(this.scores, counts, informedNeurons(means, this.classes));
  }
}
