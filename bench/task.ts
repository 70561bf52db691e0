/** The task that is measured: the study's network on MNIST, devices varying. */

import type { ClassifySpec } from "../src/experiment/kinds/classify/spec.js";
import { loadExperiment, packageRoot } from "../src/node/config.js";

const SYNAPSE = "network.projections.feedforward.synapses.eis";

/** @param totalRate  of the input, Hz: 10 kHz gives 3,500 input spikes in 350 ms */
export async function taskOf(neurons: number, totalRate = 10_000): Promise<ClassifySpec> {
  const study = neurons >= 6400 ? 6400 : neurons >= 1600 ? 1600 : 400;
  const { spec } = await loadExperiment(`${packageRoot}/experiments/studies/mnist-eis-${study}.yaml`, {
    set: [
      `network.populations.output.size=${neurons}`,
      `encoder.totalRate=${totalRate} Hz`,
      `${SYNAPSE}.variability.d2d=device`,
      `${SYNAPSE}.variability.c2c=device`,
      "label.images=1",
      "test.images=1",
    ],
  });
  if (spec.kind !== "classify") throw new Error("the study is not a classification");
  return spec;
}
