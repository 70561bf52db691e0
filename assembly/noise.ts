/** c2c factors of one event; see EventNoise in src/crossbar/gains.ts for the layout. */
import {
  ANGLE_BITS, ANGLES, BIT_1, BIT_2, bits, COS_2, COS_4, COS_6, COS_8, HALF_QUARTER, MINUS_TWO, ONE, RADII, SIN_1, SIN_3, SIN_5, SIN_7,
  SIN_9, splat,
} from "./constants";
import { ln4 } from "./elementary";
import { factor, gain, noiseKey0, noiseKey1, noiseLocation, noiseScale, scratch, nPre, philoxWords } from "./layout";
import { philox8 } from "./philox";

/** Factors of all rows for the `event`-th post spike: gain times what varies from cycle to cycle. */
export function drawFactors(event: i32): void {
  drawSome(event, factor, 0, nPre);
}

/** The same of rows first .. end-1 alone, to their places in an array at `to`. @param first  a multiple of 64 */
export function drawSome(event: i32, to: usize, first: i32, end: i32): void {
  if (noiseScale == 0) {
    const constant = f32x4.splat(<f32>gain);
    for (let i = first; i < end; i += 4) v128.store(to + (i << 2), constant);
    return;
  }
  const zero = i32x4.splat(0);
  const lanes = i32x4(0, 1, 2, 3);
  const id = i32x4.splat(event);
  for (let i = first; i < end; i += 64) {
    const block = i32x4.add(i32x4.splat(i >> 3), lanes);
    philox8(id, id, zero, block, i32x4.add(block, i32x4.splat(4)), noiseKey0, noiseKey1);
    for (let word: usize = 0; word < 4; word++)
      fourFactors(to + (<usize>i << 2) + (word << 5), philoxWords + (word << 5));
  }
  if (gain != 1) scale(to + (<usize>first << 2), to + (<usize>end << 2));
}

/**
 * Factors of two vectors of words that lie side by side: cosines of the first to `at`, its sines behind them, those of
 * the second 128 bytes on. Both go the same way through neighbouring places, so that an engine may take them as one.
 */
// @ts-ignore: decorator
@inline
function fourFactors(at: usize, words: usize): void {
  const firstWord = v128.load(words);
  const secondWord = v128.load(words, 16);
  const firstRadius = radiusOf(firstWord);
  const secondRadius = radiusOf(secondWord);
  const firstAngle = v128.and(firstWord, bits(ANGLE_BITS));
  const secondAngle = v128.and(secondWord, bits(ANGLE_BITS));
  const firstQuarter = quarterOf(firstAngle);
  const secondQuarter = quarterOf(secondAngle);
  const r1 = remainder(firstAngle, firstQuarter);
  const r2 = remainder(secondAngle, secondQuarter);
  const z1 = f32x4.mul(r1, r1);
  const z2 = f32x4.mul(r2, r2);
  const s1 = sine(r1, z1);
  const s2 = sine(r2, z2);
  const c1 = cosine(z1);
  const c2 = cosine(z2);
  const swap1 = v128.and(v128.xor(s1, c1), swapped(firstQuarter));
  const swap2 = v128.and(v128.xor(s2, c2), swapped(secondQuarter));
  const least = f32x4.splat(0);
  const location = f32x4.splat(noiseLocation);
  const spread = f32x4.splat(noiseScale);
  const cos1 = f32x4.mul(firstRadius, turned(c1, swap1, cosineSign(firstQuarter)));
  const cos2 = f32x4.mul(secondRadius, turned(c2, swap2, cosineSign(secondQuarter)));
  const sin1 = f32x4.mul(firstRadius, turned(s1, swap1, sineSign(firstQuarter)));
  const sin2 = f32x4.mul(secondRadius, turned(s2, swap2, sineSign(secondQuarter)));
  const cosFactor1 = varied(cos1, spread, location, least);
  const cosFactor2 = varied(cos2, spread, location, least);
  const sinFactor1 = varied(sin1, spread, location, least);
  const sinFactor2 = varied(sin2, spread, location, least);
  // Nothing may be loaded between stores that are to be paired.
  const made = scratch;
  v128.store(made, cosFactor1);
  v128.store(made, cosFactor2, 16);
  v128.store(made, sinFactor1, 32);
  v128.store(made, sinFactor2, 48);
  v128.store(at, v128.load(made));
  v128.store(at, v128.load(made, 32), 16);
  v128.store(at, v128.load(made, 16), 128);
  v128.store(at, v128.load(made, 48), 144);
}

