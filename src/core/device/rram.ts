/** Resistive memory, filamentary, as the paper compares it: Huang et al., Adv. Mater. (2025), Table 1. */
import { borrowedDevice, borrowedRateSource, technologyParams } from "./borrowed-law.js";
import type { Device } from "./model.js";
import { technologies } from "./technologies.js";

export const doc =
  "resistive memory for comparison: its range, variability and energy on the ionic synapse's rate law";

export const rateSource = borrowedRateSource;

export const params = technologyParams(technologies.RRAM);

/** @throws RangeError naming the parameter that does not fit */
export function create(values: Readonly<Record<string, number>>): Device {
  return borrowedDevice("rram", params, values, technologies.RRAM);
}
