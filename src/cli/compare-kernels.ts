/** Whether the fast kernel gives the reference's bits on this machine, in this JavaScript engine. */
import { join } from "node:path";
import type { KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import { loadExperiment, packageRoot } from "../node/config.js";
import { runExperiment } from "../node/run.js";

/** Long enough for the engine to have optimised the kernel, and both halves of its vectors to be in use. */
const IMAGES = 1500;
const EXPERIMENT = "experiments/smoke/mnist-tiny.yaml";

/** Train a small network with each kernel, variability on. @returns  whether weights, thresholds and all measures are the same */
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
  const { kind, metrics }: KindResult = await runExperiment(spec);
  return JSON.stringify({ measures: kindOf(kind).measures(metrics), weightsSha256: metrics.weightsSha256 });
}
