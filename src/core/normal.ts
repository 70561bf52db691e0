/** The standard normal distribution, by the arithmetic of `elementary.ts`: the same bits in every engine. */
import { exp } from "./elementary.js";

/** 97.5 % quantile: half of a 95 % interval, in standard deviations. */
export const Z975 = 1.959963984540054;

const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);
/** Beyond, what is left is below 1e-17. */
const FAR = 8.5;

/** Density at z. */
export function density(z: number): number {
  return DENSITY_AT_0 * exp((-z * z) / 2);
}

/**
 * Probability of a value below z; absolute error below 1e-15.
 * With z > 0 it is 1/2 + density(z) (z + z^3/3 + z^5/(3 5) + ...), all terms of one sign (Abramowitz and Stegun 26.2.11).
 */
export function cumulative(z: number): number {
  if (z < 0) return 1 - cumulative(-z);
  if (z > FAR) return 1;
  let term = z;
  let sum = z;
  for (let k = 3; term > 1e-17 * sum; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}

/** Probability of a value above z, to some 1e-10 of itself however small: far out by a continued fraction. */
export function above(z: number): number {
  if (z < 2) return 1 - cumulative(z);
  // Abramowitz and Stegun 26.2.14, from the innermost term.
  let tail = z;
  for (let k = 120; k > 0; k--) tail = z + k / tail;
  return density(z) / tail;
}
