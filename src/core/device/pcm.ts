/** Phase-change memory, as the paper compares it: Huang et al., Adv. Mater. (2025), Table 1. */
import { borrowedDevice, borrowedRateSource, technologyParams } from "./borrowed-law.js";
import type { Device } from "./model.js";
import { technologies } from "./technologies.js";

export const doc =
  "phase-change memory for comparison: its range, variability and energy on the ionic synapse's rate law";

export const rateSource = borrowedRateSource;

export const params = technologyParams(technologies.PCM);

/** @throws RangeError naming the parameter that does not fit */
export function create(values: Readonly<Record<string, number>>): Device {
  return borrowedDevice("pcm", params, values, technologies.PCM);
}
