/** Numbers of a spread: the device's own figure, or what is given. */
import type { DeviceSpread } from "../../core/device/variability.js";
import type { DeviceToDevice, Spread } from "../schema/variability.js";

export function spreadOf(value: Spread, figure: number): number {
  return value === "device" ? figure : value;
}

/** Between devices: one spread, or one for each polarity. */
export function deviceSpreadOf(value: DeviceToDevice, figure: number): DeviceSpread {
  return value === "device" ? figure : value;
}
