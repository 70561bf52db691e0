/**
 * Named pairs of spike voltages. Volts are at the terminals: the gate sees half of their sum.
 *
 * The paper prints no knots. All forms from it are reconstructions: lengths and peak gate voltages as stated in
 * its text, shapes and the rest chosen so that the curve has the published form and a spike alone moves a device
 * with the suggested rate table by less than 2 % of the peak. With another device they must be solved anew.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484 ("the paper")
 */
import type { Waveform } from "./model.js";
import { scale, waveform } from "./piecewise-linear.js";

/** V_pre and V_post of one kind of plasticity. */
export interface SpikeForm {
  /** What form of STDP the pair makes, in one line. */
  readonly doc: string;
  /** Where the shape comes from, and what was chosen. */
  readonly source: string;
  /** Device preset that the voltages were solved for. */
  readonly device: string;
  /** The paper's common factor between Eq. (1) and its measurement; 1 where it gives none. Not applied here. */
  readonly scaleFactor: number;
  /** The curve is drawn for delta_t from -span to span, s; until the spikes no longer meet where left out. */
  readonly span?: number;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
}

/** A tall head between two shallow arms of the other sign: a spike alone compensates itself. */
const head = waveform([
  [-20e-3, 0],
  [-15e-3, -9],
  [-10e-3, 0],
  [0, 9],
  [10e-3, 0],
  [15e-3, -9],
  [20e-3, 0],
]);

/** A triangle of `peak` around the spike, then the other sign at `tail`, decaying until 15 triangle halves. */
function headAndTail(peak: number, tail: number, half: number): Waveform {
  return waveform([
    [-half, 0],
    [0, peak],
    [half, 0],
    [1.2 * half, tail],
    [15 * half, 0],
  ]);
}

/** One waveform, and the same upside down at the other terminal. */
function antisymmetric(peak: number, tail: number, half: number): { pre: Waveform; post: Waveform } {
  const pre = headAndTail(-peak, tail, half);
  return { pre, post: scale(pre, { volts: -1 }) };
}

export const boxOverRamp: SpikeForm = {
  doc: "a post spike depresses every synapse but those whose pre spike is recent: unsupervised learning",
  source:
    "chosen: the rule of Querlioz et al. (IEEE Trans. Nanotechnol. 2013) from voltages; V_pre alone stays below " +
    "1.5 V at the gate, where the device hardly conducts; gate peak 6.5 V as in the paper's fig. 7a; -10.763 V " +
    "balances the post spike alone for 50/1000/4000 nS",
  device: "eis-ysz14",
  scaleFactor: 1,
  pre: waveform([
    [0, 3],
    [20e-3, 0],
  ]),
  post: waveform([
    [0, 10],
    [10e-3, 10],
    [10e-3, -10.763],
    [22e-3, -10.763],
  ]),
};

export const boxOverRampUs: SpikeForm = {
  doc: "box-over-ramp a thousand times faster on the same device, by voltage alone",
  source:
    "chosen: box-over-ramp with its amplitudes solved for equal P and D (rescale); the gate peak of 11.4 V is above " +
    "the 10 V of the paper's fig. 7b",
  device: "eis-ysz14",
  scaleFactor: 1,
  pre: waveform([
    [0, 3.0004],
    [20e-6, 0],
  ]),
  post: waveform([
    [0, 19.8338],
    [10e-6, 19.8338],
    [10e-6, -20.597],
    [22e-6, -20.597],
  ]),
};

export const boxOverRampNs: SpikeForm = {
  doc: "box-over-ramp a hundred thousand times faster, by voltage and a thinner electrolyte",
  source:
    "chosen: box-over-ramp with its amplitudes solved for equal P and D on the 7 nm device (rescale); gate peak 9.3 V, " +
    "below the 10 V of the paper's fig. 7c",
  device: "eis-ysz7",
  scaleFactor: 1,
  pre: waveform([
    [0, 1.7132],
    [200e-9, 0],
  ]),
  post: waveform([
    [0, 16.8373],
    [100e-9, 16.8373],
    [100e-9, -17.2731],
    [220e-9, -17.2731],
  ]),
};

