/** The spread between devices from their gains: estimate and interval of a variance beside known uncertainties. */
import { chiSquareQuantile } from "../core/chi-square.js";
import type { Estimate } from "./estimate.js";

/**
 * Limits of the deviation of ln gain: the sum of squares in units of their variances is a chi-square.
 * @returns low undefined where no spread at all would do as well
 */
export function spreadLimits({ likelihood, best, local, held }: Estimate): {
  low: number | undefined;
  high: number | undefined;
} {
  const { fixed, size, devices } = likelihood;
  const gains: number[] = [];
  const variances: number[] = [];
  const precision = 1 / (held.spread * held.spread);
  for (let d = fixed; d < size; d++) {
    const information = local.information[d * size + d]! - precision;
    if (!(information > 1e-3 * precision)) continue;
    // The gain alone, not drawn towards the mean by the others.
    gains.push((best.x[d]! * (information + precision)) / information);
    variances.push(1 / information);
  }
  if (gains.length < 2 || devices === 0) return { low: undefined, high: undefined };
  const q = (s2: number): number => {
    let [sum, weights] = [0, 0];
    for (const [k, g] of gains.entries()) {
      sum += g / (s2 + variances[k]!);
      weights += 1 / (s2 + variances[k]!);
    }
    const mean = sum / weights;
    return gains.reduce((all, g, k) => all + (g - mean) ** 2 / (s2 + variances[k]!), 0);
  };
  const freedom = gains.length - 1;
  const solve = (target: number): number | undefined => {
    if (q(1e-12) <= target) return undefined;
    let low = 1e-12;
    let high = 100;
    for (let k = 0; k < 100; k++) {
      const middle = Math.sqrt(low * high);
      if (q(middle) > target) low = middle;
      else high = middle;
    }
    return Math.sqrt(low);
  };
  return {
    low: solve(chiSquareQuantile(0.975, freedom)),
    high: solve(chiSquareQuantile(0.025, freedom)) ?? Math.sqrt(variances[0]!),
  };
}
