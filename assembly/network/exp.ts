/** e^x in double precision, in the order of operations of src/core/elementary.ts. */

/** 2^k for -1022 <= k <= 1023. */
// @ts-ignore: decorator
@inline
function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>(<i64>(k + 1023) << 52);
}

/** e^x; 0 below -745, infinite above 709.78. */
export function exp(x: f64): f64 {
  if (x != x) return x;
  if (x > 709.78) return Infinity;
  if (x < -745.13) return 0;
  const whole = Math.floor(x * 1.4426950408889634 + 0.5);
  const r = x - whole * 0.6931471803691238 - whole * 1.9082149292705877e-10;
  let p: f64 = 1.0 / 87178291200.0;
  p = p * r + 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  const e = 1.0 + (r + r * r * p);
  const k = <i32>whole;
  if (k >= -1022 && k <= 1023) return e * powerOfTwo(k);
  return k > 0 ? e * powerOfTwo(k - 1) * 2.0 : e * powerOfTwo(k + 60) * powerOfTwo(-60);
}
