/** How far a measured number may be from the true one, at 95 %. */

import { Z975 as Z } from "../core/normal.js";

/**
 * 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom.
 * Source: scipy 1.17 stats.t.ppf(0.975, df); the three decimals of NIST/SEMATECH e-Handbook of Statistical
 * Methods, section 1.3.6.7.2, are the same.
 */
const T975 = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
  2.200985, 2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614,
  2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
] as const;

/**
 * 97.5 % quantile of Student's t; beyond the table by the expansion in 1/df (Abramowitz and Stegun 26.7.5),
 * good to 2e-6 there.
 * @param df  degrees of freedom, an integer from 1
 */
export function studentT975(df: number): number {
  if (!(Number.isInteger(df) && df >= 1)) throw new RangeError(`${df} degrees of freedom`);
  const tabled = T975[df - 1];
  if (tabled !== undefined) return tabled;
  // Horner's form of Z + g1/df + g2/df^2 + g3/df^3.
  const g1 = (Z ** 3 + Z) / 4;
  const g2 = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  const g3 = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384;
  return Z + (g1 + (g2 + g3 / df) / df) / df;
}

/**
 * 95 % interval of a success probability after `successes` of n independent trials (Wilson 1927). Unlike the
 * normal one it stays within 0..1 and is right for small n.
 * @throws RangeError unless 0 <= successes <= n and n > 0
 */
export function wilson95(successes: number, n: number): [low: number, high: number] {
  if (!(n > 0 && successes >= 0 && successes <= n))
    throw new RangeError(`${successes} successes in ${n} trials`);
  const p = successes / n;
  const shrink = 1 + (Z * Z) / n;
  const centre = (p + (Z * Z) / (2 * n)) / shrink;
  const half = (Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))) / shrink;
  // At the ends the formula is exact but its rounding is not.
  return [successes === 0 ? 0 : centre - half, successes === n ? 1 : centre + half];
}

export interface MeanInterval {
  readonly mean: number;
  /** Sample standard deviation (n - 1); null for one value. */
  readonly deviation: number | null;
  /** 95 % interval of the mean; null for one value, which says nothing of the spread. */
  readonly ci95: readonly [low: number, high: number] | null;
  readonly n: number;
}

/**
 * Mean of independent, roughly normal values (one per seed) with its 95 % t interval (Student 1908).
 * @throws RangeError for no values and for values that are not finite
 */
export function meanCI95(values: readonly number[]): MeanInterval {
  const n = values.length;
  if (n === 0 || !values.every(Number.isFinite)) throw new RangeError(`the mean of [${values.join(", ")}]`);
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  if (n === 1) return { mean, deviation: null, ci95: null, n };
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const half = (studentT975(n - 1) * deviation) / Math.sqrt(n);
  return { mean, deviation, ci95: [mean - half, mean + half], n };
}
