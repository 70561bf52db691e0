/**
 * The designed forms a thousand and a million times faster, by 10 V at the gate and a thinner electrolyte. The paper
 * shows the antisymmetric one only (fig. 7b and c); the others are what the same limits allow.
 */
import { inverted, reconstruction, same } from "./designed-forms.js";
import type { SpikeForm } from "./forms.js";
import { waveform } from "./piecewise-linear.js";

export const designedAntisymmetricUs: SpikeForm = {
  doc: "post after pre potentiates, pre after post depresses, most near delta_t = 0, on a scale of 100 us",
  source: reconstruction("7b", "160 us long, 10 V at the gate", "huang-2025-4a-us"),
  device: "eis-ysz14",
  scaleFactor: 1,
  span: 160e-6,
  ...inverted(
    waveform([
      [0, 0],
      [0.2e-6, -11.8745],
      [2.37e-6, -11.8709],
      [2.57e-6, 8.1054],
      [106.57e-6, 3.8723],
      [159.65e-6, 1.9586],
      [159.85e-6, 0],
    ]),
  ),
};

export const designedAntisymmetricNs: SpikeForm = {
  doc: "post after pre potentiates, pre after post depresses, most near delta_t = 0, on a scale of 100 ns",
  source: reconstruction("7c", "160 ns long, 10 V at the gate, 7 nm", "huang-2025-4a-ns"),
  device: "eis-ysz7",
  scaleFactor: 1,
  span: 160e-9,
  ...inverted(
    waveform([
      [0, 0],
      [0.2e-9, -9.3554],
      [2.28e-9, -10.622],
      [2.48e-9, 9.3028],
      [7.61e-9, 9.1837],
      [159.64e-9, 5.6522],
      [159.84e-9, 0],
    ]),
  ),
};

export const designedLtpOnlyUs: SpikeForm = {
  doc: "potentiation in either order, most near delta_t = 0, on a scale of 100 us",
  source: reconstruction(
    "4b a thousand times faster, which the paper does not show",
    "160 us long, 10 V at the gate",
    "huang-2025-4b-us",
  ),
  device: "eis-ysz14",
  scaleFactor: 1,
  span: 160e-6,
  pre: waveform([
    [0, 0],
    [0.2e-6, 4.072],
    [41.98e-6, 5.0632],
    [65.53e-6, 6.1659],
    [99.96e-6, 7.5696],
    [159.64e-6, 9.9968],
    [159.86e-6, 0],
  ]),
  post: waveform([
    [0, 0],
    [0.2e-6, 3.8952],
    [44.27e-6, 5.2439],
    [93.42e-6, 7.2963],
    [140.62e-6, 9.2229],
    [159.65e-6, 9.9861],
    [159.85e-6, 0],
  ]),
};

export const designedLtpOnlyNs: SpikeForm = {
  doc: "potentiation in either order, most near delta_t = 0, on a scale of 100 ns",
  source: reconstruction(
    "4b a million times faster, which the paper does not show",
    "160 ns long, 10 V at the gate, 7 nm",
    "huang-2025-4b-ns",
  ),
  device: "eis-ysz7",
  scaleFactor: 1,
  span: 160e-9,
  ...same(
    waveform([
      [0, 0],
      [0.2e-9, 9.9787],
      [76.95e-9, 8.1982],
      [158.76e-9, 6.2942],
      [159.66e-9, 9.8825],
      [159.86e-9, 0],
    ]),
  ),
};

export const designedSymmetricUs: SpikeForm = {
  doc: "potentiation near delta_t = 0, depression further out in either order, on a scale of 100 us",
  source: reconstruction(
    "4c a thousand times faster, which the paper does not show",
    "160 us long, 10 V at the gate",
    "huang-2025-4c-us",
  ),
  device: "eis-ysz14",
  scaleFactor: 1,
  span: 160e-6,
  ...same(
    waveform([
      [0, 0],
      [10.93e-6, -6.9002],
      [64.13e-6, -9.9759],
      [64.42e-6, 9.9943],
      [93.21e-6, 8.6658],
      [112.14e-6, 7.3895],
      [112.34e-6, -7.8023],
      [159.86e-6, 0],
    ]),
  ),
};

export const designedSymmetricNs: SpikeForm = {
  doc: "potentiation near delta_t = 0, depression further out in either order, on a scale of 100 ns",
  source: reconstruction(
    "4c a million times faster, which the paper does not show",
    "160 ns long, 10 V at the gate, 7 nm",
    "huang-2025-4c-ns",
  ),
  device: "eis-ysz7",
  scaleFactor: 1,
  span: 160e-9,
  ...same(
    waveform([
      [0, 0],
      [32.45e-9, -8.5593],
      [48.11e-9, -9.9508],
      [48.64e-9, 8.5959],
      [86.78e-9, 9.9151],
      [86.98e-9, -8.6521],
      [114.08e-9, -8.7317],
      [159.65e-9, -6.9828],
      [159.85e-9, 0],
    ]),
  ),
};

export const designedDeadzoneUs: SpikeForm = {
  doc: "antisymmetric, without change near delta_t = 0, on a scale of 100 us",
  source: reconstruction(
    "4d a thousand times faster, which the paper does not show",
    "160 us long, 10 V at the gate",
    "huang-2025-4d-us",
  ),
  device: "eis-ysz14",
  scaleFactor: 1,
  span: 160e-6,
  ...inverted(
    waveform([
      [0, 0],
      [0.2e-6, -10.8529],
      [10.02e-6, -10.7593],
      [22.78e-6, 7.5506],
      [25.64e-6, 9.0818],
      [159.65e-6, 3.6455],
      [159.85e-6, 0],
    ]),
  ),
};

export const designedDeadzoneNs: SpikeForm = {
  doc: "antisymmetric, without change near delta_t = 0, on a scale of 100 ns",
  source: reconstruction(
    "4d a million times faster, which the paper does not show",
    "160 ns long, 10 V at the gate, 7 nm",
    "huang-2025-4d-ns",
  ),
  device: "eis-ysz7",
  scaleFactor: 1,
  span: 160e-9,
  ...inverted(
    waveform([
      [0, 0],
      [0.2e-9, -8.9911],
      [10.66e-9, -8.8649],
      [21.9e-9, 9.4446],
      [25.72e-9, 10.5703],
      [159.56e-9, 7.4565],
      [159.8e-9, 10.989],
      [160e-9, 0],
    ]),
  ),
};
