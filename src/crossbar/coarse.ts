/** Whether single events move devices by enough for the single precision in which fast forms keep conductances. */
import type { Device } from "../core/device/model.js";
import type { Voltages } from "./forms/model.js";

/** Rounding to single precision, relative to a conductance. */
const ROUNDING = 2 ** -25;

/** Share of a change that rounding may take before it is told. */
const MOST = 0.01;

/** In words; undefined where rounding is negligible, or no event moves anything. */
export function coarseChanges(device: Device, { tables, factor }: Voltages): string | undefined {
  const { gMin, g0, gMax } = device;
  const range = gMax - gMin;
  const largest = (values: Float64Array) => factor * values.reduce((a, b) => Math.max(a, b), 0);
  // With soft bounds of exponent 1, from the far bound; others are of this size.
  const up = (largest(tables[0].p) * range) / (gMax - g0);
  const down = (largest(tables[0].d) * range) / (g0 - gMin);
  const change = Math.min(range, Math.max(up, down));
  const taken = (ROUNDING * gMax) / change;
  if (change === 0 || taken < MOST) return undefined;
  return (
    `conductances are kept in single precision, whose rounding is ${(100 * Math.min(1, taken)).toPrecision(2)} % of the ` +
    `largest change by one event (${change.toPrecision(2)} S): many small changes need form "ordered"`
  );
}
