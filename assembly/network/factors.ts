/** Factors of one post event on the synapses of a column; see EventNoise in src/crossbar/gains.ts. */
import { ANGLE_BITS, bits } from "../constants";
import { philoxWords } from "../layout";
import {
  cosine, cosineSign, quarterOf, radiusOf, remainder, sine, sineSign, swapped, turned, varied,
} from "../noise";
import { philox8 } from "../philox";
import { Eis } from "./eis";

/**
 * Eight synapses at a time, each with the random block of its row: gain times what varies from cycle to cycle.
 * @param low, high  words of the event's number
 * @param first  entry of the column's first synapse
 */
export function drawFactors(parameters: usize, low: u32, high: u32, first: i32, count: i32, gain: f64): void {
  const eis = changetype<Eis>(parameters);
  const factor = eis.factor;
  if (eis.noiseScale == 0) {
    const constant = f32x4.splat(<f32>gain);
    for (let k = 0; k < count; k += 4) v128.store(factor + (k << 2), constant);
    return;
  }
  const lowWord = i32x4.splat(low);
  const highWord = i32x4.splat(high);
  const location = f32x4.splat(eis.noiseLocation);
  const spread = f32x4.splat(eis.noiseScale);
  const ones = i32x4.splat(1);
  for (let k = 0; k < count; k += 8) {
    const rowsA = fourRows(eis, first + k, count - k);
    const rowsB = fourRows(eis, first + k + 4, count - k - 4);
    philox8(lowWord, lowWord, highWord, blocks(rowsA), blocks(rowsB), eis.noiseKey0, eis.noiseKey1);
    const at = factor + (k << 2);
    v128.store(at, fourFactors(rowsA, philoxWords, location, spread, ones, gain));
    v128.store(at, fourFactors(rowsB, philoxWords + 16, location, spread, ones, gain), 16);
  }
}

/** Rows of four synapses, whole ones; beyond the column's last any row will do. */
// @ts-ignore: decorator
@inline
function fourRows(eis: Eis, entry: i32, left: i32): v128 {
  const source = eis.source;
  let rows: v128;
  if (source == 0) rows = i32x4.add(i32x4.splat(entry), i32x4(0, 1, 2, 3));
  else if (left >= 4) rows = v128.load(source + (<usize>entry << 2));
  else {
    rows = i32x4.splat(0);
    for (let lane = 0; lane < left; lane++)
      rows = v128.or(rows, v128.and(i32x4.splat(load<i32>(source + (<usize>(entry + lane) << 2))), i32x4.eq(i32x4(0, 1, 2, 3), i32x4.splat(lane))));
  }
  const whole = eis.wholeRow;
  if (whole == 0) return rows;
  return i32x4(
    load<i32>(whole + (<usize>i32x4.extract_lane(rows, 0) << 2)),
    load<i32>(whole + (<usize>i32x4.extract_lane(rows, 1) << 2)),
    load<i32>(whole + (<usize>i32x4.extract_lane(rows, 2) << 2)),
    load<i32>(whole + (<usize>i32x4.extract_lane(rows, 3) << 2)),
  );
}

/** Rows 32 g .. 32 g + 31 share four blocks: row i that of 4 g + i mod 4. */
// @ts-ignore: decorator
@inline
function blocks(rows: v128): v128 {
  return i32x4.add(i32x4.shl(i32x4.shr_u(rows, 5), 2), v128.and(rows, i32x4.splat(3)));
}

/** @param words  word 0 of the four blocks; the others follow 32 bytes apart */
// @ts-ignore: decorator
@inline
function fourFactors(rows: v128, words: usize, location: v128, spread: v128, ones: v128, gain: f64): v128 {
  // Quads of rows take cosine and sine of the first word, then of the second, third and fourth.
  const quad = v128.and(i32x4.shr_u(rows, 2), i32x4.splat(7));
  const offsets = i32x4.shl(i32x4.shr_u(quad, 1), 5);
  let word = v128.load32_zero(words + i32x4.extract_lane(offsets, 0));
  word = v128.load_lane<i32>(words + i32x4.extract_lane(offsets, 1), word, 1, 4);
  word = v128.load_lane<i32>(words + i32x4.extract_lane(offsets, 2), word, 2, 8);
  word = v128.load_lane<i32>(words + i32x4.extract_lane(offsets, 3), word, 3, 12);
  const odd = i32x4.eq(v128.and(quad, ones), ones);
  const angle = v128.and(word, bits(ANGLE_BITS));
  const quarter = quarterOf(angle);
  const r = remainder(angle, quarter);
  const z = f32x4.mul(r, r);
  const s = sine(r, z);
  const c = cosine(z);
  const swap = v128.and(v128.xor(s, c), swapped(quarter));
  const cos = turned(c, swap, cosineSign(quarter));
  const sin = turned(s, swap, sineSign(quarter));
  const normal = f32x4.mul(radiusOf(word), v128.bitselect(sin, cos, odd));
  const x = varied(normal, spread, location, f32x4.splat(0));
  if (gain == 1) return x;
  // The gain is double precision: multiplied there, rounded once.
  const k = f64x2.splat(gain);
  const lowHalf = f64x2.mul(f64x2.promote_low_f32x4(x), k);
  const highHalf = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), k);
  return v128.shuffle<i32>(
    f32x4.demote_f64x2_zero(lowHalf) as v128, f32x4.demote_f64x2_zero(highHalf) as v128, 0, 1, 4, 5,
  );
}
