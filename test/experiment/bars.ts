/** A classification small enough for tests: bars at one of three places. */
import { devices } from "../../src/core/device/index.js";
import { encoders } from "../../src/core/encoder/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { SynapseModel } from "../../src/crossbar/model.js";
import type { Dataset, LabelledImages } from "../../src/dataset/model.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";

export const CLASSES = 3;
export const SIDE = 6;

/** Bars at one of three places, with noise: separable, but not by one pixel. */
export function bars(count: number, seed: string): LabelledImages {
  const random = Random.of(seed);
  const labels = Uint8Array.from({ length: count }, () => random.below(CLASSES));
  const pixels = Uint8Array.from({ length: count * SIDE * SIDE }, (_, k) => {
    const image = Math.floor(k / (SIDE * SIDE));
    const column = k % SIDE;
    return Math.floor(column / 2) === labels[image] ? 150 + random.below(100) : random.below(40);
  });
  return { count, rows: SIDE, cols: SIDE, pixels, labels };
}

export const dataset: Dataset = {
  name: "bars",
  classes: CLASSES,
  classNames: ["left", "middle", "right"],
  train: bars(400, "train"),
  test: bars(120, "test"),
  hash: "bars",
};
const preset = devices["eis-ysz14"];
const device = preset.create(defaults(preset.params));

/** Nine neurons that learn them, in a few hundred milliseconds. @param d2d  variability, of cycles too */
export function spec(
  change: Partial<ClassifySpec> = {},
  d2d = 0,
  synapse: Partial<EisSpec> | SynapseModel = {},
): ClassifySpec {
  const { pre, post } = forms["box-over-ramp"];
  return {
    kind: "classify",
    seed: "1",
    network: {
      tick: 0.5e-3,
      populations: [
        { name: "input", size: SIDE * SIDE },
        {
          name: "output",
          size: 9,
          neuron: {
            model: neurons["lif-cond"],
            values: defaults(neurons["lif-cond"].params),
            winner: "one-per-step",
          },
        },
      ],
      projections: [
        {
          name: "feedforward",
          from: "input",
          to: "output",
          rule: "all-to-all",
          receptor: "excitatory",
          delay: 0,
          synapse:
            "create" in synapse
              ? synapse
              : eisSynapse({
                  device,
                  pre,
                  post,
                  alphaPre: 1,
                  alphaPost: 1,
                  form: "lumped",
                  overlap: "restart",
                  readGain: 0.4 / (device.gMax - device.gMin),
                  init: { from: 0.003, to: 0.303 },
                  d2d,
                  c2c: d2d,
                  independentPolarity: false,
                  ...synapse,
                }),
        },
        {
          name: "inhibition",
          from: "output",
          to: "output",
          rule: "all-to-all",
          receptor: "inhibitory",
          delay: 0.5e-3,
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
    train: { images: 300, epochs: 1 },
    label: { images: 100 },
    test: { split: "test", images: 120 },
    homeostasis: {
      thetaPlus: 0.05e-3,
      thetaPlusEnd: 0.05,
      meanFree: true,
      servoGain: 0.05e-3,
      servoCap: 40,
      targetSpikes: 12,
      tauTheta: Number.POSITIVE_INFINITY,
    },
    columnSum: 0,
    gain: { schedule: "amplitude", end: 0.2 },
    ...change,
  };
}
