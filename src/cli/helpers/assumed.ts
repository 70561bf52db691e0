import { devices } from "../../core/device/index.js";
import type { DevicePreset } from "../../core/device/model.js";
import type { KindSpec } from "../../experiment/kind.js";
import type { JobResult } from "../../sweep/run-record.js";

/** Numbers of the run's device that are assumed, for tables and plots to mark. */
export function assumedOf({ physics }: KindSpec): JobResult["assumed"] {
  if (!physics) return null;
  const { name } = physics.device;
  const preset = (devices as Readonly<Record<string, DevicePreset>>)[name];
  if (!preset) return { device: name, numbers: [] };
  const numbers = Object.entries(preset.params).filter(([, p]) => p.source.includes("assumed"));
  const rate = preset.rateSource.toLowerCase().includes("assumed") ? ["rate law"] : [];
  return { device: name, numbers: [...numbers.map(([key]) => key), ...rate] };
}
