/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */
import { checkSize } from "./forecast.js";
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
  return (await kind.run(spec, options)) as ResultOf<S["kind"]>;
}
