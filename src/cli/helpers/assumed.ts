/** Numbers of a run's device that are assumed, for tables and plots of a sweep to mark. */
import { assumedNumbers } from "../../experiment/device-source.js";
import type { KindSpec } from "../../experiment/kind.js";
import type { JobResult } from "../../sweep/run-record.js";

export function assumedOf({ physics }: KindSpec): JobResult["assumed"] {
  if (!physics) return null;
  return { device: physics.device.name, numbers: assumedNumbers(physics.device) };
}
