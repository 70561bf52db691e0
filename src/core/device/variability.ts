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

/** The factor that a standard normal `z` gives an event; never negative: an event does not change its sign. */
export function eventFactor(c2c: number, z: number): number {
  return Math.max(0, 1 + c2c * z);
}
