/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */
import { runClassify } from "./kinds/classify.js";
import { runSimulate } from "./kinds/simulate.js";
import type { ClassifyResult, ExperimentResult, SimulateResult } from "./result.js";
import type { ClassifySpec, ExperimentSpec, SimulateSpec } from "./spec.js";

export interface Progress {
  readonly phase: "train" | "label" | "test" | "simulate";
  readonly done: number;
  readonly total: number;
  /** Running accuracy, fraction. */
  readonly accuracy?: number;
  /** Images (or simulated seconds) per second of wall time. */
  readonly perSecond?: number;
}

export interface RunOptions {
  readonly progress?: (p: Progress) => void;
  /** Aborting ends the present phase after the present image; the result says `interrupted`. */
  readonly signal?: AbortSignal;
}

export function runExperiment(spec: ClassifySpec, options?: RunOptions): Promise<ClassifyResult>;
export function runExperiment(spec: SimulateSpec, options?: RunOptions): Promise<SimulateResult>;
export function runExperiment(spec: ExperimentSpec, options?: RunOptions): Promise<ExperimentResult>;
export async function runExperiment(
  spec: ExperimentSpec,
  options: RunOptions = {},
): Promise<ExperimentResult> {
  return spec.kind === "classify" ? runClassify(spec, options) : runSimulate(spec, options);
}