// @ts-ignore: decorator
@inline
export function radiusOf(word: v128): v128 {
  const uniform = f32x4.mul(
    f32x4.convert_i32x4_s(i32x4.add(i32x4.shr_u(word, 12), bits(BIT_1))),
    splat(RADII),
  );
  return f32x4.sqrt(f32x4.mul(splat(MINUS_TWO), ln4(uniform)));
}

/** Angles are whole 1024ths of a quarter turn: the nearest quarter, and what is left of it in single precision. */
// @ts-ignore: decorator
@inline
export function quarterOf(angle: v128): v128 {
  return i32x4.shr_u(i32x4.add(angle, bits(HALF_QUARTER)), 10);
}

// @ts-ignore: decorator
@inline
export function remainder(angle: v128, quarter: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(angle, i32x4.shl(quarter, 10))), splat(ANGLES));
}

// @ts-ignore: decorator
@inline
export function sine(r: v128, z: v128): v128 {
  let s = f32x4.add(f32x4.mul(z, splat(SIN_9)), splat(SIN_7));
  s = f32x4.add(f32x4.mul(z, s), splat(SIN_5));
  s = f32x4.add(f32x4.mul(z, s), splat(SIN_3));
  return f32x4.mul(r, f32x4.add(f32x4.mul(z, s), splat(SIN_1)));
}

// @ts-ignore: decorator
@inline
export function cosine(z: v128): v128 {
  let c = f32x4.add(f32x4.mul(z, splat(COS_8)), splat(COS_6));
  c = f32x4.add(f32x4.mul(z, c), splat(COS_4));
  c = f32x4.add(f32x4.mul(z, c), splat(COS_2));
  return f32x4.add(f32x4.mul(z, c), splat(ONE));
}

// @ts-ignore: decorator
@inline
export function swapped(quarter: v128): v128 {
  return i32x4.eq(v128.and(quarter, bits(BIT_1)), bits(BIT_1));
}

// @ts-ignore: decorator
@inline
export function sineSign(quarter: v128): v128 {
  return i32x4.shl(v128.and(quarter, bits(BIT_2)), 30);
}

// @ts-ignore: decorator
@inline
export function cosineSign(quarter: v128): v128 {
  return i32x4.shl(v128.and(i32x4.add(quarter, bits(BIT_1)), bits(BIT_2)), 30);
}

/** @param swap  bits in which sine and cosine differ, where they are to be exchanged; else 0 */
// @ts-ignore: decorator
@inline
export function turned(x: v128, swap: v128, sign: v128): v128 {
  return v128.xor(v128.xor(x, swap), sign);
}

/** Location + spread times a normal number, 0 at least. */
// @ts-ignore: decorator
@inline
export function varied(normal: v128, spread: v128, location: v128, least: v128): v128 {
  return f32x4.pmax(least, f32x4.add(location, f32x4.mul(spread, normal)));
}

/** Factors from an address up to another times the gain, which is double precision: multiplied there, rounded once. */
function scale(from: usize, end: usize): void {
  const k = f64x2.splat(gain);
  for (let at = from; at < end; at += 16) {
    const x = v128.load(at);
    const low = f64x2.mul(f64x2.promote_low_f32x4(x), k);
    const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), k);
    v128.store(
      at,
      v128.shuffle<i32>(f32x4.demote_f64x2_zero(low) as v128, f32x4.demote_f64x2_zero(high) as v128, 0, 1, 4, 5),
    );
  }
}
