/** The experiment of `experiments/quickstart.yaml` as an object, for a first program. */
import { devices } from "../core/device/index.js";
import type { Device } from "../core/device/model.js";
import { withBounds } from "../core/device/state.js";
import { encoders } from "../core/encoder/index.js";
import { chain } from "../core/front/index.js";
import { type PictureShape, valuesOf } from "../core/front/model.js";
import * as orientedEdges from "../core/front/oriented-edges.js";
import { neurons } from "../core/neuron/index.js";
import { defaults } from "../core/params.js";
import { forms, type SpikeForm } from "../core/waveform/index.js";
import { eisSynapse } from "../crossbar/eis.js";
import type { Dataset } from "../dataset/model.js";
import { automaticHomeostasis, automaticThetaPlus, type HomeostasisSpec } from "../learning/homeostasis.js";
import type { ClassifySpec, FrontSpec } from "./kinds/classify/spec.js";

/** Sizes of a first training; the rest is as in experiments/quickstart.yaml. */
export interface QuickstartOptions {
  /** The pictures. */
  readonly dataset: Dataset;
  /** Neurons of the layer that learns. Default: 100. */
  readonly neurons?: number;
  /** Training images, labelling images and test images. Defaults: 40,000, 5000 and 10,000, or all there are. */
  readonly images?: number;
  /** Training images that label the neurons. */
  readonly labelImages?: number;
  /** Test images. */
  readonly testImages?: number;
  /**
   * Show pixels instead of oriented edges, and take the thresholds and the 20,000 images of
   * experiments/quickstart-pixels.yaml. Default: false. Edges need pictures with even numbers of rows and columns.
   */
  readonly pixels?: boolean;
  /** Default: "1". */
  readonly seed?: string;
  /** Default: "eis-ysz14" between 50 and 4000 nS. */
  readonly device?: Device;
  /** Voltages of a pre and of a post spike. Default: "box-over-ramp". */
  readonly waveforms?: SpikeForm;
}

/**
 * One layer of neurons that inhibit each other learns pictures without labels, through electrochemical synapses.
 * @throws RangeError where more images are asked for than the data set has, or none, and where edges of its pictures cannot
 *   be pooled in squares of 2 x 2
 */
export function quickstart(options: QuickstartOptions): ClassifySpec {
  const { dataset, neurons: size = 100, seed = "1", pixels = false } = options;
  const { train, test } = dataset;
  const images = countOf("images", options.images, pixels ? 20_000 : 40_000, train.count);
  const labelImages = countOf("labelImages", options.labelImages, 5000, train.count);
  const testImages = countOf("testImages", options.testImages, 10_000, test.count);
  const device = options.device ?? ysz14();
  const { pre, post } = options.waveforms ?? forms["box-over-ramp"];
  const picture = { planes: 1, rows: train.rows, cols: train.cols };
  const front = pixels ? undefined : edges(picture);
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
        { name: "input", size: valuesOf(front?.end.shape ?? picture) },
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
    ...(front ? { front } : {}),
    encoder: encoders["poisson-total"].create({ totalRate: 10e3 }),
    presentation: { duration: 0.35, rest: 0, reset: true, retryBelow: 5, retryMax: 3, retryStep: 0.5 },
    train: { images, epochs: 1 },
    label: { images: labelImages },
    test: { split: "test", images: testImages },
    homeostasis: pixels ? pixelThresholds(size, images) : automaticHomeostasis(size, images),
    ...(pixels ? {} : { automaticHomeostasis: true }),
    columnSum: 0,
    gain: { schedule: "amplitude", start: 1, end: 0.2 },
    physics: { device, pre, post, alphaPre: 1, alphaPost: 1 },
  };
}

/** @throws RangeError where squares of 2 x 2 do not fill the pictures */
function edges(picture: PictureShape): FrontSpec {
  const values = defaults(orientedEdges.params);
  return {
    end: chain([{ part: orientedEdges, values }], picture),
    parts: [{ name: "oriented-edges", values }],
  };
}

function pixelThresholds(neurons: number, images: number): HomeostasisSpec {
  return {
    thetaPlus: automaticThetaPlus(neurons, images),
    thetaPlusEnd: 0.05,
    meanFree: true,
    servoGain: 0.005e-3,
    servoCap: 40,
    targetSpikes: 12,
    tauTheta: Number.POSITIVE_INFINITY,
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
