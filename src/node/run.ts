/** Running experiments in Node, where the tfjs kernel may have TensorFlow itself. */
import { evaluate as evaluateAnywhere } from "../experiment/kinds/classify/run.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import { type RunOptions, runExperiment as runAnywhere } from "../experiment/run.js";
import { backendLoaders } from "./tensorflow.js";
import { giveWayAsNodeDoes } from "./yield.js";

/** As `runExperiment` of every platform, with all backends that Node may have. */
export const runExperiment = ((spec: ExperimentSpec, options: RunOptions = {}) => {
  giveWayAsNodeDoes();
  return runAnywhere(spec, { backends: backendLoaders, ...options });
}) as typeof runAnywhere;

/** As `evaluate` of every platform, with all backends that Node may have. */
export const evaluate: typeof evaluateAnywhere = (spec, trained, options = {}) => {
  giveWayAsNodeDoes();
  return evaluateAnywhere(spec, trained, { backends: backendLoaders, ...options });
};
