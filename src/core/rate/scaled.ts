/** A rate law times a constant: more channel squares in parallel, or slower time. */
import type { RateLaw } from "./model.js";

/** @param factor  above 0 */
export function scaledRate(law: RateLaw, factor: number): RateLaw {
  return {
    vOc: law.vOc,
    rate: (v) => factor * law.rate(v),
    antiderivative: (v) => factor * law.antiderivative(v),
  };
}
