/** The voltage at which all laws have the same rate, so that they can be compared. */
import type { Param } from "../params.js";

/** V above vOc: where the paper's two ratios start from. */
export const PROBE_VOLTAGE = 2;

export const RATE_AT_PROBE = {
  unit: "S/s",
  default: 5e-9,
  min: 0,
  open: true,
  doc: "rate at 2 V above vOc",
  source: "assumed: the paper prints no rates",
} as const satisfies Param;
