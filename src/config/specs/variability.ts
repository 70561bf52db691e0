/** Numbers of a spread: the device's own figure, or what is given. */
import type { Device } from "../../core/device/model.js";
import type { DeviceSpread } from "../../core/device/variability.js";
import type { DeviceToDevice, Spread } from "../schema/variability.js";

export function spreadOf(value: Spread, figure: number): number {
  return value === "device" ? figure : value;
}

/** S; 0 where nothing is said of it. */
export function readNoiseOf(
  value: number | "device" | undefined,
  { readNoise = 0 }: Pick<Device, "readNoise">,
): number {
  return value === "device" ? readNoise : (value ?? 0);
}

/** Between devices: one spread, or one for each polarity. */
export function deviceSpreadOf(value: DeviceToDevice, figure: number): DeviceSpread {
  return value === "device" ? figure : value;
}
