/**
 * The paper's four forms of STDP as it describes them, large at 20 of 160 (ms, us or ns) and larger nearer to 0, found
 * by `spikion design` from docs/designs/huang-2025-*.yaml. Each is as long, and comes as high at the gate, as the
 * paper says. Where V_post is V_pre's own waveform or V_pre upside down, one waveform does for every neuron, and the
 * curve is even or odd to the last digit.
 */
import type { SpikeForm } from "./forms.js";
import type { Waveform } from "./model.js";
import { scale, waveform } from "./piecewise-linear.js";

/** Where a form comes from: which figure of the paper, and which file of docs/designs. */
export function reconstruction(figure: string, stated: string, file: string): string {
  return `reconstruction of the paper's fig. ${figure}: ${stated}; knots assumed, by spikion design docs/designs/${file}.yaml`;
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
  pre: waveform([
    [0, 0],
    [0.2e-3, 0.5823],
    [32.07e-3, 0.7757],
    [59.23e-3, 1.4644],
    [98.53e-3, 2.7021],
    [130.92e-3, 3.8897],
    [159.62e-3, 5.0351],
    [159.84e-3, 0],
  ]),
  post: waveform([
    [0, 0],
    [0.2e-3, -6.7544],
    [55.79e-3, -7.2205],
    [55.99e-3, 2.961],
    [90.9e-3, 4.9571],
    [126.62e-3, 6.5775],
    [159.65e-3, 7.9507],
    [159.85e-3, 0],
  ]),
};

export const designedSymmetric: SpikeForm = {
  doc: "potentiation near delta_t = 0, depression further out in either order (GABAergic, Woodin 2003)",
  source: reconstruction("4c", "160 ms long, 6.5 V at the gate", "huang-2025-4c-ms"),
  device: "eis-ysz14",
  scaleFactor: 0.65,
  span: 160e-3,
  pre: waveform([
    [0, 0],
    [0.2e-3, -2.4103],
    [41.09e-3, -3.0569],
    [94.94e-3, 3.0832],
    [114.12e-3, 3.8598],
    [141.59e-3, 3.4267],
    [141.79e-3, -5.0003],
    [150e-3, -3.9969],
    [154.9e-3, -3.1828],
    [157.32e-3, -3.0737],
    [157.52e-3, 0],
  ]),
  post: waveform([
    [9e-3, 0],
    [18.66e-3, -2.9195],
    [49.91e-3, -6.1738],
    [70.19e-3, -7.5016],
    [86.54e-3, -7.9867],
    [94.66e-3, -7.8512],
    [107.34e-3, -7.4181],
    [107.54e-3, 8.991],
    [124.27e-3, 8.5799],
    [147.34e-3, 5.2466],
    [151.78e-3, 0],
  ]),
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
