/** Numbers that are known within limits, and draws of all of them together. */
import { Z975 } from "./normal.js";
import type { Random } from "./random.js";

/** A pivot may be this far below 0 by rounding of what a file says. */
const ROUNDING = 1e-3;

/** How far the 95 % limits of a number lie from it, below and above, in a coordinate where that is about the same. */
export interface Widths {
  readonly below: number;
  readonly above: number;
}

/**
 * The factor L of correlations with L L^T = them, row by row.
 * @param triangle  lower triangle, 1 at the end of each row
 * @returns  undefined where no errors can go together like that
 */
export function correlationFactor(triangle: readonly (readonly number[])[]): Float64Array | undefined {
  const n = triangle.length;
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = triangle[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      const pivot = l[j * n + j]!;
      if (i !== j) l[i * n + j] = pivot === 0 ? 0 : sum / pivot;
      else if (!(sum > -ROUNDING)) return undefined;
      else l[i * n + i] = sum > 1e-9 ? Math.sqrt(sum) : 0;
    }
  return l;
}

/**
 * One draw: how far each number is from its likeliest value. Normal on both sides, each side as wide as its limit says, so
 * that the limits of every number are where 2.5 % lie beyond.
 */
export function drawOffsets(widths: readonly Widths[], factor: Float64Array, random: Random): Float64Array {
  const n = widths.length;
  const independent = Float64Array.from({ length: n }, () => random.normal());
  return Float64Array.from(widths, ({ below, above }, i) => {
    let z = 0;
    for (let k = 0; k <= i; k++) z += factor[i * n + k]! * independent[k]!;
    return (z * (z < 0 ? below : above)) / Z975;
  });
}
