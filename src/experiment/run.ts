/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */
import { checkMetrics } from "./finite.js";
import { checkSize } from "./forecast.js";
import { extrapolations } from "./guards.js";
import type { KindSpec } from "./kind.js";
import { type ExperimentSpec, kindOf, type ResultOf } from "./kinds/index.js";
import type { RunOptions } from "./options.js";

export type { Progress, RunOptions } from "./options.js";

/** @returns  a result of the spec's kind */
export async function runExperiment<S extends ExperimentSpec>(
  spec: S,
  options: RunOptions = {},
): Promise<ResultOf<S["kind"]>> {
  checkSize(spec);
  const kind = kindOf(spec.kind);
  for (const text of kind.notices?.(spec) ?? []) options.notice?.(text);
  const told = kind.extrapolations?.(spec) ?? extrapolations(spec as KindSpec);
  for (const text of told) options.notice?.(text);
  const result = await kind.run(spec, options);
  if (told.length > 0) result.metrics.extrapolation = told;
  checkMetrics(result.metrics);
  return result as ResultOf<S["kind"]>;
}
