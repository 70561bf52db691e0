/** The ionic synapse without any variability: what the others lose is lost against this one. */
import { borrowedDevice, borrowedParams, borrowedRateSource } from "./borrowed-law.js";
import { params as eisParams } from "./eis-ysz.js";
import type { Device } from "./model.js";

export const doc =
  "the ionic synapse's rate law and range without non-idealities: the yardstick of comparisons";

export const rateSource = borrowedRateSource;

const none = { value: 0, source: "assumed: none, by definition of the ideal device" };

export const params = borrowedParams(
  [eisParams.gMin.default, eisParams.gMax.default],
  "assumed: the range of eis-ysz14",
  none,
  none,
);

/** @throws RangeError naming the parameter that does not fit */
export function create(values: Readonly<Record<string, number>>): Device {
  return borrowedDevice("ideal", params, values);
}
