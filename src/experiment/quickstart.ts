/** The experiment of `experiments/quickstart.yaml` as an object, for a first program. */
import { devices } from "../core/device/index.js";
import type { Device } from "../core/device/model.js";
import { withBounds } from "../core/device/state.js";
import { encoders } from "../core/encoder/index.js";
import { neurons } from "../core/neuron/index.js";
import { defaults } from "../core/params.js";
import { forms, type SpikeForm } from "../core/waveform/index.js";
import { eisSynapse } from "../crossbar/eis.js";
import type { Dataset } from "../dataset/model.js";
import { automaticThetaPlus } from "../learning/homeostasis.js";
import type { ClassifySpec } from "./kinds/classify/spec.js";

/** Sizes of a first training; the rest is as in experiments/quickstart.yaml. */
export interface QuickstartOptions {
  /** The pictures. */
  readonly dataset: Dataset;
  /** Neurons of the layer that learns. Default: 100. */
  readonly neurons?: number;
  /** Training images, labelling images and test images. Defaults: 20,000, 5000 and 10,000, or all there are. */
  readonly images?: number;
  /** Training images that label the neurons. */
  readonly labelImages?: number;
  /** Test images. */
  readonly testImages?: number;
  /** Default: "1". */
  readonly seed?: string;
  /** Default: "eis-ysz14" between 50 and 4000 nS. */
  readonly device?: Device;
  /** Voltages of a pre and of a post spike. Default: "box-over-ramp". */
  readonly waveforms?: SpikeForm;
}

/**
 * One layer of neurons that inhibit each other learns pictures without labels, through electrochemical synapses.
 * @throws RangeError where more images are asked for than the data set has, or none
 */
export function quickstart(options: QuickstartOptions): ClassifySpec {
  const { dataset, neurons: size = 100, seed = "1" } = options;
  const { train, test } = dataset;
  const images = countOf("images", options.images, 20_000, train.count);
  const labelImages = countOf("labelImages", options.labelImages, 5000, train.count);
  const testImages = countOf("testImages", options.testImages, 10_000, test.count);
  const device = options.device ?? ysz14();
  const { pre, post } = options.waveforms ?? forms["box-over-ramp"];
  const tick = 0.5e-3;
  const synapse = eisSynapse({
    device,
    pre,
    post,
    alphaPre: 1,
    alphaPost: 1,
    form: "lumped",
    overlap: "restart",
    readGain: 0.4 / (device.gMax - device.gMin),
    init: { from: 0.003, to: 0.303 },
    d2d: 0,
    c2c: 0,
    independentPolarity: false,
  });
  const neuron = {
    model: neurons["lif-cond"],
    values: defaults(neurons["lif-cond"].params),
    winner: "one-per-step",
  } as const;
  return {
    kind: "classify",
    seed,
    network: {
      tick,
      populations: [
        { name: "input", size: train.rows * train.cols },
        { name: "output", size, neuron },
      ],
      projections: [
        {
          name: "feedforward",
          from: "input",
          to: "output",
          rule: "all-to-all",
          receptor: "excitatory",
          delay: 0,
          synapse,
        },
        {
          name: "inhibition",
          from: "output",
          to: "output",
          rule: "all-to-all",
          receptor: "inhibitory",
          delay: tick,
          weight: 20,
        },
      ],
    },
    input: "input",
    output: "output",
    plastic: "feedforward",
    dataset,
    encoder: encoders["poisson-total"].create({ totalRate: 10e3 }),
    presentation: { duration: 0.35, rest: 0, reset: true, retryBelow: 5, retryMax: 3, retryStep: 0.5 },
    train: { images, epochs: 1 },
    label: { images: labelImages },
    test: { split: "test", images: testImages },
    homeostasis: {
      thetaPlus: automaticThetaPlus(size, images),
      thetaPlusEnd: 0.05,
      meanFree: true,
      servoGain: 0.005e-3,
      servoCap: 40,
      targetSpikes: 12,
      tauTheta: Number.POSITIVE_INFINITY,
    },
    columnSum: 0,
    gain: { schedule: "amplitude", start: 1, end: 0.2 },
    physics: { device, pre, post, alphaPre: 1, alphaPost: 1 },
  };
}

function countOf(name: string, asked: number | undefined, usual: number, most: number): number {
  const count = asked ?? Math.min(usual, most);
  if (!(Number.isInteger(count) && count > 0 && count <= most))
    throw new RangeError(`${name} is ${count}; accepted: 1 to ${most}`);
  return count;
}

function ysz14(): Device {
  const preset = devices["eis-ysz14"];
  const bounds = { gMin: 50e-9, g0: 1000e-9, gMax: 4000e-9 };
  return withBounds(preset.create({ ...defaults(preset.params), ...bounds }), "soft");
}
