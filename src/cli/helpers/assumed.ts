/** Numbers of a run's device that are assumed, for tables and plots of a sweep to mark. */
import { labelOf } from "../../core/device/model.js";
import { assumedNumbers } from "../../experiment/device-source.js";
import type { KindSpec } from "../../experiment/kind.js";
import type { JobResult } from "../../sweep/run-record.js";

export function assumedOf({ physics }: KindSpec): JobResult["assumed"] {
  if (!physics) return null;
  return { device: labelOf(physics.device), numbers: assumedNumbers(physics.device) };
}
