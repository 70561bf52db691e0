/**
 * The class whose own neurons fire most on average (Diehl and Cook 2015, section 2.6):
 *
 *   score_c = sum of n_j over neurons labelled c / number of those neurons
 */
import type { Readout } from "./model.js";

/** Neurons of each class; what is in it does not outlive a call. */
let size = new Int32Array(0);

export const classMean: Readout = {
  title: "class-mean vote",
  doc: "mean spike count of the neurons labelled with the class (Diehl and Cook 2015); no such neuron: 0",
  score(counts, _meanCounts, labels, classes, out) {
    if (size.length < classes) size = new Int32Array(classes);
    size.fill(0, 0, classes);
    out.fill(0);
    for (let j = 0; j < labels.length; j++) {
      const c = labels[j]!;
      if (c < 0) continue;
      size[c]!++;
      // Few neurons answer a picture.
      const spikes = counts[j]!;
      if (spikes !== 0) out[c]! += spikes;
    }
    for (let c = 0; c < classes; c++) if (size[c]! > 0) out[c]! /= size[c]!;
  },
};
