/** Turns spike counts of the output neurons into a class. */
export interface Readout {
  /** As tables call it: "class-mean vote"; its name where left out. */
  readonly title?: string;
  /** How it decides, in one line. */
  readonly doc: string;
  /**
   * Scores of each class for one image, all finite; the largest wins, ties to the lowest class. Where all classes
   * have the same score the image is undecided, which counts as wrong.
   * @param counts  spikes of each neuron for this image, length n
   * @param meanCounts  r[j * classes + c], mean spikes of neuron j for class c in the labelling pass
   * @param labels  class of each neuron, -1 = none (it never fired, or answered all classes alike), length n
   * @param out  scores, length classes, overwritten
   */
  score(
    counts: ArrayLike<number>,
    meanCounts: Float64Array,
    labels: Int32Array,
    classes: number,
    out: Float64Array,
  ): void;
}
