/** e^x of two numbers at once: the operations of `exp` in their order. */
import { exp } from "./exp";

/** Within these powers of two and their products are numbers of full precision. */
const SAFE: f64 = 700;

export function exp2(x: v128): v128 {
  // Not where a lane is no number either.
  if (!i64x2.all_true(f64x2.le(f64x2.abs(x), f64x2.splat(SAFE))))
    return f64x2(exp(f64x2.extract_lane(x, 0)), exp(f64x2.extract_lane(x, 1)));
  const whole = f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(0.5)));
  let r = f64x2.sub(x, f64x2.mul(whole, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(whole, f64x2.splat(1.9082149292705877e-10)));
  let p = f64x2.splat(1.0 / 87178291200.0);
  p = next(p, r, 1.0 / 6227020800.0);
  p = next(p, r, 1.0 / 479001600.0);
  p = next(p, r, 1.0 / 39916800.0);
  p = next(p, r, 1.0 / 3628800.0);
  p = next(p, r, 1.0 / 362880.0);
  p = next(p, r, 1.0 / 40320.0);
  p = next(p, r, 1.0 / 5040.0);
  p = next(p, r, 1.0 / 720.0);
  p = next(p, r, 1.0 / 120.0);
  p = next(p, r, 1.0 / 24.0);
  p = next(p, r, 1.0 / 6.0);
  p = next(p, r, 0.5);
  const e = f64x2.add(f64x2.splat(1), f64x2.add(r, f64x2.mul(f64x2.mul(r, r), p)));
  // whole + 1023, as the exponent of a number.
  const k = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(whole));
  return f64x2.mul(e, i64x2.shl(i64x2.add(k, i64x2.splat(1023)), 52));
}

// @ts-ignore: decorator
@inline
function next(p: v128, r: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(p, r), f64x2.splat(c));
}
