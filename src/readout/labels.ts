import type { Saved } from "../core/saved.js";
import { checkedRefill, count } from "../core/saved-values.js";

/** The label of a neuron that stands for no class. */
const NO_CLASS = -1;

/** What each neuron stands for, from a pass over labelled images with learning frozen. */
export class LabelAccumulator {
  /** Spikes of neuron j over all images of class c: [j * classes + c]. Integers, so the order of images is no matter. */
  private readonly sum: Float64Array;
  private readonly images: Float64Array;

  constructor(
    readonly n: number,
    readonly classes: number,
  ) {
    this.sum = new Float64Array(n * classes);
    this.images = new Float64Array(classes);
  }

  /**
   * Book one image.
   * @param counts  spikes of each neuron, length n
   * @throws RangeError if counts.length !== n or label is not a class
   */
  add(counts: ArrayLike<number>, label: number): void {
    if (counts.length !== this.n) throw new RangeError(`${counts.length} counts for ${this.n} neurons`);
    if (!(Number.isInteger(label) && label >= 0 && label < this.classes)) {
      throw new RangeError(`label ${label} of ${this.classes} classes`);
    }
    this.images[label]!++;
    // Few neurons answer a picture: the sums of the others, far apart in memory, stay untouched.
    for (let j = 0; j < this.n; j++) if (counts[j] !== 0) this.sum[j * this.classes + label]! += counts[j]!;
  }

  save(): Saved {
    return { numbers: {}, arrays: { sum: this.sum.slice(), images: this.images.slice() } };
  }

  restore(saved: Saved): void {
    checkedRefill(this.sum, saved, "sum", count);
    checkedRefill(this.images, saved, "images", count);
  }

  /** 1 for each class of which there was an image. */
  known(): Uint8Array {
    return Uint8Array.from(this.images, (images) => (images > 0 ? 1 : 0));
  }

  /** r[j * classes + c], mean spikes of neuron j per image of class c; 0 for a class without images. */
  meanCounts(): Float64Array {
    return this.sum.map((spikes, k) => spikes / Math.max(1, this.images[k % this.classes]!));
  }

  /**
   * The class of each neuron's largest mean count, ties to the lowest; -1 where it never fired, and where it answered all
   * classes alike of which there were images, if more than one: it then stands for none. Length n.
   */
  labels(): Int32Array {
    const { n, classes } = this;
    const r = this.meanCounts();
    const known = this.known();
    const several = known.reduce((sum, x) => sum + x, 0) > 1;
    const labels = new Int32Array(n);
    for (let j = 0; j < n; j++) {
      const own = j * classes;
      let best = 0;
      for (let c = 1; c < classes; c++) if (r[own + c]! > r[own + best]!) best = c;
      const most = r[own + best]!;
      let alike = several;
      for (let c = 0; c < classes && alike; c++) alike = known[c] === 0 || r[own + c] === most;
      labels[j] = most === 0 || alike ? NO_CLASS : best;
    }
    return labels;
  }
}
