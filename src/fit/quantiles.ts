/** Quantiles of the distributions that intervals are made from. */
import { Z975 } from "../core/normal.js";

/** 97.5 % of Student's t, by the expansion around the normal; exact enough from 3 degrees of freedom. */
export function studentQuantile(freedom: number): number {
  const z = Z975;
  const n = Math.max(3, freedom);
  const z2 = z * z;
  return (
    z *
    (1 +
      (z2 + 1) / (4 * n) +
      ((5 * z2 + 16) * z2 + 3) / (96 * n * n) +
      (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * n * n * n))
  );
}
