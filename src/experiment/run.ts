/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */
import { runClassify } from "./kinds/classify.js";
import { runSimulate } from "./kinds/simulate.js";
import type { RunOptions } from "./options.js";
import type { ClassifyResult, ExperimentResult, SimulateResult } from "./result.js";
import type { ClassifySpec, ExperimentSpec, SimulateSpec } from "./spec.js";

export type { Progress, RunOptions } from "./options.js";

export function runExperiment(spec: ClassifySpec, options?: RunOptions): Promise<ClassifyResult>;
export function runExperiment(spec: SimulateSpec, options?: RunOptions): Promise<SimulateResult>;
export function runExperiment(spec: ExperimentSpec, options?: RunOptions): Promise<ExperimentResult>;
export async function runExperiment(
  spec: ExperimentSpec,
  options: RunOptions = {},
): Promise<ExperimentResult> {
  return spec.kind === "classify" ? runClassify(spec, options) : runSimulate(spec, options);
}
