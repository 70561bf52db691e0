/**
 * Constants for vectors, kept in memory. V8 builds a constant vector anew wherever it is used, in three instructions
 * and up to seven; from memory it is one.
 */

const HALF_PI: f64 = 1.5707963267948966;
const H2: f64 = HALF_PI * HALF_PI;

const TABLE: usize = memory.data<f32>([
  1, 2, 0.5, -2, 0.34,
  <f32>1.4142135623730951, <f32>0.6931471805599453,
  <f32>(1.0 / 3.0), <f32>(1.0 / 5.0), <f32>(1.0 / 7.0), <f32>(1.0 / 9.0),
  <f32>(1.0 / 6.0), <f32>(1.0 / 24.0), <f32>(1.0 / 120.0), <f32>(1.0 / 720.0), <f32>(1.0 / 5040.0),
  <f32>HALF_PI, <f32>-(HALF_PI * H2 / 6.0), <f32>(HALF_PI * H2 * H2 / 120.0),
  <f32>-(HALF_PI * H2 * H2 * H2 / 5040.0), <f32>(HALF_PI * H2 * H2 * H2 * H2 / 362880.0),
  <f32>-(H2 / 2.0), <f32>(H2 * H2 / 24.0), <f32>-(H2 * H2 * H2 / 720.0), <f32>(H2 * H2 * H2 * H2 / 40320.0),
  <f32>(1.0 / 1048576.0), <f32>(1.0 / 1024.0), <f32>(1.0 / 16777216.0),
]);
const BITS: usize = memory.data<i32>([1, 2, 127, 4095, 0x007fffff, 0x3f800000, 0xd2511f53, 0xcd9e8d57, 0x9e3779b9, 0xbb67ae85, 512]);

const DOUBLES: usize = memory.data<f64>([
  1, 2, 0.5, 1.4142135623730951, 0.6931471803691238, 1.9082149292705877e-10,
  1.0 / 3.0, 1.0 / 5.0, 1.0 / 7.0, 1.0 / 9.0, 1.0 / 11.0, 1.0 / 13.0, 1.0 / 15.0, 1.0 / 17.0, 1.0 / 19.0, 1.0 / 21.0,
]);

/** Places in the table of single-precision numbers. */
export const ONE = 0;
export const TWO = 1;
export const HALF = 2;
export const MINUS_TWO = 3;
/** Below ln(2)/2: up to here e^-x needs no power of two. */
export const SMALL = 4;
export const ROOT_2 = 5;
export const LN2 = 6;
export const THIRD = 7;
export const FIFTH = 8;
export const SEVENTH = 9;
export const NINTH = 10;
/** 1/3! is THIRD * HALF, which rounds otherwise: the reciprocal factorials have places of their own. */
export const OVER_3F = 11;
export const OVER_4F = 12;
export const OVER_5F = 13;
export const OVER_6F = 14;
export const OVER_7F = 15;
/** Sine and cosine of quarter turns: coefficients of the powers. */
export const SIN_1 = 16;
export const SIN_3 = 17;
export const SIN_5 = 18;
export const SIN_7 = 19;
export const SIN_9 = 20;
export const COS_2 = 21;
export const COS_4 = 22;
export const COS_6 = 23;
export const COS_8 = 24;
/** Grids of random words. */
export const RADII = 25;
export const ANGLES = 26;
export const UNIFORMS = 27;

/** Places in the table of integers. */
export const BIT_1 = 0;
export const BIT_2 = 1;
export const BIAS = 2;
export const ANGLE_BITS = 3;
export const MANTISSA = 4;
export const ONE_BITS = 5;
export const PHILOX_M0 = 6;
export const PHILOX_M1 = 7;
export const PHILOX_W0 = 8;
export const PHILOX_W1 = 9;
export const HALF_QUARTER = 10;

/** Places in the table of doubles. */
export const WIDE_ONE = 0;
export const WIDE_TWO = 1;
export const WIDE_HALF = 2;
export const WIDE_ROOT_2 = 3;
/** ln(2) in two parts. */
export const LN2_HIGH = 4;
export const LN2_LOW = 5;
export const OVER_3 = 6;
export const OVER_5 = 7;
export const OVER_7 = 8;
export const OVER_9 = 9;
export const OVER_11 = 10;
export const OVER_13 = 11;
export const OVER_15 = 12;
export const OVER_17 = 13;
export const OVER_19 = 14;
export const OVER_21 = 15;

/** Four times the single-precision number at a place. */
// @ts-ignore: decorator
@inline
export function splat(place: i32): v128 {
  return v128.load32_splat(TABLE + (place << 2));
}

/** Four times the integer at a place. */
// @ts-ignore: decorator
@inline
export function bits(place: i32): v128 {
  return v128.load32_splat(BITS + (place << 2));
}

/** Twice the double at a place. */
// @ts-ignore: decorator
@inline
export function wide(place: i32): v128 {
  return v128.load64_splat(DOUBLES + (place << 3));
}

/** Where the host's memory may begin. */
export const dataEnd: usize = __heap_base;