export const antisymmetric10ms: SpikeForm = {
  doc: "post after pre potentiates, pre after post depresses (hippocampal cultures, Bi and Poo 1998)",
  source:
    "reconstruction of the paper's fig. 3b/4a: 100 ms scale and gate peak 6.5 V as stated, knots assumed",
  device: "eis-ysz14",
  scaleFactor: 0.7,
  span: 160e-3,
  ...antisymmetric(7.605, 5.395, 10e-3),
};

export const ltpOnly: SpikeForm = {
  doc: "potentiation in either order (CA3-CA1, Wittenberg and Wang 2006)",
  source: "reconstruction of the paper's fig. 4b: gate peak 6.5 V, knots assumed",
  device: "eis-ysz14",
  scaleFactor: 0.5,
  span: 160e-3,
  pre: head,
  post: waveform([
    [-80e-3, 0],
    [0, 4],
    [80e-3, 0],
  ]),
};

export const symmetric: SpikeForm = {
  doc: "potentiation near delta_t = 0, depression further out in either order (GABAergic, Woodin 2003)",
  source:
    "reconstruction of the paper's fig. 4c: gate peak 6.5 V, knots assumed; which sign is central is assumed too",
  device: "eis-ysz14",
  scaleFactor: 0.65,
  span: 160e-3,
  pre: head,
  post: waveform([
    [-140e-3, 0],
    [-40e-3, -3.2],
    [-20e-3, 0],
    [0, 4],
    [20e-3, 0],
    [40e-3, -3.2],
    [140e-3, 0],
  ]),
};

export const antisymmetricDeadzone: SpikeForm = {
  doc: "antisymmetric, without change near delta_t = 0 (entorhinal cortex, Haas 2006)",
  source: "reconstruction of the paper's fig. 4d: gate peak 6.5 V, knots assumed",
  device: "eis-ysz14",
  scaleFactor: 0.7,
  span: 160e-3,
  pre: waveform([
    [-20e-3, 0],
    [-10e-3, 9],
    [0, 0],
    [10e-3, -9],
    [20e-3, 0],
  ]),
  post: waveform([
    [-130e-3, 0],
    [-45e-3, 4],
    [-30e-3, 0],
    [30e-3, 0],
    [45e-3, -4],
    [130e-3, 0],
  ]),
};

export const antisymmetric100us: SpikeForm = {
  doc: "antisymmetric on a scale of 100 us",
  source: "reconstruction of the paper's fig. 7b: 100 us, 10 V at the gate, 14 nm electrolyte; knots assumed",
  device: "eis-ysz14",
  scaleFactor: 1,
  span: 160e-6,
  ...antisymmetric(11.55, 8.45, 10e-6),
};

export const antisymmetric100ns: SpikeForm = {
  doc: "antisymmetric on a scale of 100 ns",
  source: "reconstruction of the paper's fig. 7c: 100 ns, 10 V at the gate, 7 nm electrolyte; knots assumed",
  device: "eis-ysz7",
  scaleFactor: 1,
  span: 160e-9,
  ...antisymmetric(10.86, 9.14, 10e-9),
};

export const heterogeneousB: SpikeForm = {
  doc: "depression around delta_t = 0 only: a second synapse that shares V_pre with the antisymmetric one",
  source:
    "reconstruction of the paper's fig. 5a,b (one V_pre, two V_post; cf. Tzounopoulos 2004): the shape and all knots " +
    "are assumed; the common factor is taken from the paper's fig. 3d",
  device: "eis-ysz14",
  scaleFactor: 0.7,
  span: 160e-3,
  pre: antisymmetric10ms.pre,
  post: waveform([
    [-70e-3, 0],
    [0, -4.5],
    [70e-3, 0],
  ]),
};
