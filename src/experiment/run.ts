/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */

import type { ChoiceResult } from "./choice-result.js";
import type { ChoiceSpec } from "./choice-spec.js";
import type { FigureSpec } from "./figures/spec.js";
import { runChoice } from "./kinds/choice.js";
import { runClassify } from "./kinds/classify.js";
import { runFigure } from "./kinds/figure.js";
import { runSimulate } from "./kinds/simulate.js";
import type { RunOptions } from "./options.js";
import type { ClassifyResult, ExperimentResult, FigureResult, SimulateResult } from "./result.js";
import type { ClassifySpec, ExperimentSpec, SimulateSpec } from "./spec.js";

export type { Progress, RunOptions } from "./options.js";

export function runExperiment(spec: ClassifySpec, options?: RunOptions): Promise<ClassifyResult>;
export function runExperiment(spec: SimulateSpec, options?: RunOptions): Promise<SimulateResult>;
export function runExperiment(spec: ChoiceSpec, options?: RunOptions): Promise<ChoiceResult>;
export function runExperiment(spec: FigureSpec, options?: RunOptions): Promise<FigureResult>;
export function runExperiment(spec: ExperimentSpec, options?: RunOptions): Promise<ExperimentResult>;
export async function runExperiment(
  spec: ExperimentSpec,
  options: RunOptions = {},
): Promise<ExperimentResult> {
  switch (spec.kind) {
    case "classify":
      return runClassify(spec, options);
    case "simulate":
      return runSimulate(spec, options);
    case "choice":
      return runChoice(spec, options);
    case "figure":
      return runFigure(spec, options);
  }
}
