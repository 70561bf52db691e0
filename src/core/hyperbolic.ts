/** Hyperbolic functions that lose no digits near 0 and give the same bits on every engine. */
import { exp, ln, lnOnePlus } from "./elementary.js";

/** sinh(x)/x; 1 at 0. */
export function sinhOverX(x: number): number {
  const z = x * x;
  if (z > 1) return (exp(x) - exp(-x)) / (2 * x);
  // Taylor series: the first term left out is below 1e-17.
  let s = 1 + z / 342;
  s = 1 + (z / 272) * s;
  s = 1 + (z / 210) * s;
  s = 1 + (z / 156) * s;
  s = 1 + (z / 110) * s;
  s = 1 + (z / 72) * s;
  s = 1 + (z / 42) * s;
  s = 1 + (z / 20) * s;
  return 1 + (z / 6) * s;
}

export function sinh(x: number): number {
  return x * sinhOverX(x);
}

export function cosh(x: number): number {
  return 0.5 * (exp(x) + exp(-x));
}

/** cosh(x) - 1, by 2 sinh^2(x/2). */
export function coshMinusOne(x: number): number {
  const s = sinh(0.5 * x);
  return 2 * s * s;
}

/** x cosh(x) - sinh(x): x^3/3 near 0, where the two terms cancel. */
export function xCoshMinusSinh(x: number): number {
  const z = x * x;
  if (z > 1) return x * cosh(x) - sinh(x);
  // Sum of 2k x^(2k+1)/(2k+1)!, k = 1..8: the first term left out is below 1e-15.
  let term = x;
  let sum = 0;
  for (let k = 1; k <= 8; k++) {
    term *= z / (2 * k * (2 * k + 1));
    sum += 2 * k * term;
  }
  return sum;
}

export function asinh(x: number): number {
  const y = Math.abs(x);
  // Above 1e8 the 1 under the root is below the last digit, and y^2 must not overflow.
  const size = y > 1e8 ? ln(y) + Math.LN2 : lnOnePlus(y + (y * y) / (1 + Math.sqrt(1 + y * y)));
  return x < 0 ? -size : size;
}

/** Inverse of cosh on its upper branch, for x >= 1. */
export function acosh(x: number): number {
  return ln(x + Math.sqrt((x - 1) * (x + 1)));
}
