/**
 * Naive Bayes on the spikes seen: each spike multiplies the likelihood of class c by r_jc.
 *
 *   score_c = sum over j of min(n_j, 3) * ln(r_jc + 0.001)
 *
 * Neurons that stay silent are left out: nearly all do, and their sum is nearly the same for all classes.
 */
import { ln } from "../core/elementary.js";
import type { Readout } from "./model.js";

/** Spikes that count, per neuron; chosen: later spikes of a burst are no independent evidence. */
const MAX_SPIKES = 3;
/** Spikes per image added to each mean; chosen: keeps a class that a neuron never answered possible. */
const FLOOR = 1e-3;

export const logLikelihood: Readout = {
  title: "log-likelihood vote",
  doc: "log-likelihood of the first three spikes of each neuron under its labelling-pass counts",
  score(counts, meanCounts, labels, classes, out) {
    out.fill(0);
    for (let j = 0; j < labels.length; j++) {
      const n = Math.min(counts[j]!, MAX_SPIKES);
      if (n === 0) continue;
      const row = j * classes;
      for (let c = 0; c < classes; c++) out[c]! += n * ln(meanCounts[row + c]! + FLOOR);
    }
  },
};
