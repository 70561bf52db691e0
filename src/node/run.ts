/** Running experiments in Node, where the tfjs kernel may have TensorFlow itself. */

import { allowThreads, threadMeans } from "../engine/wasm/threads.js";
import { evaluate as evaluateAnywhere } from "../experiment/kinds/classify/run.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import { type RunOptions, runExperiment as runAnywhere } from "../experiment/run.js";
import { kernelThreads } from "./kernel-threads.js";
import { backendLoaders } from "./tensorflow.js";
import { giveWayAsNodeDoes } from "./yield.js";

/** Runs give way as Node does from now on, and layers large enough are shared by threads. */
export function computeInNode(): void {
  giveWayAsNodeDoes();
  if (!threadMeans()) allowThreads(kernelThreads());
}

/** As `runExperiment` of every platform, with all backends that Node may have. */
export const runExperiment = ((spec: ExperimentSpec, options: RunOptions = {}) => {
  computeInNode();
  return runAnywhere(spec, { backends: backendLoaders, ...options });
}) as typeof runAnywhere;

/** As `evaluate` of every platform, with all backends that Node may have. */
export const evaluate: typeof evaluateAnywhere = (spec, trained, options = {}) => {
  computeInNode();
  return evaluateAnywhere(spec, trained, { backends: backendLoaders, ...options });
};
