/** Whether the fast kernel gives the reference's bits on this machine, in this JavaScript engine. */
import { join } from "node:path";
import { loadExperiment, packageRoot } from "../node/config.js";
import { runExperiment } from "../node/run.js";
import { UsageError } from "./errors.js";

/** Long enough for the engine to have optimised the kernel, and both halves of its vectors to be in use. */
const IMAGES = 1500;
const EXPERIMENT = "experiments/smoke/mnist-tiny.yaml";

/** Train a small network with each kernel, variability on. @returns  whether weights, thresholds and accuracies are the same */
export async function sameBits(images = IMAGES): Promise<boolean> {
  const wasm = await outcome("wasm", images);
  return wasm === (await outcome("reference", images));
}

async function outcome(kernel: "wasm" | "reference", images: number): Promise<string> {
  const eis = "network.projections.feedforward.synapses.eis";
  const { spec } = await loadExperiment(join(packageRoot, EXPERIMENT), {
    set: [
      `kernel=${kernel}`,
      `train.images=${images}`,
      "network.populations.output.size=40",
      `${eis}.variability.d2d=device`,
      `${eis}.variability.c2c=device`,
    ],
  });
  if (spec.kind !== "classify") throw new UsageError(`${EXPERIMENT} is not an experiment that classifies`);
  const { metrics } = await runExperiment(spec);
  const { accuracy, weightsSha256 } = metrics;
  return JSON.stringify({ accuracy, weightsSha256 });
}
