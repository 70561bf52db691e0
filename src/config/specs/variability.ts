/** Numbers of a spread: the device's own figure, or what is given. */
import type { DeviceSpread } from "../../core/device/variability.js";
import { si } from "../schema/fields.js";
import type { EisDocument } from "./document.js";

export function spreadOf(value: string | number, figure: number): number {
  return value === "device" ? figure : si(value, "1");
}

/** Between devices: one spread, or one for each polarity. */
export function deviceSpreadOf(value: EisDocument["variability"]["d2d"], figure: number): DeviceSpread {
  return typeof value === "object"
    ? { ltp: si(value.ltp, "1"), ltd: si(value.ltd, "1") }
    : spreadOf(value, figure);
}
