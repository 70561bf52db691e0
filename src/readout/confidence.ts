/**
 * Every neuron votes for all classes, in proportion to how often it answered them in the labelling pass:
 *
 *   score_c = sum over j of n_j * r_jc / (sum over c' of r_jc')
 */
import type { Readout } from "./model.js";

export const confidence: Readout = {
  title: "confidence-weighted vote",
  doc: "spikes share their vote among the classes as the neuron's labelling-pass counts were shared",
  score(counts, meanCounts, labels, classes, out) {
    out.fill(0);
    for (let j = 0; j < labels.length; j++) {
      if (counts[j] === 0) continue;
      const row = j * classes;
      let total = 0;
      for (let c = 0; c < classes; c++) total += meanCounts[row + c]!;
      if (total === 0) continue; // silent in the labelling pass: says nothing
      for (let c = 0; c < classes; c++) out[c]! += (counts[j]! * meanCounts[row + c]!) / total;
    }
  },
};
