/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */

import type { ChoiceResult } from "./kinds/choice/result.js";
import { runChoice } from "./kinds/choice/run.js";
import type { ChoiceSpec } from "./kinds/choice/spec.js";
import type { ClassifyResult } from "./kinds/classify/result.js";
import { runClassify } from "./kinds/classify/run.js";
import type { ClassifySpec } from "./kinds/classify/spec.js";
import type { FigureResult } from "./kinds/figure/result.js";
import { runFigure } from "./kinds/figure/run.js";
import type { FigureSpec } from "./kinds/figure/spec.js";
import type { ExperimentResult, ExperimentSpec } from "./kinds/index.js";
import type { SimulateResult } from "./kinds/simulate/result.js";
import { runSimulate } from "./kinds/simulate/run.js";
import type { SimulateSpec } from "./kinds/simulate/spec.js";
import type { RunOptions } from "./options.js";

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
