/**
 * The two kinds of variability every technology is described by, as factors on a change of conductance:
 * d2d, drawn once per device, and c2c, drawn anew for every event.
 */
import { exp, ln } from "../elementary.js";
import type { Random } from "../random.js";
import { MOST_DEVIATION, rectified, rectifiedNormal } from "../rectified-normal.js";

/**
 * Draws of device factors: lognormal with mean 1 and relative standard deviation `d2d`, so that none is below 0
 * however wide the spread.
 * @throws RangeError for a spread below 0 or above 10
 */
export function deviceFactors(d2d: number, random: Random): () => number {
  if (!(d2d >= 0 && d2d <= MOST_DEVIATION))
    throw new RangeError(`a d2d of ${d2d}; accepted: 0 to ${MOST_DEVIATION} (${100 * MOST_DEVIATION} %)`);
  const variance = ln(1 + d2d * d2d);
  const sigma = Math.sqrt(variance);
  return () => exp(sigma * random.normal() - variance / 2);
}

/** Spread between devices: one number for both polarities, or one for each, which are then drawn apart. */
export type DeviceSpread =
  | number
  | {
      /** Of potentiation. */
      readonly ltp: number;
      /** Of depression. */
      readonly ltd: number;
    };

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

/**
 * The factor that a standard normal gives an event: mean 1, relative standard deviation `c2c`, and never negative, since
 * an event does not change its sign (see `rectifiedNormal`).
 * @throws RangeError for a c2c below 0 or above 10
 */
export function eventFactors(c2c: number): (z: number) => number {
  const numbers = rectifiedNormal(c2c);
  return (z) => rectified(numbers, z);
}
