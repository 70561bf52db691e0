import type { KindMetrics } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import type { Measure } from "../experiment/measure.js";

/** The numbers of a run that a sweep compares: those that depend on config and seed alone, never on the clock. */
export function measuresOf<M extends KindMetrics>(metrics: M): Measure[] {
  return kindOf(metrics.kind).measures(metrics);
}
