/**
 * The two kinds of variability every technology is described by, as factors on a change of conductance:
 * d2d, drawn once per device, and c2c, drawn anew for every event.
 */
import { exp, ln } from "../elementary.js";
import type { Random } from "../random.js";

/**
 * Draws of device factors: lognormal with mean 1 and relative standard deviation `d2d`, so that none is below 0
 * however wide the spread.
 */
export function deviceFactors(d2d: number, random: Random): () => number {
  const variance = ln(1 + d2d * d2d);
  const sigma = Math.sqrt(variance);
  return () => exp(sigma * random.normal() - variance / 2);
}

/** Spread between devices: one number for both polarities, or one for each, which are then drawn apart. */
export type DeviceSpread = number | { readonly ltp: number; readonly ltd: number };

/** Whether no device differs. */
export function isUniform(d2d: DeviceSpread): boolean {
  return typeof d2d === "number" ? d2d === 0 : d2d.ltp === 0 && d2d.ltd === 0;
}

/**
 * Draws of (potentiation, depression) factors, one device after the other.
 * @param apart  draw both polarities of one spread independently; spreads of their own always are, each from its own
 *   stream, so that one does not change the other's draws
 */
export function polarityFactors(
  d2d: DeviceSpread,
  apart: boolean,
  random: Random,
): () => readonly [up: number, down: number] {
  if (typeof d2d === "number") {
    const factor = deviceFactors(d2d, random);
    return () => {
      const up = factor();
      return [up, apart ? factor() : up];
    };
  }
  const up = deviceFactors(d2d.ltp, random.split("ltp"));
  const down = deviceFactors(d2d.ltd, random.split("ltd"));
  return () => [up(), down()];
}

/** The factor that a standard normal `z` gives an event; never negative: an event does not change its sign. */
export function eventFactor(c2c: number, z: number): number {
  return Math.max(0, 1 + c2c * z);
}
