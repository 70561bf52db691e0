/**
 * When v is at its threshold, in neurons whose v is kept in double precision. Sums of decimal numbers in binary end beside
 * the number that is meant: -70 mV and 15 mV are a little below -55 mV. Conductances in single precision are up to 6e-8
 * beside it. So v is at the threshold from 2^-22 of the way from rest below it on: 4 nV of 15 mV.
 */

const SHARE = 2 ** -22;

/** Distance above rest from which on v is at its threshold, V. */
export function reachOf({
  vRest,
  vThreshold,
}: {
  readonly vRest: number;
  readonly vThreshold: number;
}): number {
  const distance = vThreshold - vRest;
  // A threshold below rest is met from below too.
  return distance > 0 ? distance * (1 - SHARE) : distance * (1 + SHARE);
}

/** Difference of two potentials from which on one is further over the threshold: below it they are even, V. */
export function evenBelow({
  vRest,
  vThreshold,
}: {
  readonly vRest: number;
  readonly vThreshold: number;
}): number {
  return Math.abs(vThreshold - vRest) * SHARE;
}

/** @throws RangeError unless vReset is below vThreshold by more than v may be and count as at it, and vRest is not at it */
export function checkDriven(values: {
  readonly vRest: number;
  readonly vReset: number;
  readonly vThreshold: number;
}): void {
  const { vRest, vReset, vThreshold } = values;
  if (vRest === vThreshold || !(vReset - vRest < reachOf(values)))
    throw new RangeError(
      `vReset (${vReset} V) must be below vThreshold (${vThreshold} V), and vRest (${vRest} V) must not be at it`,
    );
}

/** @throws RangeError unless vRest and vReset are below vThreshold, by more than v may be and count as at it */
export function checkThreshold(values: {
  readonly vRest: number;
  readonly vReset: number;
  readonly vThreshold: number;
}): void {
  const { vRest, vReset, vThreshold } = values;
  if (!(vRest < vThreshold && vReset - vRest < reachOf(values)))
    throw new RangeError(
      `vRest (${vRest} V) and vReset (${vReset} V) must be below vThreshold (${vThreshold} V)`,
    );
}
