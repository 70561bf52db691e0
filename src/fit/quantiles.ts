/** Quantiles of the distributions that intervals are made from. */
/** 97.5 % of the standard normal. */
export const NORMAL = 1.959963984540054;

/** 97.5 % of Student's t, by the expansion around the normal; exact enough from 3 degrees of freedom. */
export function studentQuantile(freedom: number): number {
  const z = NORMAL;
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
