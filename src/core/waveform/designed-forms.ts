/**
 * The paper's four forms of STDP as it describes them, large at 20 of 160 (ms, us or ns) and larger nearer to 0, found
 * by `spikion design` from docs/designs/huang-2025-*.yaml. Each is as long, and comes as high at the gate, as the
 * paper says; V_post is V_pre's own waveform or V_pre upside down, so that one waveform does for every neuron.
 */
import type { SpikeForm } from "./forms.js";
import type { Waveform } from "./model.js";
import { scale, waveform } from "./piecewise-linear.js";

/** Where a form comes from: which figure of the paper, and which file of docs/designs. */
export function reconstruction(figure: string, stated: string, file: string): string {
  return `reconstruction of the paper's fig. ${figure}: ${stated}; knots by spikion design docs/designs/${file}.yaml`;
}

/** The same waveform at both terminals. */
export function same(pre: Waveform): Pick<SpikeForm, "pre" | "post"> {
  return { pre, post: pre };
}

/** The waveform at one terminal, and upside down at the other. */
export function inverted(pre: Waveform): Pick<SpikeForm, "pre" | "post"> {
  return { pre, post: scale(pre, { volts: -1 }) };
}

export const designedAntisymmetric: SpikeForm = {
  doc: "post after pre potentiates, pre after post depresses, most near delta_t = 0 (hippocampal cultures, Bi and Poo 1998)",
  source: reconstruction("3b, 4a and 7a", "160 ms long, 6.5 V at the gate", "huang-2025-4a-ms"),
  device: "eis-ysz14",
  scaleFactor: 0.7,
  span: 160e-3,
  ...inverted(
    waveform([
      [0, 0],
      [0.2e-3, -7.7883],
      [0.4e-3, -6.9351],
      [3.39e-3, -7.1031],
      [3.59e-3, 5.1987],
      [96.54e-3, 1.3516],
      [159.86e-3, 0],
    ]),
  ),
};

export const designedLtpOnly: SpikeForm = {
  doc: "potentiation in either order, most near delta_t = 0 (CA3-CA1, Wittenberg and Wang 2006)",
  source: reconstruction("4b", "160 ms long, 6.5 V at the gate", "huang-2025-4b-ms"),
  device: "eis-ysz14",
  scaleFactor: 0.5,
  span: 160e-3,
  ...same(
    waveform([
      [0, 0],
      [45.42e-3, 2.3156],
      [73.52e-3, 3.1263],
      [74.03e-3, 6.4939],
      [101.26e-3, 5.5807],
      [114.48e-3, -5.7457],
      [141.95e-3, -6.1071],
      [142.15e-3, 0],
    ]),
  ),
};

export const designedSymmetric: SpikeForm = {
  doc: "potentiation near delta_t = 0, depression further out in either order (GABAergic, Woodin 2003)",
  source: reconstruction("4c", "160 ms long, 6.5 V at the gate", "huang-2025-4c-ms"),
  device: "eis-ysz14",
  scaleFactor: 0.65,
  span: 160e-3,
  ...same(
    waveform([
      [0, 0],
      [27.34e-3, 6.4994],
      [50.08e-3, 6.4994],
      [52.25e-3, -6.4836],
      [75.28e-3, -6.3934],
      [96.23e-3, -0.4329],
      [119.98e-3, -2.6165],
      [159.68e-3, -0.9203],
      [159.88e-3, 0],
    ]),
  ),
};

export const designedDeadzone: SpikeForm = {
  doc: "antisymmetric, without change near delta_t = 0 (entorhinal cortex, Haas 2006)",
  source: reconstruction("4d", "160 ms long, 6.5 V at the gate", "huang-2025-4d-ms"),
  device: "eis-ysz14",
  scaleFactor: 0.7,
  span: 160e-3,
  ...inverted(
    waveform([
      [0, 0],
      [0.2e-3, -6.9186],
      [9.09e-3, -7.0236],
      [25.32e-3, 5.9638],
      [114.46e-3, 2.3181],
      [159.68e-3, 1.3356],
      [159.88e-3, 0],
    ]),
  ),
};
