/** Elementary functions in the order of operations of src/core/elementary.ts and src/core/single.ts. */

import {
  BIAS, bits, FIFTH, HALF, LN2, MANTISSA, NINTH, ONE, ONE_BITS, OVER_3F, OVER_4F, OVER_5F, OVER_6F, OVER_7F, ROOT_2, SEVENTH,
  splat, THIRD, TWO, LN2_HIGH, LN2_LOW, OVER_3, OVER_5, OVER_7, OVER_9, OVER_11, OVER_13, OVER_15, OVER_17, OVER_19,
  OVER_21, wide, WIDE_HALF, WIDE_ONE, WIDE_ROOT_2, WIDE_TWO,
} from "./constants";

/** Natural logarithm of two normal positive doubles. */
// @ts-ignore: decorator
@inline
export function ln2(x: v128): v128 {
  const high = i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023));
  let m = v128.or(
    v128.and(x, i64x2.splat(0x000fffffffffffff)),
    i64x2.splat(0x3ff0000000000000),
  );
  // Exponents fit 32 bits: bring the low words together and convert.
  let k = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(high, high, 0, 2, 0, 2));
  const large = f64x2.gt(m, wide(WIDE_ROOT_2));
  m = v128.bitselect(f64x2.mul(m, wide(WIDE_HALF)), m, large);
  k = f64x2.add(k, v128.and(large, wide(WIDE_ONE)));
  const f = f64x2.sub(m, wide(WIDE_ONE));
  const s = f64x2.div(f, f64x2.add(wide(WIDE_TWO), f));
  const z = f64x2.mul(s, s);
  let p = wide(OVER_21);
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_19));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_17));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_15));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_13));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_11));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_9));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_7));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_5));
  p = f64x2.add(f64x2.mul(p, z), wide(OVER_3));
  const twice = f64x2.mul(wide(WIDE_TWO), s);
  const tail = f64x2.add(
    f64x2.mul(f64x2.mul(twice, z), p),
    f64x2.mul(k, wide(LN2_LOW)),
  );
  return f64x2.add(f64x2.mul(k, wide(LN2_HIGH)), f64x2.add(twice, tail));
}

/**
 * 1 - e^-x for four x of less than ln(2)/2, from which no power of two is taken out: `loseAny` gives the same bits. The
 * coefficients are told, so that a loop loads them once.
 */
// @ts-ignore: decorator
@inline
export function loseSmall(
  x: v128, one: v128, half: v128, c3: v128, c4: v128, c5: v128, c6: v128, c7: v128,
): v128 {
  let p = f32x4.sub(c6, f32x4.mul(x, c7));
  p = f32x4.sub(c5, f32x4.mul(x, p));
  p = f32x4.sub(c4, f32x4.mul(x, p));
  p = f32x4.sub(c3, f32x4.mul(x, p));
  p = f32x4.sub(half, f32x4.mul(x, p));
  p = f32x4.sub(one, f32x4.mul(x, p));
  return f32x4.mul(x, p);
}

/** Lanes in which a number is too large for `loseSmall`. */
// @ts-ignore: decorator
@inline
export function large(x: v128, y: v128, small: v128): v128 {
  return v128.or(f32x4.ge(f32x4.abs(x), small), f32x4.ge(f32x4.abs(y), small));
}

function seriesOf(x: v128): v128 {
  return loseSmall(
    x, splat(ONE), splat(HALF), splat(OVER_3F), splat(OVER_4F), splat(OVER_5F), splat(OVER_6F), splat(OVER_7F),
  );
}

/** 1 - e^-x for four x. */
export function loseAny(x: v128): v128 {
  const y = f32x4.pmax(f32x4.splat(-87), f32x4.pmin(f32x4.splat(87), x));
  const k = f32x4.floor(
    f32x4.add(f32x4.mul(y, f32x4.splat(<f32>1.4426950408889634)), f32x4.splat(0.5)),
  );
  const r = f32x4.sub(
    f32x4.sub(y, f32x4.mul(k, f32x4.splat(<f32>0.693359375))),
    f32x4.mul(k, f32x4.splat(<f32>-2.121944400546906e-4)),
  );
  const scale = i32x4.shl(i32x4.sub(i32x4.splat(127), i32x4.trunc_sat_f32x4_s(k)), 23);
  return f32x4.add(f32x4.sub(f32x4.splat(1), scale), f32x4.mul(scale, seriesOf(r)));
}

/** Natural logarithm of four normal positive numbers. */
// @ts-ignore: decorator
@inline
export function ln4(x: v128): v128 {
  let k = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(x, 23), bits(BIAS)));
  let m = v128.or(v128.and(x, bits(MANTISSA)), bits(ONE_BITS));
  const large = f32x4.gt(m, splat(ROOT_2));
  m = v128.bitselect(f32x4.mul(m, splat(HALF)), m, large);
  k = f32x4.add(k, v128.and(large, splat(ONE)));
  const g = f32x4.sub(m, splat(ONE));
  const s = f32x4.div(g, f32x4.add(splat(TWO), g));
  const z = f32x4.mul(s, s);
  let p = f32x4.add(f32x4.mul(z, splat(NINTH)), splat(SEVENTH));
  p = f32x4.add(f32x4.mul(z, p), splat(FIFTH));
  p = f32x4.add(f32x4.mul(z, p), splat(THIRD));
  p = f32x4.add(f32x4.mul(z, p), splat(ONE));
  return f32x4.add(
    f32x4.mul(k, splat(LN2)),
    f32x4.mul(f32x4.mul(splat(TWO), s), p),
  );
}
