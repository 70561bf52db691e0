/** Runs an experiment given as objects: no YAML, no files, no clock in any result but speeds. */
import { checkMetrics } from "./finite.js";
import { checkSize } from "./forecast.js";
import { extrapolations } from "./guards.js";
import type { KindSpec } from "./kind.js";
import { type ExperimentSpec, kindOf, type ResultOf } from "./kinds/index.js";
import { networkNotices } from "./network-notices.js";
import type { RunOptions } from "./options.js";

export type { Progress, RunOptions } from "./options.js";

/** What a run tells before it begins, in words; of it `told` is of gate voltages beyond the rates that are given. */
export function noticesBefore(spec: ExperimentSpec): { readonly told: string[]; readonly all: string[] } {
  const kind = kindOf(spec.kind);
  const told = kind.extrapolations?.(spec) ?? extrapolations(spec as KindSpec);
  return { told, all: [...networkNotices(spec), ...(kind.notices?.(spec) ?? []), ...told] };
}

/**
 * @returns  a result of the spec's kind
 * @throws InterruptedError where `options.signal` stops it before there is anything a result could be of
 */
export async function runExperiment<S extends ExperimentSpec>(
  spec: S,
  options: RunOptions = {},
): Promise<ResultOf<S["kind"]>> {
  checkSize(spec);
  const kind = kindOf(spec.kind);
  const { told, all } = noticesBefore(spec);
  for (const text of all) options.notice?.(text);
  const result = await kind.run(spec, options);
  if (told.length > 0) result.metrics.extrapolation = told;
  checkMetrics(result.metrics);
  return result as ResultOf<S["kind"]>;
}
