/** The chi-square distribution of whole degrees of freedom. */
import { exp, ln } from "./elementary.js";

/** The x below which a chi-square of `freedom` (a whole number above 0) lies with probability p. */
export function chiSquareQuantile(p: number, freedom: number): number {
  let low = 0;
  let high = freedom + 10;
  while (chiSquareShare(high, freedom) < p) high *= 2;
  for (let k = 0; k < 80; k++) {
    const middle = 0.5 * (low + high);
    if (chiSquareShare(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** Probability below x: the series of the incomplete gamma function. */
function chiSquareShare(x: number, freedom: number): number {
  if (x <= 0) return 0;
  const a = 0.5 * freedom;
  const y = 0.5 * x;
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < 5000 && term > 1e-16 * sum; k++) {
    term *= y / (a + k);
    sum += term;
  }
  return Math.min(1, sum * exp(a * ln(y) - y - lnGamma(a)));
}

/** ln of the gamma function of k/2, k a whole number above 0. */
function lnGamma(a: number): number {
  let sum = 0;
  let x = a;
  while (x > 1) {
    x -= 1;
    sum += ln(x);
  }
  return sum + (x === 0.5 ? 0.5 * ln(Math.PI) : 0);
}
