/** A rate law whose every rate is multiplied by one number: a common factor, another unit of time, a gain. */
import type { RateLaw } from "./model.js";

/**
 * @param factor  of r and R; above 0, so that insertion stays insertion
 * @throws RangeError for a factor that is not finite and above 0
 */
export function scaledRate(law: RateLaw, factor: number): RateLaw {
  if (!(factor > 0) || !Number.isFinite(factor))
    throw new RangeError(`the rate factor is ${factor}; it must be finite and above 0`);
  return {
    vOc: law.vOc,
    ...(law.given ? { given: law.given } : {}),
    ...(law.measured ? { measured: law.measured } : {}),
    rate: (v) => factor * law.rate(v),
    antiderivative: (v) => factor * law.antiderivative(v),
  };
}
